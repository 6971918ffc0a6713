"""A case folder to a `Case`: the only place that knows the order of reading, building and cross-checking."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from exeunt.base.problem import Problem
from exeunt.case import schema
from exeunt.case.aliases import ambiguous_names
from exeunt.case.build import Builder, name_of, policy_of
from exeunt.case.classes import with_classes
from exeunt.case.days import covered_days, days_outside, reversed_days, without_early_resumptions
from exeunt.case.files import read_files
from exeunt.model.case import Case


def load_case(folder: Path) -> tuple[Case | None, list[Problem]]:
    """The case of a folder and everything that is wrong in its YAML files, in the order of file and line.

    What is wrong is left out and the rest is kept. The case is None only where case.yaml cannot be read, or says
    nothing of the days it covers and the agreement has no day either.
    """
    files = read_files(folder)
    builder = Builder(files)
    agreement = builder.agreement()
    events = without_early_resumptions(agreement.events, builder.entries("events", schema.EventEntry), builder.problems)
    agreement = replace(agreement, events=events)
    agreement, forces = with_classes(agreement, builder.forces())
    sites, sources = builder.sites(), builder.sources()
    problems = [*files.problems, *builder.problems, *ambiguous_names(builder.lists)]
    if files.case and files.has_days:
        problems += reversed_days(files.case)
        problems += days_outside(agreement, builder.entries("obligations", schema.ObligationEntry), files.case)
    problems.sort(key=lambda item: (_file_order(item.where.file), item.where, item.code))
    days = covered_days(files, agreement)
    if files.case is None or days is None:
        return None, problems
    head = files.case.value
    return Case(
        id=head.id,
        title=name_of(head.title),
        host=name_of(head.host),
        first_day=days[0],
        last_day=days[1],
        agreement=agreement,
        forces=forces,
        sites=sites,
        sources=sources,
        policy=policy_of(files.case),
        seed=head.seed,
        folder=folder.as_posix(),
    ), problems


def _file_order(file: str) -> int:
    """case.yaml first: what is wrong there often explains the rest."""
    names = list(schema.FILES)
    stem = Path(file).stem
    return names.index(stem) if stem in names else len(names)
