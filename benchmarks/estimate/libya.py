"""Real claims, each foreseen by all the others: the Libyan case, left out one by one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np

from benchmarks.estimate.goals import Goal, shares
from benchmarks.estimate.score import Scored, coverage, mean_place
from exeunt.estimate.joint.compose import compose
from exeunt.estimate.joint.grounds import Explainer
from exeunt.estimate.joint.sampler import sample
from exeunt.estimate.joint.settings import joint_settings
from exeunt.estimate.settings import settings
from exeunt.ledger.origin import with_origins
from exeunt.run.texts import read_texts

CASE = Path(__file__).parents[2] / "cases" / "libya"


def left_out() -> Goal:
    """Goal 23: where each claimed figure of a stock lies in what the others foresee, by reweighted draws."""
    texts = read_texts(CASE, date.today())
    assert texts.case is not None
    claims = with_origins(texts.claims, texts.documents)
    composed = compose(texts.case, claims, texts.case.last_day, settings())
    draws = sample(composed.problem, seed=1)
    explainer = Explainer(draws, joint_settings().common, seed=1)
    found = explainer.weights(
        np.zeros(len(draws.chain)), dict.fromkeys(item.claim for item in composed.problem.statements)
    )
    foreseen = [item for item in found if item.place is not None]
    scores = [Scored(0.0, item.place) for item in foreseen]
    cover = coverage(scores)
    unsteady = sum(not item.steady for item in foreseen)
    said = f"{shares(cover)}, mean PIT {mean_place(scores):.2f}, n = {len(scores)}, of which {unsteady} only roughly"
    asks = "real Libyan claims left out: coverage"
    return Goal(23, asks, "80 % holds 75-93", said, 0.75 <= cover[1] <= 0.93)
