"""Copies and mutated repeats are seen in words and fields alone (C9, traps 5 to 7), and people have the last word."""

import csv
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exeunt.base.dates import Span, one_day
from exeunt.case.load import load_case
from exeunt.claim.table import read_claims
from exeunt.ledger.copies import copies
from exeunt.ledger.entry import Decision, decide
from exeunt.ledger.lineage import Following
from exeunt.ledger.origin import links, with_origins
from exeunt.model.claim import Claim, Kind
from exeunt.model.count import Bound, Count, exactly
from exeunt.model.document import Document, Passage
from exeunt.model.entry import Act

ROOT = Path(__file__).parents[2]
DAY = date(2024, 5, 28)
WIRE = "About 100 Ardovian soldiers arrived at Lasmar airport on Sunday night, two airport workers said."


def told(name, text=WIRE, quote="", publisher="Northern Wire", *, day=DAY, **changes):
    """A document of one text, and the claim in it."""
    document = Document(f"doc-{name}", text, 0, "en", day, "header", publisher=publisher)
    quote = quote or text
    start = text.index(quote)
    facts = {
        "id": f"c-{name}", "label": name, "kind": Kind.ARRIVAL, "known_on": day, "force_id": "ardovia",
        "count": exactly(100), "as_of": one_day(DAY), "source_text": publisher,
        "passage": Passage(document.id, start, start + len(quote), quote),
    }  # fmt: skip
    return Claim(**{**facts, **changes}), document


def found(*pairs):
    claims, documents = zip(*pairs, strict=True)
    return {
        (item.claim.removeprefix("c-"), item.parent.removeprefix("c-")): item.following
        for item in copies(claims, documents)
    }


def test_a_reprint_with_small_edits_is_a_copy():
    edited = "Some Ardovian news: about 100 Ardovian soldiers arrived at Lasmar airport on Sunday night, it is said."
    later = DAY + timedelta(2)
    assert found(told("a"), told("b", edited, publisher="Radio", day=later)) == {("b", "a"): Following.SAME_TEXT}


def test_the_copy_that_names_its_wire_follows_it_whatever_their_order():
    named = WIRE.replace("two airport workers said", "Northern Wire reports")
    early = told("b", named, WIRE[:70], "Radio", day=DAY - timedelta(1))
    assert found(told("a"), early) == {("b", "a"): Following.SAME_TEXT}


def test_copies_of_copies_follow_the_earliest():
    days = [DAY + timedelta(number) for number in range(3)]
    pairs = [told(name, publisher=f"Paper {name}", day=day) for name, day in zip("abc", days, strict=True)]
    assert set(found(*reversed(pairs))) == {("b", "a"), ("c", "a")}


def test_arabic_is_compared_without_its_marks():
    one = "غادر نحو 100 جندي أردوفي مطار لاسمار ليل الأحد بحسب عاملين في المطار"
    two = "غادَر نحو ١٠٠ جندي اردوفي مطار لاسمار ليل الأحد، بحسب عاملين في المطار."
    assert found(told("a", one), told("b", two, publisher="صدى")) == {("b", "a"): Following.SAME_TEXT}


@pytest.mark.parametrize(
    "difference",
    [
        {"count": exactly(120)},
        {"kind": Kind.DEPARTURE},
        {"force_id": "saker"},
        {"as_of": one_day(DAY + timedelta(1))},
    ],
)
def test_the_same_words_about_another_day_figure_kind_or_force_are_no_copy(difference):
    # a mission's daily reports have one wording and are observations of their own
    assert found(told("a"), told("b", day=DAY + timedelta(1), **difference)) == {}


def test_two_reporters_of_one_event_are_two_origins():
    other = "Witnesses saw some 100 men from Ardovia come off a plane at Lasmar in the night to Monday."
    assert found(told("a"), told("b", other, publisher="Coast Herald")) == {}


def test_short_stock_phrases_are_no_copy():
    text = "About 100 soldiers arrived."
    assert found(told("a", text), told("b", text, publisher="Coast Herald")) == {}


RETOLD = "The mission's report is told here in words that are quite different from it."


@pytest.mark.parametrize(
    ("changes", "following"),
    [
        ({"kind": Kind.STOCK}, Following.FLOW_AS_STOCK),
        ({"as_of": Span(DAY - timedelta(60), DAY)}, Following.STRETCHED),
        ({"force_id": "wagner"}, Following.OTHER_FORCE),
        ({"count": exactly(3204)}, Following.SWAPPED_DIGITS),
        ({"count": exactly(3240.0)}, Following.SWAPPED_DIGITS),
        ({"count": exactly(3421)}, None),
        ({"count": exactly(34200)}, None),
        ({"count": exactly(0)}, None),
        ({"kind": Kind.DEPARTURE}, None),
        ({"as_of": Span(DAY - timedelta(16), DAY)}, None),
        ({"force_id": "wagner", "sponsor": "other"}, None),
    ],
)
def test_a_retelling_of_the_same_source_is_known_by_what_it_changed(changes, following):
    shared = {"source_text": "The Observatory", "sponsor": "russia", "as_of": Span(DAY - timedelta(13), DAY)}
    first = told("a", publisher="Northern Wire", **{**shared, "count": exactly(3420)})
    second = told(
        "b", RETOLD, publisher="Daybreak", day=DAY + timedelta(3), **{**shared, "count": exactly(3420), **changes}
    )
    assert found(first, second) == ({("b", "a"): following} if following else {})
    stranger = told("b", RETOLD, publisher="Daybreak", day=DAY + timedelta(3),
                    **{**shared, "count": exactly(3420), **changes, "source_text": "The Ministry"})  # fmt: skip
    assert found(first, stranger) == {}, "another source may have looked for itself"
    late = (replace(second[0], known_on=DAY + timedelta(31)), second[1])
    assert found(first, late) == {}, "after a month the source may have looked again"


def test_a_count_and_a_flow_in_one_document_are_two_statements():
    text = f"{WIRE} {RETOLD}"
    (one, document), (two, _) = told("a", text, WIRE), told("b", text, RETOLD, kind=Kind.STOCK)
    assert list(copies([one, replace(two, passage=replace(two.passage, document_id=document.id))], [document])) == []


# The real rows, their lineage taken away


@pytest.fixture(scope="module")
def real():
    case, _ = load_case(ROOT / "cases/libya")
    claims, _ = read_claims(ROOT / "cases/libya/claims/libya_claims.csv", case, "claims.csv")
    return [replace(claim, lineage="") for claim in claims]


def test_traps_5_and_6_are_seen_without_their_lineage_and_nothing_else_is(real):
    label = {claim.id: claim.label for claim in real}
    assert {(label[item.claim], label[item.parent], item.following) for item in copies(real)} == {
        ("LY116", "LY115", Following.OTHER_FORCE),
        ("LY136", "LY135", Following.FLOW_AS_STOCK),
        ("LY137", "LY135", Following.STRETCHED),
    }


def test_every_copy_in_the_real_record_is_one_that_its_author_found_too(real):
    with (ROOT / "cases/libya/claims/libya_claims.csv").open(encoding="utf-8", newline="") as file:
        lineage = {row["claim_id"]: row["lineage"] for row in csv.DictReader(file)}
    label = {claim.id: claim.label for claim in real}
    assert all(label[item.parent] in lineage[label[item.claim]] for item in copies(real))


# What people decide


def decision(act, claim, parent="", at="2024-06-01T10:00:00Z"):
    return decide(act, claim, Decision("A. Monitor", at, "both wires had a reporter there"), parent=parent)


def test_a_link_can_be_undone_and_made_again():
    (one, first), (two, second) = told("a"), told("b", publisher="Radio", day=DAY + timedelta(1))

    def origins(*decisions):
        return [claim.origin for claim in with_origins([one, two], [first, second], decisions)]

    cut, cut_one = decision(Act.UNLINK, "c-b"), decision(Act.UNLINK, "c-b", "c-a")
    joined = decision(Act.LINK, "c-b", "c-a")
    assert origins() == ["c-a", "c-a"]
    assert origins(cut) == origins(cut_one) == ["c-a", "c-b"]
    assert origins(decision(Act.UNLINK, "c-b", "c-other")) == ["c-a", "c-a"]
    assert origins(cut, joined) == ["c-a", "c-a"]
    assert origins(joined, cut) == ["c-a", "c-b"]
    assert origins(decision(Act.LINK, "c-b", "c-gone")) == ["c-a", "c-a"]


def test_a_person_can_link_what_no_rule_sees():
    one, _ = told("a")
    two, _ = told("b", count=exactly(7))
    (link,) = links([one, two], (), [decision(Act.LINK, "c-b", "c-a")])
    assert link.reason == Following.PERSON


def test_what_an_author_said_goes_before_what_the_words_suggest():
    pairs = [told("a"), told("x", RETOLD, count=exactly(7)), told("b", publisher="Radio", day=DAY + timedelta(1))]
    claims, documents = zip(*pairs, strict=True)
    claims = [*claims[:2], replace(claims[2], lineage="repeat of x")]
    assert [(link.claim, link.parent) for link in links(claims, documents)] == [("c-b", "c-x")]


figures = st.builds(
    lambda name, text, kind, number, day, source: told(
        name, text, publisher=source, day=DAY + timedelta(day), kind=kind, count=Count(Bound.ABOUT, best=number)
    ),
    st.integers(0, 10**6).map(str),
    st.sampled_from([WIRE, RETOLD, WIRE + " " + RETOLD]),
    st.sampled_from([Kind.ARRIVAL, Kind.STOCK]),
    st.sampled_from([100, 3420, 3204]),
    st.integers(0, 40),
    st.sampled_from(["Northern Wire", "Radio", "Daybreak"]),
)


@given(st.lists(figures, max_size=6, unique_by=lambda pair: pair[0].id), st.randoms())
def test_links_of_copies_are_the_same_in_any_order_and_make_no_circle(pairs, random):
    shuffled = random.sample(pairs, len(pairs))
    assert found(*pairs) == found(*shuffled) if pairs else True
    claims, documents = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    for claim in with_origins(claims, documents):
        assert bool(claim.echo_of) == (claim.origin != claim.id)
