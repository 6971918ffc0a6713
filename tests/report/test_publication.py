"""What the publication policy holds back is in no published file (C39, C43)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from exeunt.model.case import PublicationPolicy
from exeunt.model.estimate import ClaimUse
from exeunt.report.evidence import Evidence
from exeunt.report.outputs import outputs
from exeunt.report.publication import publishable


def under(assessment, **policy):
    return replace(assessment, case=replace(assessment.case, policy=PublicationPolicy(**policy)))


def test_without_a_policy_only_sealed_sources_change(assessment):
    shown = publishable(assessment)
    assert [claim.id for claim in shown.claims] == [claim.id for claim in assessment.claims]
    assert shown.estimates == assessment.estimates
    assert shown.case.sites == assessment.case.sites


def test_claims_younger_than_the_delay_are_dropped_from_everything(assessment):
    held = under(assessment, delay_days=90)
    shown = publishable(held)
    last = assessment.known_on - timedelta(days=90)
    assert max(claim.known_on for claim in shown.claims) <= last
    dropped = [claim for claim in assessment.claims if claim.known_on > last]
    assert dropped
    for text in outputs(held).values():
        assert not [claim.id for claim in dropped if claim.id in text]


def test_age_is_measured_on_the_day_of_knowledge_so_that_old_assessments_keep_later_evidence(assessment):
    old = replace(under(assessment, delay_days=30), as_of=date(2030, 9, 30))
    assert any(claim.known_on > old.as_of for claim in publishable(old).claims)


@pytest.mark.parametrize(("finest", "stands_in"), [("region", "The South"), ("host", "Merava")])
def test_sites_finer_than_the_policy_are_named_by_the_area_they_lie_in(assessment, finest, stands_in):
    shown = publishable(under(assessment, finest_place=finest))
    names = {site.id: site.name.en for site in shown.case.sites}
    assert not {"tal-amar", "wadi-noor", "port-selim"} & set(names)
    claim = next(claim for claim in shown.claims if claim.label == "MV002")
    assert [names[site] for site in claim.site_ids] == [stands_in]
    assert {estimate.site for estimate in shown.estimates} == {None}


def test_no_published_file_names_a_hidden_site_outside_the_agreements_own_words(assessment):
    held = under(assessment, finest_place="region")
    duty = next(duty for duty in held.case.agreement.obligations if duty.id == "tal-amar-empty")
    first = held.claims[0]
    telling = replace(first, note="Seen at Wadi Noor camp.", place_text="معسكر وادي نور", url="https://e.org/wadi-noor")
    held = replace(held, claims=(telling, *held.claims[1:]))
    for text in outputs(held).values():
        rest = text.replace(duty.title.en, "").replace(duty.title.ar, "").replace(duty.id, "")
        for word in ("Wadi Noor", "Tal Amar", "وادي نور", "تل عمار", "wadi-noor", "tal-amar"):
            assert word not in rest


def test_a_region_that_is_not_among_the_sites_is_made_from_its_name(assessment):
    shown = publishable(under(assessment, finest_place="region"))
    claim = next(claim for claim in shown.claims if claim.label == "MV001")
    assert claim.site_ids == ("south", "north")


def test_a_sealed_source_is_shown_by_its_role_only(assessment):
    held = replace(
        assessment,
        claims=(replace(assessment.claims[1], note="Told by the Port Selim dock clerk."), *assessment.claims),
    )
    for text in outputs(held).values():
        for word in ("dock clerk", "dock-clerk", "كاتب رصيف", "Saw ships, not lists."):
            assert word not in text
    assert "a local source" in outputs(held)["report.html"]
    assert "مصدر محلي" in outputs(held)["report.ar.html"]


def test_an_address_of_a_sealed_source_is_not_published(assessment):
    sealed = [claim.url for claim in assessment.claims if claim.source_id == "dock-clerk" and claim.url]
    assert sealed
    for text in outputs(assessment).values():
        assert not [address for address in sealed if address.replace("&", "&amp;") in text or address in text]


def test_publishing_twice_changes_nothing(assessment):
    once = publishable(under(assessment, delay_days=60, finest_place="region"))
    assert publishable(replace(once, case=replace(once.case, sources=once.case.sources))).claims == once.claims


def test_echoes_are_those_after_the_first_of_an_origin(assessment):
    evidence = Evidence(assessment)
    by_label = {claim.label: claim for claim in assessment.claims}
    assert evidence.echo_of[by_label["MV010"].id] == by_label["MV003"]
    assert by_label["MV003"].id not in evidence.echo_of


def test_a_claim_is_shown_by_what_it_does_to_the_estimate_of_its_own_force(assessment):
    claim = next(claim for claim in assessment.claims if claim.force_id == "kestrel")
    total, own = assessment.estimates[:2]
    as_part, directly = ClaimUse(claim.id, "evidence", "invented.used"), ClaimUse(claim.id, "echo", "invented.repeat")
    both = (replace(total, uses=(as_part,)), replace(own, uses=(directly,)))
    assert Evidence(replace(assessment, estimates=both)).use_of[claim.id] == directly
    assert Evidence(replace(assessment, estimates=both[:1])).use_of[claim.id] == as_part
