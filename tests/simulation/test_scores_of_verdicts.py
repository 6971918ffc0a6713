"""The arithmetic of scores: what is right, how sure it was, and what rings without a cause."""

from __future__ import annotations

import math

import pytest

from exeunt.model.agreement import ObligationKind
from exeunt.model.alarm import AlarmKind
from exeunt.model.verdict import Outcome
from exeunt.simulation.play import stage
from exeunt.simulation.ruled import Ruling, brier, findings, log_score, reliability, said
from exeunt.simulation.rung import watch, without_cause
from exeunt.simulation.trial import trials
from exeunt.simulation.tricks import Trick, trick
from exeunt.verdict.alarms import alarms

KIND = ObligationKind.START_BY
RULED = (
    Ruling(KIND, Outcome.MET, 0.9, truth=True),
    Ruling(KIND, Outcome.MET, 0.95, truth=False),
    Ruling(KIND, Outcome.BREACHED, 0.05, truth=False),
    Ruling(KIND, Outcome.UNDETERMINED, 0.5, truth=True),
    Ruling(KIND, Outcome.UNDETERMINED, None, truth=True),
)


def test_a_finding_is_right_where_the_truth_is_so() -> None:
    band = findings(RULED)
    assert band.number == 3
    assert band.observed == pytest.approx(2 / 3)
    assert band.stated == pytest.approx((0.9 + 0.95 + 0.95) / 3)
    assert findings(RULED, 0.94, 0.96).number == 2


def test_scores_of_probability_follow_their_formulas() -> None:
    given = said(RULED)
    assert len(given) == 4
    assert brier(given) == pytest.approx((0.1**2 + 0.95**2 + 0.05**2 + 0.5**2) / 4)
    expected = -(math.log(0.9) + math.log(0.05) + math.log(0.95) + math.log(0.5)) / 4
    assert log_score(given) == pytest.approx(expected)
    assert brier([(0.5, True), (0.5, False)]) == 0.25


def test_the_bands_of_a_reliability_diagram_hold_every_probability_once() -> None:
    bands = reliability([(0.0, False), (0.5, True), (1.0, True)])
    assert sum(band.number for band in bands) == 3
    assert bands[-1].observed == 1.0


@pytest.mark.parametrize("name", list(Trick))
def test_a_trick_rings_its_alarm_in_most_worlds(name: Trick) -> None:
    rung = [watch(*_args(number, name)).rang is not None for number in range(6)]
    assert sum(rung) >= 3


def _args(number: int, name: Trick):
    staged, force, begins = trick(stage(21, number, honest=True), name)
    return staged, AlarmKind(name.value), force, begins


def test_only_alarms_without_a_cause_are_counted_against_them() -> None:
    staged = [stage(22, number, honest=True) for number in range(6)]
    rung = sum(len(alarms(world.case, world.known, as_of=world.as_of)) for world in staged)
    false = sum(len(list(without_cause(world))) for world in staged)
    assert 0 < false < rung


def test_the_trials_of_a_world_ask_for_its_true_stock() -> None:
    staged = stage(23, 0)
    for trial in trials(staged):
        stock = staged.drawn.world.stock(trial.force)
        assert set(trial.truth) <= set(stock.tolist())
        assert all(day < staged.as_of for day in trial.days)
        assert all(claim.known_on <= staged.as_of for claim in trial.claims)
