"""A run with the joint model: the same assessment, and why each number is what it is."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from exeunt.run.pipeline import Question, assess
from exeunt.view.trail import why

CASES = Path(__file__).parents[2] / "cases"


@pytest.mark.slow
def test_a_case_estimated_together_says_what_each_claim_did(tmp_path):
    folder = tmp_path / "angola"
    shutil.copytree(CASES / "angola", folder, ignore=shutil.ignore_patterns(".exeunt", "out"))
    found = assess(Question(folder, date(2026, 1, 1), together=True)).assessment
    grounds = {(item.force, item.site): item for item in found.grounds}
    assert {(item.force, item.site) for item in found.estimates} == set(grounds)
    cubans = grounds["cuban-troops", None]
    assert sum(weight.share for weight in cubans.weights) == pytest.approx(1)
    used = {use.claim_id for item in found.estimates for use in item.uses if use.role == "evidence"}
    assert {weight.claim_id for weight in cubans.weights} <= used
    assert "what all claims moved" in str(why(found, "cuban-troops"))
