"""Words of pace that nothing measures: gradual, balanced, simultaneous."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from exeunt.base.text import folded
from exeunt.lint.finding import Grade, Weakness, weakness
from exeunt.model.case import Case


@cache
def _words() -> dict[str, list[str]]:
    """The stems of each word of pace, by the kind of obligation that would measure it."""
    table = tomllib.loads((files("exeunt.lint") / "words.toml").read_text(encoding="utf-8"))
    return {kind: [stem for stems in entry["stems"].values() for stem in stems] for kind, entry in table.items()}


def unmeasured_word(case: Case) -> Iterator[Weakness]:
    """Each clause that uses such a word while no obligation of the agreement says what it comes to."""
    measured = {duty.kind.value for duty in case.agreement.obligations}
    for clause in case.agreement.clauses:
        said = f" {folded(f'{clause.says.en} {clause.says.ar}')}"
        used = [kind for kind, stems in _words().items() if any(f" {folded(stem)}" in said for stem in stems)]
        missing = [kind for kind in used if kind not in measured]
        if missing:
            yield weakness("unmeasured_word", Grade.DISPUTE, (clause.id,), (clause.id,), kinds=", ".join(missing))
