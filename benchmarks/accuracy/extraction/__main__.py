"""How well claims are read from labelled texts: `python -m benchmarks.accuracy.extraction [--gold DIR]`.

Detection, kind and each field, by language, beside the least that could be done with the same words: every sentence
that names a force and a trigger is a claim of the trigger's kind. Intervals are 95 %, by drawing documents. A text that
kinds were learned from is read by weights that were learned without it.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from benchmarks.accuracy.extraction.baseline import baseline_lines
from benchmarks.accuracy.extraction.kinds import left_out
from benchmarks.accuracy.extraction.score import counts_of, errors, figures, intervals
from benchmarks.accuracy.extraction.texts import GOLD, TAUGHT, Text, read_lines, texts
from exeunt.claim.proposer import Weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=GOLD, help="a folder of NAME.txt and NAME.jsonl")
    parser.add_argument("--lang", help="only texts of this language")
    parser.add_argument("--errors", action="store_true", help="list what is missed, superfluous or wrong")
    chosen = parser.parse_args()
    by_language: dict[str, list[Text]] = {}
    for text in texts(chosen.gold):
        if chosen.lang in (None, text.document.language):
            by_language.setdefault(text.document.language, []).append(text)
    taught = chosen.gold.resolve() in {folder.resolve() for folder in TAUGHT}
    weights = left_out() if taught else {}
    for language, group in sorted(by_language.items()):
        _report(language, group, weights, chosen.errors)


def _report(language: str, group: list[Text], weights: Mapping[str, Weights], with_errors: bool) -> None:
    each = []
    least: Counter[str] = Counter()
    for text in group:
        read = read_lines(text, weights.get(text.name))
        each.append(counts_of(text.gold, read))
        least.update(counts_of(text.gold, baseline_lines(text)))
        if with_errors:
            print("\n".join(errors(text.name, text.gold, read)))
    total: Counter[str] = Counter()
    for item in each:
        total.update(item)
    drawn = intervals(each)
    base = figures(least)
    print(f"\n{language}: {len(group)} texts, {total['gold']} labelled claims, {total['read']} read")
    print(f"{'':<16}{'read':>7}   {'95 % interval':<16}{'words only':>10}")
    for name, value in figures(total).items():
        print(f"{name:<16}{value:>7.3f}   {drawn[name][0]:.3f} to {drawn[name][1]:.3f}{base[name]:>10.3f}")
    print(f"\n{'kind':<20}{'labelled':>9}{'read':>6}{'found':>7}")
    for kind in sorted({key.split(" ", 1)[1] for key in total if key.startswith(("gold ", "read "))}):
        print(f"{kind:<20}{total[f'gold {kind}']:>9}{total[f'read {kind}']:>6}{total[f'found {kind}']:>7}")


if __name__ == "__main__":
    main()
