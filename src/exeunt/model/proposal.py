"""Timetables of a withdrawal: what must leave and by which way, the rules, the movements, and what was found of them.

Days are whole numbers counted from the instance's `start` (D-day is day 0). A movement is counted out on the day it
*arrives* at its exit, verified; until then it is present. Every value is an integer or a fraction, so that a finding
never depends on rounding.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from exeunt.model.actor import Name


class Rule(StrEnum):
    """The rules of a timetable; the same ids in planner, checker, explanations and files."""

    R1 = "r1"  # everyone leaves
    R2 = "r2"  # exit capacity
    R3 = "r3"  # monitors first
    R4 = "r4"  # every movement observed
    R5 = "r5"  # share gap
    R6 = "r6"  # outflow cap
    R7 = "r7"  # contact line first
    R8 = "r8"  # disarm before transit
    R9 = "r9"  # phases and milestones
    R10 = "r10"  # no unguarded weapons
    R11 = "r11"  # absolute balance
    R12 = "r12"  # lag limit
    R13 = "r13"  # pause limit
    R14 = "r14"  # security windows
    R15 = "r15"  # sites cleared


@dataclass(frozen=True, slots=True, kw_only=True)
class Contingent:
    """What leaves together from one site: `batches` equal batches of `heads` persons (and `weapons`, `heavy` pieces).

    `load` is the places a batch takes at an exit (persons, or their equivalent for equipment). `capability` is the
    negotiated weight of one batch, with the range the parties dispute. Equipment names the contingent that guards it
    in `equipment_of`. `contact` means on the line of contact, `threat` that it is disarmed before transit. `force` is
    the force of the case that it is part of.
    """

    id: str
    name: Name
    side: str
    sponsor: str
    site: str
    batches: int
    heads: int
    load: int
    capability: Fraction
    capability_low: Fraction
    capability_high: Fraction
    weapons: int = 0
    heavy: int = 0
    contact: bool = False
    threat: bool = False
    equipment_of: str = ""
    force: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from first to last, both included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit:
    """A crossing through which they leave: places a day, days it is closed, monitor teams that must stay there."""

    id: str
    name: Name
    capacity: int
    closed: tuple[Stretch, ...] = ()
    post_teams: int = 0


@dataclass(frozen=True, slots=True)
class Route:
    """A way from a site to an exit and its days of travel (0: verified out on the day of departure).

    `through` is the assembly point it passes, where there is one.
    """

    site: str
    exit: str
    days: int
    through: str = ""


@dataclass(frozen=True, slots=True)
class TeamStep:
    """From this day on so many monitor teams are available."""

    day: int
    teams: int


@dataclass(frozen=True, slots=True)
class Phase:
    """By the end of `day` each side (or `side`) has between `floor` and `ceiling` of its strength verified out."""

    id: str
    day: int
    floor: Fraction = Fraction(0)
    ceiling: Fraction = Fraction(1)
    side: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A linkage: `side` may have more than `share` out only on days when `needs_side` has at least `needs_share`."""

    side: str
    share: Fraction
    needs_side: str
    needs_share: Fraction


@dataclass(frozen=True, slots=True)
class SecurityWindow:
    """No movement is on its way on these days, from these sites or to these exits (none named: anywhere)."""

    days: Stretch
    sites: tuple[str, ...] = ()
    exits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The demands on a timetable; None: not demanded.

    `share_gap`: largest difference of shares out (R5). `outflow_share`: largest share of a side's persons out in any
    seven days (R6). `contact_first`: "proportional", or "strict" with `contact_share` (R7). `disarm_batches`: batches
    of a side disarmed in any seven days, after `disarm_dwell` days of monitoring (R8). `guard_share`: the last share of
    the persons that stay until their equipment is out (R10). `absolute_gap`: largest difference of foreign strength, or
    that of day 0 where it is larger (R11). `lag_days` (R12), `pause_days` (R13), `closeout_days` (R15): days.
    """

    share_gap: Fraction | None = None
    outflow_share: Fraction | None = None
    contact_first: str = ""
    contact_share: Fraction = Fraction(1)
    disarm_batches: int | None = None
    disarm_dwell: int = 0
    guard_share: Fraction | None = None
    absolute_gap: Fraction | None = None
    lag_days: int | None = None
    pause_days: int | None = None
    closeout_days: int | None = None


@dataclass(frozen=True, kw_only=True)
class Instance:
    """Everything a timetable is planned from and checked against. `deadline`: the last day for an exit."""

    id: str
    title: Name
    start: date
    deadline: int
    sides: tuple[str, ...]
    contingents: tuple[Contingent, ...]
    exits: tuple[Exit, ...]
    routes: tuple[Route, ...]
    teams: tuple[TeamStep, ...]
    rules: Rules = Rules()
    phases: tuple[Phase, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    windows: tuple[SecurityWindow, ...] = ()
    local_strength: tuple[tuple[str, Fraction], ...] = ()
    side_names: tuple[tuple[str, Name], ...] = ()

    @cached_property
    def travel(self) -> dict[tuple[str, str], int]:
        """Days of travel by (site, exit)."""
        return {(route.site, route.exit): route.days for route in self.routes}

    @cached_property
    def contingent_by_id(self) -> dict[str, Contingent]:
        """Contingents by id."""
        return {item.id: item for item in self.contingents}

    @cached_property
    def monitored_from(self) -> int:
        """The first day on which a monitor team is available; after the deadline where there is none."""
        return min((step.day for step in self.teams if step.teams > 0), default=self.deadline + 1)

    def date_of(self, day: int) -> date:
        """The calendar date of a day."""
        return self.start + timedelta(days=day)

    def side_name(self, side: str, language: str) -> str:
        """What a side is called."""
        return dict(self.side_names).get(side, Name(side, "")).in_language(language)


@dataclass(frozen=True, slots=True, order=True)
class Movement:
    """`batches` batches of a contingent leave their site on `day` towards an exit."""

    day: int
    contingent: str
    exit: str
    batches: int


@dataclass(frozen=True, slots=True)
class Closing:
    """A site is closed and inspected on a day (close-out)."""

    site: str
    day: int


@dataclass(frozen=True)
class Plan:
    """A timetable, made by a person or a planner."""

    movements: tuple[Movement, ...]
    closings: tuple[Closing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule came to: its worst `margin` (negative: broken), where, and in which unit (a message code).

    `day` is None where nothing put the rule to the test; `subject` is the contingent, exit, site or phase.
    """

    rule: Rule
    margin: Fraction
    day: int | None
    side: str
    subject: str
    unit: str

    @property
    def kept(self) -> bool:
        """Whether the rule is kept."""
        return self.margin >= 0


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure of a plan: its code, the value or its (5, 50, 95 %) values, weighed by heads, capability or weapons.

    `unit` is a message code, `formula` the definition as it is printed.
    """

    code: str
    weight: str
    value: Fraction | float
    low: float | None = None
    high: float | None = None
    unit: str = ""
    formula: str = ""


@dataclass(frozen=True)
class Proposal:
    """A plan with what is known of it: duration, proven lower bound and the rules that the bound rests on."""

    instance: Instance
    plan: Plan
    duration: int
    bound: int
    bound_by: str
    findings: tuple[Finding, ...]
    measures: tuple[Measured, ...] = ()
    seed: int = 0
    seconds: tuple[tuple[str, float], ...] = field(default=(), compare=False)

    @property
    def gap(self) -> Fraction:
        """How far the duration may be from the best possible, as a share of the bound."""
        return Fraction(self.duration - self.bound, max(self.bound, 1))


@dataclass(frozen=True, slots=True)
class Relaxation:
    """The smallest change of one rule that alone makes a wish possible; None: no change of it alone does."""

    rule: Rule
    change: Fraction | None
    unit: str


@dataclass(frozen=True)
class Impossible:
    """Why a wish cannot be granted: the smallest set of rules in conflict, changes, and an exact certificate.

    `certificate` is the JSON text that `plan/verify.py` checks; `reasons` are message codes with their facts.
    """

    wish: int
    core: tuple[Rule, ...]
    relaxations: tuple[Relaxation, ...]
    joint: tuple[Relaxation, ...]
    certificate: str
    reasons: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
