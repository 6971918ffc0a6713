"""The fourteen traps of the real record, each on its rows, with the right answer and its reason (C9, C10, C16-C19)."""

from dataclasses import replace
from datetime import date

import pytest

from exeunt.base.problem import NOWHERE
from exeunt.ledger.check import conflicts
from exeunt.ledger.origin import with_origins
from exeunt.model.claim import PLEDGES, Kind
from exeunt.model.count import exactly
from exeunt.model.source import SourceClass
from exeunt.model.verdict import Outcome, Qualifier


# 1. A ledger passed off as a count.
def test_the_balance_of_a_ledger_is_one_origin_with_the_ledger(libya):
    assert {libya.row(label).origin for label in ("LY060", "LY063", "LY068", "LY074")} == {libya.row("LY060").id}


def test_a_figure_that_is_only_bookkeeping_rings(libya):
    assert {"LY068", "LY073", "LY074"} in libya.alarms("repetition")
    assert "alarm.bookkeeping" in libya.alarm_codes("LY074")


def test_the_same_ledger_weighs_once_as_a_stock(libya):
    assert libya.role("LY068", "syrian-sna")[0] == "evidence"
    assert libya.role("LY074", "syrian-sna")[0] == "echo"


# 2. Two ledgers of one force in one month.
def test_two_ledgers_of_one_force_are_shown_as_a_conflict(libya):
    assert {"LY060", "LY077"} in libya.conflicts("alarm.conflict_total_falls")


def test_neither_of_two_ledgers_is_struck_out_and_the_interval_holds_both_worlds(libya):
    assert libya.role("LY078", "syrian-sna")[0] == "evidence"
    low, high = libya.interval("syrian-sna", date(2021, 4, 5))
    assert low < 6630 < high
    assert high > 9000


# 3. Parts exceed the whole.
def test_parts_that_exceed_the_whole_are_shown_with_their_rows(libya):
    found = libya.conflicts("alarm.conflict_parts")
    assert any({"LY080", "LY081", "LY082"} <= rows for rows in found)


def test_the_estimate_of_all_does_not_stop_at_the_smaller_whole(libya):
    low, high = libya.interval("all-foreign", date(2021, 5, 5))
    assert low < 24000 < high


# 4. Misattribution.
def test_figures_of_unnamed_diplomats_are_not_the_word_of_the_mission(libya):
    source = libya.assessment.case.source_by_id[libya.row("LY083").source_id]
    assert source.source_class is not SourceClass.MONITOR
    assert libya.row("LY083").id not in {
        claim for verdict in libya.assessment.verdicts for item in verdict.standings
        if item.who == "monitor" for claim in item.claims
    }  # fmt: skip


def test_the_same_figure_credited_to_the_mission_moves_nothing_and_is_not_the_missions_word(libya):
    row = libya.row("LY083")
    mission = next(item.id for item in libya.assessment.case.sources if item.source_class is SourceClass.MONITOR)
    credited = replace(row, id="credited", label="X1", source_id=mission, lineage="repeat of LY083", where=NOWHERE)
    day = date(2021, 5, 10)
    told = [claim for claim in libya.assessment.claims if claim.known_on <= day]
    before, after = libya.judged(told, day), libya.judged([*told, credited], day)
    for one, other in zip(before, after, strict=True):
        assert (one.outcome, one.kept, one.standings) == (other.outcome, other.kept, other.standings)
    assert libya.stock([*told, credited], "wagner", day) == libya.stock(told, "wagner", day)


# 5. Scope mutation.
def test_all_on_moscows_behalf_told_as_wagner_is_no_count_of_wagner(libya):
    assert libya.row("LY116").origin == libya.row("LY115").id
    assert libya.role("LY116", "wagner") == ("echo", "estimate.mutation")
    assert libya.role("LY115", "russian-and-syrian")[0] == "evidence"


# 6. Flow and stock swapped.
def test_arrivals_told_as_present_weigh_as_arrivals_alone(libya):
    assert libya.role("LY135", "africa-corps") == ("evidence", "estimate.arrival")
    assert libya.role("LY136", "africa-corps") == ("echo", "estimate.mutation")
    assert libya.role("LY137", "africa-corps")[0] == "echo"


def test_a_running_total_printed_as_present_stays_a_running_total(libya):
    assert libya.row("LY043").kind is Kind.CUMULATIVE_ARRIVALS
    assert libya.role("LY043", "syrian-sna")[1] != "estimate.direct"


def test_one_fact_told_as_a_flow_and_as_a_stock_is_not_added_up(libya):
    assert set(libya.row("LY013").echo_of) == {libya.row("LY012").id, libya.row("LY011").id}
    assert libya.role("LY013", "wagner") == ("echo", "estimate.echo")
    low, high = libya.interval("wagner", date(2020, 1, 15))
    assert low < 1400
    assert high < 1400 + 1200


# 7. Trainees added to arrivals; digits swapped.
def test_trainees_are_not_added_to_arrivals(libya):
    assert libya.row("LY038").count.figure == 7850
    assert libya.row("LY038").count.figure + 3000 != libya.row("LY047").count.figure


def test_a_headline_that_adds_trainees_to_arrivals_is_an_echo_and_does_not_lift_the_estimate(libya):
    row, day = libya.row("LY038"), date(2020, 5, 17)
    headline = replace(
        row, id="headline", label="X2", source_id=None, source_text="a headline", count=exactly(11_000),
        count_text="11,000", lineage="repeat of LY038", where=NOWHERE,
    )  # fmt: skip
    told = [claim for claim in libya.assessment.claims if claim.known_on <= day]
    with_headline = with_origins([*told, headline])
    assert next(item for item in with_headline if item.id == "headline").origin == row.id
    assert libya.stock([*told, headline], "syrian-sna", day) == libya.stock(told, "syrian-sna", day)


def test_arrived_or_in_training_is_shown_as_a_mixture_in_the_words_of_the_row(libya):
    row = libya.row("LY047")
    assert "training" in row.count_text
    assert row.count.figure == 2700
    assert libya.role("LY047", "syrian-pro-government")[1] == "estimate.cumulative_arrivals"


def test_swapped_digits_are_shown(libya):
    printed, slip = libya.row("LY039"), libya.row("LY047")
    right = replace(printed, id="right", origin="right", count=exactly(3420))
    wrong = replace(printed, id="wrong", origin="wrong", count=exactly(3204))
    found = {item.code for item in conflicts(libya.assessment.case, [right, wrong, slip])}
    assert "alarm.conflict_digits" in found


# 8. Rotation shown as withdrawal.
@pytest.mark.parametrize(
    ("out", "came"), [("LY064", "LY065"), ("LY088", "LY089"), ("LY090", "LY091"), ("LY098", "LY100")]
)
def test_departures_matched_by_arrivals_ring_as_rotation(libya, out, came):
    assert any({out, came} <= rows for rows in libya.alarms("rotation"))


def test_leave_is_not_withdrawal(libya):
    assert "alarm.rotation_leave" in libya.alarm_codes("LY105")


# 9. Substitution.
@pytest.mark.parametrize("row", ["LY059", "LY133"])
def test_one_force_for_another_rings_as_substitution(libya, row):
    assert any(row in rows for rows in libya.alarms("substitution"))


# 10. Relocation shown as exit.
@pytest.mark.parametrize("row", ["LY040", "LY095", "LY111"])
def test_moving_camp_is_not_leaving(libya, row):
    assert any(row in rows for rows in libya.alarms("relocation"))
    moved = libya.row(row).id
    accepted = {claim for verdict in libya.assessment.verdicts for item in verdict.standings
                if item.status == "accepts" for claim in item.claims}  # fmt: skip
    assert moved not in accepted
    assert all(use.role != "evidence" for estimate in libya.assessment.estimates for use in estimate.uses
               if use.claim_id == moved)  # fmt: skip


# 11. A pledge cancelled; a departure confirmed only by who asked for it.
@pytest.mark.parametrize("row", ["LY066", "LY067", "LY104"])
def test_a_pledge_is_never_evidence(libya, row):
    assert libya.row(row).kind in PLEDGES
    uses = [use for estimate in libya.assessment.estimates for use in estimate.uses
            if use.claim_id == libya.row(row).id]  # fmt: skip
    assert uses
    assert all(use.role == "pledge" for use in uses)


def test_a_departure_confirmed_only_by_who_asked_for_it_is_not_verified(libya):
    found = libya.verdict("lna-first-group-of-300")
    assert found.outcome is Outcome.UNDETERMINED
    assert Qualifier.UNVERIFIED in found.qualifiers
    only = next(item for item in found.reasons if item.code == "verdict.only_requester")
    assert libya.labels(only.claims) == {"LY109"}


# 12. Official bodies in conflict.
def test_no_credible_evidence_is_not_a_count_of_none(libya):
    assert libya.role("LY022", "sudanese-rsf") == ("context", "estimate.denial")
    assert libya.role("LY017", "sudanese-rsf")[0] == "evidence"
    low, high = libya.interval("sudanese-rsf", date(2020, 1, 31))
    assert low == 0
    assert high >= 1000


# 13. Partisan multiples.
def test_a_rivals_multiple_does_not_carry_the_estimate(libya):
    _, high = libya.interval("syrian-sna", date(2020, 5, 10))
    assert high < 17000
    source = libya.assessment.case.source_by_id[libya.row("LY036").source_id]
    assert source.source_class in (SourceClass.PARTY, SourceClass.ARMED_GROUP)
    assert source.reliability >= "D"


def test_the_rivals_multiple_is_no_witness_and_hardly_moves_the_estimate(libya):
    row, day = libya.row("LY036"), date(2020, 5, 10)
    duty = libya.assessment.case.obligation_by_id["no-new-syrians-for-tripoli"]
    assert libya.evidence(duty).adverse(row)
    assert row.id not in {claim for claim, _ in libya.verdict(duty.id).shares}
    told = [claim for claim in libya.assessment.claims if claim.known_on <= day]
    with_it = libya.stock(told, "syrian-sna", day)[1]
    without = libya.stock([claim for claim in told if claim.id != row.id], "syrian-sna", day)[1]
    assert with_it < 1.25 * without
    assert with_it < 17_000 / 1.5


# 14. A departure that was an attack on the neighbour.
def test_a_column_that_crossed_to_attack_is_no_withdrawal(libya):
    attack = libya.row("LY087").id
    accepted = {claim for verdict in libya.assessment.verdicts for item in verdict.standings
                if item.status == "accepts" for claim in item.claims}  # fmt: skip
    assert attack not in accepted
    assert libya.row("LY087").kind is not Kind.DEPARTURE


def test_the_order_of_rows_changes_no_conflict_and_no_alarm(libya):
    claims = with_origins(tuple(reversed(libya.assessment.claims)))
    again = conflicts(libya.assessment.case, [item for item in claims if item.known_on <= libya.assessment.as_of])
    assert set(again) == set(libya.assessment.conflicts)
