"""`python -m benchmarks.accuracy.casebook [DIR] [--json]`: real withdrawals, ours beside a naive answer.

A checkpoint is covered when the 90 % interval meets the range in which the truth lies. An outcome agrees when it is one
of those that `words.toml` allows for the casebook's word.
"""

from __future__ import annotations

import argparse
import csv
import json
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from benchmarks.accuracy.casebook.answer import Answer, Row, answer, known, verdicts
from exeunt.base.dates import parse_span
from exeunt.base.messages import say
from exeunt.claim.casebook.read import CasebookCase, read_casebook
from exeunt.ledger.check import conflicts
from exeunt.ledger.origin import with_origins
from exeunt.model.claim import Kind
from exeunt.model.verdict import Verdict

HERE = Path(__file__).parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=HERE / "cases")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    cases, _ = read_casebook(arguments.folder)
    by_id = {case.case.id: case for case in cases}
    names = _ids(arguments.folder, by_id)
    questions, endings = _table(arguments.folder, "checkpoints.csv"), _table(arguments.folder, "outcomes.csv")
    answers = [answer(by_id[names[row["case_id"]]], row) for row in questions]
    judged = {name: verdicts(by_id[names[name]], _days(endings, name)) for name in names}
    if arguments.json:
        print(json.dumps(_as_json(questions, answers, judged, _conflicts(by_id, names)), indent=1))
        return
    _print_checkpoints(questions, answers, by_id, names)
    _print_outcomes(endings, judged)
    print(f"median width of the intervals, as a share of the median: {_width(answers):.2f}")
    for conflict in _conflicts(by_id, names):
        print(f"conflict {conflict['case_id']}: {conflict['text']}")


def _conflicts(by_id: Mapping[str, CasebookCase], names: Mapping[str, str]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for given, name in names.items():
        case = by_id[name]
        labels = {claim.id: claim.name for claim in case.claims}
        for item in conflicts(case.case, with_origins(case.claims)):
            claims = [labels[claim] for claim in item.claims]
            text = f"{say(item.code, item.slots)} ({', '.join(claims)})"
            found.append({"case_id": given, "text": text, "claims": claims, "code": item.code})
    return found


def _width(answers: list[Answer]) -> float:
    given = [item for item in answers if item.low is not None and item.high is not None and item.median]
    widths = sorted(((item.high or 0) - (item.low or 0)) / item.median for item in given if item.median)
    return widths[len(widths) // 2] if widths else 0.0


def _table(folder: Path, name: str) -> list[Row]:
    path = folder / name
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _ids(folder: Path, by_id: Mapping[str, CasebookCase]) -> dict[str, str]:
    """The casebook's case ids with ours, in the order of the tables: the importer makes slugs of them."""
    given = dict.fromkeys(row["case_id"] for name in ("obligations.csv", "claims.csv") for row in _table(folder, name))
    return dict(zip(given, by_id, strict=True))


def _days(endings: list[Row], case_id: str) -> dict[str, date]:
    rows = [row for row in endings if row["case_id"] == case_id and row["date"]]
    return {row["obligation_id"]: last for row in rows if (last := parse_span(row["date"]).last)}


def _as_json(
    questions: list[Row],
    answers: list[Answer],
    judged: Mapping[str, dict[str, Verdict]],
    conflicts_found: list[dict[str, object]],
) -> object:
    keys = ("case_id", "as_of", "measure", "subject", "site")
    return {
        "checkpoints": [
            {**{key: row[key] for key in keys}, "low": found.low, "median": found.median, "high": found.high}
            for row, found in zip(questions, answers, strict=True)
        ],
        "obligations": [
            {
                "case_id": name,
                "obligation_id": item.obligation,
                "as_of": str(item.as_of),
                "outcome": item.outcome.value,
                "qualifiers": [str(qualifier) for qualifier in item.qualifiers],
                "probability": item.kept if item.probability is None else item.probability,
            }
            for name, found in judged.items()
            for item in found.values()
        ],
        "conflicts": conflicts_found,
    }


def _print_checkpoints(
    questions: list[Row], answers: list[Answer], by_id: Mapping[str, CasebookCase], names: Mapping[str, str]
) -> None:
    covered = naive_covered = 0
    for row, found in zip(questions, answers, strict=True):
        low, high = _number(row["low"], 0), _number(row["high"], float("inf"))
        inside = found.low is not None and found.high is not None and found.low <= high and found.high >= low
        naive = _last_claim(by_id[names[row["case_id"]]], row)
        covered += inside
        naive_covered += naive is not None and low <= naive <= high
        print(
            f"{'in ' if inside else 'OUT'} {row['case_id']:<26}{row['as_of']} {row['measure']:<28}"
            f"truth {row['low'] or '..'}-{row['high'] or '..'}  ours {_figures(found)}  last claim {naive}"
        )
    print(f"checkpoints inside the 90 % interval: {covered} of {len(questions)}; last claim: {naive_covered}")


def _print_outcomes(endings: list[Row], judged: Mapping[str, dict[str, Verdict]]) -> None:
    words = tomllib.loads((HERE / "words.toml").read_text(encoding="utf-8"))
    agreed = naive_agreed = 0
    for row in endings:
        verdict = judged[row["case_id"]].get(row["obligation_id"])
        outcome = verdict.outcome.value if verdict else "undetermined"
        allowed = words[row["verdict"]]["outcomes"]
        agreed += outcome in allowed
        naive_agreed += "met" in allowed  # the naive judge takes every announced withdrawal for done
        kept = f"{verdict.kept:.2f}" if verdict and verdict.kept is not None else "-"
        said = " ".join(verdict.qualifiers) if verdict else "(no obligation)"
        print(
            f"{'agrees ' if outcome in allowed else 'DIFFERS'} {row['case_id']:<26}{row['obligation_id']:<4}"
            f"{row['verdict']:<30}{outcome:<13}{kept:>5} {said}"
        )
    print(f"outcomes agreeing: {agreed} of {len(endings)}; every promise taken as kept: {naive_agreed}")


def _last_claim(case: CasebookCase, row: Row) -> float | None:
    """The naive answer: the last figure published for the subject, whatever it was about."""
    kinds = {Kind.STOCK} if row["measure"] == "present" else {Kind.CUMULATIVE_DEPARTURES, Kind.DEPARTURE}
    claims = [
        claim
        for claim in known(case, date.fromisoformat(row["as_of"]))
        if claim.count and claim.kind in kinds and row["subject"].casefold() in claim.force_text.casefold()
    ]
    last = max(claims, key=lambda claim: claim.known_on, default=None)
    return last.count.figure if last and last.count else None


def _figures(found: Answer) -> str:
    return " ".join("-" if number is None else f"{number:.6g}" for number in (found.low, found.median, found.high))


def _number(text: str, missing: float) -> float:
    return float(text) if text else missing


if __name__ == "__main__":
    main()
