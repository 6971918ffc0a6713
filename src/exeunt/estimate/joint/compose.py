"""A case and its claims as one problem for the sampler; and what each claim is to each series that is asked about.

The order of claims, and how they are numbered, does not matter. Nothing of a pledge gets into the problem (C14).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from exeunt.estimate.evidence import CHANGE_REASONS, LEVELS, claim_day, day_spread
from exeunt.estimate.joint.parts import Parts, Sum, make_parts
from exeunt.estimate.joint.problem import Problem, Shape, Speaker, Statement, When
from exeunt.estimate.joint.settings import joint_settings
from exeunt.estimate.joint.sieve import Heard, Sieved, sieve
from exeunt.estimate.joint.told_changes import Change, changes_of, speaker_of
from exeunt.estimate.series import Series, series_of
from exeunt.estimate.settings import Settings
from exeunt.estimate.wording import density_of_copies, shape_of, wording_of
from exeunt.model.case import Case
from exeunt.model.claim import Claim
from exeunt.model.count import Bound, Count
from exeunt.model.estimate import ClaimUse

_SHAPES = {
    Bound.EXACT: Shape.FIGURE,
    Bound.ABOUT: Shape.FIGURE,
    Bound.RANGE: Shape.RANGE,
    Bound.AT_LEAST: Shape.AT_LEAST,
    Bound.AT_MOST: Shape.AT_MOST,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One series that is asked about: the stocks whose sum it is, and what each claim is to it.

    `last_observed` is the last day on which a source looked, `origins` how many independent accounts there are.
    """

    series: Series
    members: tuple[int, ...]
    uses: tuple[ClaimUse, ...]
    last_observed: date | None
    origins: int


@dataclass(frozen=True, eq=False)
class Composed:
    """The problem, and the series that its stocks add up to. Its days are ordinals of the Gregorian calendar."""

    problem: Problem
    asked: tuple[Asked, ...]


def compose(case: Case, claims: Sequence[Claim], last: date, values: Settings) -> Composed:
    """Everything that is known by the claims, about days up to `last`, as one problem.

    Series are asked for each force with a claim or an obligation, and for each force and site of an obligation.
    """
    series = series_of(case, claims)
    parts = make_parts(case, series, _counted(case, claims))
    sieved = sieve(parts, claims, last, values)
    moves, put_aside = changes_of(case, sieved.heard, _days_counted(sieved), values)
    speakers = _speakers(case, sieved, values)
    voices = {name: index for index, name in enumerate(speakers)}
    sides = tuple(sorted({force.side or "" for force in case.forces} | {""}))
    said = [*_levels(parts, sieved, values), *(_change(change, values) for change in moves)]
    statements = tuple(_voiced(case, claim, fields, voices, sides, values) for claim, fields in said)
    problem = Problem(parts.stocks(values), tuple(speakers.values()), sides, statements, _top(case, statements, values))
    moved = {item.claim.id: put_aside[item.claim.id] for item in sieved.heard if item.claim.id in put_aside}
    return Composed(problem, tuple(_asked(parts, item, sieved, moved) for item in series))


def _counted(case: Case, claims: Sequence[Claim]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What was counted where, or moved at all."""
    for claim in claims:
        if claim.force_id in case.force_by_id:
            yield claim.force_id or "", claim.site_ids if claim.kind in LEVELS else ()


def _days_counted(sieved: Sieved) -> Mapping[int, list[date]]:
    days: dict[int, list[date]] = {}
    for item in sieved.heard:
        if item.claim.kind in LEVELS:
            for member in item.of.members:
                days.setdefault(member, []).append(claim_day(item.claim))
    return days


def _speakers(case: Case, sieved: Sieved, values: Settings) -> dict[str, Speaker]:
    """Who speaks, in the order of names; one without a grade cannot be judged."""
    speakers = {}
    for name in sorted({speaker_of(item.claim) for item in sieved.heard}):
        source = case.source_by_id.get(name)
        grade = values.grades.get(source.reliability if source else "F", values.grades["F"])
        speakers[name] = Speaker(name, grade.spread, grade.junk, grade.bias)
    return speakers


Fields = dict[str, object]


def _levels(parts: Parts, sieved: Sieved, values: Settings) -> Iterator[tuple[Claim, Fields]]:
    """The statements of all claims about stocks, as far as they do not depend on who makes them."""
    for item in sieved.heard:
        if item.claim.kind not in LEVELS:
            continue
        days = {"days": _days(item.claim)}
        if item.claim.count is None:
            for of in _places_of(parts, item):
                yield item.claim, {"shape": Shape.SOME, "members": of.members, **days}
            continue
        yield item.claim, {**_count(item, item.claim.count, values), "members": item.of.members, **days}
        floor = _floor(item.claim.count)
        if floor and any(parts.parts[index].aside for index in item.of.members):
            # the aside is in no sum over the host, which holds at least as many all the same
            whole = parts.sum_of(item.claim.force_id or "", ())
            yield item.claim, {**_at_least(floor, values), "members": whole.members, **days}


def _places_of(parts: Parts, item: Heard) -> list[Sum]:
    """Present at each of the places named; a number would be of all of them together."""
    claim = item.claim
    places = claim.site_ids or ((),)
    return [parts.sum_of(claim.force_id or "", (place,) if place else ()) for place in places]


def _count(item: Heard, count: Count, values: Settings) -> Fields:
    """A count as one of the shapes; that of a larger whole which it is only a part of is a lower bound."""
    if count.is_zero:
        return {"shape": Shape.NONE}
    if not item.of.exact:
        return {**_at_least(_floor(count), values), **_doubts(item.claim, values.wordings["part"].spread, values)}
    shape = _SHAPES[shape_of(count)]
    ends = count.low, count.high
    low, high = ends if shape is Shape.RANGE else (_end(count, shape), _end(count, shape))
    fields: Fields = {"shape": shape, "low": float(low or 0), "high": float(high or 0)}
    fields |= _doubts(item.claim, wording_of(count, values).spread, values)
    if item.copied and count.best is not None:
        fields |= {"copy": item.copied, "copy_density": density_of_copies(count.best, values)}
    return fields


def _end(count: Count, shape: Shape) -> float:
    if shape is Shape.AT_LEAST and count.low is not None:
        return count.low
    if shape is Shape.AT_MOST and count.high is not None:
        return count.high
    return count.figure


def _floor(count: Count) -> float:
    """The figure that a whole is at least, where this is a part of it; 0 where it only has an upper end."""
    return count.low if count.low is not None else count.best or 0.0


def _at_least(figure: float, values: Settings) -> Fields:
    return {"shape": Shape.AT_LEAST, "low": figure, "high": figure, "blur": values.wordings["part"].spread}


def _doubts(claim: Claim, wording: float, values: Settings) -> Fields:
    """The blur of wording and day; a report without a day has its lag instead."""
    days = day_spread(claim, values) if claim.as_of.is_known else 0.0
    return {"blur": math.hypot(wording, days)}


def _days(claim: Claim) -> tuple[When, ...]:
    if claim.as_of.is_known:
        return (When(claim_day(claim).toordinal()),)
    lags = zip(joint_settings().lag_days, joint_settings().lag_weights, strict=True)
    return tuple(When((claim.known_on - timedelta(days=lag)).toordinal(), weight) for lag, weight in lags)


def _change(change: Change, values: Settings) -> tuple[Claim, Fields]:
    fields: Fields = {
        "shape": change.shape,
        "members": change.heard.of.members,
        "start": change.first.toordinal(),
        "days": (When(change.last.toordinal()),),
        "low": change.size,
        "high": change.size,
        "blur": change.blur,
    }
    if change.shape is Shape.NOT_FALLEN:
        fields["least_junk"] = values.no_change["doubt"]
    fields["rotation_shift"] = change.rotation_shift
    return change.heard.claim, fields


def _voiced(
    case: Case, claim: Claim, fields: Fields, voices: Mapping[str, int], sides: Sequence[str], values: Settings
) -> Statement:
    """A statement with who makes it, and how: the stance widens the source's own spread and shifts its junk."""
    effect = values.stances[claim.stance.value]
    spoken: Fields = {
        "claim": claim.id,
        "source": voices[speaker_of(claim)],
        "side": sides.index(case.force_by_id[claim.force_id or ""].side or ""),
        "widen": effect.widen,
        "junk_shift": effect.shift + values.credibility.get(claim.credibility or 3, 0.0),
    }
    return Statement(**spoken, **fields)  # type: ignore[arg-type]


def _top(case: Case, statements: Iterable[Statement], values: Settings) -> float:
    """The largest count thought of: well above every figure, and above what the laws hold possible."""
    figures = [max(item.low, item.high) for item in statements]
    figures += [obligation.quantity or 0.0 for obligation in case.agreement.obligations]
    reach = values.grid["reach"] * max(figures, default=0.0)
    return max(reach, *(law.median * math.exp(values.grid["quantile"] * law.spread) for law in values.classes.values()))


def _asked(parts: Parts, series: Series, sieved: Sieved, moved: Mapping[str, tuple[str, str]]) -> Asked:
    members = parts.sum_of_series(series).members
    uses, looked = [], []
    for item in sieved.heard:
        role, reason = moved.get(item.claim.id) or _use(item, set(members))
        if set(item.of.members) & set(members):
            uses.append(ClaimUse(item.claim.id, role, reason))
        if role == "evidence" and reason != "estimate.whole" and set(item.of.members) & set(members):
            looked.append(item.claim)
    for ident, ((role, reason), of) in sieved.idle.items():
        if set(of.members) & set(members):
            uses.append(ClaimUse(ident, role, reason))
    ordered = tuple(sorted(uses, key=lambda use: (use.role, use.reason, use.claim_id)))
    origins = len({claim.origin or claim.id for claim in looked})
    return Asked(series, members, ordered, max((claim_day(claim) for claim in looked), default=None), origins)


def _use(item: Heard, members: set[int]) -> tuple[str, str]:
    """What a claim that weighs is to a sum of stocks."""
    spoken = set(item.of.members)
    if item.claim.kind not in LEVELS:
        return ("evidence", CHANGE_REASONS[item.claim.kind]) if spoken <= members else ("context", "estimate.elsewhere")
    if not item.of.exact or spoken < members or not spoken >= members:
        return "evidence", "estimate.part"
    if spoken > members:
        return "evidence", "estimate.whole"
    if item.claim.count is None:
        return "evidence", "estimate.presence"
    return "evidence", "estimate.none_seen" if item.claim.count.is_zero else "estimate.direct"
