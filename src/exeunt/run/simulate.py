"""Simulated worlds, one after the other: through the stages, or as case folders the whole way; and their scores."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from exeunt.base.problem import Problem
from exeunt.model.alarm import AlarmKind
from exeunt.model.verdict import Verdict
from exeunt.run.outputs import write_files
from exeunt.run.pipeline import Question, assess, chart_days
from exeunt.run.texts import Progress, silent
from exeunt.simulation.play import Played, Staged, play, stage
from exeunt.simulation.ruled import Ruling, rulings
from exeunt.simulation.rung import without_cause
from exeunt.simulation.score import Hit, Score, hits, summed
from exeunt.simulation.trial import trials
from exeunt.simulation.world import Evasion
from exeunt.simulation.write import case_files


@dataclass(frozen=True)
class Wanted:
    """How many worlds are drawn from which seed; with an evasion, or with as many as there are; written to `out`."""

    worlds: int
    seed: int
    evasion: Evasion | None = None
    out: Path | None = None


@dataclass(frozen=True)
class Simulation:
    """What came of the worlds. `differing` are those whose verdicts by the whole path are not those of the stages."""

    score: Score
    rulings: tuple[Ruling, ...]
    rung: dict[AlarmKind, int]
    worlds: int
    differing: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def simulate(wanted: Wanted, progress: Progress = silent) -> Simulation:
    """Draw, play and score. With `out`, each world is written as a case there, read back, and judged from its files."""
    found: list[Hit] = []
    ruled: list[Ruling] = []
    rung: dict[AlarmKind, int] = {}
    differing: list[str] = []
    problems: list[Problem] = []
    for number in range(wanted.worlds):
        progress("simulate.playing", number, wanted.worlds)
        staged = stage(wanted.seed, number, wanted.evasion)
        played = played_as_run(staged)
        ruled += rulings(played)
        for force in trials(staged):
            found += hits(force, wanted.seed, number)
        for kind in {alarm.kind for alarm in without_cause(staged)}:
            rung[kind] = rung.get(kind, 0) + 1
        if wanted.out:
            verdicts, more = whole_path(staged, wanted.out / staged.case.id)
            problems += more
            differing += [] if verdicts == played.verdicts else [staged.case.id]
    return Simulation(summed(found), tuple(ruled), rung, wanted.worlds, tuple(differing), tuple(problems))


def played_as_run(staged: Staged) -> Played:
    """The stages, asked for the very days that a run asks for: draws depend on them."""
    return play(staged, chart_days(staged.case, staged.as_of))


def whole_path(staged: Staged, folder: Path) -> tuple[tuple[Verdict, ...], tuple[Problem, ...]]:
    """The verdicts of a world by its files and a ledger, and every problem on the way."""
    write_files(case_files(staged), folder)
    run = assess(Question(folder, staged.case.last_day, staged.as_of, staged.as_of))
    return (run.assessment.verdicts if run.assessment else ()), run.problems
