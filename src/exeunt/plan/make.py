"""From an instance to a checked timetable with its proven gap: count, dispatch, bound, follow the bound, polish."""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np

from exeunt.model.proposal import Closing, Instance, Movement, Plan, Proposal
from exeunt.plan.bounds.bound import LowerBound, ask, lower_bound, packed_bound
from exeunt.plan.bounds.quick import Condition, conditions
from exeunt.plan.check.check import broken, check
from exeunt.plan.dispatch.ground import Grounded
from exeunt.plan.dispatch.guide import guide
from exeunt.plan.dispatch.search import Found, Search, anything
from exeunt.plan.dispatch.shorten import Shorten
from exeunt.plan.dispatch.tables import Ints
from exeunt.plan.exact import Tail
from exeunt.plan.extras import is_there
from exeunt.plan.measures.flow import duration_of
from exeunt.plan.measures.table import all_measures
from exeunt.plan.tell import Tell, quiet

SMALL = 60
"""Up to so many batches the whole timetable is searched exactly."""
ROUNDS = 400
"""Rounds of iterated greedy before batches are exchanged."""
FEW_STEPS, STEPS_A_ROUND = 200_000, 20_000
"""Exchanges proposed for a small timetable, and those that go with each round where rounds are given."""
FEW_CONTINGENTS = 40
"""Up to so many the bound also asks with every contingent apart, so that whole batches count."""
RESTARTS = 200


@dataclass(frozen=True, kw_only=True)
class Effort:
    """How hard to look. The same seed and effort give the same plan unless the clock cuts in.

    `rounds` of iterated greedy and exchange (None: the usual number), `seconds` on the clock as a guard, four times
    `exact` seconds of deterministic time for each exact search of a small timetable (0: none).
    """

    seconds: float = 60.0
    rounds: int | None = None
    exact: float = 5.0
    seed: int = 0


@dataclass(frozen=True, eq=False)
class Made:
    """A proposal, or None with what is known: what counting shows, and the bound with its proof."""

    proposal: Proposal | None
    counted: tuple[Condition, ...]
    lower: LowerBound | None


class Maker:
    """One run of the planner."""

    def __init__(self, instance: Instance, effort: Effort, tell: Tell) -> None:
        self.instance, self.effort, self.tell = instance, effort, tell
        self.start = perf_counter()
        self.grounded = Grounded(instance)
        self.search = Search(self.grounded, effort.seed, self._accept if _needs_judging(instance) else anything)
        self.seconds: list[tuple[str, float]] = []
        self.low, self.by = 0, "counting"

    def _accept(self, moves: Ints) -> bool:
        findings, _ = check(self.instance, plan_of(self.instance, self.grounded.movements(moves)))
        return not broken(findings)

    def spent(self, step: str) -> None:
        """Note the time since the start."""
        self.seconds.append((step, perf_counter() - self.start))

    @property
    def last(self) -> int:
        """The last exit day of the best plan so far."""
        return self.search.best.last if self.search.best else self.instance.deadline

    def first(self) -> None:
        """The first plan; where one pass finds none, restarts, exchanges, and exact search of a small timetable."""
        self.search.kernel.reset(self.grounded.ground, self.search.state)  # compiles; not part of the search
        if self.search.first() is None and self.search.best is None:
            for _ in range(RESTARTS):
                self.search.restart()
                if self.search.best or self.left() <= 0:
                    break
        if self.search.best is None:
            Shorten(self.search, FEW_STEPS).out_of_nothing(self.start + self.effort.seconds)
        if self.search.best is None and self._is_small() and self._may_be_exact():
            self._exact(self.instance.deadline)
        self.spent("first")
        self.tell("plan.step_first", self.low, self.last)

    def bound(self) -> LowerBound | None:
        """The proven bound, and the division of work at the bound as a guide."""
        if not is_there("highspy"):
            return None
        found = lower_bound(self.instance, self.last, tell=self._higher, seconds=self.left(0.4))
        if len(self.instance.contingents) <= FEW_CONTINGENTS:
            found = packed_bound(self.instance, found, self.last, tell=self._higher, seconds=self.left(0.5))
        self.low, self.by = found.day, found.by
        answer = found.yes or ask(self.instance, found.day, seconds=self.left(0.6))
        if answer.done and len(answer.x):
            self.search.guide = guide(answer, self.grounded.ground.batches.tolist())
        self.spent("bound")
        return found

    def improve(self) -> None:
        """Guided plans, iterated greedy, and exchanges that take day after day off the plan."""
        given, until = self.effort.rounds, self.start + self.effort.seconds * 0.95
        self.search.guided(until)
        self.search.run(ROUNDS if given is None else given, until, self.low, self._shorter)
        # a small timetable is soon searched exactly, so little is won by exchanges
        usual = FEW_STEPS if self._is_small() else None
        steps = usual if given is None else given * STEPS_A_ROUND
        Shorten(self.search, steps).days(until, self.low, self._shorter)
        self.spent("improve")

    def _higher(self, day: int) -> None:
        self.tell("plan.step_bound", day, self.last)

    def _shorter(self, last: int) -> None:
        self.tell("plan.step_improve", self.low, last)

    def _is_small(self) -> bool:
        return int(self.grounded.ground.batches.sum()) <= SMALL

    def polish(self) -> None:
        """Exact search of a small timetable, for a plan a day shorter until there is none."""
        while self._may_be_exact() and self._is_small() and self.search.best and self.last > self.low:
            status = self._exact(self.last - 1)
            if status == "none":
                self.low, self.by = self.last, "exact search"
            if status != "found" or self.left() <= 0:
                break
        self.spent("polish")

    def _may_be_exact(self) -> bool:
        return bool(self.effort.exact) and is_there("ortools")

    def _exact(self, last: int) -> str:
        """Search for a plan that ends by a day; what was found is kept."""
        ground = self.grounded.ground
        tail = Tail(ground, self.search.fixed, self.search.from_day, last)
        found = tail.search(seconds=self.left(), deterministic=4 * self.effort.exact, seed=self.effort.seed)
        if found.status == "found":
            end, area = self.search.kernel.worth(ground, found.moves, len(found.moves))
            self.search.offer(Found(found.moves, int(end), int(area)))
            self.tell("plan.step_polish", self.low, self.last)
        return found.status

    def left(self, share: float = 1.0) -> float:
        """Seconds until this share of the time is over, at least a little."""
        return max(self.effort.seconds * share - (perf_counter() - self.start), 0.05 if share < 1 else 0.0)

    def proposal(self) -> Proposal | None:
        """The best plan, judged by the checker, which shares no code with what made it."""
        if self.search.best is None:
            return None
        plan = plan_of(self.instance, self.grounded.movements(self.search.best.moves))
        findings, _ = check(self.instance, plan)
        if broken(findings):
            raise AssertionError(f"the planner broke {[item.rule.value for item in broken(findings)]}")
        return Proposal(
            instance=self.instance, plan=plan, duration=duration_of(self.instance, plan), bound=self.low,
            bound_by=self.by, findings=findings, measures=all_measures(self.instance, plan), seed=self.effort.seed,
            seconds=tuple(self.seconds),
        )  # fmt: skip


def make(instance: Instance, effort: Effort | None = None, tell: Tell = quiet) -> Made:
    """A timetable for an instance. `tell` hears each step with the bound and the best last day so far.

    Without a proposal the wish was not granted: `explain.explain` says why, where the bound exceeds the deadline.
    Raises OverflowError for capability weights too fine for exact arithmetic.
    """
    counted = tuple(conditions(instance))
    if any(item.day is None for item in counted):
        return Made(None, counted, None)
    maker = Maker(instance, effort or Effort(), tell)
    maker.low = max((item.day or 0 for item in counted), default=0)
    maker.first()
    if maker.search.best is None:
        answer = ask(instance, instance.deadline, seconds=max(maker.left(), 1.0)) if is_there("highspy") else None
        proven = answer is not None and answer.proven
        lower = LowerBound(instance.deadline + 1, "classes", answer, None) if proven else None
        return Made(None, counted, lower)
    lower = maker.bound()
    maker.improve()
    maker.polish()
    return Made(maker.proposal(), counted, lower)


def plan_of(instance: Instance, movements: tuple[Movement, ...]) -> Plan:
    """Movements with the closing of each site on the day after its last departure (or on it, where no day is left)."""
    after = min(1, instance.rules.closeout_days if instance.rules.closeout_days is not None else 1)
    last: dict[str, int] = {}
    for move in movements:
        site = instance.contingent_by_id[move.contingent].site
        last[site] = max(last.get(site, move.day), move.day)
    return Plan(movements, tuple(Closing(site, day + after) for site, day in sorted(last.items())))


def naive(instance: Instance) -> Plan:
    """What happens without a plan: from the first monitored day each side empties its list, in order, at full rate.

    Places at exits and teams are kept, because they are physical; no rule about balance, pace or order is.
    """
    bare = replace(
        instance, phases=(), milestones=(),
        rules=replace(instance.rules, share_gap=None, contact_first="", disarm_batches=None, guard_share=None,
                      absolute_gap=None, lag_days=None, pause_days=None),
    )  # fmt: skip
    search = Search(Grounded(bare), 0)
    search.guide = np.array([[place * 1e-3] * max(item.batches for item in instance.contingents)
                             for place, item in enumerate(instance.contingents)])  # fmt: skip
    search.guided()
    moves = Grounded(bare).movements(search.best.moves) if search.best else ()
    return plan_of(instance, moves)


def _needs_judging(instance: Instance) -> bool:
    """Whether rules are demanded that the dispatcher does not keep by itself."""
    rules = instance.rules
    floors = any(phase.floor > 0 for phase in instance.phases)
    return floors or rules.lag_days is not None or rules.pause_days is not None
