"""Which claims are queued for a person, what a correction makes of them, and that decisions last (C12, C40)."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from exeunt.base.dates import one_day
from exeunt.base.messages import LANGUAGES, say
from exeunt.case.load import load_case
from exeunt.claim.identity import identified
from exeunt.ledger.correction import FIELDS, corrected, is_same_reading
from exeunt.ledger.decided import decided_in
from exeunt.ledger.entry import Decision, decide, post
from exeunt.ledger.reconcile import reconcile
from exeunt.ledger.review import Doubt, contradict, queue, unresolved
from exeunt.ledger.standing import standing
from exeunt.model.claim import Claim, Kind, Review, Stance
from exeunt.model.count import Bound, Count, exactly
from exeunt.model.document import Passage
from exeunt.model.entry import Act

DAY = date(2024, 5, 2)
BY = Decision("A. Monitor", "2024-06-01T10:00:00Z", "it says so")


@pytest.fixture(scope="module")
def case():
    return load_case(Path(__file__).parents[2] / "cases/example")[0]


def claim(**changes):
    quote = "About 300 fighters left."
    facts = {
        "kind": Kind.DEPARTURE, "known_on": DAY, "force_id": "saker-guard", "force_text": "the Saker Guard",
        "source_id": "jcm", "source_text": "the mission", "count": exactly(300), "count_text": "about 300",
        "as_of": one_day(DAY), "passage": Passage("doc-1", 0, len(quote), quote), "confidence": 0.9,
    }  # fmt: skip
    return identified(Claim(**{**facts, **changes}))


@pytest.mark.parametrize(
    ("changes", "doubt"),
    [
        ({}, None),
        ({"confidence": 0.79}, Doubt.UNSURE),
        ({"source_id": None}, Doubt.SOURCE),
        ({"force_id": None}, Doubt.FORCE),
        ({"place_text": "Atlantis"}, Doubt.PLACE),
        ({"place_text": "Ossandria"}, None),
        ({"stance": Stance.DENIED}, Doubt.DENIED),
        ({"stance": Stance.UNVERIFIED}, Doubt.UNVERIFIED),
        ({"force_text": "", "count_text": "300"}, Doubt.UNIT),
        ({"basis": (("kind", "contested"),)}, Doubt.KIND),
        ({"basis": (("kind", "sole"),)}, None),
        ({"passage": None, "label": "A1", "confidence": 0.1, "stance": Stance.DENIED}, None),
        ({"passage": None, "label": "A1", "force_id": None}, Doubt.FORCE),
    ],
)
def test_a_claim_is_queued_for_what_is_doubtful_in_it(case, changes, doubt):
    found = queue(case, [claim(**changes)])
    assert [item.doubts for item in found] == ([(doubt,)] if doubt else [])


def test_the_queue_begins_with_what_could_move_an_estimate_most(case):
    many = claim(count=exactly(4000), confidence=0.75)
    unsure = claim(confidence=0.1)
    words = claim(count=None, confidence=0.1)
    assert [item.claim for item in queue(case, [words, unsure, many])] == [many, unsure, words]


def test_a_claim_that_contradicts_an_accepted_one_is_always_queued(case):
    accepted = replace(claim(), review=Review.ACCEPTED)
    other = claim(count=exactly(500))
    (found,) = queue(case, [accepted, other])
    assert (found.claim, found.doubts, found.against) == (other, (Doubt.CONTRADICTS,), (accepted.id,))
    assert queue(case, [claim(), other]) == ()


@pytest.mark.parametrize(
    ("changes", "is_contradiction"),
    [
        ({"count": exactly(301)}, True),
        ({"count": Count(Bound.AT_LEAST, low=301)}, True),
        ({"count": Count(Bound.AT_LEAST, low=200)}, False),
        ({"count": Count(Bound.RANGE, low=200, high=400)}, False),
        ({"count": exactly(9, "vehicles")}, False),
        ({"stance": Stance.DENIED}, True),
        ({"as_of": one_day(date(2024, 5, 3)), "count": exactly(1)}, False),
        ({"kind": Kind.STOCK, "count": exactly(1)}, False),
    ],
)
def test_counts_contradict_when_they_cannot_both_be_right(changes, is_contradiction):
    assert contradict(claim(), claim(**changes)) is is_contradiction
    assert contradict(claim(**changes), claim()) is is_contradiction


def test_names_that_are_not_the_cases_are_listed_by_how_often_they_occur(case):
    claims = [claim(force_id=None, count=exactly(number)) for number in (1, 2)] + [claim(place_text="Atlantis")]
    found = unresolved(case, claims)
    assert [(doubt, name, len(ids)) for doubt, name, ids in found] == [
        (Doubt.FORCE, "the Saker Guard", 2),
        (Doubt.PLACE, "Atlantis", 1),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_doubt_can_be_said(language):
    assert all(say(doubt, language=language) for doubt in Doubt)


# Corrections


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("kind", "no change", {"kind": Kind.NO_CHANGE}),
        ("stance", "denied", {"stance": Stance.DENIED}),
        ("force", "ardovian-brigade", {"force_id": "ardovian-brigade"}),
        ("source", "NWA", {"source_id": "nwa"}),
        ("place", "lasmar", {"site_ids": ("lasmar",)}),
        ("number", "1,200", {"count": exactly(1200)}),
        ("number", "~120", {"count": Count(Bound.ABOUT, best=120)}),
        ("number", ">= 120", {"count": Count(Bound.AT_LEAST, low=120)}),
        ("number", "≤120", {"count": Count(Bound.AT_MOST, high=120)}),
        ("number", "100-200", {"count": Count(Bound.RANGE, low=100, high=200)}),
        ("number", "12 vehicles", {"count": exactly(12, "vehicles")}),
        ("number", "", {"count": None}),
        ("days", "2024-05", {}),
    ],
)
def test_a_field_can_be_corrected(case, field, text, expected):
    found, problems = corrected(claim(), case, {field: text})
    assert problems == []
    assert {key: getattr(found, key) for key in expected} == expected
    assert found.id != claim().id
    assert found.id == identified(found).id
    assert (found.passage, found.confidence) == (claim().passage, 1.0)


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("kind", "flight", "review.bad_word"),
        ("force", "Atlanteans", "review.unknown_name"),
        ("place", "Atlantis", "review.unknown_name"),
        ("number", "many", "review.bad_number"),
        ("number", "200-100", "review.bad_number"),
        ("number", "9" * 400, "review.bad_number"),
        ("days", "Tuesday", "review.bad_days"),
        ("days", "2024-06/2024-05", "review.bad_days"),
        ("passage", "x", "review.unknown_field"),
    ],
)
def test_a_correction_that_cannot_be_read_is_said(case, field, text, code):
    found, problems = corrected(claim(), case, {field: text})
    assert found is None
    assert [item.code for item in problems] == [code]
    assert all(say(item.code, item.slots, language) for item in problems for language in LANGUAGES)


def test_the_cells_of_a_corrected_row_do_not_speak_for_it_any_more(case):
    row = claim(label="A1", passage=None, row=(("n_best", "300"),))
    found, _ = corrected(row, case, {"number": "30"})
    assert (found.row, found.label) == ((), "A1")
    assert is_same_reading(claim(), claim(confidence=0.2))
    assert not is_same_reading(claim(), found)
    assert set(FIELDS) == {"kind", "stance", "force", "place", "number", "days", "source"}


# Decisions and the next run


def after(entries, given):
    """What the ledger holds after the texts are read again, and the entries that this posted."""
    more, _ = reconcile(standing(entries, DAY), given, {"doc-1"}, decided_in(entries))
    return standing([*entries, *more], DAY), more


def test_an_accepted_claim_is_sure_and_keeps_its_id(case):
    read = claim(confidence=0.4)
    entries = [post(read), decide(Act.ACCEPT, read.id, BY)]
    (found,) = standing(entries, DAY)
    assert (found.id, found.review, found.confidence) == (read.id, Review.ACCEPTED, 1.0)
    assert queue(case, [found]) == ()
    assert after(entries, [read]) == ((found,), [])


def test_a_correction_stays_when_the_document_is_read_again(case):
    read = claim()
    better, _ = corrected(read, case, {"number": "30"})
    entries = [post(read), decide(Act.SUPERSEDE, read.id, BY, claim=better)]
    (found,) = standing(entries, DAY)
    assert (found.count, found.review) == (exactly(30), Review.CORRECTED)
    assert after(entries, [read]) == ((found,), [])
    # a newer extractor that reads it as before, or as the person did, is not posted beside the correction
    assert after(entries, [claim(confidence=0.5)]) == ((found,), [])
    assert after(entries, [claim(count=exactly(30), note="x")]) == ((found,), [])


def test_a_rejected_reading_does_not_come_back(case):
    read = claim()
    entries = [post(read), decide(Act.RETRACT, read.id, BY)]
    assert after(entries, [read]) == ((), [])
    assert after(entries, [claim(confidence=0.5)]) == ((), [])
    other = claim(kind=Kind.ARRIVAL)
    assert [item.id for item in after(entries, [other])[0]] == [other.id], "another reading of the passage is a new one"


def test_a_row_that_its_author_changed_goes_before_an_older_correction(case):
    row = claim(label="A1", passage=None)
    better, _ = corrected(row, case, {"number": "30"})
    entries = [post(row), decide(Act.SUPERSEDE, row.id, BY, claim=better)]
    assert after(entries, [row])[1] == []
    (found,), _ = after(entries, [claim(label="A1", passage=None, count=exactly(35))])
    assert found.count == exactly(35)


def test_a_claim_that_a_person_added_stays():
    added = claim()
    entries = [decide(Act.POST, "", BY, claim=added)]
    (found,) = standing(entries, DAY)
    assert found.review is Review.ADDED
    assert after(entries, []) == ((found,), [])
