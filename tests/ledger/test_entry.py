from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exeunt.base.dates import Precision, Span
from exeunt.base.problem import NOWHERE, Where
from exeunt.ledger.entry import Decision, decide, decode, encode, post, retract, supersede
from exeunt.model.claim import Claim, Kind, Stance
from exeunt.model.count import Bound, Count, exactly
from exeunt.model.document import Passage
from exeunt.model.entry import Act, Entry

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
days = st.dates(date(1980, 1, 1), date(2040, 1, 1))
spans = st.one_of(
    st.builds(
        lambda ends, precision: Span(*sorted(ends), precision), st.tuples(days, days), st.sampled_from(Precision)
    ),
    st.builds(Span, days, st.none(), st.sampled_from(Precision)),
    st.builds(Span, st.none(), days, st.sampled_from(Precision)),
    st.just(Span(None, None, Precision.UNKNOWN)),
)
numbers = st.floats(0, 1e9) | st.integers(0, 10**6)
counts = st.builds(
    lambda ends, bound, unit, words: Count(bound, *sorted(ends), unit=unit, words=words),
    st.tuples(numbers, numbers, numbers), st.sampled_from(Bound), texts, texts,
)  # fmt: skip
passages = st.builds(Passage, texts, st.integers(0, 10**6), st.integers(0, 10**6), texts)
claims = st.builds(
    Claim,
    id=texts.map("c-{}".format), label=texts, kind=st.sampled_from(Kind), stance=st.sampled_from(Stance),
    force_id=st.none() | texts, force_text=texts, side=texts, sponsor=texts,
    site_ids=st.lists(texts, max_size=3).map(tuple), place_text=texts, count=st.none() | counts, count_text=texts,
    as_of=spans, known_on=days, known_precision=st.sampled_from(Precision), source_id=st.none() | texts,
    source_text=texts, relayed_by=texts, origin=texts, lineage=texts, credibility=st.none() | st.integers(1, 6),
    confidence=st.floats(0, 1), url=texts, note=texts, passage=st.none() | passages,
    row=st.lists(st.tuples(texts, texts), max_size=4).map(tuple),
    where=st.builds(Where, texts, st.integers(0, 10**6), st.integers(0, 500)),
)  # fmt: skip
CLAIM = Claim(
    id="c-1", label="LY060", kind=Kind.CUMULATIVE_DEPARTURES, count=exactly(10750), known_on=date(2020, 11, 14),
    row=(("n_best", "10750"),), where=Where("claims/libya.csv", 61),
)  # fmt: skip


@given(claims, texts, texts)
def test_an_entry_comes_back_from_its_bytes_unchanged(claim, subject, reason):
    for entry in (post(claim), supersede(claim, f"c-{subject}", reason), retract(f"c-{subject}", f"because {reason}")):
        back = decode(encode(entry))
        assert back == entry
        assert encode(back) == encode(entry)
        if entry.claim:
            # equality of enums and numbers is lax: the types must come back as well
            assert type(back.claim.kind) is Kind
            assert type(back.claim.known_on) is date
            assert type(back.claim.site_ids) is tuple


@given(claims)
def test_a_claim_that_moved_to_another_line_is_the_same_entry(claim):
    elsewhere = replace(claim, where=Where("other.csv", 7))
    assert post(elsewhere).id == post(claim).id == post(replace(claim, where=NOWHERE)).id
    assert decode(encode(post(elsewhere))).claim.where == Where("other.csv", 7)


def test_every_other_change_makes_another_entry():
    others = [
        post(replace(CLAIM, count=exactly(10751))),
        post(replace(CLAIM, row=(("n_best", "10 750"),))),
        post(replace(CLAIM, known_on=date(2020, 11, 15))),
        supersede(CLAIM, "c-0"),
        supersede(CLAIM, "c-0", "digit swap"),
        retract("c-1", "digit swap"),
        retract("c-1", "not theirs"),
    ]
    assert len({entry.id for entry in [post(CLAIM), *others]}) == len(others) + 1


def test_a_count_given_as_a_whole_number_or_a_float_is_the_same_entry():
    assert post(replace(CLAIM, count=exactly(10750.0))).id == post(CLAIM).id


def test_the_bytes_of_an_entry_do_not_change_from_release_to_release():
    # the ids of every ledger in the field hang on these bytes: a change needs a new FORMAT and a reader for this one
    assert encode(post(CLAIM)) == (
        b'{"act":"post","claim":{"count":{"best":10750,"bound":"exact"},"id":"c-1","kind":"cumulative_departures",'
        b'"known_on":"2020-11-14","label":"LY060","row":[["n_best","10750"]]},"format":1,'
        b'"where":["claims/libya.csv",61,0]}'
    )
    assert encode(retract("c-1", "digit swap")) == (
        b'{"act":"retract","format":1,"reason":"digit swap","subject":"c-1"}'
    )


def test_text_that_looks_like_the_mark_of_a_place_changes_nothing():
    tricky = replace(CLAIM, note='","where":["x",1,2]}', where=Where('a,"where":[,"where":', 3))
    entry = post(tricky)
    assert decode(encode(entry)) == entry


def test_the_sequence_is_given_by_the_log_and_not_part_of_the_bytes():
    assert encode(replace(post(CLAIM), sequence=12)) == encode(post(CLAIM))
    assert decode(encode(post(CLAIM))).sequence == -1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"{}",
        b"not json",
        b'{"act":"post","format":2}',
        b'{"act":"burn","format":1}',
        b'{"act":"post","claim":{"kind":"stock"},"format":1}',
        b'{"act":"post","claim":{"kind":"stock","known_on":"2020-02-30"},"format":1}',
        b'{"act":"post","claim":{"count":{"bound":"exact"},"kind":"stock","known_on":"2020-02-20"},"format":1}',
        b'{"act":"post","format":1}\xff',
    ],
)
def test_bytes_that_hold_no_entry_are_refused(data):
    with pytest.raises(ValueError):
        decode(data)


def test_a_claim_without_an_id_cannot_be_posted():
    with pytest.raises(ValueError, match="needs its id"):
        post(replace(CLAIM, id=""))


@pytest.mark.parametrize("make", [lambda: supersede(CLAIM, ""), lambda: retract("", "why"), lambda: retract("c-1", "")])
def test_superseding_and_retracting_say_what_and_retracting_says_why(make):
    with pytest.raises(ValueError):
        make()


def test_acts_are_told_apart():
    assert [entry.act for entry in (post(CLAIM), supersede(CLAIM, "c-0"), retract("c-0", "why"))] == list(Act)[:3]
    assert isinstance(post(CLAIM), Entry)


DECISION = Decision("A. Monitor", "2024-05-02T10:00:00Z", "the passage says so")


@pytest.mark.parametrize("act", Act)
def test_a_decision_keeps_who_when_and_why(act):
    claim = CLAIM if act in (Act.POST, Act.SUPERSEDE) else None
    entry = decide(act, "c-0", DECISION, claim=claim, parent="c-9" if act is Act.LINK else "")
    assert decode(encode(entry)) == entry
    assert (entry.by, entry.at, entry.reason) == (DECISION.by, DECISION.at, DECISION.reason)
    later = decide(act, "c-0", replace(DECISION, at="2024-05-03T10:00:00Z"), claim=claim, parent=entry.parent)
    assert later.id != entry.id


@pytest.mark.parametrize(
    ("act", "subject", "decision"),
    [
        (Act.ACCEPT, "c-0", replace(DECISION, by="")),
        (Act.ACCEPT, "c-0", replace(DECISION, at="")),
        (Act.ACCEPT, "", DECISION),
        (Act.RETRACT, "c-0", replace(DECISION, reason="")),
        (Act.UNLINK, "c-0", replace(DECISION, reason="")),
    ],
)
def test_a_decision_names_its_claim_a_person_a_time_and_where_needed_a_reason(act, subject, decision):
    with pytest.raises(ValueError, match="decision needs"):
        decide(act, subject, decision)
