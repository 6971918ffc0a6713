import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date

import pytest

from exeunt.base.dates import UNKNOWN_SPAN, Precision
from exeunt.model.claim import Kind
from exeunt.report.chart import NARROW, WIDE, chart, deadline_marks, drawn_claims, scale_note, shape_of
from exeunt.report.evidence import Evidence

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def evidence(assessment):
    return Evidence(assessment)


def drawing(evidence, force, language="en", size=WIDE):
    estimate = next(item for item in evidence.assessment.estimates if item.force == force and item.site is None)
    return ET.fromstring(chart(estimate, evidence, language, size=size))  # noqa: S314 - our own output


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_chart_is_well_formed_and_says_what_it_shows(evidence, language, size):
    root = drawing(evidence, "kestrel", language, size)
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title.text == {"en": "Kestrel Company", "ar": "شركة كيسترل"}[language]
    assert root.get("aria-labelledby") == title.get("id")
    assert root.get("aria-describedby") == desc.get("id")
    assert "2031" in desc.text


def test_every_drawn_claim_links_to_its_row_and_has_a_tooltip(evidence):
    estimate = evidence.assessment.estimates[1]
    root = drawing(evidence, "kestrel")
    links = {link.get("href"): link for link in root.iter(f"{SVG}a") if "claim" in link.get("class")}
    assert set(links) == {f"#claim-{claim.id}" for claim in drawn_claims(estimate, evidence)}
    assert all(link.find(f"{SVG}title").text.startswith("MV") for link in links.values())


def test_kinds_of_claim_differ_in_shape_and_not_only_in_colour(evidence):
    shapes = {}
    for estimate in evidence.assessment.estimates:
        for claim in drawn_claims(estimate, evidence):
            shapes.setdefault(shape_of(claim), set()).add(claim.kind)
    assert set(shapes) == {"stock", "least", "most", "arrival", "departure"}
    assert shapes["departure"] == {Kind.DEPARTURE, Kind.PLEDGE_DEPARTURE}
    pledges = [link for link in drawing(evidence, "kestrel").iter(f"{SVG}a") if "pledge" in link.get("class")]
    assert pledges


def test_echoes_are_drawn_first_and_faint(evidence):
    root = drawing(evidence, "river-guard")
    classes = [link.get("class") for link in root.iter(f"{SVG}a") if "claim" in link.get("class")]
    faint = ["echo" in name.split() for name in classes]
    assert any(faint)
    assert faint == sorted(faint, reverse=True)


def test_both_languages_draw_the_same_picture(evidence):
    def shapes(language):
        root = drawing(evidence, "northern-corps", language)
        return [(item.tag, item.get("points"), item.get("d"), item.get("cx"), item.get("x1")) for item in root.iter()]

    assert shapes("en") == shapes("ar")


def test_deadlines_of_the_total_mark_the_chart_of_a_member_too(evidence):
    estimate = next(item for item in evidence.assessment.estimates if item.force == "northern-corps")
    marks = deadline_marks(estimate, evidence, "en")
    assert [(mark.letter, mark.day, mark.obligations) for mark in marks] == [
        ("A", date(2031, 1, 23), ("all-out", "corps-out")),
        ("B", date(2031, 6, 30), ("no-new",)),
    ]


def test_a_deadline_binds_members_of_members(evidence):
    case = evidence.assessment.case
    world = replace(case.forces[0], id="world", members=("all-foreign", "world"))
    first, *rest = case.agreement.obligations
    agreement = replace(case.agreement, obligations=(replace(first, force="world"), *rest))
    nested = replace(case, forces=(*case.forces, world), agreement=agreement)
    estimate = evidence.assessment.estimates[1]
    marks = deadline_marks(estimate, Evidence(replace(evidence.assessment, case=nested)), "en")
    assert "all-out" in [duty for mark in marks for duty in mark.obligations]


def test_a_claim_of_no_known_day_is_not_drawn(evidence):
    estimate, claim = evidence.assessment.estimates[1], evidence.assessment.claims[1]
    lost = replace(claim, as_of=UNKNOWN_SPAN, known_precision=Precision.UNKNOWN)
    assert drawn_claims(estimate, Evidence(replace(evidence.assessment, claims=(claim,)))) == (claim,)
    assert drawn_claims(estimate, Evidence(replace(evidence.assessment, claims=(lost,)))) == ()


def test_level_stretches_are_drawn_by_their_ends(evidence):
    estimate = evidence.assessment.estimates[0]
    level = replace(estimate, points=tuple(replace(estimate.points[0], day=point.day) for point in estimate.points))
    root = ET.fromstring(chart(level, evidence, "en"))  # noqa: S314 - our own output
    assert len(root.find(f"{SVG}polyline").get("points").split()) == 2


def test_one_day_makes_no_chart(evidence):
    estimate = evidence.assessment.estimates[0]
    short = replace(estimate, points=estimate.points[:1])
    assert chart(short, evidence, "en") == ""
    assert scale_note(short, evidence, "en") == ""
    assert deadline_marks(replace(estimate, points=()), evidence, "en") == ()


def test_the_axis_says_when_its_steps_are_not_even(evidence):
    assert scale_note(evidence.assessment.estimates[0], evidence, "en") == "Vertical axis: even steps from zero."
    estimate = evidence.assessment.estimates[5]
    claim = replace(evidence.assessment.claims[1], count=replace(evidence.assessment.claims[1].count, high=90_000.0))
    loud = Evidence(replace(evidence.assessment, claims=(claim,)))
    assert "equal ratios above; zero is the bottom line" in scale_note(estimate, loud, "en")


def test_hostile_names_stay_text(evidence):
    claim = replace(evidence.assessment.claims[1], label='<script>alert(1)</script>"\u202e')
    root = ET.fromstring(  # noqa: S314 - our own output
        chart(
            evidence.assessment.estimates[1],
            Evidence(replace(evidence.assessment, claims=(claim,))),
            "en",
        )
    )
    assert not list(root.iter(f"{SVG}script"))
    assert any('<script>alert(1)</script>" · ' in (item.text or "") for item in root.iter(f"{SVG}title"))
