"""What stands beside a verdict, in words: readings, who accepts it, which claims carry it, what could change it."""

from __future__ import annotations

from dataclasses import dataclass

from exeunt.base.messages import say
from exeunt.model.case import Case
from exeunt.model.verdict import Look, Seen, Verdict
from exeunt.report.inert import inert, isolated
from exeunt.report.number import percent
from exeunt.report.words import SYMBOLS, label, name_of, names, word


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One way to read the clause, and the answer under it; the first is the one that the case takes."""

    says: str
    address: str
    outcome: str
    word: str
    symbol: str
    kept: str
    qualifiers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StandingRow:
    """Whether the monitor, a party or a side accepts that it was kept, and by which claims."""

    who: str
    status: str
    word: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeightRow:
    """One claim: its share of the witnesses' weight, what it does to the probability, and the answer without it."""

    claim: str
    share: str
    effect: str
    without: str


@dataclass(frozen=True, slots=True)
class LookRow:
    """One piece of evidence that could still be had, and what it may do."""

    text: str
    changes: str
    results: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contest:
    """All of it for one verdict, in one language."""

    readings: tuple[ReadingRow, ...]
    standings: tuple[StandingRow, ...]
    weights: tuple[WeightRow, ...]
    looks: tuple[LookRow, ...]
    seen: tuple[str, ...]


def contest(verdict: Verdict, case: Case, language: str) -> Contest:
    """What stands beside a verdict."""
    known = names(case, language)
    return Contest(
        readings=_readings(verdict, case, language),
        standings=tuple(
            StandingRow(
                label("monitor", language) if item.who == "monitor" else name_of(item.who, known),
                item.status.value,
                word("status", item.status, language),
                item.claims,
            )
            for item in verdict.standings
        ),
        weights=_weights(verdict, language),
        looks=tuple(_look(item, verdict, known, language) for item in verdict.looks),
        seen=_seen(verdict.seen, language),
    )


def _readings(verdict: Verdict, case: Case, language: str) -> tuple[ReadingRow, ...]:
    if not verdict.readings:
        return ()
    duty = case.obligation_by_id[verdict.obligation]
    given = {reading.id: (inert(reading.says.in_language(language)), reading.url) for reading in duty.readings}
    own = [(say("report.reading_of_the_case", (), language), "", verdict.outcome, verdict.kept, verdict.qualifiers)]
    others = [
        (*given.get(item.reading, (inert(item.reading), "")), item.outcome, item.kept, item.qualifiers)
        for item in verdict.readings
    ]
    return tuple(
        ReadingRow(
            says,
            address,
            outcome.value,
            word("outcome", outcome, language),
            SYMBOLS[outcome],
            percent(kept, language) if kept is not None else "",
            tuple(word("qualifier", item, language) for item in qualifiers),
        )
        for says, address, outcome, kept, qualifiers in (*own, *others)
    )


def _weights(verdict: Verdict, language: str) -> tuple[WeightRow, ...]:
    """The claims that carry or move the verdict, the weightiest first; those that do neither are not listed."""
    shares = dict(verdict.shares)
    rows = []
    for item in verdict.effects:
        share, moved = shares.get(item.claim, 0.0), item.kept or 0.0
        other = item.without is not verdict.outcome
        if share or other or abs(moved) >= _NOTICED:
            without = word("outcome", item.without, language) if other else label("same_answer", language)
            row = WeightRow(item.claim, percent(share, language) if share else "", points(item.kept, language), without)
            rows.append((-abs(moved), -share, item.claim, row))
    return tuple(row for *_, row in sorted(rows, key=lambda item: item[:3]))


_NOTICED = 0.005


def points(moved: float | None, language: str) -> str:
    """A difference of probabilities in percentage points; empty where it cannot be told."""
    if moved is None:
        return ""
    whole = round(abs(moved) * 100)
    if whole == 0:
        return label("no_effect", language)
    return say("report.points_up" if moved > 0 else "report.points_down", {"count": whole}, language)


def _look(look: Look, verdict: Verdict, known: dict[str, str], language: str) -> LookRow:
    comma = label("comma", language)
    sites = isolated(comma.join(name_of(site, known) for site in look.sites), language) if look.sites else ""
    code = f"report.look_{look.kind}" + ("_at" if sites and look.kind != "inspection" else "")
    results = tuple(
        say(
            "report.look_kept" if item.kept else "report.look_not_kept",
            {"probability": percent(item.probability, language), "outcome": word("outcome", item.outcome, language)},
            language,
        )
        for item in look.results
        if item.outcome is not verdict.outcome
    )
    text = say(code, {"count": look.times, "sites": sites}, language)
    return LookRow(text, percent(look.changes, language), results)


def _seen(seen: Seen | None, language: str) -> tuple[str, ...]:
    if seen is None or (seen.correct is None and seen.complete is None):
        return ()
    correct, complete = (
        percent(item, language) if item is not None else label("not_told", language)
        for item in (seen.correct, seen.complete)
    )
    return (
        say("report.seen_correct", {"probability": correct}, language),
        say("report.seen_complete", {"probability": complete}, language),
    )
