"""Read claims against labelled ones: pairs, counts, figures and bootstrap intervals over documents.

A read and a labelled claim can be paired when the kind is the same, the spans overlap by at least half of the shorter
and a tenth of their union, and the read span stays in one paragraph. Pairs are one to one, the best first.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from typing import Any

from benchmarks.accuracy.extraction.fields import CORE, FIELDS, Line

_BEST = ("force", "quantity", "source")


def overlap(gold: Line, read: Line) -> tuple[float, float]:
    """Shared characters as a share of the shorter span, and of the union."""
    shared = min(gold["quote_end"], read["quote_end"]) - max(gold["quote_start"], read["quote_start"])
    if shared <= 0:
        return 0.0, 0.0
    lengths = [item["quote_end"] - item["quote_start"] for item in (gold, read)]
    union = max(gold["quote_end"], read["quote_end"]) - min(gold["quote_start"], read["quote_start"])
    return shared / max(1, *([min(lengths)])), shared / max(1, union)


def pairs(gold: Sequence[Line], read: Sequence[Line], *, kinds: bool = True) -> list[tuple[int, int]]:
    """Pairs of positions; without `kinds` a pair need not agree on the kind."""
    found = []
    for i, one in enumerate(gold):
        for j, other in enumerate(read):
            if (kinds and one["kind"] != other["kind"]) or "\n\n" in other["quote"].strip():
                continue
            of_shorter, of_union = overlap(one, other)
            if of_shorter >= 0.5 and of_union >= 0.1:
                lengths = [item["quote_end"] - item["quote_start"] for item in (one, other)]
                agree = sum(FIELDS[name](one, other) for name in _BEST)
                found.append((-(agree + of_shorter * min(lengths) / max(1, *lengths)), i, j))
    used_gold: set[int] = set()
    used_read: set[int] = set()
    chosen = []
    for _, i, j in sorted(found):
        if i not in used_gold and j not in used_read:
            used_gold.add(i)
            used_read.add(j)
            chosen.append((i, j))
    return chosen


def counts_of(gold: Sequence[Line], read: Sequence[Line]) -> Counter[str]:
    """What is counted of one document; the counts of several add up."""
    counts: Counter[str] = Counter(documents=1, gold=len(gold), read=len(read))
    found = pairs(gold, read)
    counts["found"] = len(found)
    counts["found_any"] = len(pairs(gold, read, kinds=False))
    counts.update(f"gold {claim['kind']}" for claim in gold)
    counts.update(f"read {claim['kind']}" for claim in read)
    for i, j in found:
        right = {name: agrees(gold[i], read[j]) for name, agrees in FIELDS.items()}
        counts.update(f"right {name}" for name, ok in right.items() if ok)
        counts[f"found {gold[i]['kind']}"] += 1
        counts["joint"] += all(right[name] for name in CORE)
    return counts


def f1(found: int, read: int, gold: int) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * found / (read + gold) if read + gold else 0.0


def figures(counts: Counter[str]) -> dict[str, float]:
    """The figures of a set of documents."""
    found = counts["found"]
    values = {
        "precision": found / counts["read"] if counts["read"] else 0.0,
        "recall": found / counts["gold"] if counts["gold"] else 0.0,
        "F1": f1(found, counts["read"], counts["gold"]),
        "kind-blind F1": f1(counts["found_any"], counts["read"], counts["gold"]),
    }
    values.update({name: counts[f"right {name}"] / found if found else 0.0 for name in FIELDS})
    values["joint F1"] = f1(counts["joint"], counts["read"], counts["gold"])
    return values


def intervals(each: Sequence[Counter[str]], *, draws: int = 500, seed: int = 7) -> dict[str, tuple[float, float]]:
    """95 % bootstrap intervals of the figures, over documents drawn with replacement."""
    generator = random.Random(seed)
    drawn: dict[str, list[float]] = {}
    for _ in range(draws):
        total: Counter[str] = Counter()
        for item in generator.choices(each, k=len(each)):
            total.update(item)
        for name, value in figures(total).items():
            drawn.setdefault(name, []).append(value)
    return {name: _ends(sorted(values)) for name, values in drawn.items()}


def _ends(values: list[float]) -> tuple[float, float]:
    return values[int(0.025 * len(values))], values[int(0.975 * len(values)) - 1]


def errors(doc: str, gold: Sequence[Line], read: Sequence[Line]) -> list[str]:
    """A line for every missed, superfluous or partly wrong claim."""
    found = pairs(gold, read)
    lines = [_line("MISS", doc, gold[i]) for i in range(len(gold)) if all(i != pair[0] for pair in found)]
    lines += [_line("EXTRA", doc, read[j]) for j in range(len(read)) if all(j != pair[1] for pair in found)]
    for i, j in found:
        wrong = {
            name: (_shown(gold[i], name), _shown(read[j], name))
            for name in FIELDS
            if not FIELDS[name](gold[i], read[j])
        }
        if wrong:
            lines.append(f"FIELD {doc} {gold[i]['kind']} {wrong} | {gold[i]['quote'][:140]}")
    return lines


def _line(label: str, doc: str, claim: Line) -> str:
    return f"{label:<5} {doc} {claim['kind']} | {claim['quote'][:160]}"


def _shown(claim: Line, name: str) -> Any:
    if name == "quantity":
        return claim.get("low"), claim.get("high")
    return (claim.get("time_start"), claim.get("time_end")) if name == "time" else claim.get(name)
