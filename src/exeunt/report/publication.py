"""What may leave the house: an assessment without what the case's publication policy holds back.

Terminal screens are internal and show everything; files made for publication are made from `publishable(...)`.
Invariant: after it, no claim is younger than the delay, no site finer than the policy is named, and no sealed source.
Titles of obligations and the words of clauses stay: they come from the agreement, which is public.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from exeunt.model.account import Account, Period
from exeunt.model.actor import Name
from exeunt.model.alarm import Alarm
from exeunt.model.assessment import Assessment
from exeunt.model.case import Case
from exeunt.model.claim import Claim
from exeunt.model.estimate import Estimate
from exeunt.model.grounds import Grounds
from exeunt.model.place import Site, SiteKind
from exeunt.model.source import Source
from exeunt.model.verdict import Reason, Verdict
from exeunt.report.words import word

HOST_ID = "host"


@dataclass(frozen=True)
class _Cover:
    """What stands in for what is hidden: ids for ids, and words for every spelling of a hidden name."""

    ids: dict[str, str]
    words: tuple[tuple[re.Pattern[str], str], ...]

    def hides(self, text: str) -> bool:
        return any(pattern.search(text) for pattern, _ in self.words)

    def over(self, text: str) -> str:
        if text in self.ids:
            return self.ids[text]
        for pattern, cover in self.words:
            text = pattern.sub(lambda _, cover=cover: cover, text)  # type: ignore[misc]
        return text


def publishable(assessment: Assessment) -> Assessment:
    """The assessment with young claims dropped, fine places made coarse and sealed sources unnamed."""
    case = assessment.case
    sites, site_cover = _coarse_sites(case)
    sources, source_cover = _sealed_sources(case)
    cover = _Cover({**site_cover.ids, **source_cover.ids}, (*source_cover.words, *site_cover.words))
    sealed = {source.id for source in case.sources if source.sealed}
    kept = tuple(_covered(claim, cover, sealed) for claim in assessment.claims if _is_old_enough(claim, assessment))
    ids = {claim.id for claim in kept}
    documents = {claim.passage.document_id for claim in kept if claim.passage}
    duties = tuple(
        replace(
            duty,
            sites=_unique(duty.sites, cover.ids),
            requested_by=_unique(duty.requested_by, cover.ids),
        )
        for duty in case.agreement.obligations
    )
    return replace(
        assessment,
        case=replace(case, sites=sites, sources=sources, agreement=replace(case.agreement, obligations=duties)),
        claims=kept,
        documents=tuple(item for item in assessment.documents if item.id in documents),
        estimates=_shown_estimates(assessment, site_cover, ids),
        grounds=_shown_grounds(assessment, site_cover, ids),
        accounts=tuple(_covered_account(item, ids) for item in assessment.accounts if item.site not in site_cover.ids),
        verdicts=tuple(_covered_verdict(verdict, cover, ids) for verdict in assessment.verdicts),
        alarms=_covered_alarms(assessment, cover, ids),
        # what is left of a conflict when one of its claims is held back is none
        conflicts=tuple(_covered_reason(item, cover, ids) for item in assessment.conflicts if set(item.claims) <= ids),
        problems=tuple(
            replace(item, slots=tuple((name, cover.over(value)) for name, value in item.slots))
            for item in assessment.problems
        ),
    )


def _is_old_enough(claim: Claim, assessment: Assessment) -> bool:
    # Age is measured at `known_on`, the earliest day on which this assessment could be published: measured at `as_of`,
    # an assessment of a day long past would lose the evidence that came later and hide nothing that is still fresh.
    delay = assessment.case.policy.delay_days
    return not delay or claim.known_on <= assessment.known_on - timedelta(days=delay)


def _covered(claim: Claim, cover: _Cover, sealed: set[str]) -> Claim:
    hidden_source = claim.source_id in sealed
    passage = claim.passage
    quoted = passage is not None and not hidden_source and not cover.hides(passage.quote)
    return replace(
        claim,
        site_ids=_unique(claim.site_ids, cover.ids),
        place_text=cover.over(claim.place_text),
        force_text=cover.over(claim.force_text),
        count_text=cover.over(claim.count_text),
        count=replace(claim.count, words=cover.over(claim.count.words)) if claim.count else None,
        source_id=cover.ids.get(claim.source_id, claim.source_id) if claim.source_id else None,
        source_text="" if hidden_source else cover.over(claim.source_text),
        relayed_by="" if hidden_source else cover.over(claim.relayed_by),
        # an address, a note or a chain of repeats can give away who spoke
        url="" if hidden_source or cover.hides(claim.url) else claim.url,
        note="" if hidden_source else cover.over(claim.note),
        lineage="" if hidden_source else cover.over(claim.lineage),
        passage=passage if quoted else None,
        row=(),
    )


def _covered_verdict(verdict: Verdict, cover: _Cover, ids: set[str]) -> Verdict:
    return replace(
        verdict,
        reasons=tuple(_covered_reason(reason, cover, ids) for reason in verdict.reasons),
        claims=tuple(claim for claim in verdict.claims if claim in ids),
        shares=tuple((claim, share) for claim, share in verdict.shares if claim in ids),
        effects=tuple(item for item in verdict.effects if item.claim in ids),
        looks=tuple(replace(item, sites=_unique(item.sites, cover.ids)) for item in verdict.looks),
        standings=tuple(
            replace(
                item,
                who=cover.ids.get(item.who, item.who),
                claims=tuple(claim for claim in item.claims if claim in ids),
            )
            for item in verdict.standings
        ),
    )


def _shown_estimates(assessment: Assessment, sites: _Cover, ids: set[str]) -> tuple[Estimate, ...]:
    return tuple(
        replace(estimate, uses=tuple(use for use in estimate.uses if use.claim_id in ids))
        for estimate in assessment.estimates
        # under a region's name, the number of one hidden site would be a wrong number
        if estimate.site not in sites.ids
    )


def _shown_grounds(assessment: Assessment, sites: _Cover, ids: set[str]) -> tuple[Grounds, ...]:
    return tuple(
        replace(item, weights=tuple(weight for weight in item.weights if weight.claim_id in ids))
        for item in assessment.grounds
        if item.site not in sites.ids
    )


def _covered_alarms(assessment: Assessment, cover: _Cover, ids: set[str]) -> tuple[Alarm, ...]:
    """The alarms that still rest on a claim."""
    covered = (replace(alarm, reason=_covered_reason(alarm.reason, cover, ids)) for alarm in assessment.alarms)
    return tuple(alarm for alarm in covered if alarm.reason.claims)


def _covered_account(account: Account, ids: set[str]) -> Account:
    def shown(period: Period) -> Period:
        return replace(period, claims=tuple(claim for claim in period.claims if claim in ids))

    return replace(
        account,
        whole=shown(account.whole),
        periods=tuple(shown(period) for period in account.periods),
        baseline_claims=tuple(claim for claim in account.baseline_claims if claim in ids),
    )


def _covered_reason(reason: Reason, cover: _Cover, ids: set[str]) -> Reason:
    return Reason(
        reason.code,
        tuple((name, cover.over(value)) for name, value in reason.slots),
        tuple(claim for claim in reason.claims if claim in ids),
    )


def _coarse_sites(case: Case) -> tuple[tuple[Site, ...], _Cover]:
    finest = case.policy.finest_place
    if finest == "site":
        return case.sites, _Cover({}, ())
    too_fine: Callable[[Site], bool] = (
        (lambda site: site.is_point) if finest == "region" else (lambda site: site.kind is not SiteKind.HOST)
    )
    coarse = {site.id: site for site in case.sites if not too_fine(site)}
    ids: dict[str, str] = {}
    words: list[tuple[re.Pattern[str], str]] = []
    for site in case.sites:
        if too_fine(site):
            area = _area_of(site, coarse, case)
            coarse.setdefault(area.id, area)
            ids[site.id] = area.id
            words.extend(_patterns(site.id, site.name, area.name))
    return tuple(coarse.values()), _Cover(ids, _longest_first(words))


def _area_of(site: Site, coarse: dict[str, Site], case: Case) -> Site:
    """The region of a site where the policy allows regions and it has one, else the host."""
    if case.policy.finest_place == "region" and site.region:
        known = coarse.get(site.region)
        return known or Site(site.region, Name(site.region, ""), SiteKind.REGION, None, None, "")
    hosts = [area for area in coarse.values() if area.kind is SiteKind.HOST]
    return hosts[0] if hosts else Site(HOST_ID, case.host, SiteKind.HOST, None, None, "")


def _sealed_sources(case: Case) -> tuple[tuple[Source, ...], _Cover]:
    shown: list[Source] = []
    ids: dict[str, str] = {}
    words: list[tuple[re.Pattern[str], str]] = []
    for source in case.sources:
        if not source.sealed:
            shown.append(source)
            continue
        ids[source.id] = f"sealed-{len(ids) + 1}"
        cover = Name(word("sealed", source.source_class, "en"), word("sealed", source.source_class, "ar"))
        words.extend(_patterns(source.id, source.name, cover))
        shown.append(replace(source, id=ids[source.id], name=cover, reason=""))
    return tuple(shown), _Cover(ids, _longest_first(words))


def _patterns(ident: str, name: Name, cover: Name) -> list[tuple[re.Pattern[str], str]]:
    # an Arabic spelling is covered in Arabic, so that a covered sentence stays in one language
    spellings = {spelling: cover.ar if _is_arabic(spelling) and cover.ar else cover.en for spelling in name.all}
    spellings.setdefault(ident, cover.en)
    return [
        (re.compile(rf"(?<!\w){re.escape(spelling)}(?!\w)", re.IGNORECASE), to) for spelling, to in spellings.items()
    ]


def _longest_first(words: list[tuple[re.Pattern[str], str]]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(sorted(words, key=lambda pair: (-len(pair[0].pattern), pair[0].pattern)))


def _is_arabic(text: str) -> bool:
    return any("\u0600" <= char <= "\u06ff" for char in text)


def _unique(ids: tuple[str, ...], cover: dict[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cover.get(ident, ident) for ident in ids))
