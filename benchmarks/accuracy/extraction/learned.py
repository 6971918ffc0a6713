"""What learned kinds are worth: `python -m benchmarks.accuracy.extraction.learned`.

Claims read by the rules alone and by rules and words together, of the same texts. What was learned from is read by
weights that were learned without the document. Intervals are 95 %, by drawing documents.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.accuracy.extraction.kinds import left_out, of_sentence, right, sentences
from benchmarks.accuracy.extraction.score import counts_of, figures
from benchmarks.accuracy.extraction.texts import GOLD, KEPT, KEPT2, LEARNED, LEARNED2, Text, as_line, read_lines, texts
from exeunt.claim.assemble import claims
from exeunt.claim.general import general_names
from exeunt.claim.kind import kind_of
from exeunt.claim.pack import load_pack
from exeunt.claim.proposer import package_weights

SETS: tuple[tuple[str, tuple[Path, ...]], ...] = (
    ("labelled", (GOLD,)),
    ("own, read", (LEARNED, LEARNED2)),
    ("own, never read", (KEPT, KEPT2)),
)
_DRAWS = 300
_SHOWN = ("precision", "recall", "F1", "kind-blind F1", "joint F1")
Pair = tuple[Counter[str], Counter[str]]


def by_rules(text: Text) -> list[dict[str, object]]:
    """The claims of a text where the first rule that fires gives the kind."""
    pack = load_pack(text.document.language)
    found = claims(text.document, pack, general_names(text.document, pack), named=True, choose=kind_of)
    return [as_line(text, claim) for claim in found]


def main() -> None:
    for name, folders in SETS:
        group = [text for folder in folders for text in texts(folder)]
        for language in ("en", "ar", "fr"):
            _report(name, language, [text for text in group if text.document.language == language])
    print(f"\n{'sentences never learned from':<32}{'rules':>8}{'words':>8}")
    for language in ("en", "ar", "fr"):
        some = [item for told in sentences(kept=True) if told[1] == language for item in of_sentence(*told)]
        if some:
            rules, both = right(some, package_weights())
            print(f"{language}: {len(some)} clauses{'':<16}{rules / len(some):>8.3f}{both / len(some):>8.3f}")


def _report(name: str, language: str, group: Sequence[Text]) -> None:
    if not group:
        return
    weights = left_out()
    each = [
        (counts_of(text.gold, by_rules(text)), counts_of(text.gold, read_lines(text, weights.get(text.name))))
        for text in group
    ]
    rules, words = (figures(_sum([pair[at] for pair in each])) for at in (0, 1))
    print(f"\n{name}, {language}: {len(group)} texts\n{'':<16}{'rules':>8}{'words':>8}   difference, 95 %")
    for figure in _SHOWN:
        low, high = _interval(each, figure)
        print(f"{figure:<16}{rules[figure]:>8.3f}{words[figure]:>8.3f}   {low:+.3f} to {high:+.3f}")


def _sum(counts: Sequence[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for item in counts:
        total.update(item)
    return total


def _interval(each: Sequence[Pair], figure: str) -> tuple[float, float]:
    draw, gains = random.Random(7), []
    for _ in range(_DRAWS):
        drawn = draw.choices(each, k=len(each))
        rules, words = (figures(_sum([pair[at] for pair in drawn])) for at in (0, 1))
        gains.append(words[figure] - rules[figure])
    gains.sort()
    return gains[int(0.025 * _DRAWS)], gains[int(0.975 * _DRAWS) - 1]


if __name__ == "__main__":
    main()
