from datetime import date

from exeunt.ledger.entry import post, retract, supersede
from exeunt.ledger.standing import standing
from exeunt.model.claim import Claim, Kind
from exeunt.model.entry import Act, Entry

LATE = date(2030, 1, 1)


def claim(name, known_on="2021-01-01", note=""):
    return Claim(id=name, kind=Kind.STOCK, known_on=date.fromisoformat(known_on), note=note)


def names(entries, known_on=LATE):
    return [item.id for item in standing(entries, known_on)]


def test_claims_stand_in_the_order_of_the_log():
    assert names([post(claim("b")), post(claim("a"))]) == ["b", "a"]


def test_a_claim_is_not_there_before_anyone_could_read_it():
    entries = [post(claim("a", "2021-03-01"))]
    assert names(entries, date(2021, 2, 28)) == []
    assert names(entries, date(2021, 3, 1)) == ["a"]


def test_a_superseding_claim_takes_the_place_of_its_subject_from_the_day_it_was_known():
    entries = [post(claim("a", "2021-01-01")), post(claim("z")), supersede(claim("b", "2021-06-01"), "a")]
    assert names(entries, date(2021, 5, 31)) == ["a", "z"]
    assert names(entries, date(2021, 6, 1)) == ["z", "b"]


def test_a_retracted_claim_stands_on_no_day():
    entries = [post(claim("a")), post(claim("b")), retract("a", "a forgery")]
    assert names(entries) == ["b"]
    assert names(entries, date(2021, 1, 1)) == ["b"]


def test_retracting_a_correction_does_not_bring_the_corrected_claim_back():
    assert names([post(claim("a")), supersede(claim("b"), "a"), retract("b", "wrong too")]) == []


def test_a_claim_comes_back_by_superseding_what_replaced_it():
    entries = [post(claim("a")), supersede(claim("b"), "a"), supersede(claim("a"), "b", "the first was right")]
    assert names(entries) == ["a"]


def test_posting_a_retracted_claim_again_does_not_bring_it_back():
    entries = [post(claim("a")), retract("a", "a forgery"), post(claim("a", note="again"))]
    assert names(entries) == []


def test_a_claim_may_supersede_an_earlier_form_of_itself():
    found = standing([post(claim("a", note="old")), supersede(claim("a", note="new"), "a")], LATE)
    assert [item.note for item in found] == ["new"]


def test_what_an_erased_entry_took_away_stays_away():
    # of an erased correction nobody knows any more since when it held: its subject stays away on every day
    erased = Entry("e-2", Act.SUPERSEDE, None, "a")
    assert names([post(claim("a")), erased, post(claim("c"))]) == ["c"]


def test_a_retraction_of_a_claim_that_comes_later_in_the_log_does_not_reach_it():
    assert names([retract("a", "not yet here"), post(claim("a"))]) == ["a"]
