import json
from dataclasses import replace
from datetime import date

from exeunt.base.messages import say
from exeunt.base.problem import Problem, Severity, Where, problem
from exeunt.model.verdict import Outcome
from exeunt.report.document import assessment_json
from exeunt.view.board import board
from exeunt.view.changes import changes
from exeunt.view.forces import forces
from exeunt.view.problems import problems_by_file
from exeunt.view.trail import why


def flat(step):
    return [step, *(inner for child in step.steps for inner in flat(child))]


def test_the_board_has_one_row_an_obligation_with_its_main_reason(assessment):
    rows = board(assessment)
    assert [row.obligation for row in rows] == [duty.id for duty in assessment.case.agreement.obligations]
    assert (rows[0].word, rows[0].probability, rows[0].kept) == ("Breached", "> 99 %", "< 1 %")
    assert rows[0].qualifiers == ("scope disputed",)
    assert rows[0].reason.startswith("On 23 January 2031, 940 of All foreign forces")
    assert (rows[9].reason, rows[9].deadline, rows[9].deadline_text) == ("", None, "")


def test_the_board_leaves_out_what_was_not_judged(assessment):
    assert len(board(replace(assessment, verdicts=assessment.verdicts[:3]), "ar")) == 3


def test_forces_show_number_interval_and_whether_they_moved(assessment):
    rows = {row.series: row for row in forces(assessment)}
    assert rows["kestrel"].day == date(2031, 6, 30)
    assert rows["kestrel"].trend.startswith("down from about 2")
    assert rows["river-guard"].trend.startswith("no clear change")
    assert rows["river-guard"].last_observed is None
    assert rows["kestrel@tal-amar"].site == "Tal Amar air base"


def test_a_baseline_day_of_an_obligation_is_where_a_trend_begins(assessment):
    agreement = assessment.case.agreement
    duties = tuple(
        replace(duty, baseline_day=date(2031, 1, 1)) if duty.id == "kestrel-half" else duty
        for duty in agreement.obligations
    )
    case = replace(assessment.case, agreement=replace(agreement, obligations=duties))
    row = forces(replace(assessment, case=case))[1]
    assert "11 December 2030" in row.trend


def test_a_force_without_an_estimate_for_the_day_shows_no_number(assessment):
    row = forces(replace(assessment, as_of=date(2030, 1, 1)))[0]
    assert (row.day, row.median, row.trend) == (None, "", "")


def test_a_verdict_leads_to_reasons_claims_quotes_sources_and_addresses(assessment):
    steps = flat(why(assessment, "kestrel-half"))
    assert [step.kind for step in steps[:3]] == ["verdict", "reason", "claim"]
    texts = " ".join(step.text for step in steps)
    assert "“A spokesman said that" in texts
    assert "reliability D: A party that gains by a small number." in texts
    assert "https://news.example.org/merava/1?edition=2&page=1" in texts


def test_claims_that_no_reason_names_are_in_the_trail_all_the_same(assessment):
    verdict = replace(assessment.verdicts[1], reasons=())
    trail = why(replace(assessment, verdicts=(verdict,)), "kestrel-half")
    assert [step.text for step in trail.steps] == ["Claims"]
    assert len(trail.steps[0].steps) == len(verdict.claims)


def test_an_estimate_leads_to_its_claims_by_what_they_do(assessment):
    for ident in ("kestrel", "kestrel@tal-amar"):
        trail = why(assessment, ident)
        roles = [step.text for step in trail.steps if step.kind == "role"]
        assert roles[0] == "evidence"
        assert "pledge" in roles


def test_a_claim_is_found_by_its_label_and_by_its_id(assessment):
    claim = assessment.claims[9]
    assert why(assessment, claim.label) == why(assessment, claim.id)
    assert any(step.text == "echo of MV003" for step in why(assessment, "MV010").steps)


def test_an_unknown_id_is_a_problem_that_names_the_nearest(assessment):
    found = why(assessment, "kestrell")
    assert isinstance(found, Problem)
    assert "Nearest: kestrel, " in say(found.code, found.slots, "en")
    nothing = why(assessment, "")
    assert isinstance(nothing, Problem)
    assert say(nothing.code, nothing.slots, "ar")


def test_latin_text_in_an_arabic_trail_stands_between_isolates(assessment):
    texts = [step.text for step in flat(why(assessment, "MV007", "ar"))]
    assert any(text.startswith("«\u2068A spokesman") for text in texts)
    assert any(text.startswith("\u2068https://") for text in texts)


def test_nothing_changed_since_the_same_assessment(assessment):
    assert changes(json.loads(assessment_json(assessment)), assessment) == ()
    assert changes(None, assessment) == ()
    assert changes({"case": "another"}, assessment) == ()


def test_a_changed_outcome_and_a_moved_probability_are_told(assessment):
    before = json.loads(assessment_json(assessment))
    first, second, third, *rest = assessment.verdicts
    now = replace(
        assessment,
        verdicts=(
            replace(first, outcome=Outcome.UNDETERMINED, kept=0.4, probability=None),
            replace(second, kept=second.kept - 0.06),
            replace(third, kept=third.kept - 0.01),
            *rest,
        ),
    )
    told = changes(before, now)
    assert [item.subject for item in told] == ["all-out", "kestrel-half"]
    assert told[0].text == "All foreign forces leave: Breached (< 1 %) before, Undetermined (40 %) now"


def test_a_verdict_that_is_new_is_told(assessment):
    before = json.loads(assessment_json(replace(assessment, verdicts=assessment.verdicts[1:])))
    assert [item.text for item in changes(before, assessment)] == [
        "All foreign forces leave: Breached (< 1 %), judged for the first time"
    ]


def test_only_medians_that_left_their_old_middle_interval_are_told(assessment):
    before = json.loads(assessment_json(assessment))
    kestrel = assessment.estimates[1]

    def moved(by):
        points = tuple(replace(point, median=point.median + by) for point in kestrel.points)
        estimates = tuple(replace(item, points=points) if item is kestrel else item for item in assessment.estimates)
        return changes(before, replace(assessment, estimates=estimates))

    assert moved(100) == ()
    assert [item.subject for item in moved(800)] == ["kestrel"]


def test_new_and_removed_claims_are_told(assessment):
    before = json.loads(assessment_json(replace(assessment, claims=assessment.claims[1:])))
    told = changes(before, replace(assessment, claims=assessment.claims[:-1]))
    assert [(item.kind, item.text) for item in told] == [
        ("new_claim", "MV001 is new"),
        ("removed_claim", "MV060 no longer stands"),
    ]


def test_problems_are_grouped_by_file_in_the_order_of_lines():
    def typo(file, line):
        return problem("invented.typo", Where(file, line), found="x")

    b, a = problems_by_file([typo("b.csv", 9), typo("a.csv", 1), typo("b.csv", 2)], "en")[::-1]
    assert (a.file, a.errors, a.warnings) == ("a.csv", 1, 0)
    assert [line.line for line in b.lines] == [2, 9]
    assert b.lines[0].severity is Severity.ERROR
    assert b.lines[0].text.startswith("Found x in the column force")
