"""Vacate a site: nobody of the force is left there on the day.

Whoever looked and saw none is right about what was seen; whether all was seen is another matter (C25). So the finding
says both: who saw none, and how probable it is that some are there unseen.
"""

from __future__ import annotations

from exeunt.model.claim import Claim, Kind
from exeunt.model.verdict import Reason, Seen
from exeunt.verdict.amount import stock_reason
from exeunt.verdict.evidence import Evidence, first_day, last_day
from exeunt.verdict.exempt import excepted
from exeunt.verdict.finding import Finding
from exeunt.verdict.measure import informed, least, most, slack, testimony, weigh
from exeunt.verdict.words import day_text, percent, reason, speakers


def vacate_site(evidence: Evidence) -> Finding:
    """Judge by the stock at each site; with several sites all must be empty."""
    ceiling = evidence.obligation.quantity or 0.0
    limit = ceiling + slack(evidence, ceiling)
    counts = evidence.of_kind(Kind.STOCK)
    empty = evidence.seen_by(claim for claim in counts if claim.count and most(claim.count) <= limit)
    left = {site: counted_out(evidence, site, limit) for site in evidence.obligation.sites}
    supports = tuple(dict.fromkeys((*empty, *(claim for found in left.values() for claim in found))))
    above = tuple(
        claim for claim in counts if claim.count and least(claim.count) > limit and not excepted(evidence, claim)
    )
    there = {
        site: evidence.not_overtaken(evidence.near_or_last(_at(site, above)), _at(site, supports))
        for site in evidence.obligation.sites
    }
    opposes = tuple(dict.fromkeys(claim for found in there.values() for claim in found))
    chances = {site: _empty(evidence, site, limit, (_at(site, empty), left[site]), there[site]) for site in there}
    known = [chance for chance in chances.values() if chance is not None]
    kept = _product(known) if known and len(known) == len(chances) else None
    cleared = sum(chance >= evidence.standards.part_probability for chance in known)
    return Finding(
        kept=kept,
        supports=supports,
        opposes=opposes,
        facts=tuple(fact for site in chances for fact in _site_facts(evidence, site)),
        gaps=(*_left(left), *_seen(empty, kept), *_never_seen(evidence, chances), *_refused(evidence)),
        part=float(len(chances) > 1 and 0 < cleared < len(chances)),
        seen=Seen(testimony(evidence, empty, ()), _complete(evidence, limit)),
        lasting=any(evidence.speaks_for_monitor(claim) for claim in evidence.witnesses_for(empty)),
    )


def _empty(
    evidence: Evidence,
    site: str,
    limit: float,
    supports: tuple[tuple[Claim, ...], tuple[Claim, ...]],
    opposes: tuple[Claim, ...],
) -> float | None:
    """P(no more than the limit are there): by the estimate and, since it is said outright, by who looked or counted.

    `supports` are those who saw none there, and those who saw all who were known to be there leave.
    """
    empty, left = supports
    looked = testimony(evidence, (*empty, *left), evidence.near_or_after(opposes))
    if looked is not None and left and not evidence.witnesses_for(empty):
        looked *= 1 - evidence.standards.unknown_there
    posterior = evidence.at_site(site)
    if posterior is None or posterior.days[0] > evidence.day or not informed(evidence, posterior):
        return looked
    return weigh(looked, posterior.at_most(evidence.day, limit))


def counted_out(evidence: Evidence, site: str, limit: float) -> tuple[Claim, ...]:
    """Departures from a site that a source counts, of no fewer than were last counted there, by the judged day.

    Whoever was not known to be there is not among them, so that it is less than a look at the place.
    """
    stocks = [claim for claim in _at(site, evidence.of_kind(Kind.STOCK)) if claim.count]
    exits = _at(site, evidence.until(evidence.of_kind(Kind.DEPARTURE, Kind.CUMULATIVE_DEPARTURES)))
    found = []
    for claim in exits:
        before = [stock for stock in stocks if last_day(stock) <= first_day(claim)]
        latest = max((last_day(stock) for stock in before), default=None)
        known = max((most(stock.count) for stock in before if stock.count and last_day(stock) == latest), default=0.0)
        enough = known - limit - slack(evidence, known)
        if claim.count and known > limit and least(claim.count) >= enough:
            found.append(claim)
    return tuple(found)


def _left(left: dict[str, tuple[Claim, ...]]) -> tuple[Reason, ...]:
    return tuple(
        reason("verdict.site_left", found, site=site, **speakers(found)) for site, found in left.items() if found
    )


def _complete(evidence: Evidence, limit: float) -> float | None:
    """P(no more than the limit at any of the sites), by the estimates alone; None where one of them has none."""
    stocks = [evidence.at_site(site) for site in evidence.obligation.sites]
    told = [item for item in stocks if item and item.days[0] <= evidence.day and informed(evidence, item)]
    return _product([item.at_most(evidence.day, limit) for item in told]) if told and len(told) == len(stocks) else None


def _at(site: str, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    return tuple(claim for claim in claims if site in claim.site_ids)


def _product(chances: list[float]) -> float:
    """P(all), the sites being estimated independently of one another."""
    together = 1.0
    for chance in chances:
        together *= chance
    return together


def _site_facts(evidence: Evidence, site: str) -> tuple[Reason, ...]:
    return (reason("verdict.site", site=site), *stock_reason(evidence, evidence.at_site(site)))


def _seen(supports: tuple[Claim, ...], kept: float | None) -> tuple[Reason, ...]:
    if not supports:
        return ()
    correct = reason("verdict.site_seen_empty", supports, **speakers(supports))
    return (
        (correct,) if kept is None else (correct, reason("verdict.none_seen", supports, probability=percent(1 - kept)))
    )


def _never_seen(evidence: Evidence, chances: dict[str, float | None]) -> tuple[Reason, ...]:
    unseen = [site for site, chance in chances.items() if chance is None]
    return tuple(reason("verdict.site_not_looked_at", day=day_text(evidence.day), site=site) for site in unseen)


def _refused(evidence: Evidence) -> tuple[Reason, ...]:
    refusals = evidence.near_or_after(evidence.of_kind(Kind.ACCESS_DENIED))
    return (reason("verdict.access_refused", refusals, **speakers(refusals)),) if refusals else ()
