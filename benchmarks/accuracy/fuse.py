"""How far fused figures are from known truths, and how often intervals hold them, beside simple rules."""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import numpy as np

from benchmarks.accuracy.fuse_tables import Table, tables
from exeunt.estimate.fusion.answer import LEVELS
from exeunt.estimate.fusion.figure import Figure
from exeunt.estimate.fusion.fuse import fuse

Rule = Callable[[Sequence[Figure]], float]


def vote(claims: Sequence[Figure]) -> float:
    """The commonest figure; of several, the lowest."""
    counts = Counter(item.low for item in claims)
    return min(counts, key=lambda value: (-counts[value], value))


RULES: dict[str, Rule] = {
    "median": lambda claims: float(np.median([item.low for item in claims])),
    "mean": lambda claims: float(np.mean([item.low for item in claims])),
    "vote": vote,
}


def weighted(table: Table) -> dict[str, float]:
    """Mean with sources weighted by their distance from the mean, three rounds (CRH, Li and others 2014)."""
    claims = by_object(table)
    found = {thing: RULES["median"](said) for thing, said in claims.items()}
    for _ in range(3):
        away: dict[str, list[float]] = defaultdict(list)
        for thing, said in claims.items():
            spread = float(np.std([item.low for item in said])) or 1.0
            for item in said:
                away[item.source].append((item.low - found[thing]) ** 2 / spread)
        total = sum(sum(part) for part in away.values()) or 1.0
        weight = {source: max(-np.log(max(sum(part) / total, 1e-12)), 1e-3) for source, part in away.items()}
        for thing, said in claims.items():
            found[thing] = float(np.average([item.low for item in said], weights=[weight[i.source] for i in said]))
    return found


def by_object(table: Table) -> dict[str, list[Figure]]:
    claims: dict[str, list[Figure]] = defaultdict(list)
    for item in table.figures:
        claims[item.object].append(item)
    return dict(claims)


def error(found: dict[str, float], truth: dict[str, float]) -> float:
    return float(np.mean([abs(value - truth[thing]) for thing, value in found.items()]))


def main(seed: int = 1) -> None:
    print(f"fuse: invented tables, seed {seed}; mean absolute error; share of truths inside intervals")
    heads = ["ours", *RULES, "weighted"]
    print(f"{'table':46}{'claims':>7}{'s':>6}" + "".join(f"{head:>11}" for head in heads) + "   50   80   90   95")
    for table in tables(seed):
        began = time.process_time()
        answers = fuse(table.figures)
        seconds = time.process_time() - began
        errors = [error({item.object: item.median for item in answers}, table.truth)]
        claims = by_object(table)
        errors += [error({thing: rule(said) for thing, said in claims.items()}, table.truth) for rule in RULES.values()]
        errors.append(error(weighted(table), table.truth))
        held = [
            np.mean([item.ranges[place].low <= table.truth[item.object] <= item.ranges[place].high for item in answers])
            for place in range(len(LEVELS))
        ]
        line = f"{table.name:46}{len(table.figures):7}{seconds:6.1f}" + "".join(f"{part:11.4g}" for part in errors)
        print(line + "".join(f"{share:5.0%}" for share in held), flush=True)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
