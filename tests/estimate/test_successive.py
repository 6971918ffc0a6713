"""The estimates of many days in a row are those that each day would get alone."""

from datetime import date, timedelta

import numpy as np
import pytest
from estimate_cases import CASE, D_DAY, claim

from exeunt.estimate.estimate import estimate
from exeunt.estimate.series import series_of
from exeunt.estimate.successive import Knowledge, successive
from exeunt.model.claim import Kind

CLAIMS = (
    claim(Kind.STOCK, 900, D_DAY + timedelta(days=10), id="C1", origin="C1"),
    claim(Kind.DEPARTURE, 300, D_DAY + timedelta(days=60), id="C2", origin="C2"),
    claim(Kind.STOCK, 550, D_DAY + timedelta(days=95), id="C3", origin="C3"),
)
ASKED = tuple(D_DAY + timedelta(days=step) for step in (12, 13, 14, 59, 60, 61, 62, 96, 97, 98))
SERIES = series_of(CASE, ())


def asked(day: date) -> list[date]:
    return [D_DAY, *(D_DAY + timedelta(days=step) for step in range(0, (day - D_DAY).days, 20)), day]


def known_by_day():
    known = []
    for day in ASKED:
        claims = tuple(item for item in CLAIMS if item.known_on <= day)
        if known and known[-1].claims == claims:
            known[-1] = Knowledge(claims, (*known[-1].days, day))
        else:
            known.append(Knowledge(claims, (day,)))
    return known


@pytest.fixture(scope="module")
def both():
    in_a_row = list(successive(CASE, SERIES, known_by_day(), asked, seed=3))
    alone = {
        day: estimate(CASE, [item for item in CLAIMS if item.known_on <= day], days=asked(day), seed=3) for day in ASKED
    }
    return [(day, found, {(item.force, item.site): item for item in alone[day]}) for day, found in in_a_row]


def test_every_day_is_answered_for_every_series(both):
    assert [day for day, _, _ in both] == list(ASKED)
    assert all(
        [(item.force, item.site) for item in found] == [(s.force, s.site) for s in SERIES] for _, found, _ in both
    )


def test_what_is_known_of_a_day_alone_is_the_same_to_the_last_digits(both):
    for day, found, alone in both:
        for item in found:
            twin = alone[item.force, item.site]
            assert item.days == twin.days
            assert item.narrowed(day) == pytest.approx(twin.narrowed(day))
            for limit in (0, 300, 600, 1000):
                assert item.at_most(day, limit) == pytest.approx(twin.at_most(day, limit), abs=1e-8)
                assert item.at_most(D_DAY, limit) == pytest.approx(twin.at_most(D_DAY, limit), abs=1e-8)
            assert item.quantile(day, 0.5) == twin.quantile(day, 0.5)


def test_what_is_read_from_draws_is_the_same_within_their_error(both):
    for day, found, alone in both:
        for item in (drawn for drawn in found if drawn.site is None):
            twin, draws = alone[item.force, item.site], len(item.draws)
            for question in ("fell_by", "rose_by"):
                one, other = (getattr(given, question)(D_DAY, day, 100) for given in (item, twin))
                middle = (one + other) / 2
                assert abs(one - other) <= 4.5 * np.sqrt(2 * max(middle * (1 - middle), 1 / draws) / draws)


def test_the_rise_worked_out_day_by_day_is_that_of_the_whole_stretch(both):
    for day, found, _ in both:
        for item in (drawn for drawn in found if drawn.site is None):
            places = [item.position(other) for other in item.days if other >= D_DAY]
            stretch = item.draws[:, places]
            rise = (stretch - np.minimum.accumulate(stretch, axis=1)).max(axis=1)
            for amount in (1, 50, 400):
                assert item.rose_by(D_DAY, day, amount) == (rise >= amount).mean()


def test_of_a_single_site_no_paths_are_drawn_as_nothing_asks_for_them(both):
    for _, found, _ in both:
        assert all(len(item.draws) == 0 for item in found if item.site is not None)
