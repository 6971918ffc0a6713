"""Duration against imbalance against monitor teams: each point a band from its proven bound to a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from math import ceil
from time import perf_counter

from exeunt.model.proposal import Instance, Movement, TeamStep
from exeunt.plan.bounds.bound import Answer, Tell, lower_bound, unheard
from exeunt.plan.bounds.quick import conditions, least_days
from exeunt.plan.dispatch.guide import guide
from exeunt.plan.dispatch.search import Found
from exeunt.plan.extras import is_there
from exeunt.plan.make import Effort, Maker
from exeunt.plan.tell import quiet


@dataclass(frozen=True, slots=True)
class Point:
    """With this share gap and this many teams at full strength: a bound, and the duration of a plan if found."""

    share_gap: Fraction
    teams: int
    bound: int
    duration: int | None


def with_teams(instance: Instance, teams: int) -> Instance:
    """The instance with its deployment scaled to so many teams at its height, rounded up."""
    full = max(step.teams for step in instance.teams)
    steps = tuple(TeamStep(step.day, ceil(Fraction(step.teams * teams, full))) for step in instance.teams)
    return replace(instance, teams=steps)


def frontier(
    instance: Instance,
    gaps: Sequence[Fraction],
    teams: Sequence[int],
    *,
    effort: Effort | None = None,
    tell: Tell = unheard,
) -> tuple[Point, ...]:
    """A point for each pair, by teams and gap. `tell` hears how many are done.

    A plan with a smaller gap and fewer teams is a plan here too, and a bound with a larger gap and more teams bounds
    here too. So bounds are asked at the largest gap, plans are first made at the smallest, each from the plan with
    fewer teams, and then the widest band is worked on, with more effort each time, until all are narrow or every point
    has had its turns. `effort` is that of a point on average.
    """
    found = Frontier(instance, sorted(set(gaps)), sorted(set(teams)), effort or Effort(seconds=10, rounds=100, exact=0))
    found.begin(tell)
    while (place := found.widest()) is not None and found.left() > 0:
        found.work_on(place)
        tell(found.narrow())
    return found.points()


NARROW = Fraction(2, 100)
"""A band so narrow, as a share of its bound, is not worked on."""
TURNS = 4
"""How often a point is worked on itself before its band is left as it is."""
Place = tuple[int, Fraction]


class Frontier:
    """The bands by (teams, gap): a proven bound and the movements of a plan, each passed on to every place it holds."""

    def __init__(self, instance: Instance, gaps: Sequence[Fraction], teams: Sequence[int], effort: Effort) -> None:
        self.instance, self.gaps, self.teams, self.effort = instance, gaps, teams, effort
        self.places: list[Place] = list(product(teams, gaps))
        self.bound = dict.fromkeys(self.places, 0)
        self.plan: dict[Place, tuple[int, tuple[Movement, ...]]] = {}
        self.turns = dict.fromkeys(self.places, 0)
        self.guides: dict[int, Answer] = {}
        self.end = perf_counter() + effort.seconds * len(self.places)

    def left(self) -> float:
        """Seconds that are left for all."""
        return self.end - perf_counter()

    def begin(self, tell: Tell) -> None:
        """For each number of teams a bound at the largest gap and a plan at the smallest."""
        for teams in reversed(self.teams):
            self._ask((teams, self.gaps[-1]))
        for teams in self.teams:
            self.work_on((teams, self.gaps[0]))
            tell(self.narrow())

    def at(self, place: Place) -> Instance:
        """The instance with the teams and the gap of a place."""
        rules = replace(self.instance.rules, share_gap=place[1])
        return with_teams(replace(self.instance, rules=rules), place[0])

    def _ask(self, place: Place) -> None:
        """A bound, which holds with smaller gaps and fewer teams too."""
        instance = self.at(place)
        if not is_there("highspy"):
            found = least_days(instance)
        else:
            answer = lower_bound(instance, instance.deadline + 1, seconds=max(self.left() / 2, 1.0))
            found = answer.day
            if answer.yes is not None:
                self.guides[place[0]] = answer.yes
        for other in self.places:
            if other[0] <= place[0] and other[1] <= place[1]:
                self.bound[other] = max(self.bound[other], found)

    def work_on(self, place: Place) -> None:
        """A plan, from the best that is known to hold here; which holds with larger gaps and more teams too."""
        if self.turns[place] == 1:  # the plan alone does not make it narrow: perhaps the bound does
            self._ask(place)
        self.turns[place] += 1
        rounds = (self.effort.rounds or USUAL_ROUNDS) * self.turns[place]
        effort = replace(self.effort, seconds=min(self.effort.seconds * 4, max(self.left(), 0.1)), rounds=rounds)
        found = best_from(
            self.at(place), effort, self.bound[place], self.plan.get(place, NOTHING)[1], self.guides.get(place[0])
        )
        for other in self.places:
            if found is not None and other[0] >= place[0] and other[1] >= place[1]:
                self.plan[other] = min(found, self.plan.get(other, found), key=lambda plan: plan[0])

    def width(self, place: Place) -> Fraction:
        """How wide a band is, as a share of its bound; very wide without a plan."""
        if place not in self.plan:
            return Fraction(10**6)
        return Fraction(self.plan[place][0] - self.bound[place], max(self.bound[place], 1))

    def narrow(self) -> int:
        """How many bands are narrow, or have had their turns."""
        return sum(self.width(place) <= NARROW or self.turns[place] >= TURNS for place in self.places)

    def widest(self) -> Place | None:
        """The widest band that is worth work, of equal ones that with the smallest gap and the fewest teams."""
        open_ = [place for place in self.places if self.width(place) > NARROW and self.turns[place] < TURNS]
        return max(open_, key=lambda place: (self.width(place), -place[1], -place[0]), default=None)

    def points(self) -> tuple[Point, ...]:
        """What was found, by teams and gap."""
        days = {place: last for place, (last, _) in self.plan.items()}
        return tuple(Point(gap, teams, self.bound[teams, gap], days.get((teams, gap))) for teams, gap in self.places)


NOTHING: tuple[int, tuple[Movement, ...]] = (0, ())
USUAL_ROUNDS = 100


def best_from(
    instance: Instance, effort: Effort, bound: int, start: tuple[Movement, ...], guided: Answer | None
) -> tuple[int, tuple[Movement, ...]] | None:
    """The last day and the movements of a clean plan, not worse than the one to start from; None: none was found."""
    if any(item.day is None for item in conditions(instance)):
        return None
    maker = Maker(instance, effort, quiet)
    maker.low = bound
    if start:
        moves = maker.grounded.moves(start)
        last, area = maker.search.kernel.worth(maker.grounded.ground, moves, len(moves))
        maker.search.offer(Found(moves, int(last), int(area)))
    if guided is not None and len(guided.x):
        maker.search.guide = guide(guided, maker.grounded.ground.batches.tolist())
    maker.first()
    if maker.search.best is None:
        return None
    maker.improve()
    made = maker.proposal()
    return None if made is None else (made.duration, made.plan.movements)
