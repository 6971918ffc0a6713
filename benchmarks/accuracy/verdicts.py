"""How sure verdicts may be: `python -m benchmarks.accuracy.verdicts [--worlds N] [--seed N] [--json] [--svg F]`.

Agreements with known truth (`exeunt.simulation`), obligations of every kind, one world in five with an evasion. What is
judged is what was known on a day after all was due; what is true is decided from the world by the clause's own words.
Beside ours: who takes the latest claim at its word, and who always says how often such an obligation is kept. Exit code
1 when a goal fails: of verdicts given nine chances in ten, 86 to 94 of a hundred are right.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy loads: the matrices are small

from benchmarks.accuracy.naive_verdicts import naive
from exeunt.model.agreement import ObligationKind
from exeunt.simulation.play import play, stage
from exeunt.simulation.ruled import Band, Ruling, brier, findings, log_score, reliability, rulings, said

GOAL = (0.86, 0.94)
BANDS = ((0.85, 0.95), (0.9, 1.0), (0.9, 0.98), (0.98, 1.0))
Given = list[tuple[float, bool]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worlds", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--workers", type=int, default=2, help="processes; the answers do not depend on them")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--svg", type=Path, help="write the reliability diagram there")
    arguments = parser.parse_args()
    began = time.monotonic()
    found, latest = judged(arguments.seed, arguments.worlds, arguments.workers)
    seconds = time.monotonic() - began
    if arguments.svg:
        arguments.svg.write_text(svg(reliability(said(found))), encoding="utf-8")
    if arguments.json:
        print(json.dumps(as_json(found, latest), indent=2))
    else:
        print(f"{arguments.worlds} agreements, {len(found)} obligations, seed {arguments.seed}, {seconds:.0f} s")
        show(found, latest)
    return 0 if all(is_held(findings(found, *band)) for band in BANDS[:2]) else 1


def judged(seed: int, worlds: int, workers: int) -> tuple[list[Ruling], Given]:
    """Our rulings, and what the latest claim says wherever it says something."""
    found: list[Ruling] = []
    latest: Given = []
    with ProcessPoolExecutor(workers) as pool:
        for number, (ruled, naively) in enumerate(pool.map(_one, repeat(seed), range(worlds), chunksize=10)):
            found += ruled
            latest += naively
            if sys.stderr.isatty() and number % 20 == 19:
                print(f"\r{number + 1} of {worlds}", end="", file=sys.stderr)
    return found, latest


def _one(seed: int, number: int) -> tuple[list[Ruling], Given]:
    staged = stage(seed, number)
    truth, known, latest = staged.kept(), staged.known, []
    for obligation in staged.case.agreement.obligations:
        kept = naive(obligation, known, staged.as_of)
        if kept is not None:
            latest.append((kept, truth[obligation.id]))
    return rulings(play(staged)), latest


def is_held(band: Band) -> bool:
    """Whether the share that is right is what it should be."""
    return GOAL[0] <= band.observed <= GOAL[1]


def show(found: Sequence[Ruling], latest: Given) -> None:
    print("\nwhat was found, by kind of obligation")
    print(f"  {'':22}{'number':>7}{'kept':>7}{'met':>6}{'right':>7}{'breached':>10}{'right':>7}{'open':>6}{'Brier':>8}")
    for kind in (*ObligationKind, None):
        own = [item for item in found if kind in (item.kind, None)]
        if own:
            print(f"  {kind or 'all':22}{_line(own)}")
    print("\nwhere somebody evades")
    for evasion, own in _by_evasion(found).items():
        print(f"  {evasion:22}{_line(own)}")
    print("\nprobabilities that it was kept, and how often it was")
    for band in reliability(said(found)):
        bar = "#" * round(40 * band.observed)
        at = round(40 * band.stated)
        marked = f"{bar:<41}"
        print(
            f"  {band.stated:6.1%} stated, {band.observed:6.1%} kept  |{marked[:at]}|{marked[at + 1 :]}| {band.number}"
        )
    ours, rate = said(found), base_rate(found)
    print("\n                              Brier   log score")
    for name, given in (("verdicts", ours), ("latest claim decides", latest), ("base rate of the kind", rate)):
        print(f"  {name:26}{brier(given):8.3f}{log_score(given):10.3f}   ({len(given)})")
    print("\nverdicts that find met or breached, by the probability they give it")
    for low, high in BANDS:
        print(f"  {low:.0%} to {high:.0%}: {_shown(findings(found, low, high))}")
    for low, high in BANDS[:2]:
        band = findings(found, low, high)
        word = "met   " if is_held(band) else "FAILED"
        print(f"  {word} of those given {low:.0%} to {high:.0%}, 86 to 94 of a hundred are right")


def _shown(band: Band) -> str:
    return f"{band.number} verdicts, {band.stated:.1%} stated, {band.observed:.1%} right (+- {band.error:.1%})"


def _line(own: Sequence[Ruling]) -> str:
    outcomes = Counter(item.outcome.value for item in own)
    right = {name: _share(item.is_right for item in own if item.outcome.value == name) for name in ("met", "breached")}
    kept = _share(item.truth for item in own)
    is_open = len(own) - outcomes["met"] - outcomes["breached"]
    return (
        f"{len(own):7}{kept:7.0%}{outcomes['met']:6}{right['met']:7.1%}{outcomes['breached']:10}{right['breached']:7.1%}"
        f"{is_open:6}{brier(said(own)):8.3f}"
    )


def _share(values: Iterable[bool]) -> float:
    given = list(values)
    return sum(given) / len(given) if given else 0.0


def _by_evasion(found: Sequence[Ruling]) -> dict[str, list[Ruling]]:
    groups: dict[str, list[Ruling]] = defaultdict(list)
    for item in found:
        groups[item.evasion.value if item.evasion else "nobody"].append(item)
    return dict(sorted(groups.items()))


def base_rate(found: Sequence[Ruling]) -> Given:
    """How often an obligation of its kind is kept, said of each where ours says something."""
    rates = {kind: _share(item.truth for item in found if item.kind is kind) for kind in ObligationKind}
    return [(rates[item.kind], item.truth) for item in found if item.kept is not None]


def as_json(found: Sequence[Ruling], latest: Given) -> dict[str, Any]:
    bands = [findings(found, *band) for band in BANDS]
    return {
        "obligations": len(found),
        "brier": brier(said(found)),
        "log_score": log_score(said(found)),
        "latest_claim": {"brier": brier(latest), "log_score": log_score(latest)},
        "base_rate": {"brier": brier(base_rate(found)), "log_score": log_score(base_rate(found))},
        "findings": [
            {"from": band.low, "to": band.high, "number": band.number, "stated": band.stated, "right": band.observed}
            for band in bands
        ],
        "reliability": [
            {"stated": band.stated, "kept": band.observed, "number": band.number} for band in reliability(said(found))
        ],
    }


def svg(bands: Sequence[Band]) -> str:
    """The reliability diagram: stated probability across, how often it was so upwards, area by number."""
    most = max(band.number for band in bands)
    dots = "".join(
        f'<circle cx="{40 + 300 * band.stated:.0f}" cy="{320 - 300 * band.observed:.0f}" '
        f'r="{2 + 10 * (band.number / most) ** 0.5:.1f}" fill="#1f5f8b">'
        f"<title>{band.number}: {band.stated:.1%} stated, {band.observed:.1%} kept</title></circle>"
        for band in bands
    )
    marks = "".join(
        f'<text x="{40 + 300 * mark:.0f}" y="338" text-anchor="middle">{mark:.1f}</text>'
        f'<text x="34" y="{324 - 300 * mark:.0f}" text-anchor="end">{mark:.1f}</text>'
        for mark in (0, 0.5, 1)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 360" font-family="sans-serif" font-size="12">'
        '<rect x="40" y="20" width="300" height="300" fill="none" stroke="#888"/>'
        '<line x1="40" y1="320" x2="340" y2="20" stroke="#888" stroke-dasharray="4 3"/>'
        f'{marks}{dots}<text x="190" y="356" text-anchor="middle">stated probability that it was kept</text>'
        '<text x="12" y="170" text-anchor="middle" transform="rotate(-90 12 170)">how often it was</text></svg>\n'
    )


if __name__ == "__main__":
    sys.exit(main())
