"""Alarms ring on their pattern and keep still without it; error rates: `benchmarks/accuracy/alarms.py`."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from verdict_world import SIGNED, case_of, claim

from exeunt.base.messages import LANGUAGES, catalogue, say
from exeunt.model.alarm import AlarmKind
from exeunt.verdict.alarms import WATCHES, alarms

CASE = case_of([])


def on(days: int) -> date:
    return SIGNED + timedelta(days=days)


def said(who: str, kind: str, count: Any, day: int, **more: Any) -> dict[str, Any]:
    return {"said": who, "kind": kind, "count": count, "on": on(day), **more}


def rings(*told: dict[str, Any], by: int = 120) -> set[str]:
    found = alarms(CASE, [claim(fields) for fields in told], as_of=on(by))
    assert all(say(item.reason.code, item.reason.slots, language) for item in found for language in LANGUAGES)
    return {item.kind.value for item in found}


def test_every_kind_of_alarm_has_a_watch_and_a_name_in_both_languages():
    assert set(WATCHES) == set(AlarmKind)
    assert all(f"alarm.kind_{kind}" in catalogue(language) for kind in AlarmKind for language in LANGUAGES)


@pytest.mark.parametrize(
    ("kind", "told", "quiet"),
    [
        ("rotation", [said("relief", "departure", 95, 10), said("wire", "arrival", 100, 15)],
         [said("relief", "departure", 95, 10), said("wire", "arrival", 100, 80)]),
        ("relocation", [said("mission", "relocation_internal", 220, 10)], [said("mission", "departure", 220, 10)]),
        ("influx", [said("wire", "stock", 1000, 1), said("wire", "arrival", 300, 20)],
         [said("wire", "stock", 1000, 1), said("wire", "arrival", 90, 20)]),
        ("repetition",
         [said("wire", "stock", 7000, 1), said("wire", "departure", 300, 40), said("wire", "stock", 7000, 90)],
         [said("wire", "stock", 7000, 1), said("wire", "departure", 300, 40), said("wire", "stock", 6800, 90)]),
        ("doubling", [said("wire", "stock", 6000, 1), said("relief", "stock", 13000, 60)],
         [said("wire", "stock", 6000, 1), said("relief", "arrival", 6500, 30), said("relief", "stock", 13000, 60)]),
        ("refusal", [said("mission", "access_denied", None, 10)], [said("mission", "stock", 0, 10)]),
    ],
)  # fmt: skip
def test_an_alarm_rings_on_its_pattern_and_not_beside_it(kind, told, quiet):
    assert kind in rings(*told)
    assert kind not in rings(*quiet)


def test_what_the_enemy_alleges_of_arrivals_rings_nothing_by_itself():
    stock, alleged = said("wire", "stock", 1000, 1), said("front", "arrival", 300, 20)
    assert "influx" not in rings(stock, alleged)
    assert "rotation" not in rings(said("relief", "departure", 95, 10), said("front", "arrival", 100, 15))
    assert "influx" in rings(stock, alleged, said("wire", "arrival", 300, 20))


def test_silence_rings_after_half_a_year_and_not_for_who_was_seen_to_be_gone():
    assert "silence" in rings(said("mission", "stock", 400, 10), by=300)
    assert "silence" not in rings(said("mission", "stock", 0, 10), by=300)
    assert "silence" not in rings(said("mission", "stock", 400, 10), by=100)


def test_a_monitors_count_that_agrees_with_the_books_is_no_alarm():
    told = [said("mission", "stock", 380, 1), said("mission", "departure", 95, 40), said("mission", "stock", 285, 60)]
    assert "repetition" not in rings(*told)


def test_an_echo_adds_no_alarm():
    out, came = said("relief", "departure", 95, 10), said("relief", "arrival", 40, 15)
    echo = said("wire", "arrival", 40, 16, origin="relief-arrival-" + str(on(15)))
    once = alarms(CASE, [claim(out), claim(came)], as_of=on(60))
    assert alarms(CASE, [claim(out), claim(came), claim(echo)], as_of=on(60)) == once


@given(order=st.permutations(range(5)))
def test_the_order_of_arrival_changes_no_alarm(order):
    told = [claim(item) for item in (
        said("wire", "stock", 1000, 1), said("wire", "arrival", 300, 20), said("relief", "departure", 200, 25),
        said("mission", "relocation_internal", 200, 26), said("relief", "stock", 2500, 40),
    )]  # fmt: skip
    assert alarms(CASE, [told[index] for index in order], as_of=on(90)) == alarms(CASE, told, as_of=on(90))
