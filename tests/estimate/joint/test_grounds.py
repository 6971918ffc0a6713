"""Why a number is what it is: leaving a claim out by weights agrees with never having heard it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np
import pytest

from exeunt.estimate.joint.grounds import (
    Explainer,
    detectable_rise,
    distance,
    independent_sources,
    leave_out,
    weighted_range,
)
from exeunt.estimate.joint.problem import Draws, Law, Problem, Shape, Speaker, Statement, Stock, When
from exeunt.estimate.posterior import Posterior
from exeunt.model.estimate import ClaimUse
from exeunt.model.grounds import ClaimWeight

DRAWS = 4000
SPREAD = 0.2
COUNTS = np.concatenate([[0.0], np.exp(np.arange(0, 10, 0.05))])
LAW = Law(0.0, 400.0, 1.0)


def drawn(figures: dict[str, float], junk: float = 0.05) -> Draws:
    """Exact draws of one stock on one day, from claims of one figure each by sources of their own."""
    speakers = tuple(Speaker(name, SPREAD, junk, 0.0) for name in figures)
    statements = tuple(
        Statement(
            claim=name,
            shape=Shape.FIGURE,
            members=(0,),
            days=(When(10),),
            source=index,
            side=0,
            low=figure,
            high=figure,
        )
        for index, (name, figure) in enumerate(figures.items())
    )
    problem = Problem((Stock("hawks", None, LAW),), speakers, ("",), statements, 20_000.0)
    logs = np.log(COUNTS[1:])
    said = np.array([log_said(logs, figure, junk) for figure in figures.values()]).reshape(len(figures), -1)
    weight = np.exp(-0.5 * ((logs - np.log(LAW.median)) / LAW.spread) ** 2 + said.sum(axis=0))
    chance = np.random.default_rng(5)
    cells = 1 + chance.choice(len(logs), DRAWS, p=weight / weight.sum())
    count = len(figures)
    zeros = np.zeros(count)
    return Draws(
        problem=problem,
        counts=COUNTS,
        step=0.05,
        first=np.array([0, 1]),
        node_day=np.array([10]),
        cells=cells[:, None].astype(np.int16),
        offset=np.zeros((DRAWS, 1)),
        rate=np.zeros((DRAWS, 1), np.int8),
        rotation=np.zeros((DRAWS, 1), np.int8),
        bias=np.zeros((DRAWS, count, 1)),
        common=np.zeros((DRAWS, 1)),
        spread=np.full((DRAWS, count), SPREAD),
        junk=np.full((DRAWS, count), junk),
        day=np.zeros((DRAWS, count), np.int8),
        log_likelihood=said[:, cells - 1].T.astype(np.float32),
        worthless=zeros,
        copied=zeros,
        rotated=zeros,
        chain=np.repeat(np.arange(4, dtype=np.int16), DRAWS // 4),
    )


def log_said(logs: np.ndarray, figure: float, junk: float) -> np.ndarray:
    bell = np.exp(-0.5 * ((np.log(figure) - logs) / SPREAD) ** 2) / SPREAD / np.sqrt(2 * np.pi)
    return np.log((1 - junk) * bell + junk / 10)


def weights_of(draws: Draws, number: np.ndarray, claims: Iterable[str]) -> tuple[ClaimWeight, ...]:
    return Explainer(draws, 0.15, seed=1).weights(number, claims)


def stock(draws: Draws) -> np.ndarray:
    return COUNTS[draws.cells[:, 0]]


def test_leaving_a_claim_out_by_weights_gives_what_never_hearing_it_would_have_given():
    both, alone = drawn({"a": 500, "b": 700}), drawn({"a": 500})
    for with_weights, exact in zip(
        weighted_range(stock(both), leave_out(both, [1])), np.quantile(stock(alone), [0.05, 0.5, 0.95]), strict=True
    ):
        assert with_weights == pytest.approx(exact, rel=0.08)


def test_the_claim_that_moved_the_number_most_has_the_largest_share_and_shares_add_up_to_one():
    draws = drawn({"a": 500, "b": 520, "c": 900})
    found = weights_of(draws, stock(draws), ["a", "b", "c", "unheard"])
    assert sum(item.share for item in found) == pytest.approx(1)
    assert found[0].claim_id == "c"
    assert found[0].without[1] < np.median(stock(draws))


def test_a_figure_far_from_what_the_others_foresee_is_marked_by_its_place():
    draws = drawn({"a": 500, "b": 520, "c": 480, "d": 1400})
    by_claim = {item.claim_id: item for item in weights_of(draws, stock(draws), "abcd")}
    assert by_claim["d"].place > 0.98
    assert 0.2 < by_claim["a"].place < 0.8
    low, _, high = by_claim["a"].foreseen
    assert low < 500 < high


def test_foreseen_figures_are_calibrated():
    """Over many worlds, the place of a figure in what the others foresee is evenly spread."""
    chance = np.random.default_rng(8)
    places = []
    for _ in range(60):
        true = np.log(400) + chance.standard_normal()
        figures = {name: float(np.exp(true + SPREAD * chance.standard_normal())) for name in "abc"}
        draws = drawn(figures)
        places.append(weights_of(draws, stock(draws), ["a"])[0].place)
    assert abs(np.mean(places) - 0.5) < 3 * (1 / 12 / 60) ** 0.5
    assert 0.03 < np.var(places) < 0.14  # even: 1/12


def test_a_claim_on_which_everything_hangs_is_not_steady():
    draws = drawn({"a": 20_000}, junk=0.0001)
    assert not weights_of(draws, stock(draws), "a")[0].steady
    mild = drawn({"a": 500, "b": 520, "c": 510})
    assert all(item.steady for item in weights_of(mild, stock(mild), "abc"))


def weight(claim: str, share: float, copied: float = 0.0) -> ClaimWeight:
    return ClaimWeight(claim, share, (0, 0, 0), None, None, 0.0, copied, 0.0, True)


def test_the_number_of_independent_sources_is_that_of_equally_weighty_ones():
    source_of = {"a": "one", "b": "two", "c": "two"}
    assert independent_sources([weight("a", 0.5), weight("b", 0.5)], source_of) == pytest.approx(2)
    assert independent_sources([weight("b", 0.5), weight("c", 0.5)], source_of) == pytest.approx(1)
    assert independent_sources([weight("a", 0.5), weight("b", 0.5, copied=1.0)], source_of) == pytest.approx(1)
    assert independent_sources([], source_of) == 0


def test_a_number_that_no_claim_moved_has_no_distance():
    assert distance(np.arange(100.0), np.full(100, 0.01)) == pytest.approx(0, abs=1e-9)


def test_a_rise_is_the_harder_to_detect_the_less_is_known_of_the_change():
    chance = np.random.default_rng(2)
    lean = chance.standard_normal(DRAWS)
    before, after = 500 + 100 * lean, 500 + 100 * lean + 10 * chance.standard_normal(DRAWS)
    assert detectable_rise(before, after) == pytest.approx(29, rel=0.1)
    assert detectable_rise(before, 500 + 100 * chance.standard_normal(DRAWS)) > 300


def test_the_grounds_of_a_posterior_hold_prior_number_shares_and_diagnostics():
    draws = drawn({"a": 500, "b": 520})
    uses = (*(ClaimUse(name, "evidence", "estimate.direct") for name in "ab"), ClaimUse("c", "echo", "estimate.echo"))
    numbers = np.column_stack([stock(draws), stock(draws)])
    row = np.full(len(COUNTS), 1 / len(COUNTS))
    days = (date(2030, 1, 1), date(2030, 2, 1))
    posterior = Posterior("hawks", None, days, COUNTS, np.array([row, row]), numbers, row, uses)
    found = Explainer(draws, 0.15, seed=1).grounds(posterior, days[1], prior=(10, 400, 9000))
    assert {item.claim_id for item in found.weights} == {"a", "b"}
    assert found.now == pytest.approx(tuple(np.quantile(stock(draws), [0.05, 0.5, 0.95])), rel=0.02)
    assert found.rhat == pytest.approx(1, abs=0.02)
    assert found.size > 2000
    assert 1 < found.sources <= 2
    assert found.detectable == 0  # the same on both days in every draw
    assert (found.common, found.prior) == (0.15, (10, 400, 9000))
