"""The invented case against its truth: open where nobody could tell, never *met* for what was not kept (C24)."""

import csv
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from exeunt.estimate.posterior import Posterior
from exeunt.model.verdict import Outcome
from exeunt.plan.measures.estimated import estimated_measures
from exeunt.run.pipeline import Question, assess

CASE = Path(__file__).parents[2] / "cases" / "example"
with (CASE / "truth_obligations.csv").open(encoding="utf-8", newline="") as file:
    TRUTH = list(csv.DictReader(file))
with (CASE / "truth.csv").open(encoding="utf-8", newline="") as file:
    STOCKS = [row for row in csv.DictReader(file) if not row["site"]]


def true_stock(force):
    """The force's true strength on every day, as a posterior without doubt; it changes on the days that are named."""
    changes = {date.fromisoformat(row["day"]): float(row["count"]) for row in STOCKS if row["force"] == force}
    days = [min(changes) + timedelta(days=day) for day in range((date(2024, 12, 31) - min(changes)).days + 1)]
    draws = np.array([[changes[max(known for known in changes if known <= day)] for day in days]])
    return Posterior(force, None, tuple(days), np.zeros(1), np.ones((len(days), 1)), draws, np.ones(1))


TRUE_STOCKS = [true_stock(force) for force in dict.fromkeys(row["force"] for row in STOCKS)]


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    database = f"sqlite:///{tmp_path_factory.mktemp('example') / 'ledger.sqlite'}"
    return assess(Question(CASE, date(2026, 11, 24), database=database)).assessment


@pytest.mark.parametrize("row", TRUTH, ids=lambda row: row["obligation"])
def test_every_verdict_agrees_with_the_truth(example, row):
    found = next(item for item in example.verdicts if item.obligation == row["obligation"])
    assert found.outcome == row["outcome"]


def test_nothing_is_met_that_was_not_kept(example):
    kept = {row["obligation"] for row in TRUTH if row["kept"] == "yes"}
    assert {item.obligation for item in example.verdicts if item.outcome is Outcome.MET} <= kept


def test_the_ninety_five_who_left_and_the_hundred_who_came_ring_as_rotation(example):
    assert any(alarm.kind == "rotation" and alarm.force == "ardovian-brigade" for alarm in example.alarms)


def test_the_camp_that_moved_rings_as_a_relocation_told_as_an_exit(example):
    told = [alarm for alarm in example.alarms if alarm.reason.code == "alarm.relocation_told_as_exit"]
    assert {alarm.force for alarm in told} == {"heron-company"}


def test_a_refused_camp_has_a_clock_that_still_runs(example):
    refused = [alarm for alarm in example.alarms if alarm.reason.code == "alarm.refusal"]
    assert any(alarm.force == "saker-guard" and int(dict(alarm.reason.slots)["days"]) > 100 for alarm in refused)


def test_the_two_sides_have_a_ledger_of_reciprocity(example):
    assert {tally.side for tally in example.balance.tallies} == {"coast-side", "highland-side"}
    assert all(tally.before[0] <= tally.before[1] <= tally.before[2] for tally in example.balance.tallies)


def test_every_measure_of_the_truth_lies_inside_its_interval(example):
    truth = {item.code: item.number for item in estimated_measures(example.case, TRUE_STOCKS, as_of=example.as_of)}
    told = {item.code: item.number for item in example.measures if item.number}
    assert len(told) >= 10
    assert {code: low <= truth[code][1] <= high for code, (low, _, high) in told.items()} == dict.fromkeys(told, True)
