"""Conflicts between claims (capabilities C10): what cannot all be true, with the claims that say it.

Parts against the whole, book arithmetic, one figure against another, *none* against *some*, a total that falls, a stock
that jumps, digits that changed places. A conflict is shown and never settled here: nothing is corrected or left out.
Claims that share an origin do not contradict one another; of each origin the first is compared.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import combinations, pairwise
from typing import Any

from exeunt.base.text import folded
from exeunt.ledger.pledges import contradicting_pledges
from exeunt.model.case import Case
from exeunt.model.claim import PLEDGES, Claim, Kind, Stance
from exeunt.model.count import Bound, Count
from exeunt.model.place import SiteKind
from exeunt.model.verdict import Reason

_NOT_OF_NOW = frozenset({Stance.PLANNED, Stance.CONDITIONAL, Stance.DEMANDED, Stance.DENIED})


def conflicts(case: Case, claims: Sequence[Claim]) -> tuple[Reason, ...]:
    """Every conflict among the claims of a case, by check and by day, whatever order the claims came in."""
    said = _firsts(claim for claim in claims if claim.kind not in PLEDGES and claim.stance not in _NOT_OF_NOW)
    found = [
        *contradictions(said),
        *_apart(said),
        *_parts_exceed(case, _in_order(claims)),
        *_balance(case, said),
        *_totals_fall(said),
        *_jumps(said),
        *_digits(said),
        *_ceilings(case, said),
        *contradicting_pledges(case, _in_order(claims)),
    ]
    return tuple(dict.fromkeys(found))


def contradictions(claims: Sequence[Claim]) -> tuple[Reason, ...]:
    """One says that none are there, another that some are, of one force and place at one time."""
    limits = _limits("contradiction")
    stocks = [claim for claim in claims if claim.kind is Kind.STOCK and claim.stance not in _NOT_OF_NOW]
    none = [claim for claim in stocks if claim.count and claim.count.is_zero]
    some = [claim for claim in stocks if claim.count and least(claim.count) > 0]
    found = []
    for empty in none:
        for present in some:
            after = (_day(present) - _day(empty)).days
            near = -limits["before_days"] <= after <= limits["after_days"]
            if near and _same_account(empty, present) and _covers(empty, present) and _independent(empty, present):
                slots = {"day": _day(empty), "other": _day(present), "number": _figure(present)}
                found.append(_conflict("alarm.conflict_none_and_some", [empty, present], slots))
    return tuple(found)


def least(count: Count) -> float:
    """The smallest number a count is compatible with."""
    return count.low if count.low is not None else (0.0 if count.bound is Bound.AT_MOST else count.figure)


def _apart(claims: Sequence[Claim]) -> Iterator[Reason]:
    limits = _limits("apart")
    counted = [claim for claim in claims if claim.count and claim.kind in (Kind.STOCK, Kind.CUMULATIVE_DEPARTURES)]
    for one, other in combinations([claim for claim in counted if claim.count and not claim.count.is_zero], 2):
        near = abs((_day(one) - _day(other)).days) <= limits["days"]
        if not near or one.kind is not other.kind or not _same_account(one, other) or not _independent(one, other):
            continue
        if set(one.site_ids) == set(other.site_ids) and _gap(one, other) > _width(one, limits) + _width(other, limits):
            slots = {"number": _figure(one), "other": _figure(other), "day": _day(one)}
            yield _conflict("alarm.conflict_apart", [one, other], slots)


def _gap(one: Claim, other: Claim) -> float:
    """How far apart two counts are, on the logarithmic scale; a bound is passed only on its own side."""
    low, high = sorted((one, other), key=lambda claim: claim.count.figure if claim.count else 0.0)
    if low.count is None or high.count is None:
        return 0.0
    top = low.count.high if low.count.high is not None else low.count.figure
    if low.count.bound is Bound.AT_LEAST or high.count.bound is Bound.AT_MOST:
        return 0.0
    bottom = high.count.low if high.count.low is not None else high.count.figure
    return math.log(max(bottom, 1.0) / max(top, 1.0))


def _width(claim: Claim, limits: dict[str, Any]) -> float:
    count = claim.count
    if count is None:
        return 0.0
    name = "exact" if count.bound is Bound.EXACT else "about"
    is_round = len(f"{count.figure:.0f}".rstrip("0")) == 1 and count.figure >= 10
    return float(max(limits[name], limits["round_figure"] if is_round else 0.0))


def _parts_exceed(case: Case, claims: Sequence[Claim]) -> Iterator[Reason]:
    limits = _limits("parts")
    stocks = [claim for claim in claims if claim.kind is Kind.STOCK and claim.count and _everywhere(case, claim)]
    for whole in stocks:
        parts = parts_of(case, whole.force_id)
        named: dict[str, Claim] = {}
        for claim in stocks:
            near = abs((_day(claim) - _day(whole)).days) <= limits["days"]
            if claim.force_id in parts and near and _voice(claim) == _voice(whole):
                named[claim.force_id or ""] = claim
        apart = [claim for force, claim in named.items() if not any(force in parts_of(case, other) for other in named)]
        total = sum(least(claim.count) for claim in apart if claim.count)
        if len(apart) > 1 and whole.count and total > whole.count.figure * (1 + limits["share"]):
            slots = {"number": _number(total), "whole": _figure(whole), "day": _day(whole)}
            yield _conflict("alarm.conflict_parts", [whole, *apart], slots)


def parts_of(case: Case, force_id: str | None) -> frozenset[str]:
    """The parts of a total: its members or, where a force is called *all* of something, those so called otherwise."""
    force = case.force_by_id.get(force_id or "")
    if force is None:
        return frozenset()
    if force.members:
        leaves = _leaves(case, force.id)
        return frozenset(other.id for other in case.forces if other.id != force.id and _leaves(case, other.id) < leaves)
    words = set(folded(force.name.en).split())
    common = words - {"all", "foreign"}
    if "all" not in words or not common:
        return frozenset()
    others = [other for other in case.forces if other.id != force.id and other.unit == force.unit]
    return frozenset(other.id for other in others if common <= set(folded(other.name.en).split()))


def _leaves(case: Case, force_id: str) -> frozenset[str]:
    """The forces without members that a force is made of; itself where it has none."""
    force = case.force_by_id.get(force_id)
    members = force.members if force else ()
    return frozenset().union(*(_leaves(case, member) for member in members)) if members else frozenset({force_id})


def _balance(case: Case, claims: Sequence[Claim]) -> Iterator[Reason]:
    """Opening less gone is not what is there."""
    limits = _limits("balance")
    openings = {item.force: item.baseline for item in case.agreement.obligations if item.baseline}
    gone = [claim for claim in claims if claim.kind is Kind.CUMULATIVE_DEPARTURES and claim.count]
    for total in gone:
        opening = openings.get(total.force_id)
        if opening is None or total.count is None:
            continue
        if total.count.figure > opening * (1 + limits["share"]):
            slots = {"number": _figure(total), "whole": _number(opening), "day": _day(total)}
            yield _conflict("alarm.conflict_more_than_opening", [total], slots)
        for there in _stocks_near(case, total, claims, limits["days"]):
            present = there.count.figure if there.count else 0.0
            if abs(opening - total.count.figure - present) > limits["share"] * opening:
                slots = {"opening": _number(opening), "number": _figure(total), "other": _figure(there),
                         "day": _day(total)}  # fmt: skip
                yield _conflict("alarm.conflict_balance", [total, there], slots)


def _stocks_near(case: Case, total: Claim, claims: Sequence[Claim], days: int) -> list[Claim]:
    return [
        claim
        for claim in claims
        if claim.kind is Kind.STOCK and claim.count and _everywhere(case, claim) and _same_account(claim, total)
        and claim.count.bound in (Bound.EXACT, Bound.ABOUT) and abs((_day(claim) - _day(total)).days) <= days
    ]  # fmt: skip


def _totals_fall(claims: Sequence[Claim]) -> Iterator[Reason]:
    share = _limits("fall")["share"]
    kinds = (Kind.CUMULATIVE_DEPARTURES, Kind.CUMULATIVE_ARRIVALS)
    for ledger in _grouped(claims, lambda claim: (claim.force_id, claim.kind, claim.site_ids, _unit(claim)), kinds):
        for earlier, later in pairwise(ledger):
            if earlier.count and later.count and _most(later.count) < least(earlier.count) * (1 - share):
                slots = {"number": _figure(earlier), "other": _figure(later), "day": _day(later)}
                yield _conflict("alarm.conflict_total_falls", [earlier, later], slots)


def _jumps(claims: Sequence[Claim]) -> Iterator[Reason]:
    limits = _limits("jump")
    arrivals = [claim for claim in claims if claim.kind in (Kind.ARRIVAL, Kind.CUMULATIVE_ARRIVALS)]
    for series in _grouped(claims, lambda claim: (claim.force_id, claim.site_ids, _unit(claim)), (Kind.STOCK,)):
        for earlier, later in pairwise(series):
            days = (_day(later) - _day(earlier)).days
            if earlier.count is None or later.count is None or not 0 < days <= limits["days"]:
                continue
            before, after = earlier.count.figure, later.count.figure
            explained = any(_day(earlier) <= _day(claim) <= _day(later) and _same_account(claim, later)
                            for claim in arrivals)  # fmt: skip
            if earlier.count.bound is Bound.AT_LEAST:  # they may have been as many before
                continue
            if before >= 1 and after >= limits["factor"] * before and not explained and _independent(earlier, later):
                slots = {"number": _figure(earlier), "other": _figure(later), "day": _day(later)}
                yield _conflict("alarm.conflict_jump", [earlier, later], slots)


def _digits(claims: Sequence[Claim]) -> Iterator[Reason]:
    limits = _limits("digits")
    counted = [claim for claim in claims if claim.count and claim.count.figure >= limits["least"]]
    for one, other in combinations(counted, 2):
        near = abs((_day(one) - _day(other)).days) <= limits["days"]
        first, second = _figure(one).replace(",", ""), _figure(other).replace(",", "")
        swapped = first != second and sorted(first) == sorted(second) and not first.endswith("00")
        if near and swapped and one.kind is other.kind and _same_account(one, other):
            slots = {"number": _figure(one), "other": _figure(other), "day": _day(other)}
            yield _conflict("alarm.conflict_digits", [one, other], slots)


def _ceilings(case: Case, claims: Sequence[Claim]) -> Iterator[Reason]:
    """A ceiling told otherwise than by the text, by one digit; a count that is the ceiling to the last man."""
    for claim in claims:
        for item in case.agreement.obligations:
            if item.force != claim.force_id or not item.quantity or claim.count is None:
                continue
            text, told = f"{item.quantity:.0f}", f"{claim.count.figure:.0f}"
            slips = len(text) == len(told) and sum(a != b for a, b in zip(text, told, strict=True)) == 1
            slots = {"number": _figure(claim), "other": _number(item.quantity), "day": _day(claim)}
            if claim.kind is Kind.AGREEMENT and slips and len(text) > 2:
                yield _conflict("alarm.conflict_ceiling", [claim], slots)
            elif claim.kind is Kind.STOCK and text == told and not text.endswith("000") and len(text) > 2:
                yield _conflict("alarm.conflict_is_ceiling", [claim], slots)


def _grouped(claims: Sequence[Claim], key: Callable[[Claim], object], kinds: tuple[Kind, ...]) -> Iterator[list[Claim]]:
    groups: dict[object, list[Claim]] = {}
    for claim in claims:
        if claim.kind in kinds and claim.count:
            groups.setdefault(key(claim), []).append(claim)
    yield from groups.values()


def _firsts(claims: Iterable[Claim]) -> list[Claim]:
    """One claim an origin and kind, the first known, in the order of the days they speak of."""
    first: dict[tuple[str, Kind], Claim] = {}
    for claim in sorted(claims, key=lambda claim: (claim.id != claim.origin, claim.known_on, claim.id)):
        first.setdefault((claim.origin or claim.id, claim.kind), claim)
    return _in_order(first.values())


def _in_order(claims: Iterable[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda claim: (_day(claim), claim.known_on, claim.id))


def _everywhere(case: Case, claim: Claim) -> bool:
    """Whether a claim names no place but the host itself."""
    sites = [case.site_by_id[site] for site in claim.site_ids if site in case.site_by_id]
    return all(site.kind is SiteKind.HOST for site in sites)


def _same_account(one: Claim, other: Claim) -> bool:
    return one.force_id is not None and one.force_id == other.force_id and _unit(one) == _unit(other)


def _covers(empty: Claim, present: Claim) -> bool:
    """Whether a *none* speaks of the place where some are said to be."""
    return not empty.site_ids or bool(set(empty.site_ids) & set(present.site_ids))


def _independent(one: Claim, other: Claim) -> bool:
    return one.id != other.id and (not one.origin or one.origin != other.origin)


def _unit(claim: Claim) -> str:
    return claim.count.unit if claim.count else ""


def _voice(claim: Claim) -> str:
    return claim.source_id or claim.source_text


def _day(claim: Claim) -> date:
    return claim.as_of.last or claim.as_of.first or claim.known_on


def _most(count: Count) -> float:
    if count.high is not None:
        return count.high
    return math.inf if count.bound is Bound.AT_LEAST else count.figure


def _figure(claim: Claim) -> str:
    return _number(claim.count.figure) if claim.count else "-"


def _number(number: float) -> str:
    return f"{number:,.0f}" if number >= 10 or number == int(number) else f"{number:g}"


def _conflict(code: str, claims: Iterable[Claim], slots: dict[str, object]) -> Reason:
    return Reason(code, tuple((name, str(value)) for name, value in slots.items()), tuple(claim.id for claim in claims))


@cache
def _limits(table: str) -> dict[str, Any]:
    text = (files("exeunt.ledger") / "check.toml").read_text(encoding="utf-8")
    found: dict[str, Any] = tomllib.loads(text)[table]
    return found
