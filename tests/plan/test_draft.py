"""A first timetable of a case from its estimates: what is estimated is in it, what is assumed is marked (C36)."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from exeunt.case.load import load_case
from exeunt.cli.main import main
from exeunt.estimate.posterior import Posterior
from exeunt.model.place import SiteKind
from exeunt.plan.instance.draft import assumptions, draft
from exeunt.plan.instance.estimates import drawn_sizes
from exeunt.plan.instance.read import read_instance
from exeunt.run.timetable import Strengths

EXAMPLE = Path(__file__).parents[2] / "cases/example"
DAY = date(2024, 3, 1)


def posterior(force, persons, site=None):
    grid = np.array([0.0, persons])
    draws = np.full((5, 1), float(persons))
    return Posterior(force, site, (DAY,), grid, np.array([[0.0, 1.0]]), draws, np.array([0.0, 1.0]))


@pytest.fixture(scope="module")
def case():
    return load_case(EXAMPLE)[0]


ESTIMATES = (
    posterior("heron-company", 580),
    posterior("heron-company", 220, "sarhun"),
    posterior("saker-guard", 400),
    posterior("velmorian-corps", 310),
    posterior("ardovian-brigade", 0),
)


def read(text, folder):
    (folder / "timetable.yaml").write_text(text, encoding="utf-8")
    return read_instance(folder)


def test_a_draft_holds_the_estimated_persons_and_is_in_order(case, tmp_path):
    text, problems = draft(case, ESTIMATES, DAY)
    assert [item.code for item in problems] == ["plan.no_estimate_of_force"]
    instance, problems = read(text, tmp_path)
    assert problems == []
    persons = {}
    for item in instance.contingents:
        persons[item.force] = persons.get(item.force, 0) + item.heads * item.batches
    assert persons == pytest.approx({"heron-company": 580, "saker-guard": 400, "velmorian-corps": 310}, abs=8)
    at_sarhun = instance.contingent_by_id["heron-company-sarhun"]
    assert at_sarhun.heads * at_sarhun.batches == pytest.approx(220, abs=4)
    assert {route.site for route in instance.routes} == {item.site for item in instance.contingents}
    assert instance.start == DAY


def test_what_no_report_says_is_marked_as_assumed(case):
    text, _ = draft(case, ESTIMATES, DAY)
    for key in ("routes:", "exits:", "teams:", "rules:"):
        before, _, _ = text.partition(f"\n{key}")
        assert "ASSUMED" in before.splitlines()[-1], key
    sited = [line for line in text.splitlines() if "force:" in line]
    assert [line for line in sited if "ASSUMED" not in line] == [
        line for line in sited if "heron-company-sarhun" in line
    ]


def test_every_assumption_stands_with_a_reason():
    path = Path(__file__).parents[2] / "src/exeunt/plan/instance/assumptions.toml"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if " = " in line]
    assert len(lines) == sum(len(part) for part in assumptions().values())
    assert [line for line in lines if "#" not in line] == ['otherwise = ["air_base"]']


def test_a_case_without_a_way_out_or_without_anybody_is_said(case):
    inland = replace(case, sites=tuple(site for site in case.sites if site.kind in (SiteKind.CAMP, SiteKind.TOWN)))
    assert [item.code for item in draft(inland, ESTIMATES, DAY)[1]] == ["plan.no_exit"]
    assert "plan.nobody_leaves" in [item.code for item in draft(case, (), DAY)[1]]


def test_parts_of_a_force_share_the_draws_of_the_whole(case, tmp_path):
    instance, _ = read(draft(case, ESTIMATES, DAY)[0], tmp_path)
    grown = [posterior("heron-company", 1160), posterior("saker-guard", 200)]
    sizes = dict(zip([item.id for item in instance.contingents], drawn_sizes(instance, grown, DAY, 3)[0], strict=True))
    heron = [size for name, size in sizes.items() if name.startswith("heron")]
    assert heron == pytest.approx([2, 2], rel=0.02)
    assert next(size for name, size in sizes.items() if name.startswith("velmorian")) == 1


def test_new_and_measure_work_from_the_command_line(case, tmp_path, monkeypatch):
    monkeypatch.setattr("exeunt.run.timetable.strengths", lambda *_: Strengths(case, DAY, ESTIMATES))
    run = CliRunner()
    made = run.invoke(main, ["plan", "new", str(tmp_path)])
    assert made.exit_code == 0, made.output
    assert run.invoke(main, ["plan", "new", str(tmp_path)]).exit_code == 1
    assert run.invoke(main, ["check", str(tmp_path)]).exit_code == 0
    plan = tmp_path / "plan.csv"
    instance, _ = read_instance(tmp_path)
    rows = [
        f"{i.id},{next(r.exit for r in instance.routes if r.site == i.site)},40,{i.batches}"
        for i in instance.contingents
    ]
    plan.write_text("\n".join(["contingent,exit,day,batches", *rows]) + "\n", encoding="utf-8")
    told = run.invoke(main, ["plan", "measure", str(tmp_path), str(plan), "--estimated"])
    assert told.exit_code == 0, told.output
    assert "5 to 95 %" in told.output
