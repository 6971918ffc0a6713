"""What the shipped cases must say, as scenarios on real rows (C24, C30; traps 10 and 11)."""

from datetime import date
from pathlib import Path

import pytest

from exeunt.model.verdict import Outcome, Qualifier
from exeunt.run.pipeline import Question, assess

CASES = Path(__file__).parent.parent.parent / "cases"


@pytest.fixture(scope="module")
def assessed(tmp_path_factory):
    """The assessment of a shipped case, made once, with its ledger elsewhere."""
    made = {}

    def of(name: str, as_of: date | None = None, known_on: date | None = None):
        key = (name, as_of, known_on)
        if key not in made:
            database = f"sqlite:///{tmp_path_factory.mktemp('ledger') / 'ledger.sqlite'}"
            question = Question(CASES / name, date(2026, 11, 24), as_of, known_on, database=database)
            made[key] = assess(question).assessment
        return made[key]

    return of


def verdict(assessment, obligation):
    return next(item for item in assessment.verdicts if item.obligation == obligation)


def codes(found):
    return {reason.code for reason in found.reasons}


def test_the_exit_of_all_foreign_forces_within_three_months_is_breached(assessed):
    found = verdict(assessed("libya"), "all-out-in-three-months")
    assert found.outcome is Outcome.BREACHED
    assert found.probability > 0.99


def test_that_breach_could_be_known_on_the_day_after_the_deadline(assessed):
    then = assessed("libya", date(2021, 1, 24), date(2021, 1, 24))
    found = verdict(then, "all-out-in-three-months")
    assert found.outcome is Outcome.BREACHED
    assert all(claim.known_on <= date(2021, 1, 24) for claim in then.claims)


def test_before_the_deadline_nothing_is_breached_yet(assessed):
    found = verdict(assessed("libya", date(2020, 12, 15), date(2020, 12, 15)), "all-out-in-three-months")
    assert found.outcome is Outcome.NOT_DUE


def test_the_counted_baseline_of_the_plan_never_came(assessed):
    found = verdict(assessed("libya"), "plan-stage-3-baseline")
    assert found.outcome is Outcome.BREACHED
    assert "verdict.baseline_never_came" in codes(found)
    assert found.claims


def test_300_left_is_verified_by_nobody_but_those_who_asked_for_it(assessed):
    assessment = assessed("libya")
    found = verdict(assessment, "lna-first-group-of-300")
    assert found.outcome is Outcome.UNDETERMINED
    assert Qualifier.UNVERIFIED in found.qualifiers
    only_requester = next(reason for reason in found.reasons if reason.code == "verdict.only_requester")
    sources = {claim.source_id for claim in assessment.claims if claim.id in only_requester.claims}
    assert sources == {"french-foreign-ministry"}


def test_the_plan_was_not_due_when_it_was_signed(assessed):
    found = verdict(assessed("libya", date(2021, 10, 9), date(2021, 10, 9)), "plan-stage-4-batches")
    assert found.outcome in (Outcome.NOT_DUE, Outcome.UNDETERMINED)


@pytest.mark.parametrize("obligation", ["first-3000", "half-25000", "north-of-13", "all-out"])
def test_angolas_four_deadlines_are_met(assessed, obligation):
    found = verdict(assessed("angola"), obligation)
    assert found.outcome is Outcome.MET
    assert found.probability >= 0.9


@pytest.mark.parametrize("obligation", ["first-3000", "half-25000", "all-out"])
def test_angolas_withdrawals_were_early(assessed, obligation):
    assert Qualifier.EARLY in verdict(assessed("angola"), obligation).qualifiers


@pytest.mark.parametrize("obligation", ["out-33000", "out-38000", "all-out"])
def test_the_suspension_of_january_1990_is_no_breach(assessed, obligation):
    found = verdict(assessed("angola", date(1990, 1, 26), date(1990, 1, 31)), obligation)
    assert found.outcome is Outcome.NOT_DUE
    assert Qualifier.SUSPENDED in found.qualifiers


def test_what_nobody_reported_on_is_left_open(assessed):
    assert verdict(assessed("angola"), "out-38000").outcome is Outcome.UNDETERMINED


@pytest.mark.parametrize("name", ["libya", "angola", "example"])
def test_every_obligation_has_a_verdict_and_every_claim_named_exists(assessed, name):
    assessment = assessed(name)
    assert [item.obligation for item in assessment.verdicts] == [
        item.id for item in assessment.case.agreement.obligations
    ]
    known = {claim.id for claim in assessment.claims}
    assert all(set(item.claims) <= known for item in assessment.verdicts)
