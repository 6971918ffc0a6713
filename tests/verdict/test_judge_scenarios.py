"""Situations written as a user writes them, each with the verdict a careful monitor would give (C24-C30)."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from verdict_world import SCENARIOS, case_of, claim, event, obligation, posterior, situation

from exeunt.base.messages import LANGUAGES, say
from exeunt.model.agreement import ObligationKind
from exeunt.model.verdict import Verdict
from exeunt.verdict.judge import judge, question_days

FILES = sorted(SCENARIOS.glob("*/*.yaml"))


def verdict_in(told: dict[str, Any], kind: str) -> Verdict:
    described = {"force": "guests", **told["obligation"]}
    others = [obligation(other.pop("kind"), **other) for other in told.get("others", [])]
    case = case_of([obligation(kind, **described), *others], [event(fields) for fields in told.get("events", [])])
    stocks = [
        posterior(stock["levels"], stock.get("force", "guests"), stock.get("site")) for stock in told.get("stocks", [])
    ]
    claims = [claim(fields) for fields in told.get("claims", [])]
    return judge(case, claims, stocks, as_of=told["as_of"])[0]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_situation_gets_the_verdict_a_careful_monitor_would_give(path: Path) -> None:
    told = situation(path)
    verdict = verdict_in(told, path.parent.name)
    expected = told["expect"]
    codes = [reason.code.removeprefix("verdict.") for reason in verdict.reasons]
    shown = f"{told['situation']}\n{verdict.outcome} {verdict.qualifiers} kept={verdict.kept}\n" + "\n".join(
        say(reason.code, reason.slots) for reason in verdict.reasons
    )
    assert verdict.outcome == expected["outcome"], shown
    assert list(verdict.qualifiers) == expected.get("qualifiers", []), shown
    low, high = expected.get("kept") or (None, None)
    assert (verdict.kept is None) if low is None else (low <= (verdict.kept or 0.0) <= high), shown
    assert [code for code in expected["reasons"] if code not in codes] == [], shown
    assert [code for code in expected.get("not", []) if code in codes] == [], shown
    for code, words in expected.get("says", {}).items():
        assert [words in say(one.code, one.slots) for one in verdict.reasons if one.code == f"verdict.{code}"] == [True]
    assert expected.get("rests_on", list(verdict.claims)) == list(verdict.claims), shown
    assert all(say(reason.code, reason.slots, language) for reason in verdict.reasons for language in LANGUAGES)


def test_every_kind_has_at_least_five_situations() -> None:
    written = [path.parent.name for path in FILES]
    assert {kind.value: written.count(kind.value) >= 5 for kind in ObligationKind} == dict.fromkeys(
        (kind.value for kind in ObligationKind), True
    )


def test_every_situation_names_the_requirements_it_is_about() -> None:
    cited = re.compile(r"C([1-9]|[1-3]\d|4[0-3])|trap ([1-9]|1[0-4])")
    for path in FILES:
        given = situation(path)["cites"]
        assert given, path
        assert all(cited.fullmatch(str(item)) for item in given), path


def test_the_judge_asks_for_baselines_deadlines_the_days_before_them_and_the_day_itself() -> None:
    asked = obligation(
        "withdrawn_at_least",
        force="guests",
        quantity=10,
        baseline_day=date(2030, 2, 1),
        deadline=date(2030, 6, 1),
        grace_days=5,
    )
    moved = event({"kind": "extension", "day": date(2030, 5, 1), "new_deadline": date(2030, 8, 1)})
    days = question_days(case_of([asked], [moved]), date(2030, 7, 1))
    assert days == tuple(
        date(2030, month, day) for month, day in ((2, 1), (5, 1), (5, 31), (6, 1), (6, 5), (6, 6), (7, 1))
    )
