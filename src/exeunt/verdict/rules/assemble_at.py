"""Assemble at: so many of the force are at the named sites on the day. Gathering is not leaving (C19)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta

from exeunt.model.claim import Claim, Kind
from exeunt.model.verdict import Reason
from exeunt.verdict.amount import asked, baseline, margin_of, stock_reason
from exeunt.verdict.evidence import Evidence, last_day, voice
from exeunt.verdict.finding import Finding
from exeunt.verdict.measure import counted_testimony, informed, weigh
from exeunt.verdict.words import figure, reason


def assemble_at(evidence: Evidence) -> Finding:
    """Judge by who was counted at the sites, together where there are several, and by the estimate at a single one."""
    base = baseline(evidence)
    amount = asked(evidence, base)
    if amount is None:
        return Finding(kept=None, facts=(base.reason,), gaps=(reason("verdict.amount_unknown"),))
    enough = amount - margin_of(evidence, amount)
    counts = [claim for claim in evidence.of_kind(Kind.STOCK, Kind.RELOCATION) if claim.count]
    supports = _by_voice(evidence.seen_by(counts), lambda total: total >= enough)
    short = _by_voice(_near(evidence, counts), lambda total: total < enough)
    opposes = evidence.not_overtaken((claim for claim in short if claim not in supports), supports)
    return Finding(
        kept=weigh(counted_testimony(evidence, supports, opposes, enough), _estimated(evidence, enough)),
        supports=supports,
        opposes=opposes,
        facts=(reason("kinds.to_assemble", number=figure(amount)), *_site_facts(evidence)),
    )


def _near(evidence: Evidence, counts: Sequence[Claim]) -> tuple[Claim, ...]:
    """Counts near the judged day, before or after, or else the last ones before: who gathers goes on to leave."""
    near = timedelta(days=evidence.standards.near_days)
    return evidence.near_or_last(claim for claim in counts if last_day(claim) <= evidence.day + near)


def _by_voice(claims: Iterable[Claim], accepts: Callable[[float], bool]) -> tuple[Claim, ...]:
    """The claims of each source whose latest counts of the sites, added up, are accepted."""
    latest: dict[str, dict[tuple[str, ...], Claim]] = {}
    for claim in claims:
        latest.setdefault(voice(claim), {})[claim.site_ids] = claim
    found: list[Claim] = []
    for by_site in latest.values():
        total = sum(claim.count.figure for claim in by_site.values() if claim.count)
        found.extend(by_site.values() if accepts(total) else ())
    return tuple(found)


def _estimated(evidence: Evidence, enough: float) -> float | None:
    """P(enough are at the site); with several sites the estimates do not add up without their dependence."""
    if len(evidence.obligation.sites) != 1:
        return None
    posterior = evidence.at_site(evidence.obligation.sites[0])
    if posterior is None or posterior.days[0] > evidence.day or not informed(evidence, posterior):
        return None
    return 1 - posterior.at_most(evidence.day, max(enough - 1, 0.0))


def _site_facts(evidence: Evidence) -> tuple[Reason, ...]:
    sites = evidence.obligation.sites
    return tuple(
        fact
        for site in sites
        for fact in (reason("verdict.site", site=site), *stock_reason(evidence, evidence.at_site(site)))
    )
