"""Everything that is wrong in the text of a case folder, its timetable included where it has one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from exeunt.base.problem import Problem
from exeunt.plan.instance.read import FILE, read_instance
from exeunt.run.texts import Progress, read_texts, silent


def check_folder(folder: Path, today: date, progress: Progress = silent) -> tuple[Problem, ...]:
    """The problems of a folder's files. A folder with a timetable and no case is that of a timetable alone."""
    timetable = (folder / FILE).exists()
    alone = timetable and not (folder / "case.yaml").exists()
    problems = () if alone else read_texts(folder, today, progress).problems
    return (*problems, *read_instance(folder)[1]) if timetable else problems
