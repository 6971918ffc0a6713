from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exeunt.base.dates import UNKNOWN_SPAN, Precision, Span, one_day
from exeunt.base.messages import LANGUAGES, say
from exeunt.ledger.lineage import Following, mentions, patterns, same_figure
from exeunt.ledger.origin import Link, lineage_problems, links, with_origins
from exeunt.model.claim import Claim, Kind
from exeunt.model.count import exactly
from exeunt.model.document import Passage

DAY = date(2021, 3, 1)


def claim(label, lineage="", **changes):
    facts = {"id": f"c-{label}", "label": label, "kind": Kind.STOCK, "known_on": DAY, "lineage": lineage}
    return Claim(**{**facts, **changes})


def origins(*claims):
    return {item.label: item.origin.removeprefix("c-") for item in with_origins(claims)}


# Lineage (capability C9). The texts are those of the Libyan claims.


@pytest.mark.parametrize(
    ("lineage", "parents"),
    [
        ("repeat of LY062", ["LY062"]),
        ("repeat of LY062 plus", ["LY062"]),
        ("Repeat  of ly062", ["ly062"]),
        ("same as LY012 minus LY011", ["LY012", "LY011"]),
        ("ledger balance of LY060", ["LY060"]),
        ("LY076 minus LY077", ["LY076", "LY077"]),
        ("LY068 minus LY073", ["LY068", "LY073"]),
        ("mutation of LY115", ["LY115"]),
        ("translation variant of LY135", ["LY135"]),
        ("part of LY078", ["LY078"]),
        ("sum of LY001, LY002 and LY003", ["LY001", "LY002", "LY003"]),
        ("repeat of LY062 and later denied", ["LY062"]),
        ("repeat of LY062; part of LY078", ["LY062", "LY078"]),
        ("repeat of cuba_angola_1989-01.", ["cuba_angola_1989-01"]),
        ("تكرار LY062", ["LY062"]),
        ("جزء من LY062 وLY063", ["LY062", "LY063"]),
        ("LY076 ناقص LY077", ["LY076", "LY077"]),
        ("confirms LY104", []),
        ("not a repeat of LY062", []),
        ("independent", []),
        ("independent of SOHR", []),
        ("independent of LY062", []),
        ("SOHR ledger", []),
        ("secondhand", []),
        ("from diplomats", []),
        ("self-claim", []),
        ("captured documents", []),
        ("unclear", []),
        ("", []),
    ],
)
def test_the_words_of_a_lineage_name_what_a_claim_is_derived_from(lineage, parents):
    found = [label for mention in mentions(lineage) if mention.pattern.following for label in mention.labels]
    assert sorted(found) == sorted(parents)


def test_a_ledger_balance_and_what_is_computed_from_it_have_the_origin_of_the_ledger():
    # trap 1: 10,750 back, so 6,750 left, less a batch of 120 is 6,630: nobody counted. The batch was seen for itself
    found = origins(
        claim("LY060", "SOHR ledger", kind=Kind.CUMULATIVE_DEPARTURES),
        claim("LY068", "ledger balance of LY060"),
        claim("LY073", "SOHR ledger", kind=Kind.DEPARTURE),
        claim("LY074", "LY068 minus LY073"),
        claim("LY076", "independent of SOHR"),
    )
    assert found == {"LY060": "LY060", "LY068": "LY060", "LY073": "LY073", "LY074": "LY060", "LY076": "LY076"}


def test_arithmetic_makes_no_two_observations_one():
    found = with_origins([
        claim("LY076"),
        claim("LY077", kind=Kind.DEPARTURE),
        claim("LY078", "LY076 minus LY077", known_on=DAY - timedelta(9)),
        claim("LY079", "repeat of LY078"),
    ])  # fmt: skip
    assert [item.origin for item in found] == ["c-LY076", "c-LY077", "c-LY076", "c-LY076"]
    assert [item.echo_of for item in found] == [(), (), ("c-LY076", "c-LY077"), ("c-LY078",)]


def test_what_was_computed_has_the_origin_of_the_parent_of_its_own_kind():
    # trap 6: 800 to 1,400 less 200 is told as 600 to 1,200 arriving
    found = origins(
        claim("LY011", kind=Kind.STOCK),
        claim("LY012", kind=Kind.ARRIVAL),
        claim("LY013", "same as LY012 minus LY011", kind=Kind.ARRIVAL),
    )
    assert found == {"LY011": "LY011", "LY012": "LY012", "LY013": "LY012"}


def test_a_mutation_is_no_second_source():
    # traps 5 and 6
    assert origins(claim("LY115"), claim("LY116", "mutation of LY115")) == {"LY115": "LY115", "LY116": "LY115"}
    assert links([claim("LY135"), claim("LY136", "translation variant of LY135", kind=Kind.ARRIVAL)]) == (
        Link("c-LY136", "c-LY135", "ledger.origin_translation"),
    )


def test_a_confirmation_is_not_a_copy():
    # trap 11
    assert origins(claim("LY104"), claim("LY109", "confirms LY104")) == {"LY104": "LY104", "LY109": "LY109"}


def test_a_copy_known_before_its_parent_still_has_the_origin_of_the_parent():
    early = claim("LY141", "repeat of LY051", known_on=DAY - timedelta(900))
    assert origins(claim("LY051"), early) == {"LY051": "LY051", "LY141": "LY051"}


def test_a_claim_that_names_itself_or_a_circle_is_harmless():
    assert origins(claim("a1", "repeat of a1")) == {"a1": "a1"}
    assert origins(claim("a1", "repeat of a2"), claim("a2", "repeat of a1")) == {"a1": "a1", "a2": "a1"}


def test_a_label_that_several_claims_bear_means_all_of_them():
    twice = [claim("a1"), claim("a1", id="c-other")]
    (_, _, found) = with_origins([*twice, claim("b1", "repeat of a1")])
    assert found.echo_of == ("c-a1", "c-other")


def test_a_lineage_that_names_no_claim_is_reported_and_links_nothing():
    lonely = claim("LY069", "repeat of LY999")
    assert links([lonely]) == ()
    (found,) = lineage_problems([lonely, claim("LY070", "repeat of LY069"), claim("LY071", "confirms LY998")])
    assert found.code == "ledger.lineage_unknown"
    assert dict(found.slots) == {"claim": "LY069", "lineage": "repeat of LY999", "found": "LY999"}


# The same figure again


def figure(label, day=DAY, **changes):
    facts = {
        "source_text": "SOHR", "force_text": "Syrian:SNA factions", "place_text": "Libya", "count": exactly(7000),
        "as_of": one_day(day),
    }  # fmt: skip
    return claim(label, **{**facts, **changes})


@pytest.mark.parametrize(("days", "is_same"), [(0, True), (30, True), (31, False)])
def test_the_same_figure_of_the_same_source_is_the_same_origin_within_thirty_days(days, is_same):
    found = links([figure("a"), figure("b", DAY + timedelta(days))])
    assert found == ((Link("c-b", "c-a", "ledger.origin_same_figure"),) if is_same else ())


def test_a_figure_said_month_after_month_is_one_origin():
    found = origins(*(figure(f"m{month}", DAY + timedelta(25 * month)) for month in range(6)))
    assert set(found.values()) == {"m0"}


def test_of_two_rows_of_one_day_the_author_says_which_repeats_which():
    assert origins(figure("a", lineage="repeat of b"), figure("b")) == {"a": "b", "b": "b"}
    assert origins(figure("a"), figure("b", lineage="repeat of a")) == {"a": "a", "b": "a"}


def test_of_a_row_and_a_reading_of_one_day_the_row_comes_first():
    early, late = date(2021, 5, 1), date(2021, 5, 9)
    read = figure("a", as_of=Span(early, early, Precision.DAY), passage=Passage("d-1", 0, 4, "text"))
    row = figure("b", as_of=Span(early, late, Precision.DAY))
    assert origins(read, row) == {"a": "b", "b": "b"}
    assert origins(replace(read, known_on=early), replace(row, known_on=late)) == {"a": "a", "b": "a"}


@pytest.mark.parametrize(
    "difference",
    [
        {"source_text": "UN panel"},
        {"source_text": ""},
        {"force_text": "Russian:Wagner"},
        {"force_id": "sna"},
        {"kind": Kind.CUMULATIVE_ARRIVALS},
        {"count": exactly(7001)},
        {"count": exactly(7000, "vehicles")},
        {"count": None},
        {"place_text": "Jufra"},
        {"site_ids": ("jufra",)},
        {"as_of": UNKNOWN_SPAN},
    ],
)
def test_another_source_force_kind_place_or_figure_is_another_origin(difference):
    assert links([figure("a"), figure("b", **difference)]) == ()


def test_a_resolved_source_is_known_by_its_id_and_an_unresolved_one_by_its_folded_name():
    assert links([figure("a"), figure("b", source_text="  sohr ")])
    assert links([figure("a", source_id="sohr"), figure("b", source_id="sohr", source_text="the Observatory")])


def test_seeing_none_twice_is_two_observations():
    # capability C14: each look is evidence of its own
    assert links([figure("a", count=exactly(0)), figure("b", count=exactly(0))]) == ()


# Properties

labels = [f"L{number}" for number in range(8)]
lineages = st.one_of(
    st.sampled_from(["", "independent", "SOHR ledger"]),
    st.builds("repeat of {}".format, st.sampled_from(labels)),
    st.builds("{} minus {}".format, st.sampled_from(labels), st.sampled_from(labels)),
    st.builds("confirms {}".format, st.sampled_from(labels)),
)
record = st.builds(
    lambda label, lineage, days, number: figure(
        label, DAY + timedelta(days), lineage=lineage, count=exactly(number), known_on=DAY + timedelta(days)
    ),
    st.sampled_from(labels), lineages, st.integers(0, 90), st.sampled_from([100, 200, 300]),
)  # fmt: skip
records = st.lists(record, max_size=8, unique_by=lambda item: item.label)


@given(records, st.randoms())
def test_origins_do_not_depend_on_the_order_of_the_claims(claims, random):
    shuffled = random.sample(claims, len(claims))
    assert links(shuffled) == links(claims)
    assert {item.id: item for item in with_origins(shuffled)} == {item.id: item for item in with_origins(claims)}


@given(records)
def test_an_echo_has_the_origin_of_its_first_parent_and_all_others_are_origins(claims):
    found = with_origins(claims)
    by_id = {item.id: item for item in found}
    assert [replace(item, origin="", echo_of=()) for item in found] == claims
    for item in found:
        if item.echo_of:
            assert item.origin == by_id[item.echo_of[0]].origin != item.id
        else:
            assert item.origin == item.id
    assert {(item.id, parent) for item in found for parent in item.echo_of} <= {
        (link.claim, link.parent) for link in links(claims)
    }
    assert with_origins(found) == found


@given(records)
def test_no_claim_makes_two_others_one(claims):
    # a claim that names two others, added last, changes the origin of none of them
    before = {item.id: item.origin for item in with_origins(claims)}
    after = with_origins([*claims, claim("sum", "L0 minus L1")])
    assert {item.id: item.origin for item in after if item.label != "sum"} == before


def test_a_claim_without_an_id_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="needs its id"):
        with_origins([claim("a", id="")])


# The data


def test_every_pattern_has_a_reason_and_finds_its_own_words():
    for pattern in patterns():
        assert pattern.reason
        (found, *_) = mentions(pattern.words.replace("{labels}", "LY001"))
        assert found.pattern == pattern, "an earlier pattern takes these words"
        assert set(found.labels) == {"LY001"}
    assert same_figure().reason


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_can_be_said_with_both_claims(language):
    for following in Following:
        sentence = say(following, {"claim": "LY002", "parent": "LY001"}, language)
        assert "LY001" in sentence
        assert "LY002" in sentence
