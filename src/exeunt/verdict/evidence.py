"""What a rule may look at: the claims that bear on one obligation, one an origin, and whose word each of them is.

Claims that share an origin are one claim, the one the others repeat, and it is the word of whoever said it first: a
paper that prints what a party said is no second witness. Pledges are never evidence. Whether a source has an interest
in a finding is decided here, for every rule alike:

- *interested* in a met: who asked for it (`requested_by`), the obliged actors, and sources of their side;
- *adverse*, interested in a breach: a party, sponsor or armed group of another side than the force it speaks of.

A source that speaks against its interest is a witness like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from exeunt.estimate.posterior import Posterior
from exeunt.model.agreement import Obligation, ObligationKind
from exeunt.model.case import Case
from exeunt.model.claim import Claim, Kind, Stance
from exeunt.model.source import Source, SourceClass
from exeunt.verdict.life import Term, start_day
from exeunt.verdict.standards import Standards

_PARTISAN = frozenset({SourceClass.PARTY, SourceClass.SPONSOR, SourceClass.ARMED_GROUP})
_SPOKEN = frozenset({ObligationKind.DECLARE, ObligationKind.NOTIFY})
Series = Mapping[tuple[str, str | None], Posterior]
T = TypeVar("T")


@dataclass(frozen=True)
class Evidence:
    """The evidence on one obligation. `day` is the day the rule judges; `as_of` the day it is judged on.

    `memo` keeps what follows from the obligation and its claims alone, whatever day is judged. Where no argument is
    wanted (`argued`), rules need not describe the estimate.
    """

    case: Case
    obligation: Obligation
    claims: tuple[Claim, ...]
    roots: Mapping[str, Claim]
    series: Series
    standards: Standards
    term: Term
    as_of: date
    day: date
    argued: bool = True
    memo: dict[object, object] = field(default_factory=dict, compare=False, repr=False)

    def on(self, day: date) -> Evidence:
        """The same evidence, judged for another day."""
        return replace(self, day=day)

    @property
    def start(self) -> date:
        """The first day the obligation binds."""
        return self._once("start", lambda: start_day(self.case, self.obligation))

    @property
    def baseline_day(self) -> date:
        """The day from which reductions are measured."""
        return self.obligation.baseline_day or self.start

    @property
    def posterior(self) -> Posterior | None:
        """The stock of the force in the whole host."""
        return self.series.get((self.obligation.force or "", None))

    def at_site(self, site: str) -> Posterior | None:
        """The stock of the force at a site."""
        return self.series.get((self.obligation.force or "", site))

    @property
    def obliged(self) -> frozenset[str]:
        """Ids of the actors that are bound, of the sides they speak for, and of the force's sides and sponsors."""
        return self._once("obliged", self._obliged)

    def _obliged(self) -> frozenset[str]:
        forces = [self.case.force_by_id[force] for force in members(self.case, self.obligation.force)]
        theirs = {actor for force in forces for actor in (force.side, force.sponsor) if actor}
        actors = [self.case.source_by_id[actor] for actor in self.obligation.actors if actor in self.case.source_by_id]
        camps = {actor.side for actor in actors if actor.side}
        return frozenset({*self.obligation.actors, *theirs, *camps})

    def _once(self, key: object, work: Callable[[], T]) -> T:
        if key not in self.memo:
            self.memo[key] = work()
        found: T = self.memo[key]  # type: ignore[assignment]
        return found

    def source(self, claim: Claim) -> Source | None:
        """Who said it first, where known."""
        root = self.roots.get(claim.origin, claim)
        return self.case.source_by_id.get(root.source_id or "")

    def speaks_for_monitor(self, claim: Claim) -> bool:
        """Whether a body mandated to observe said it."""
        source = self.source(claim)
        return source is not None and source.source_class is SourceClass.MONITOR

    def interested(self, claim: Claim) -> bool:
        """Whether its source gains if the obligation is found met."""
        return self._once(("interested", claim.id), lambda: self._interested(claim))

    def _interested(self, claim: Claim) -> bool:
        source = self.source(claim)
        if source is None:
            return False
        if source.id in self.obligation.requested_by or source.id in self.obliged:
            return True
        # a partisan whose camp is not known may be one of those obliged
        return source.side in self.obliged or (source.side is None and source.source_class in _PARTISAN)

    def adverse(self, claim: Claim) -> bool:
        """Whether its source gains if the obligation is found breached."""
        return self._once(("adverse", claim.id), lambda: self._adverse(claim))

    def _adverse(self, claim: Claim) -> bool:
        source = self.source(claim)
        if source is None or source.side is None or source.source_class not in _PARTISAN:
            return False
        force = self.case.force_by_id.get(claim.force_id or "") if self.obligation.force else None
        other_camp = force is not None and force.side is not None and force.side != source.side
        return other_camp or source.side not in self.obliged

    def wrong(self, claim: Claim) -> float:
        """Chance that its source is wrong altogether, by grade."""
        source = self.source(claim)
        return self.standards.wrong[source.reliability if source else "F"]

    def verifies(self, claim: Claim) -> bool:
        """Whether its source can verify anything: named, not at second hand, and graded well enough."""
        source = self.source(claim)
        if source is None or source.source_class.value in self.standards.never_verify:
            return False
        return source.reliability in self.standards.verifiers

    def witnesses_for(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """One claim a source that can verify and has no interest in a met."""
        return _one_a_source(claim for claim in claims if self.verifies(claim) and not self.interested(claim))

    def witnesses_for_each(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """Every claim of a source that can verify and has no interest in a met."""
        return tuple(claim for claim in claims if self.verifies(claim) and not self.interested(claim))

    def witnesses_against(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """One claim a source that can verify and has no interest in a breach."""
        return _one_a_source(claim for claim in claims if self.verifies(claim) and not self.adverse(claim))

    def proves_met(self, claims: Iterable[Claim]) -> bool:
        """Whether those who say it was done are enough to find so: the monitor, or as many as the standard asks.

        A precondition serves both sides, so two camps who both say that it holds prove it too. A duty to say something
        is done by saying it.
        """
        said = tuple(claims)
        if self.obligation.kind in _SPOKEN and said:
            return True
        witnesses = self.witnesses_for(said)
        needed = self.standards.proof(self.obligation.kind).sources_met
        if len(witnesses) >= needed or any(self.speaks_for_monitor(claim) for claim in witnesses):
            return True
        return self.obligation.kind is ObligationKind.PRECONDITION and len(self._camps(said)) >= 2

    def proves_breach(self, claims: Iterable[Claim]) -> bool:
        """Whether those who say it was not done are enough to find so."""
        witnesses = self.witnesses_against(claims)
        needed = self.standards.proof(self.obligation.kind).sources_breached
        return len(witnesses) >= needed or any(self.speaks_for_monitor(claim) for claim in witnesses)

    def unchanged_throughout(self, told: Iterable[Claim] = ()) -> tuple[Claim, ...]:
        """Statements that nothing changed, over a stretch that begins about the start and holds the judged day.

        One that ended before that day speaks against the changes `told` of all the same, where it holds all of them:
        it does not lose its word the day after.
        """
        latest_begin = moved(self.start, self.standards.near_days)
        last = min(self.day, max((last_day(claim) for claim in told), default=self.day))
        said = [claim for claim in self.of_kind(Kind.NO_CHANGE) if last_day(claim) >= last]
        return tuple(claim for claim in said if first_day(claim) <= latest_begin)

    def near_or_last(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """Those near the judged day or later; where there are none, the last of each source since the start.

        How far an old count still holds is in the probability, not here.
        """
        given = tuple(claims)
        return self.near_or_after(given) or _one_a_source(self.until(given))

    def not_overtaken(self, opposes: Iterable[Claim], supports: Iterable[Claim]) -> tuple[Claim, ...]:
        """Claims against, without those that a witness for it has looked after: who was there then may have gone."""
        latest = max((last_day(claim) for claim in self.witnesses_for(supports)), default=date.min)
        return tuple(claim for claim in opposes if last_day(claim) >= latest)

    def _camps(self, claims: Iterable[Claim]) -> set[str]:
        found = [source for source in map(self.source, claims) if source and source.source_class in _PARTISAN]
        return {source.side for source in found if source.side}

    def of_kind(self, *kinds: Kind) -> tuple[Claim, ...]:
        """Claims of these kinds that are not denials."""
        return self._once(
            kinds,
            lambda: tuple(claim for claim in self.claims if claim.kind in kinds and claim.stance is not Stance.DENIED),
        )

    def until(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """Those that speak of days from the start of the obligation to the judged day."""
        return tuple(claim for claim in claims if self.start <= last_day(claim) <= self.day)

    def surely_since(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """Those told of days that all come after the start: what began before it may have happened before it."""
        return tuple(claim for claim in claims if first_day(claim) >= self.start)

    def seen_by(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """Those, of counts, that speak of days from the start to shortly after the judged day."""
        last = moved(self.day, self.standards.seen_after_days)
        return tuple(claim for claim in claims if self.start <= last_day(claim) <= last)

    def confirmed(self, seen: Sequence[Claim], ever: Iterable[Claim]) -> tuple[Claim, ...]:
        """Those seen by the day and, where anybody says of it that it was done, the monitors who found it so later.

        An inspection is often weeks behind a departure. It is a witness of the day that it confirms, while a quarter
        has not passed; without anyone who says of that day that it was done, it is a witness of its own day alone.
        """
        if not any(last_day(claim) <= self.day for claim in seen):
            return tuple(seen)
        last = moved(self.day, self.standards.near_days)
        later = [claim for claim in ever if self.day < last_day(claim) <= last and self.speaks_for_monitor(claim)]
        return tuple(dict.fromkeys((*seen, *later)))

    def at_or_after(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """Those that speak of the judged day or of later ones."""
        return tuple(claim for claim in claims if last_day(claim) >= self.day)

    def near_or_after(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """Those that speak of days near the judged day, or of later ones, and not only of days before the start."""
        nearest = max(self.start, moved(self.day, -self.standards.near_days))
        return tuple(claim for claim in claims if last_day(claim) >= nearest)


def speaks_for(evidence: Evidence, claim: Claim, actor: str) -> bool:
    """Whether the source of a claim speaks for one of the actors that are bound.

    A source speaks for the actor it is, and a party or armed group for its side. Where no source is known by the
    actor's id or side, whoever speaks for a side that is bound speaks for it.
    """
    source = evidence.source(claim)
    if source is None or source.source_class not in _PARTISAN:
        return False
    known = evidence.case.source_by_id.get(actor)
    sides = {actor, known.side if known else actor}
    if known is None and all(actor != other.side for other in evidence.case.sources):
        sides = set(evidence.obliged)
    return source.id == actor or source.side in sides


def first_of_origin(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """One claim for each origin: the one the others repeat, so that an echo adds nothing."""
    first: dict[str, Claim] = {}
    for claim in claims:
        origin = claim.origin or claim.id
        kept = first.get(origin)
        if kept is None or _precedence(claim, origin) < _precedence(kept, origin):
            first[origin] = claim
    return tuple(first.values())


def members(case: Case, force: str | None) -> tuple[str, ...]:
    """A force and, where it is a total, the forces it is made of, at any depth."""
    found: dict[str, None] = {}
    waiting = [force] if force else []
    while waiting:
        now = waiting.pop()
        if now not in found and now in case.force_by_id:
            found[now] = None
            waiting.extend(case.force_by_id[now].members)
    return tuple(found)


def last_day(claim: Claim) -> date:
    """The last day a claim speaks of; the day it was known where it names none."""
    return claim.as_of.last or claim.as_of.first or claim.known_on


def voice(claim: Claim) -> str:
    """Who speaks: the source, or its words where it could not be resolved."""
    return claim.source_id or claim.source_text


def first_day(claim: Claim) -> date:
    """The first day a claim speaks of; the day it was known where it names none."""
    return claim.as_of.first or claim.as_of.last or claim.known_on


def moved(day: date, days: int) -> date:
    """A day so many days later, within what the calendar holds."""
    return date.fromordinal(min(max(1, day.toordinal() + days), date.max.toordinal()))


def _precedence(claim: Claim, origin: str) -> tuple[bool, date, str]:
    return (claim.id != origin, claim.known_on, claim.id)


def _one_a_source(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    by_source: dict[str, Claim] = {}
    for claim in claims:
        by_source[voice(claim)] = claim  # the latest: claims come in the order of days
    return tuple(by_source.values())
