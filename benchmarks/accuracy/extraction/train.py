"""Fit what is learned from labelled texts: `python -m benchmarks.accuracy.extraction.train [--write WHAT]`.

Kinds: what a clause claims by its words, see `learned`, which says what that is worth. Confidence: a claim is right
when its kind and passage pair with a labelled claim; logistic regression with a penalty. Rules fit texts whose errors
were read, so one feature says that a text was; a reader's texts were not, and it is left out of the weights that are
written. Every figure is of documents that nothing was fitted on: documents in ten groups, each left out once.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.extraction import kinds
from benchmarks.accuracy.extraction.score import pairs
from benchmarks.accuracy.extraction.texts import KEPT, KEPT2, TAUGHT, Text, as_line, texts
from exeunt.claim.confidence import HIGHEST, LOWEST, features
from exeunt.claim.general import extract_general
from exeunt.claim.proposer import to_bytes, train

FOLDER = Path(__file__).parents[3] / "src" / "exeunt" / "claim"
CONFIDENCE, KINDS = FOLDER / "confidence.toml", FOLDER / "kinds.npz"
_GROUPS = 10
_PENALTY = 5  # pulls weights to nothing: 300 claims cannot carry strong ones
_STEPS = 20
_READ = "errors were read"
_SEEN = 3  # a feature seen in fewer claims says nothing

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """One read claim: its document's number, what is known of it, and whether it is right."""

    document: int
    names: list[str]
    right: bool


def examples(group: Sequence[Text]) -> list[Example]:
    """Every claim read from labelled texts."""
    found, weights = [], kinds.left_out()
    for number, text in enumerate(group):
        claims = extract_general(text.document, weights.get(text.name))[0]
        matched = {j for _, j in pairs(text.gold, [as_line(text, claim) for claim in claims])}
        found += [Example(number, features(claim), j in matched) for j, claim in enumerate(claims)]
    return found


def fit(matrix: Matrix, right: Matrix) -> Matrix:
    """Weights of a logistic regression with a quadratic penalty on all but the bias, by Newton's steps."""
    weights = np.zeros(matrix.shape[1])
    penalty = np.full(matrix.shape[1], _PENALTY)
    penalty[0] = 1e-6
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (likely - right) + penalty * weights
        curve = (matrix * (likely * (1 - likely))[:, None]).T @ matrix + np.diag(penalty)
        weights = weights - np.linalg.solve(curve, slope)
    return weights


def _vocabulary(found: Sequence[Example]) -> list[str]:
    names = [name for example in found for name in example.names]
    return sorted({name for name in names if names.count(name) >= _SEEN})


def _matrix(found: Sequence[Example], names: Sequence[str]) -> Matrix:
    return np.array([[1.0, *(float(name in example.names) for name in names)] for example in found])


def left_out(found: Sequence[Example]) -> Matrix:
    """The chance of each claim, as of a text nobody has read, by weights fitted without its document's group."""
    chances = np.zeros(len(found))
    for group in range(_GROUPS):
        inside = [example for example in found if example.document % _GROUPS != group]
        names = _vocabulary(inside)
        weights = fit(_matrix(inside, names), np.array([float(example.right) for example in inside]))
        unread = [name if name != _READ else "" for name in names]
        for at, example in enumerate(found):
            if example.document % _GROUPS == group:
                chances[at] = float(1 / (1 + np.exp(-(_matrix([example], unread) @ weights)[0])))
    return np.clip(chances, LOWEST, HIGHEST)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, nargs="*", default=list(TAUGHT), help="folders whose errors were read")
    parser.add_argument(
        "--unseen", type=Path, nargs="*", default=[KEPT, KEPT2], help="folders whose errors nobody read"
    )
    parser.add_argument("--write", choices=("kinds", "confidence"), help="write the weights of the package")
    chosen = parser.parse_args()
    if chosen.write == "kinds":
        KINDS.write_bytes(to_bytes(train(kinds.examples())))
        print(f"{KINDS.name}: {len(kinds.examples())} clauses, {KINDS.stat().st_size} bytes")
        return
    group = [text for folder in chosen.gold for text in texts(folder)]
    unseen = [text for folder in chosen.unseen for text in texts(folder)]
    found = [
        replace(item, names=[*item.names, _READ]) if item.document < len(group) else item
        for item in examples([*group, *unseen])
    ]
    right = np.array([float(example.right) for example in found])
    read = np.array([_READ in example.names for example in found])
    chances = left_out(found)
    _confidence("labelled texts", chances[read], right[read])
    _confidence("texts never read", chances[~read], right[~read])
    if chosen.write == "confidence":
        _write(found, right)


def _confidence(where: str, chances: Matrix, right: Matrix) -> None:
    base = float(right.mean())
    print(f"{len(right)} claims, {base:.3f} right; Brier {np.square(chances - right).mean():.3f},", end=" ")
    print(f"of one chance for all {base * (1 - base):.3f}")
    print(f"confidence, {where:<28}claims   right")
    for low in (0.5, 0.6, 0.7, 0.8, 0.85, 0.9):
        over = chances >= low
        share = right[over].mean() if over.any() else float("nan")
        print(f"at least {low:<30}{int(over.sum()):>7}{share:>8.3f}")


def _write(found: Sequence[Example], right: Matrix) -> None:
    names = _vocabulary(found)
    weights = fit(_matrix(found, names), right)
    lines = [
        "# Weights of a claim's confidence, fitted by benchmarks/accuracy/extraction/train.py; not to be edited.",
        "",
    ]
    lines += ["[weights]", f"bias = {weights[0]:.3f}"]
    lines += [f'"{name}" = {weight:.3f}' for name, weight in zip(names, weights[1:], strict=True) if name != _READ]
    CONFIDENCE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
