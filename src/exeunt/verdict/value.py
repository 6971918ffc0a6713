"""The value of evidence: what could still be looked at or asked, and with which chance it would change the verdict.

Each look is imagined with either result. Its claims are added to the evidence, the estimate is conditioned on them, and
the obligation is judged again by the same rule and standard. With p the probability that what the look is about is so,
and e the chance that a source of its grade is wrong altogether, n looks that agree say

    that it is so       with probability  p (1 - e)^n + (1 - p) e^n
    that it is not so   with probability  p e^n + (1 - p) (1 - e)^n

(looks that contradict one another are taken to change nothing). The chance that the verdict changes is the sum over the
results that lead to another outcome: the preposterior analysis of Raiffa and Schlaifer (1961), with outcomes for acts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

import numpy as np

from exeunt.estimate.posterior import Floats, Posterior
from exeunt.model.source import Source, SourceClass
from exeunt.model.verdict import Look, Outcome, Result
from exeunt.verdict.evidence import Evidence, last_day
from exeunt.verdict.finding import Finding
from exeunt.verdict.imagined import Pair, look_table, pairs
from exeunt.verdict.words import NAMELESS

Decide = Callable[[Evidence], Outcome]

_CLASS = {
    "declaration": SourceClass.PARTY,
    "witness": SourceClass.NGO,
    "records": SourceClass.MONITOR,
    "inspection": SourceClass.MONITOR,
    "count": SourceClass.MONITOR,
}


def looks(evidence: Evidence, finding: Finding, outcome: Outcome, decide: Decide) -> tuple[Look, ...]:
    """The looks that may change the outcome, cheapest first; none where the verdict is not open to evidence."""
    if not _is_open(finding, outcome):
        return ()
    found = (_fewest(evidence, finding, outcome, decide, (kind, pair)) for kind, pair in _candidates(evidence))
    worth = [look for look in found if look is not None]
    return tuple(sorted(worth, key=lambda look: (look.cost, -look.changes, look.kind, look.sites)))


def _is_open(finding: Finding, outcome: Outcome) -> bool:
    """Whether it is undetermined, or found but disputed or not quite sure."""
    if outcome is Outcome.UNDETERMINED:
        return True
    if outcome not in (Outcome.MET, Outcome.BREACHED) or finding.kept is None:
        return False
    chance, against = (
        (finding.kept, finding.opposes) if outcome is Outcome.MET else (1 - finding.kept, finding.supports)
    )
    return bool(against) or chance < look_table()["limits"]["surely"]


def _candidates(evidence: Evidence) -> Iterator[tuple[str, Pair]]:
    """Every look there is, by kind, with what it would say either way."""
    recent = evidence.as_of - evidence.day <= timedelta(days=evidence.standards.seen_after_days)
    for pair in pairs(evidence):
        visit = ("inspection" if pair.sites else "count") if recent else "records"
        yield from ((kind, pair) for kind in ("declaration", "witness", visit) if pair.suits(kind))


def _fewest(
    evidence: Evidence, finding: Finding, outcome: Outcome, decide: Decide, candidate: tuple[str, Pair]
) -> Look | None:
    """The look, repeated as few times as may change the outcome; None where no number of times may."""
    kind, pair = candidate
    limits = look_table()["limits"]
    for times in range(1, 1 + (1 if kind == "declaration" else limits["times"])):
        results = _results(evidence, finding, decide, candidate, times)
        changes = sum(item.probability for item in results if item.outcome is not outcome)
        if changes >= limits["least"]:
            cost = look_table()[kind]["cost"] * times * max(1, len(pair.sites) if kind == "inspection" else 1)
            return Look(kind, pair.sites, times, cost, changes, results)
    return None


def _results(
    evidence: Evidence, finding: Finding, decide: Decide, candidate: tuple[str, Pair], times: int
) -> tuple[Result, ...]:
    kind, pair = candidate
    wrong = evidence.standards.wrong[look_table()[kind]["grade"]]
    so = pair.chance if pair.chance is not None else finding.kept if finding.kept is not None else 0.5
    if kind == "declaration":
        admits = (1 - so) * look_table()[kind]["admits"]
        chances = {True: 1 - admits, False: admits}
    else:
        chances = {
            True: so * (1 - wrong) ** times + (1 - so) * wrong**times,
            False: so * wrong**times + (1 - so) * (1 - wrong) ** times,
        }
    return tuple(
        Result(kept, chances[kept], decide(_imagined(evidence, candidate, times, kept, wrong)))
        for kept in (True, False)
    )


def _imagined(evidence: Evidence, candidate: tuple[str, Pair], times: int, kept: bool, wrong: float) -> Evidence:
    """The evidence with the claims of the look in it, and the estimate that follows."""
    kind, pair = candidate
    said = pair.kept if kept else pair.against
    sources = [_source(evidence, kind, number) for number in range(times)]
    claims = [
        replace(claim, id=f"{source.id}-{place}", origin=f"{source.id}-{place}", source_id=source.id)
        for source in sources
        for place, claim in enumerate(said)
    ]
    ordered = sorted((*evidence.claims, *claims), key=lambda claim: (last_day(claim), claim.known_on, claim.id))
    # who is bound tells of itself: what it says is in nobody's favour but its own, and moves no estimate here
    series = evidence.series if kind == "declaration" else _conditioned(evidence, pair, kept, (wrong, times))
    case = replace(evidence.case, sources=(*evidence.case.sources, *sources))
    return replace(evidence, case=case, claims=tuple(ordered), series=series, memo={})


def _source(evidence: Evidence, kind: str, number: int) -> Source:
    """Who would look: nobody that there is, so that one look is independent of another."""
    side = next(iter(sorted(evidence.obliged & {item.id for item in evidence.case.agreement.sides})), None)
    return Source(
        f"imagined-{kind}-{number}", NAMELESS, _CLASS[kind], look_table()[kind]["grade"], "",
        side=side if kind == "declaration" else None,
    )  # fmt: skip


def _conditioned(
    evidence: Evidence, pair: Pair, kept: bool, look: tuple[float, int]
) -> Mapping[tuple[str, str | None], Posterior]:
    """The estimates the look is about, given its result: each drawn path weighs by how well it explains it."""
    wrong, times = look
    series = dict(evidence.series)
    for key in pair.series:
        posterior = series.get(key)
        if posterior is None or pair.truth is None or not len(posterior.draws) or posterior.days[0] > evidence.day:
            continue
        so = pair.truth(posterior)
        says_so = (1 - wrong) * so + wrong * (1 - so)
        series[key] = _reweighed(posterior, evidence, (says_so if kept else 1 - says_so) ** times)
    return series


def _reweighed(posterior: Posterior, evidence: Evidence, weights: Floats) -> Posterior:
    """The posterior on the days the rule asks, from paths drawn again in proportion to their weights, evenly spaced."""
    wanted = {evidence.start, evidence.baseline_day, evidence.day}
    days = tuple(sorted({posterior.days[posterior.position(day)] for day in wanted if day >= posterior.days[0]}))
    columns = [posterior.position(day) for day in days]
    count = len(posterior.draws)
    cumulative = np.cumsum(weights)
    places = np.searchsorted(cumulative, (np.arange(count) + 0.5) / count * cumulative[-1])
    draws = posterior.draws[np.minimum(places, count - 1)][:, columns]
    middles = (posterior.grid[1:] + posterior.grid[:-1]) / 2
    cells = np.searchsorted(middles, draws)
    rows = [np.bincount(cells[:, column], minlength=len(posterior.grid)) / count for column in range(len(days))]
    return Posterior(
        posterior.force, posterior.site, days, posterior.grid, np.array(rows), draws, posterior.prior, posterior.uses
    )
