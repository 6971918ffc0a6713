"""A first timetable of a case as commented text: strengths from its estimates, the rest from stated assumptions."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from importlib.resources import files
from math import asin, ceil, cos, radians, sin, sqrt
from typing import Any

from exeunt.base.problem import Problem, Where, problem, warning
from exeunt.estimate.posterior import Posterior
from exeunt.model.actor import Name
from exeunt.model.case import Case
from exeunt.model.force import Force
from exeunt.model.place import Site

EARTH_KM = 6371.0


@cache
def assumptions() -> dict[str, dict[str, Any]]:
    """What is assumed where a case says nothing, from `assumptions.toml`."""
    return tomllib.loads((files("exeunt.plan.instance") / "assumptions.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Part:
    """So many persons of a force at a site; `assumed` where nobody says that they are there."""

    force: Force
    site: Site
    persons: int
    assumed: bool

    @property
    def id(self) -> str:
        """The contingent's id."""
        return f"{self.force.id}-{self.site.id}"[-64:].lstrip("-_.")

    @property
    def batches(self) -> int:
        """Into how many batches it is divided."""
        return max(round(self.persons / int(assumptions()["batch"]["persons"])), 1)

    @property
    def heads(self) -> int:
        """Persons of a batch."""
        return max(round(self.persons / self.batches), 1)


def draft(case: Case, posteriors: Sequence[Posterior], day: date) -> tuple[str | None, list[Problem]]:
    """The text of timetable.yaml with D-day on `day`. None where the case has nobody who leaves, or no way out."""
    exits = _exits(case)
    if not exits:
        return None, [problem("plan.no_exit", Where("sites.yaml"))]
    parts, problems = _parts(case, posteriors, day, {site.id for site in exits})
    if not parts:
        return None, [*problems, problem("plan.nobody_leaves", Where("forces.yaml"))]
    return "\n".join(_lines(case, parts, exits, day)) + "\n", problems


def _exits(case: Case) -> list[Site]:
    known = assumptions()["exits"]
    for kinds in (known["kinds"], known["otherwise"]):
        found = [site for site in case.sites if site.kind.value in kinds]
        if found:
            return found
    return []


def _parts(case: Case, posteriors: Sequence[Posterior], day: date, exits: set[str]) -> tuple[list[Part], list[Problem]]:
    """Who is where: what is estimated at a site, and the rest of a force at a site of its side."""
    found, problems = [], []
    sides = {side.id for side in case.agreement.sides}
    for force in case.forces:
        if force.is_total or force.side not in sides:
            continue
        mine = {item.site: round(item.quantile(day, 0.5)) for item in posteriors if item.force == force.id}
        if None not in mine:
            problems.append(warning("plan.no_estimate_of_force", Where("forces.yaml"), force=force.id))
        at = {site: persons for site, persons in mine.items() if site in case.site_by_id and persons > 0}
        found += [Part(force, case.site_by_id[site], persons, False) for site, persons in at.items() if site]
        rest, home = mine.get(None, 0) - sum(at.values()), _home(case, force, exits, set(at))
        if rest > 0 and home is not None:
            found.append(Part(force, home, rest, True))
    return found, problems


def _home(case: Case, force: Force, exits: set[str], taken: set[str | None]) -> Site | None:
    """A site of the force's side for those of whom nobody says where they are: no exit, and free if there is one."""
    points = [site for site in case.sites if site.is_point]
    order = sorted(points, key=lambda site: (site.side != force.side, site.id in exits, site.id in taken))
    return order[0] if order else None


def _lines(case: Case, parts: Sequence[Part], exits: Sequence[Site], day: date) -> Iterator[str]:
    known = assumptions()
    last = max((o.deadline for o in case.agreement.obligations if o.deadline and o.deadline > day), default=None)
    until = last or day + timedelta(days=known["rules"]["days"])
    yield f"# Drafted from the estimates of {day}. What is marked ASSUMED is in no report: put what is agreed."
    yield f"id: {case.id}"
    yield f"title: {_name(case.title)}"
    yield f"start: {day}"
    yield f"deadline: {until}" + ("" if last else "  # ASSUMED: no obligation names a later day")
    yield "sides:"
    yield from (f"  - {{id: {side.id}, name: {_name(side.name)}}}" for side in case.agreement.sides)
    yield "# Persons: the median of the estimate, in batches that leave together. Each counts one until the sides agree"
    yield "# on weights (weight); contact (the line of contact) and threat (disarmed first) are theirs to say too."
    yield "contingents:"
    yield from (_contingent(part) for part in parts)
    yield f"# ASSUMED: {known['exits']['places']} places a day at every exit."
    yield "exits:"
    yield from (
        f"  - {{id: {site.id}, name: {_name(site.name)}, capacity: {known['exits']['places']}}}" for site in exits
    )
    yield f"# ASSUMED: the {known['travel']['ways']} nearest exits, {known['travel']['km_a_day']} km a day."
    yield "routes:"
    yield from _routes(parts, exits)
    yield "# ASSUMED: when monitors come and how many teams there are."
    yield "teams:"
    yield f"  - {{day: {known['monitors']['day']}, teams: {known['monitors']['teams']}}}"
    yield "# ASSUMED: what is demanded (R5, R6, R15). docs/background/timetables.md lists all fifteen rules."
    yield "rules:"
    yield f"  share_gap: {_gap(parts)}"
    yield f"  outflow_share: {known['rules']['outflow_share']}"
    yield f"  closeout_days: {known['rules']['closeout_days']}"


def _contingent(part: Part) -> str:
    arabic = "، ".join(thing.name.in_language("ar") for thing in (part.force, part.site))
    name = Name(f"{part.force.name.en}, {part.site.name.en}", arabic)
    where = "  # ASSUMED: no estimate says where" if part.assumed else ""
    return (
        f"  - {{id: {part.id}, force: {part.force.id}, name: {_name(name)}, side: {part.force.side}, "
        f"sponsor: {part.force.sponsor or 'none'}, site: {part.site.id}, batches: {part.batches}, "
        f"heads: {part.heads}}}{where}"
    )


def _routes(parts: Sequence[Part], exits: Sequence[Site]) -> Iterator[str]:
    for site in dict.fromkeys(part.site for part in parts):
        nearest = sorted(exits, key=lambda exit_: (_days(site, exit_), exit_.id))
        for exit_ in nearest[: assumptions()["travel"]["ways"]]:
            yield f"  - {{site: {site.id}, exit: {exit_.id}, days: {_days(site, exit_)}}}"


def _days(site: Site, exit_: Site) -> int:
    """Days on the road between two places, at least one."""
    known = assumptions()["travel"]
    if site.id == exit_.id:
        return 1
    if site.latitude is None or site.longitude is None or exit_.latitude is None or exit_.longitude is None:
        return int(known["unknown_days"])
    straight = _km(site.latitude, site.longitude, exit_.latitude, exit_.longitude)
    return max(ceil(straight * float(known["detour"]) / float(known["km_a_day"])), 1)


def _km(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    """The great-circle distance by the haversine formula: within half a percent, and the roads are less certain."""
    up, across = radians(to_latitude - latitude), radians(to_longitude - longitude)
    part = sin(up / 2) ** 2 + cos(radians(latitude)) * cos(radians(to_latitude)) * sin(across / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(part))


def _gap(parts: Sequence[Part]) -> Fraction:
    """The usual gap, or the share of the largest batch in hundredths: who is behind may always move within that."""
    total = {part.force.side: 0 for part in parts}
    for part in parts:
        total[part.force.side] += part.batches * part.heads
    largest = max(Fraction(part.heads, total[part.force.side]) for part in parts)
    return max(Fraction(assumptions()["rules"]["share_gap"]), Fraction(ceil(largest * 100), 100))


def _name(name: Name) -> str:
    english, arabic = (json.dumps(words, ensure_ascii=False) for words in (name.en, name.ar))
    return f"{{en: {english}, ar: {arabic}}}"
