"""`timetable.yaml` of a case to an `Instance`, and everything that is wrong in it with file and line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from pathlib import Path

from exeunt.base.problem import Problem, Where, has_errors, problem
from exeunt.case.schema import NameEntry
from exeunt.case.shape import Placed, shaped
from exeunt.case.timetable import ContingentEntry, RulesEntry, TimetableFile
from exeunt.case.yaml_tree import MAX_BYTES, read_tree
from exeunt.model.actor import Name
from exeunt.model.proposal import (
    Contingent,
    Exit,
    Instance,
    Milestone,
    Phase,
    Route,
    Rules,
    SecurityWindow,
    Stretch,
    TeamStep,
)
from exeunt.plan.check.tables import standing

FILE = "timetable.yaml"
FURTHEST = 36_500
"""Days from D-day, either way."""


def read_instance(folder: Path) -> tuple[Instance | None, list[Problem]]:
    """The instance of a case folder. None where something it cannot do without is wrong.

    Problems call the file by its name in the folder, as those of the other files of a case do.
    """
    try:
        with (folder / FILE).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        return None, [problem("plan.no_timetable", Where(FILE), reason=error.strerror or type(error).__name__)]
    tree, problems = read_tree(data, FILE)
    if tree is None:
        return None, problems
    placed, more = shaped(TimetableFile, tree)
    problems = [*problems, *more]
    if placed is None:
        return None, problems
    problems += [*_references(placed), *_far_days(placed)]
    if has_errors(problems):
        return None, problems
    instance = _built(placed.value)
    try:
        standing(instance)
    except OverflowError:  # the checker's own word for it, so that the limit is told in one place
        return None, [*problems, problem("plan.too_fine", placed.where("contingents"))]
    return instance, problems


def _far_days(placed: Placed[TimetableFile]) -> Iterable[Problem]:
    """Days so far from D-day that tables by day would only fill the memory: slips of the pen."""
    value = placed.value
    named: list[tuple[Where, int | date]] = [(placed.where("deadline"), value.deadline)]
    named += [(placed.where("teams", place), item.day) for place, item in enumerate(value.teams)]
    named += [(placed.where("phases", place), item.day) for place, item in enumerate(value.phases)]
    for place, window in enumerate(value.windows):
        named += [(placed.where("windows", place), day) for day in (window.first, window.last)]
    for place, exit_ in enumerate(value.exits):
        named += [(placed.where("exits", place), day) for shut in exit_.closed for day in (shut.first, shut.last)]
    for where, day in named:
        if abs(_day(day, value.start)) > FURTHEST:
            yield problem("plan.far_day", where, found=day, most=FURTHEST)


def _references(placed: Placed[TimetableFile]) -> Iterable[Problem]:
    """Ids that name nothing, ids used twice, sites without a way, days that end before they begin."""
    value = placed.value
    sides, exits = {item.id for item in value.sides}, {item.id for item in value.exits}
    names = [item.id for item in value.contingents]
    for place, item in enumerate(value.contingents):
        where = placed.where("contingents", place)
        if names.index(item.id) < place:
            yield problem("plan.id_twice", where, id=item.id)
        yield from _contingent_problems(value, item, where)
    for place, route in enumerate(value.routes):
        if route.exit not in exits:
            yield _unknown(placed.where("routes", place), "exit", route.exit, exits)
    named = [("phases", place, phase.side) for place, phase in enumerate(value.phases)]
    named += [("milestones", place, link.side) for place, link in enumerate(value.milestones)]
    for key, place, side in named:
        if side and side not in sides:
            yield _unknown(placed.where(key, place), "side", side, sides)
    yield from _windows(placed, exits, {item.site for item in value.contingents})


def _contingent_problems(value: TimetableFile, item: ContingentEntry, where: Where) -> Iterable[Problem]:
    sides = {side.id for side in value.sides}
    people = {other.id for other in value.contingents if not other.equipment_of}
    if item.side not in sides:
        yield _unknown(where, "side", item.side, sides)
    if item.equipment_of and item.equipment_of not in people:
        yield _unknown(where, "equipment_of", item.equipment_of, people)
    if item.site not in {route.site for route in value.routes}:
        yield problem("plan.site_without_way", where, site=item.site)
    if not item.heads and item.load is None:
        yield problem("plan.empty_batch", where, id=item.id)
    if item.weight_low is not None and item.weight_high is not None and item.weight_low > item.weight_high:
        yield problem("plan.reversed_range", where, id=item.id)


def _windows(placed: Placed[TimetableFile], exits: set[str], sites: set[str]) -> Iterable[Problem]:
    start = placed.value.start
    for place, window in enumerate(placed.value.windows):
        where = placed.where("windows", place)
        if _day(window.last, start) < _day(window.first, start):
            yield problem("plan.reversed_days", where, first=window.first, last=window.last)
        for key, named, known in (("exits", window.exits, exits), ("sites", window.sites, sites)):
            for name in named:
                if name not in known:
                    yield _unknown(where, key, name, known)
    for place, item in enumerate(placed.value.milestones):
        if item.needs_side not in {side.id for side in placed.value.sides}:
            where = placed.where("milestones", place)
            yield _unknown(where, "needs_side", item.needs_side, {side.id for side in placed.value.sides})


def _unknown(where: Where, key: str, found: str, known: set[str]) -> Problem:
    return problem("plan.unknown_id", where, key=key, found=found, known=", ".join(sorted(known)))


def _day(value: int | date, start: date) -> int:
    return value if isinstance(value, int) else (value - start).days


def _name(entry: NameEntry) -> Name:
    return Name(entry.en, entry.ar or "", tuple(entry.aliases or ()))


def _built(value: TimetableFile) -> Instance:
    start = value.start
    return Instance(
        id=value.id,
        title=_name(value.title),
        start=start,
        deadline=_day(value.deadline, start),
        sides=tuple(side.id for side in value.sides),
        contingents=tuple(_contingent(item) for item in value.contingents),
        exits=tuple(
            Exit(
                id=item.id, name=_name(item.name), capacity=item.capacity, post_teams=item.post_teams,
                closed=tuple(Stretch(_day(shut.first, start), _day(shut.last, start)) for shut in item.closed),
            )
            for item in value.exits
        ),
        routes=tuple(Route(item.site, item.exit, item.days, item.through or "") for item in value.routes),
        teams=tuple(TeamStep(_day(item.day, start), item.teams) for item in value.teams),
        rules=_rules(value.rules),
        phases=tuple(
            Phase(item.id, _day(item.day, start), item.floor, item.ceiling, item.side or "") for item in value.phases
        ),
        milestones=tuple(
            Milestone(item.side, item.share, item.needs_side, item.needs_share) for item in value.milestones
        ),
        windows=tuple(
            SecurityWindow(
                Stretch(_day(item.first, start), _day(item.last, start)), tuple(item.sites), tuple(item.exits)
            )
            for item in value.windows
        ),
        local_strength=tuple((side.id, side.local_strength) for side in value.sides if side.local_strength is not None),
        side_names=tuple((side.id, _name(side.name)) for side in value.sides),
    )  # fmt: skip


def _contingent(item: ContingentEntry) -> Contingent:
    load = item.load if item.load is not None else item.heads
    unit = item.heads or load
    low = item.weight_low if item.weight_low is not None else item.weight
    high = item.weight_high if item.weight_high is not None else item.weight
    return Contingent(
        id=item.id, name=_name(item.name), side=item.side, sponsor=item.sponsor, site=item.site, batches=item.batches,
        heads=item.heads, load=load, capability=Fraction(item.weight * unit), capability_low=Fraction(low * unit),
        capability_high=Fraction(high * unit), weapons=item.weapons, heavy=item.heavy, contact=item.contact,
        threat=item.threat, equipment_of=item.equipment_of or "", force=item.force or item.id,
    )  # fmt: skip


def _rules(item: RulesEntry) -> Rules:
    return Rules(
        share_gap=item.share_gap, outflow_share=item.outflow_share, contact_first=item.contact_first or "",
        contact_share=item.contact_share, disarm_batches=item.disarm_batches, disarm_dwell=item.disarm_dwell,
        guard_share=item.guard_share, absolute_gap=item.absolute_gap, lag_days=item.lag_days,
        pause_days=item.pause_days, closeout_days=item.closeout_days,
    )  # fmt: skip
