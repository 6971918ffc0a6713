"""The figures of one family (an attribute, or several small ones) as arrays, one entry a claim."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from exeunt.estimate.fusion.figure import Figure
from exeunt.estimate.fusion.scale import Scale, scale_of
from exeunt.estimate.fusion.values import values
from exeunt.estimate.posterior import Floats

Whole = NDArray[np.intp]
Flags = NDArray[np.bool_]
Kind = tuple[str, bool, int]
"""Grade of the source, whether the claim is the latest about its object, and how much the source has said."""


@dataclass(eq=False)
class Family:
    """Claims with their places on the scale, and who made them.

    `kind` is a claim's group: whoever speaks once may be another sort of source than who speaks often. `objects` lists
    the claims of each object; a source counts once there with one figure, and with times only with its latest.
    `elsewhere` is how much of the table states the same figure of other objects; `typical` a first guess at how far off
    honest errors are, `grain` the size of the neighbourhoods in which candidates are placed.
    """

    figures: Sequence[Figure]
    scale: Scale
    low: Floats
    high: Floats
    step: Floats
    point: Flags
    about: Flags
    source: Whole
    sources: tuple[str, ...]
    kind: Whole
    kinds: tuple[Kind, ...]
    objects: list[tuple[tuple[str, str], list[int]]]
    typical: float = 0.0
    grain: float = 0.0
    centre: float = 0.0
    spread: float = 1.0
    reach: float = 1.0
    elsewhere: Floats = field(default_factory=lambda: np.zeros(0))


def make_family(figures: Sequence[Figure]) -> Family:
    """The arrays of some figures. The order of the figures changes nothing."""
    figures = sorted(figures, key=_key)
    points = [item.low for item in figures if item.is_point]
    ends = [end for item in figures for end in (item.low, item.high) if np.isfinite(end)]
    scale = scale_of(points or ends)
    low, high = (np.array([getattr(item, end) for item in figures]) for end in ("low", "high"))
    objects, latest = _objects(figures)
    sources = tuple(sorted({item.source for item in figures}))
    place = {name: index for index, name in enumerate(sources)}
    size = Counter(item.source for item in figures)
    groups = [(item.grade, index in latest, _bucket(size[item.source])) for index, item in enumerate(figures)]
    kinds = tuple(sorted(set(groups)))
    family = Family(
        figures=figures,
        scale=scale,
        low=scale.t(low),
        high=scale.t(high),
        step=scale.step(np.where(np.isfinite(low), low, np.where(np.isfinite(high), high, 0.0))),
        point=low == high,
        about=np.array([item.about for item in figures]),
        source=np.array([place[item.source] for item in figures], dtype=np.intp),
        sources=sources,
        kind=np.array([kinds.index(group) for group in groups], dtype=np.intp),
        kinds=kinds,
        objects=objects,
    )
    _measure(family)
    return family


def families(figures: Sequence[Figure]) -> list[list[Figure]]:
    """Figures by attribute; attributes with few of them together."""
    by_attribute: dict[str, list[Figure]] = defaultdict(list)
    for item in figures:
        by_attribute[item.attribute].append(item)
    least = values()["family"]["claims"]
    large = [by_attribute[name] for name in sorted(by_attribute) if len(by_attribute[name]) >= least]
    small = [item for name in sorted(by_attribute) if len(by_attribute[name]) < least for item in by_attribute[name]]
    return [*large, small] if small else large


def _bucket(claims: int) -> int:
    return 1 if claims == 1 else 2 if claims <= 5 else 6


def _key(item: Figure) -> tuple[str, str, float, float, str, str, bool]:
    return item.attribute, item.object, item.low, item.high, item.source, item.time, item.about


def _objects(figures: Sequence[Figure]) -> tuple[list[tuple[tuple[str, str], list[int]]], set[int]]:
    """The claims that count of each object, and which of them are the latest where times are given."""
    grouped: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, item in enumerate(figures):
        grouped[item.object, item.attribute].append(index)
    found, latest = [], set()
    for name, indices in grouped.items():
        counted = _counted(figures, indices)
        found.append((name, counted))
        times = [figures[index].time for index in counted]
        if all(times) and len(set(times)) > 1:
            newest = max(times)
            latest |= {index for index in counted if figures[index].time == newest}
    return found, latest


def _counted(figures: Sequence[Figure], indices: Sequence[int]) -> list[int]:
    """A source counts once with one figure, and where it gave times only with what it said last."""
    newest: dict[str, str] = defaultdict(str)
    for index in indices:
        item = figures[index]
        newest[item.source] = max(newest[item.source], item.time)
    kept: dict[tuple[str, float, float], int] = {}
    for index in indices:
        item = figures[index]
        if item.time == newest[item.source]:
            kept.setdefault((item.source, item.low, item.high), index)
    return sorted(kept.values())


def _measure(family: Family) -> None:
    """Typical distance of unequal claims from the middle of their object; centre, spread and reach of the middles."""
    middles: list[float] = []
    away: list[float] = []
    ends = np.where(np.isfinite(family.low), family.low, family.high)
    for _, claims in family.objects:
        places = ends[claims]
        middle = float(np.sort(places)[(len(places) - 1) // 2])
        middles.append(middle)
        away.extend(abs(place - middle) for place in places if place != middle)
    # the lower quartile: the larger half may be worthless claims
    family.typical = float(np.clip(np.quantile(away, 0.3) if away else 0.05, 1e-7, 0.5))
    family.grain = family.typical
    family.centre = float(np.median(middles))
    spread = float(np.median(np.abs(np.array(middles) - family.centre))) * 1.4826
    family.spread = max(spread, 0.3, family.typical)
    family.reach = float(max(np.ptp(ends), 6 * family.spread, 5.0))
    family.elsewhere = _elsewhere(family, ends)


def _elsewhere(family: Family, ends: Floats) -> Floats:
    """For each claim the share of objects of which its figure is stated too, itself left out."""
    objects: dict[float, set[int]] = defaultdict(set)
    for row, (_, claims) in enumerate(family.objects):
        for claim in claims:
            objects[float(ends[claim])].add(row)
    others = np.array([max(len(objects[float(end)]) - 1, 0) for end in ends], dtype=np.float64)
    return others / max(len(family.objects), 1)
