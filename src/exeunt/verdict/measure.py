"""How probable: from testimony, from the estimated stock, and from both together.

All of it is short enough to be done again by hand, because both sides may want to.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from exeunt.estimate.posterior import Posterior
from exeunt.estimate.settings import settings
from exeunt.model.claim import Claim, Kind, Stance
from exeunt.model.count import Bound, Count
from exeunt.verdict.evidence import Evidence, first_day, last_day, voice
from exeunt.verdict.exempt import spared

SUREST = 0.999  # no number of witnesses makes certain
_ALIKE = 0.1  # two figures of one movement, each rounded by its speaker


def testimony(evidence: Evidence, supports: Iterable[Claim], opposes: Iterable[Claim]) -> float | None:
    """P(it is so) from independent witnesses, before whom both answers were equally likely; None with no witness.

    Each witness multiplies the odds by (1 - e) / e for or against, e being the chance that it is wrong altogether.
    """
    return counted_testimony(evidence, supports, opposes, None)


def counted_testimony(
    evidence: Evidence,
    supports: Iterable[Claim],
    opposes: Iterable[Claim],
    limit: float | None,
    *,
    outright: bool = False,
) -> float | None:
    """The same, of who counted a stock: each may also be wrong by an error of counting, on this side of the `limit`.

    Not who supports it `outright`, by a figure within a ceiling that the text itself names, nor a monitor: what they
    say is that it is kept, and the figure is not all of it.
    """
    chances_for = [
        _wrong(evidence, claim, None if outright or evidence.speaks_for_monitor(claim) else limit)
        for claim in evidence.witnesses_for(supports)
    ]
    chances_against = [_wrong(evidence, claim, limit) for claim in evidence.witnesses_against(opposes)]
    if not chances_for and not chances_against:
        return None
    return _from_log_odds(sum(-_log_odds(e) for e in chances_for) + sum(_log_odds(e) for e in chances_against))


def _wrong(evidence: Evidence, claim: Claim, limit: float | None) -> float:
    """Chance that a witness is wrong. A figure at the limit says nothing; one far beyond it is no accident."""
    altogether = evidence.wrong(claim)
    if not limit or claim.kind is not Kind.STOCK or claim.count is None or claim.count.is_zero:
        return altogether
    away = abs(math.log(max(claim.count.figure, 1.0) / limit)) / _counting(evidence, claim)
    by_counting = 0.5 * math.erfc(away / math.sqrt(2))
    return min(altogether + (1 - altogether) * by_counting, 0.5)


def _counting(evidence: Evidence, claim: Claim) -> float:
    """The error of counting of a claim's source (log scale): the estimator's, by grade, the standing lean with it."""
    source = evidence.source(claim)
    grade = settings().grades[source.reliability if source else "F"]
    return math.hypot(grade.spread, grade.bias)


def weigh(one: float | None, other: float | None) -> float | None:
    """Two ways of measuring one thing: where they agree, the sharper; where not, they weigh against each other.

    They may rest on the same claims, so agreement adds nothing. Never falls when either of the two rises.
    """
    if one is None or other is None:
        return one if other is None else other
    a, b = _log_odds(one), _log_odds(other)
    if a * b <= 0:
        return _from_log_odds(a + b)
    return _from_log_odds(max(a, b) if a > 0 else min(a, b))


def slack(evidence: Evidence, amount: float) -> float:
    """What is not held against anyone: tolerance, whom exceptions spare, and the margin no source can count within."""
    allowed = evidence.obligation.tolerance + spared(evidence)
    return allowed + evidence.standards.measure_share * amount


def informed(evidence: Evidence, posterior: Posterior) -> bool:
    """Whether the estimate on the judged day knows more than it did before any claim was read."""
    return posterior.narrowed(evidence.day) <= evidence.standards.informed_width


def least(count: Count) -> float:
    """The smallest number a count is compatible with."""
    return count.low if count.low is not None else (0.0 if count.bound is Bound.AT_MOST else count.figure)


def most(count: Count) -> float:
    """The largest number a count is compatible with."""
    if count.high is not None:
        return count.high
    return math.inf if count.bound is Bound.AT_LEAST else count.figure


def departed(evidence: Evidence) -> tuple[list[tuple[Claim, ...]], list[tuple[Claim, ...]]]:
    """Departures from the start to the judged day, by source: the batches, and the running totals."""
    batches = evidence.until(evidence.of_kind(Kind.DEPARTURE))
    totals = evidence.until(evidence.of_kind(Kind.CUMULATIVE_DEPARTURES))
    return _by_source(batches), _by_source(totals)


def net_of_total(evidence: Evidence, total: Claim) -> float:
    """A running total of departures less what the same source had already counted before the start."""
    earlier = [
        claim.count.figure
        for claim in evidence.of_kind(Kind.CUMULATIVE_DEPARTURES)
        if voice(claim) == voice(total) and claim.count and last_day(claim) < evidence.start
    ]
    return (total.count.figure if total.count else 0.0) - max(earlier, default=0.0)


def set_off(evidence: Evidence, claim: Claim, by: Kind, *, within: float) -> bool:
    """Whether as many go the other way within a month: rotation (C17), by the same source or by any witness of it.

    Two counts of one relief differ by the errors of both, so one standard error less is as many. Who has an interest in
    the relief (the bound, of a departure; the enemy, of an arrival) sets off only what it says itself.
    """
    if claim.count is None:
        return False
    other_way: dict[str, list[Claim]] = {}
    for other in evidence.of_kind(by):
        near = abs((last_day(other) - last_day(claim)).days) <= evidence.standards.rotation_days
        partial = evidence.interested(other) if by is Kind.DEPARTURE else evidence.adverse(other)
        if other.count and near and (voice(other) == voice(claim) or (evidence.verifies(other) and not partial)):
            other_way.setdefault(voice(other), []).append(other)
    if claim.count.figure <= within:
        return True
    return any(_is_as_many(evidence, claim, found, within) for found in other_way.values())


def _is_as_many(evidence: Evidence, claim: Claim, others: list[Claim], within: float) -> bool:
    """Whether the others come to no fewer than the claim, less what is allowed and one standard error of both."""
    came = sum(other.count.figure for other in others if other.count)
    error = math.hypot(_counting(evidence, claim), _counting(evidence, others[0]))
    return claim.count is not None and claim.count.figure * math.exp(-error) <= came + within


def replaced(evidence: Evidence, departures: Iterable[Claim], arrivals: Iterable[Claim]) -> float:
    """How many came in within a month of these departures, by the source that reports most of them.

    Who reports the departures need not report the arrivals: a sponsor tells of the one and is silent on the other. The
    word of an adversary of the force is not used.
    """
    out = [(first_day(claim), last_day(claim)) for claim in departures]
    within = evidence.standards.rotation_days
    came: dict[str, float] = {}
    for claim in arrivals:
        first, last = first_day(claim), last_day(claim)
        near = any((first - end).days <= within and (begin - last).days <= within for begin, end in out)
        if claim.count and near and not evidence.adverse(claim):
            came[voice(claim)] = came.get(voice(claim), 0.0) + claim.count.figure
    return max(came.values(), default=0.0)


def moved_not_left(evidence: Evidence, departures: Iterable[Claim]) -> dict[str, Claim]:
    """Departures that a witness reports as a move inside the host, by id: so many, about then, and no exit (C19).

    Not where the same source reports both: then it tells of two things.
    """
    moves = evidence.witnesses_for_each(evidence.of_kind(Kind.RELOCATION))
    found = {}
    for claim in departures:
        for move in moves:
            near = (first_day(move) - last_day(claim)).days <= evidence.standards.rotation_days
            near = near and (first_day(claim) - last_day(move)).days <= evidence.standards.rotation_days
            if near and _as_many(claim, move) and not _seen_leaving(evidence, claim):
                found[claim.id] = move
    return found


def _seen_leaving(evidence: Evidence, claim: Claim) -> bool:
    """Whether the monitor saw them leave: it counts at the exit."""
    return evidence.speaks_for_monitor(claim) and claim.stance is Stance.VERIFIED


def _as_many(one: Claim, other: Claim) -> bool:
    """Whether two counts are about the same; a move without a number may be any."""
    if one.count is None or other.count is None:
        return other.count is None
    return abs(math.log(max(one.count.figure, 1) / max(other.count.figure, 1))) <= math.log(1 + _ALIKE)


def _by_source(claims: Iterable[Claim]) -> list[tuple[Claim, ...]]:
    voices: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.count is not None:
            voices.setdefault(voice(claim), []).append(claim)
    return [tuple(found) for found in voices.values()]


def _log_odds(p: float) -> float:
    bounded = min(max(p, 1 - SUREST), SUREST)
    return math.log(bounded / (1 - bounded))


def _from_log_odds(odds: float) -> float:
    return min(max(1 / (1 + math.exp(-odds)), 1 - SUREST), SUREST)
