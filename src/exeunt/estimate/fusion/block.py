"""Objects with about as many claims side by side, with the candidates for their true value.

A candidate is a stated figure (the truth may be exactly what somebody said), or a place on the continuous scale with a
width. Candidates crowd where claims are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from exeunt.estimate.fusion.family import Family, Flags, Whole
from exeunt.estimate.posterior import Floats

LARGEST = 2_000_000
"""Cells of an array of a block; bounds the memory used at once."""

_NEAR = np.array([0.06, 0.14, 0.25, 0.4, 0.6, 0.85, 1.2, 1.7, 2.4, 3.5, 5.0, 8.0, 13.0, 25.0, 60.0])
_FAR = _NEAR[[1, 3, 5, 7, 9, 11, 13]]
_LINE = np.linspace(-5, 5, 41)
_CROWDED = 5
_COMMON = 5


@dataclass(eq=False)
class Block:
    """`claims[b, c]` indexes the family's claims (-1: none). `places[b, j]` are candidates on the scale.

    `width` is 0 for a stated figure and `measure` its step, or the width; `equal[b, c, j]` says that candidate j is the
    figure that claim c states. `same[b, c, d]`: claims c and d state the same figure. `first`: the first of its equals.
    """

    rows: list[int]
    claims: Whole
    places: Floats
    values: Floats
    width: Floats
    measure: Floats
    equal: Flags
    same: Floats
    first: Flags

    @property
    def held(self) -> Flags:
        """Which entries are claims."""
        return self.claims >= 0


def blocks(family: Family) -> Iterator[Block]:
    """All objects of the family, by number of claims and candidates."""
    made: dict[tuple[int, int], list[tuple[int, list[int], Floats, Floats]]] = defaultdict(list)
    for row, (_, claims) in enumerate(family.objects):
        stated, spread = _candidates(family, claims)
        made[_padded(len(claims)), _padded(len(stated) + len(spread))].append((row, claims, stated, spread))
    for (height, width), objects in sorted(made.items()):
        most = LARGEST // (height * max(height, width)) + 1
        for start in range(0, len(objects), most):
            yield _block(family, objects[start : start + most], height, width)


def _padded(count: int) -> int:
    """Up to the next of 1, 2, 3, 4, 6, 8, 12, 16, 24, ..."""
    size = 1
    while size < count:
        if size >= 2 and size * 3 // 2 >= count:
            return size * 3 // 2
        size *= 2
    return size


def _candidates(family: Family, claims: Sequence[int]) -> tuple[Floats, Floats]:
    """Stated figures, and places around them, on the scale."""
    chosen = np.asarray(claims)
    points = chosen[family.point[chosen]]
    stated = np.unique(family.low[points])
    ends = np.concatenate([family.low[chosen], family.high[chosen]])
    around = np.unique(ends[np.isfinite(ends)])
    unit = family.grain
    if len(around) < _CROWDED:
        offsets = unit * (_NEAR if len(around) < 3 else _FAR)
        spread = np.concatenate([around, *(around + sign * offset for offset in offsets for sign in (1, -1))])
    else:
        spread = _crowd(ends[np.isfinite(ends)], unit)
    if len(points) < len(chosen):
        spread = np.concatenate([spread, _beyond(family, around)])
    return stated, _on_lattice(family, np.concatenate([stated, spread]))


def _on_lattice(family: Family, places: Floats) -> Floats:
    """The places moved to figures that could be stated: a count of three and a half is no candidate."""
    unit = family.scale.unit
    figures = np.unique(np.round(family.scale.value(places) / unit) * unit)
    possible = figures if family.scale.signed else figures[figures >= 0]
    return family.scale.t(possible if len(possible) else figures)


def _crowd(places: Floats, unit: float) -> Floats:
    """A line of places across many claims, and their own neighbourhood where most agree."""
    found, counts = np.unique(places, return_counts=True)
    middle = np.median(places)
    spread = max(float(np.median(np.abs(places - middle))) * 1.4826, unit / 2)
    common = found[np.argsort(-counts, kind="stable")[:_COMMON]]
    return np.concatenate(
        [middle + spread * _LINE, common, *(common + sign * unit * offset for offset in _FAR for sign in (1, -1))]
    )


def _beyond(family: Family, around: Floats) -> Floats:
    """Places far on both sides, for claims that are bounds."""
    steps = np.linspace(0.1, 1, 12) ** 2 * family.reach
    inside = np.linspace(around.min(), around.max(), 25)
    return np.concatenate([around.min() - steps, inside, around.max() + steps])


def _block(family: Family, objects: Sequence[tuple[int, list[int], Floats, Floats]], height: int, size: int) -> Block:
    shape = (len(objects), size)
    claims = np.full((len(objects), height), -1, dtype=np.intp)
    places, width, measure = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    stated_flags = np.zeros(shape, dtype=bool)
    for index, (_, held, stated, spread) in enumerate(objects):
        claims[index, : len(held)] = held
        count, end = len(stated), len(stated) + len(spread)
        places[index, :count], places[index, count:end] = stated, spread
        stated_flags[index, :count] = True
        measure[index, :count] = family.scale.step(family.scale.value(stated))
        measure[index, count:end] = _around(stated, spread, measure[index, :count])
        width[index, count:end] = np.maximum(measure[index, count:end], 1e-12)
    low = family.low[claims]
    held_flags = claims >= 0
    point = family.point[claims] & held_flags
    equal = (low[:, :, None] == places[:, None, :]) & point[:, :, None] & stated_flags[:, None, :]
    same = (low[:, :, None] == low[:, None, :]) & point[:, :, None] & point[:, None, :]
    same |= np.eye(height, dtype=bool)[None] & held_flags[:, :, None]
    first = held_flags & (np.argmax(same, axis=2) == np.arange(height))
    values = family.scale.value(places)
    return Block([item[0] for item in objects], claims, places, values, width, measure, equal, same * 1.0, first)


def _around(stated: Floats, spread: Floats, steps: Floats) -> Floats:
    """The widths of the places, less what belongs to a stated figure there."""
    widths = _widths(spread)
    nearest = np.abs(stated[:, None] - spread[None, :])
    for row, step in zip(nearest, steps, strict=True):
        place = int(row.argmin())
        if row[place] < 1e-9:
            widths[place] = max(widths[place] - step, 0.0)
    return widths


def _widths(places: Floats) -> Floats:
    """The stretch of the scale each place stands for."""
    if len(places) < 2:
        return np.ones(len(places))
    gaps = np.diff(places)
    widths = np.zeros(len(places))
    widths[:-1] += gaps / 2
    widths[1:] += gaps / 2
    return widths
