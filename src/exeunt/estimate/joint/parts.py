"""The stocks that every claim is a sum of: forces and places, cut as finely as the claims tell them apart, no finer.

Forces. The forces that a total consists of in the end are its parts. Two of them that no claim, obligation or question
ever names apart are one part.

Places. A part's ground is cut by the places where somebody counted just it, or where an obligation asks for it.
Everything else is one stock, "not located": in the host, and at no place that anybody named. So a departure from a
place that is seen never proves that the host was left, and a count of the host is the sum of all.

A total at a place that an obligation asks for is what is cut there, and one stock beside ("aside") for its other
forces. The aside is in no sum over the host, where those others are among the not located: to cut every force at every
such place would make hundreds of stocks that nobody ever spoke of. A total counted at any other place is a lower bound
of the stocks that the place lies in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from exeunt.estimate.joint.problem import Law, Stock
from exeunt.estimate.series import Series, ground_of
from exeunt.estimate.settings import Settings
from exeunt.model.case import Case

Ground = frozenset[str]


@dataclass(frozen=True, slots=True)
class Sum:
    """The stocks that are spoken of, by index. Not `exact`: they hold what is spoken of, and may hold more."""

    members: tuple[int, ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One stock: the forces that are one part, and the sites and regions that are one piece of ground.

    A region in `ground` stands for what lies in it and at none of its sites, the empty name for the host at large.
    """

    forces: frozenset[str]
    ground: Ground
    aside: bool = False


@dataclass(frozen=True)
class Parts:
    """All stocks of a case, and what any force at any places is in terms of them."""

    case: Case
    parts: tuple[Part, ...]

    @cached_property
    def everywhere(self) -> Ground:
        """All ground of the host."""
        return _everywhere(self.case)

    def sum_of(self, force: str, sites: Collection[str]) -> Sum:
        """The stocks of a force at some sites (none: in the whole host); no members for a force that has none."""
        wanted = self.case.ends[force]
        ground = ground_of(self.case, force, sites) or self.everywhere
        inside = {
            index: part
            for index, part in enumerate(self.parts)
            if part.forces <= wanted and (part.ground == ground if part.aside else part.ground <= ground)
        }
        beside = any(part.aside for part in inside.values())
        if beside and wanted == frozenset().union(*(part.forces for part in inside.values())):
            return Sum(tuple(inside), exact=True)
        met = tuple(
            index
            for index, part in enumerate(self.parts)
            if not part.aside and part.forces & wanted and part.ground & ground
        )
        return Sum(met, exact=set(met) <= set(inside))

    def sum_of_series(self, series: Series) -> Sum:
        """The stocks of a series."""
        return self.sum_of(series.force, (series.site,) if series.site else ())

    def stocks(self, values: Settings) -> tuple[Stock, ...]:
        """The stocks as the sampler knows them."""
        pieces = Counter(part.forces for part in self.parts if not part.aside)
        return tuple(_stock(part, pieces[part.forces] or 1, values) for part in self.parts)


def make_parts(case: Case, asked: Iterable[Series], counted: Iterable[tuple[str, tuple[str, ...]]]) -> Parts:
    """Cut forces and ground by the series asked for, and by what was counted: pairs of a force and its sites."""
    questions = [(series.force, (series.site,) if series.site else ()) for series in asked]
    spoken = tuple(dict.fromkeys([*questions, *counted]))
    pools = _pools(case, dict.fromkeys(force for force, _ in spoken))
    parts = [Part(pool, piece) for pool in pools for piece in _pieces(case, pool, spoken)]
    # small totals first: what a total within a total stands beside, the larger one need not
    for force, sites in sorted(questions, key=lambda question: len(case.ends[question[0]])):
        aside = _aside(case, force, sites, parts)
        parts.extend([aside] if aside else [])
    return Parts(case, tuple(parts))


def _pools(case: Case, named: Collection[str]) -> list[frozenset[str]]:
    """The ends of the named forces, in the order of the case, those together that none of the names tells apart."""
    within = {name: case.ends[name] for name in named}
    pools: dict[tuple[object, ...], list[str]] = {}
    for force in case.forces:
        names = frozenset(name for name, members in within.items() if force.id in members)
        if names:
            pools.setdefault((names, force.side, force.unit), []).append(force.id)
    return [frozenset(forces) for forces in pools.values()]


def _pieces(case: Case, pool: frozenset[str], spoken: Sequence[tuple[str, tuple[str, ...]]]) -> list[Ground]:
    """A part's ground, cut by each place where just this part is spoken of; what none of them holds comes first."""
    cuts = [ground_of(case, force, sites) for force, sites in spoken if case.ends[force] == pool]
    pieces: dict[tuple[bool, ...], set[str]] = {tuple(False for cut in cuts if cut): set()}
    for place in sorted(_everywhere(case)):
        pieces.setdefault(tuple(place in cut for cut in cuts if cut), set()).add(place)
    return [frozenset(piece) for piece in pieces.values() if piece]


def _aside(case: Case, force: str, sites: tuple[str, ...], parts: Sequence[Part]) -> Part | None:
    """The forces of a total that are not cut at the sites where it is asked for; None where all of them are."""
    ground = ground_of(case, force, sites)
    if ground is None:
        return None
    wanted = case.ends[force]
    cut = [part.forces for part in parts if part.ground <= ground and part.forces <= wanted]
    others = wanted.difference(*cut)
    return Part(others, ground, aside=True) if others else None


def _everywhere(case: Case) -> Ground:
    return frozenset({"", *(site.id for site in case.sites)})


def _stock(part: Part, pieces: int, values: Settings) -> Stock:
    """A stock with its law. Into however many pieces a ground is cut: that all are empty is as likely as ever."""
    located = "" not in part.ground
    law = values.classes["site" if located else "force"]
    none = values.classes["force"].none ** (1 / pieces) if pieces > 1 else law.none
    place = "+".join(sorted(part.ground)) if located else None
    return Stock("+".join(sorted(part.forces)), place, Law(none, law.median, law.spread))
