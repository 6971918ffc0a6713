"""How much was to go, from which baseline, and what the estimated stock says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from exeunt.estimate.posterior import Posterior
from exeunt.model.claim import Claim, Kind, Stance
from exeunt.model.place import SiteKind
from exeunt.model.verdict import Reason
from exeunt.verdict.evidence import Evidence, last_day
from exeunt.verdict.exempt import excepted
from exeunt.verdict.measure import informed, least, most, slack
from exeunt.verdict.words import day_text, figure, reason

_LOW, _HIGH = 0.05, 0.95  # the ends of the 90 % interval every reason gives


@dataclass(frozen=True, slots=True)
class Baseline:
    """The stock that reductions are measured from, and how it is known (capabilities C20).

    `state` is declared (the text or a party gives it), checked (a monitor counted it), independent (estimated from
    reports, `fixed` False) or none.
    """

    number: float | None
    state: str
    fixed: bool
    reason: Reason


def baseline(evidence: Evidence) -> Baseline:
    """The baseline: a count by a monitor goes before a declaration, and a declaration before an estimate."""
    day = evidence.baseline_day
    counted = [claim for claim in evidence.of_kind(Kind.BASELINE) if _is_of_the_day(evidence, claim)]
    checked = [claim for claim in counted if evidence.speaks_for_monitor(claim) or claim.stance is Stance.VERIFIED]
    declared = evidence.obligation.baseline
    if checked and checked[-1].count:
        count = checked[-1].count.figure
        said = reason("verdict.baseline_checked", checked[-1:], day=day_text(day), number=figure(count))
        return Baseline(count, "checked", True, said)
    number = declared if declared is not None else _figure_of(counted[-1:])
    if number is not None:
        said = reason("verdict.baseline_declared", counted[-1:], day=day_text(day), number=figure(number))
        return Baseline(number, "declared", True, said)
    posterior = evidence.posterior
    if posterior is None or posterior.days[0] > day or not informed(evidence.on(day), posterior):
        return Baseline(None, "none", False, reason("verdict.baseline_none", day=day_text(day)))
    low, middle, high = interval(posterior, day)
    about = f"{figure(middle, high - low)} ({figure(low, high - low)}–{figure(high, high - low)})"
    said = reason("verdict.baseline_independent", day=day_text(day), number=about)
    return Baseline(middle, "independent", False, said)


def _is_of_the_day(evidence: Evidence, claim: Claim) -> bool:
    """Whether a count of the whole force is one of the baseline day, and not of what was left some time after it."""
    late = (last_day(claim) - evidence.baseline_day).days > evidence.standards.baseline_days
    return claim.count is not None and whole(evidence, claim) and not late


def asked(evidence: Evidence, base: Baseline) -> float | None:
    """How many were to go: the quantity, or the share of the baseline; None where neither can be told."""
    obligation = evidence.obligation
    if obligation.quantity is not None:
        return obligation.quantity
    if obligation.share is None or base.number is None:
        return None
    return obligation.share * base.number


def fell(evidence: Evidence, base: Baseline, amount: float, margin: float) -> float | None:
    """P(the stock fell by the amount, less the margin, from the baseline to the judged day).

    None where the stock cannot tell: no estimate, one that learned nothing, or a change too small to be read from it.
    """
    posterior = evidence.posterior
    if posterior is None or not readable(evidence, base, amount):
        return None
    if base.fixed and base.number is not None:
        return posterior.at_most(evidence.day, base.number - amount + margin)
    start = max(evidence.baseline_day, posterior.days[0])
    share = evidence.obligation.share
    if share is not None and evidence.obligation.quantity is None and base.number:
        return posterior.fell_by_share(start, evidence.day, (amount - margin) / base.number)
    return posterior.fell_by(start, evidence.day, amount - margin)


def readable(evidence: Evidence, base: Baseline, amount: float) -> bool:
    """Whether a change of this size can be read from the estimated stock on the judged day."""
    posterior = evidence.posterior
    if posterior is None or posterior.days[0] > evidence.day or base.number is None:
        return False
    return informed(evidence, posterior) and amount >= evidence.standards.seen_share * base.number


def stock_reason(evidence: Evidence, posterior: Posterior | None) -> tuple[Reason, ...]:
    """The estimate on the judged day as a reason with its interval, resting on the claims near that day."""
    if not evidence.argued:
        return ()
    if posterior is None or posterior.days[0] > evidence.day:
        return (reason("verdict.no_estimate", day=day_text(evidence.day)),)
    if not informed(evidence, posterior):
        return (reason("verdict.estimate_uninformed", day=day_text(evidence.day)),)
    low, middle, high = interval(posterior, evidence.day)
    used = {use.claim_id for use in posterior.uses if use.role == "evidence"}
    near = [claim for claim in evidence.claims if claim.id in used and _near(evidence, claim)]
    width = high - low
    return (
        reason(
            "verdict.stock",
            near,
            day=day_text(evidence.day),
            median=figure(middle, width),
            low=figure(low, width),
            high=figure(high, width),
        ),
    )


def interval(posterior: Posterior, day: date) -> tuple[float, float, float]:
    """Low end, median and high end of the 90 % interval."""
    return posterior.quantile(day, _LOW), posterior.quantile(day, 0.5), posterior.quantile(day, _HIGH)


def whole(evidence: Evidence, claim: Claim) -> bool:
    """Whether a claim speaks of the whole force in the whole host: not of a part of it, a place or a region."""
    sites = [evidence.case.site_by_id[site] for site in claim.site_ids if site in evidence.case.site_by_id]
    return claim.force_id == evidence.obligation.force and all(site.kind is SiteKind.HOST for site in sites)


def stock_within(evidence: Evidence, limit: float) -> tuple[Claim, ...]:
    """Counts of the whole force, from the start to shortly after the judged day, that are not above the limit."""
    counts = evidence.seen_by(evidence.of_kind(Kind.STOCK))
    return tuple(claim for claim in counts if claim.count and whole(evidence, claim) and most(claim.count) <= limit)


def stock_above(evidence: Evidence, limit: float) -> tuple[Claim, ...]:
    """Counts, of the force or of a part of it, near the judged day, later, or else the last ones, above the limit."""
    counts = [claim for claim in evidence.of_kind(Kind.STOCK) if not excepted(evidence, claim)]
    return evidence.near_or_last(claim for claim in counts if claim.count and least(claim.count) > limit)


def margin_of(evidence: Evidence, amount: float) -> float:
    """The margin for an amount; never so large that nothing at all would be asked."""
    return min(slack(evidence, amount), max(amount - 1, 0.0))


def _near(evidence: Evidence, claim: Claim) -> bool:
    return abs((last_day(claim) - evidence.day).days) <= evidence.standards.near_days


def _figure_of(claims: Sequence[Claim]) -> float | None:
    return claims[0].count.figure if claims and claims[0].count else None
