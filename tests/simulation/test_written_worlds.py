"""A simulated world as a case: Exeunt reads it without a problem, and answers as its stages do without a ledger."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from exeunt.case.load import load_case
from exeunt.claim.table import read_claims
from exeunt.run.outputs import write_files
from exeunt.run.simulate import Wanted, played_as_run, simulate, whole_path
from exeunt.simulation.play import Staged, stage
from exeunt.simulation.world import Evasion
from exeunt.simulation.write import case_files


def written(staged: Staged, folder: Path) -> Path:
    write_files(case_files(staged), folder)
    return folder


@pytest.mark.parametrize("number", [0, 3, 11])
def test_a_world_reads_back_as_the_case_it_was(tmp_path: Path, number: int) -> None:
    staged = stage(2, number)
    case, problems = load_case(written(staged, tmp_path))
    assert problems == []
    assert case is not None
    unplaced = tuple(
        replace(item, line=0, start_rule=None, deadline_rule=None, baseline_day_rule=None)
        for item in case.agreement.obligations
    )
    assert replace(case, agreement=replace(case.agreement, obligations=unplaced)) == staged.case


def test_its_claims_read_back_with_the_same_ids(tmp_path: Path) -> None:
    staged = stage(2, 5)
    claims, problems = read_claims(written(staged, tmp_path) / "claims/all.csv", staged.case, "all.csv")
    assert problems == []
    assert [claim.id for claim in claims] == [claim.id for claim in staged.claims]


@pytest.mark.parametrize(("number", "evasion"), [(1, None), (4, Evasion.HIDING)])
def test_the_whole_path_gives_the_verdicts_of_the_stages(tmp_path: Path, number: int, evasion: Evasion | None) -> None:
    staged = stage(6, number, evasion)
    verdicts, problems = whole_path(staged, tmp_path)
    assert [item for item in problems if item.severity.value == "error"] == []
    assert verdicts == played_as_run(staged).verdicts


def test_a_run_of_worlds_has_a_score_and_leaves_the_cases(tmp_path: Path) -> None:
    found = simulate(Wanted(worlds=2, seed=8, out=tmp_path))
    assert found.differing == ()
    assert found.score.counts >= 24
    assert len(found.rulings) == sum(len(stage(8, number).case.agreement.obligations) for number in range(2))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["world-8-0", "world-8-1"]
