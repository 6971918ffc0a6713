"""Why this number: shares of claims under `why`, in the file, and what moved a number since the last assessment."""

import json
from dataclasses import replace

import pytest

from exeunt.model.grounds import ClaimWeight, Grounds
from exeunt.report.document import assessment_json
from exeunt.report.evidence import series_id
from exeunt.report.grounds import grounds_facts, weight_facts
from exeunt.report.publication import publishable
from exeunt.view.changes import changes
from exeunt.view.trail import Step, why


def weight(claim: str, share: float, **fields) -> ClaimWeight:
    given = {
        "foreseen": (400.0, 500.0, 640.0),
        "place": 0.4,
        "junk": 0.01,
        "copied": 0.0,
        "rotated": 0.0,
        "steady": True,
    }
    return ClaimWeight(claim, share, (300.0, 420.0, 600.0), **{**given, **fields})


@pytest.fixture
def explained(assessment):
    estimate = next(item for item in assessment.estimates if sum(use.role == "evidence" for use in item.uses) > 1)
    used = [use.claim_id for use in estimate.uses if use.role == "evidence"]
    weights = (weight(used[1], 0.7, junk=0.2), weight(used[0], 0.3))
    grounds = Grounds(
        estimate.force, estimate.site, assessment.as_of, (0, 400, 9000), (350, 480, 700), weights, 1.7, 0.15, 1.01, 640,
        230.0, ((0.0, (360, 480, 690)), (0.3, (300, 480, 800))),
    )  # fmt: skip
    return replace(assessment, grounds=(grounds,)), estimate


def lines(step: Step) -> list[str]:
    return [step.text, *(line for child in step.steps for line in lines(child))]


def test_why_lists_the_claims_by_what_they_moved_with_what_each_did(explained):
    assessment, estimate = explained
    found = why(assessment, series_id(estimate))
    evidence = next(step for step in found.steps if step.kind == "role")
    first, second = (weight.claim_id for weight in assessment.grounds[0].weights)
    assert [step.id for step in evidence.steps[:2]] == [first, second]
    text = "\n".join(lines(evidence.steps[0]))
    assert "70 %" in text.replace("\u202f", " ") or "70%" in text
    assert "foresee" in text
    assert "rests on nothing" in text.lower()


def test_why_says_what_is_assumed_and_how_far_the_draws_can_be_relied_on(explained):
    assessment, estimate = explained
    text = "\n".join(lines(why(assessment, series_id(estimate))))
    assert "1.7" in text
    assert "assumed" in text
    assert "640" in text
    assert "do not agree" not in text
    assert "not off together at all: about 500 (350–700)" in text or "not off together at all: about 480" in text
    assert "Were it 30" in text


def test_chains_that_do_not_agree_are_said_not_to():
    grounds = Grounds("f", None, None, (0, 1, 2), (0, 1, 2), (), 0.0, 0.15, 1.2, 20, 1.0)
    assert "do not agree" in grounds_facts(grounds, "en")[-1]


def test_a_figure_that_the_others_do_not_foresee_is_called_a_surprise():
    assert "surprises" in " ".join(weight_facts(weight("c", 0.5, place=0.99), "en"))
    assert "surprises" not in " ".join(weight_facts(weight("c", 0.5, place=0.9), "en"))


def test_a_claim_on_which_everything_hangs_is_left_out_roughly():
    assert "roughly" in weight_facts(weight("c", 0.9, steady=False), "en")[0]


def test_the_file_holds_each_claims_share_and_what_would_be_without_it(explained):
    assessment, _ = explained
    told = json.loads(assessment_json(assessment))["grounds"][0]
    assert told["claims"][0]["share"] == 0.7
    assert told["claims"][0]["without"] == [300, 420, 600]
    assert (told["common_bias"], told["independent_sources"], told["detectable_rise"]) == (0.15, 1.7, 230)
    assert told["sensitivity"][1] == {"common_bias": 0.3, "number": [300, 480, 800]}


def test_a_claim_held_back_is_not_named_among_the_grounds(explained):
    assessment, _ = explained
    policy = replace(assessment.case.policy, delay_days=100_000)
    shown = publishable(replace(assessment, case=replace(assessment.case, policy=policy)))
    assert shown.grounds[0].weights == ()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_moved_a_number_since_the_last_assessment_is_the_new_claim_with_the_largest_share(explained, language):
    assessment, _ = explained
    newest = assessment.grounds[0].weights[0].claim_id
    before = json.loads(assessment_json(assessment))
    before["claims"] = [row for row in before["claims"] if row["id"] != newest]
    for row in before["estimates"]:
        for point in row["points"]:
            point["median"] = 1.0
            for interval in point["intervals"]:
                interval["low"], interval["high"] = 0.0, 2.0
    found = changes(before, assessment, language)
    assert [change.subject for change in found if change.kind == "moved_by"] == [newest]
    assert changes(json.loads(assessment_json(assessment)), assessment, language) == ()
