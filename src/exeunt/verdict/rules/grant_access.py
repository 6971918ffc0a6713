"""Grant access: whoever is to look is let in, at once or within the days the text allows (C27). It binds every day."""

from __future__ import annotations

from datetime import timedelta

from exeunt.model.claim import Claim, Kind
from exeunt.model.verdict import Reason
from exeunt.verdict.evidence import Evidence, last_day
from exeunt.verdict.finding import Finding
from exeunt.verdict.measure import testimony
from exeunt.verdict.words import day_text, reason, speakers


def grant_access(evidence: Evidence) -> Finding:
    """Judge by refusals, each with its clock, and by the visits that were reported."""
    visits = tuple(
        claim for claim in evidence.until(evidence.of_kind(Kind.MONITORING)) if evidence.speaks_for_monitor(claim)
    )
    refusals = evidence.until(evidence.of_kind(Kind.ACCESS_DENIED))
    lifted = {refusal: _lifted_on(refusal, visits) for refusal in refusals}
    allowed = timedelta(days=evidence.obligation.within_days or 0)
    opposes = tuple(claim for claim, visit in lifted.items() if not _is_in_time(evidence, claim, visit, allowed))
    gaps = [_clock(evidence, claim, lifted[claim]) for claim in opposes]
    return Finding(
        kept=testimony(evidence, (), opposes) if opposes else testimony(evidence, visits, ()),
        supports=() if opposes else visits,
        opposes=opposes,
        gaps=tuple(gaps),
        continuing=True,
        outright=True,
    )


def _lifted_on(refusal: Claim, visits: tuple[Claim, ...]) -> Claim | None:
    """The first visit after the refusal, to the same place where the refusal names one."""
    later = [claim for claim in visits if last_day(claim) >= last_day(refusal)]
    same = [claim for claim in later if not refusal.site_ids or set(claim.site_ids) & set(refusal.site_ids)]
    return min(same, key=last_day, default=None)


def _is_in_time(evidence: Evidence, refusal: Claim, visit: Claim | None, allowed: timedelta) -> bool:
    """Whether access came within the days allowed, or those days are not over yet."""
    waited_until = last_day(visit) if visit else evidence.day
    return waited_until - last_day(refusal) <= allowed if visit or allowed else False


def _clock(evidence: Evidence, refusal: Claim, visit: Claim | None) -> Reason:
    until = last_day(visit) if visit else evidence.day
    days = (until - last_day(refusal)).days
    code = "kinds.access_delayed" if visit else "kinds.access_still_refused"
    return reason(code, [refusal], day=day_text(last_day(refusal)), number=days, **speakers([refusal]))
