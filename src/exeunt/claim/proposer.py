"""What a clause claims by its words: a small multinomial model over hashed features, that proposes a kind or none.

The rules of `kind.py` propose kinds too, each with its reason, and their word counts beside the model's (`decide`).
Negation, plan, condition and verification stay rules, so that a monitor can read why. The package's weights are fitted
by `python -m benchmarks.accuracy.extraction.train --write kinds`; a case's reviews move them (`exeunt learn`).

The model is softmax(W x + b) with a quadratic penalty on W, or on how far it is from weights that it starts from; x has
length one. It is fitted in the space of its examples (W = Xᵀ A): their products are few, and hashed features are many.
"""

from __future__ import annotations

import io
import math
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from exeunt.claim.frame import FAMILY
from exeunt.model.claim import Kind

NOTHING = ""
"""The class of a clause that claims nothing of ours."""
BUCKETS = 16384
PENALTY = 0.07  # of documents and clauses left out, as many are right from .02 to .2
GROUPS = 10
_LISTED = 1.5  # what a word list says, against one word
_STEPS = 200
_LEAST = 1e-9
_MERGED = {Kind.PLAN_ARRIVAL: Kind.ARRIVAL}  # a rule says whether an arrival is still to come
# Logarithms of odds. Beside the words, what the rules say is worth 1 in wars that nobody thought of, by clauses that
# neither was fitted on, and 3 or more where the rules were fitted; texts to come are between.
FIRST = 2.0  # for the first kind that fires
SILENT = 1.0  # for no claim, where no rule fires

_SUM = np.add.reduce

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Example:
    """One clause: its document, its features, the classes that rules proposed (the first choice first), its class."""

    group: str
    features: tuple[str, ...]
    fired: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted model: `table` is BUCKETS × classes, `bias` one value a class; sums are logarithms of odds."""

    classes: tuple[str, ...]
    table: Matrix
    bias: Matrix


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of right kinds among clauses that are claims, on documents left out: by the weights before, and after."""

    claims: int
    before: float
    after: float


def class_of(kind: Kind) -> str:
    """The class that a kind is learned as."""
    return _MERGED.get(kind, kind).value


def decide(likely: Mapping[str, float], fired: Sequence[str]) -> str:
    """The class that the words and the rules together make likeliest; `fired` as in `Example`."""
    odds = {kind: math.log(max(chance, _LEAST)) for kind, chance in likely.items()}
    said = fired[0] if fired else NOTHING
    odds[said] = odds.get(said, math.log(_LEAST)) + (FIRST if fired else SILENT)
    return max(odds, key=lambda kind: odds[kind])


@cache
def package_weights() -> Weights:
    """The weights that every reading starts from."""
    return from_bytes((files("exeunt.claim") / "kinds.npz").read_bytes())


def train(examples: Sequence[Example], base: Weights | None = None, products: Matrix | None = None) -> Weights:
    """Fit the model, from `base` on where there is one. `products` of the examples, where they are known, save time.

    No randomness: the same examples in the same order give the same weights.
    """
    known = {item.kind for item in examples} | set(base.classes if base else ())
    classes = tuple(sorted(known))
    rows = _rows(examples)
    wanted = np.zeros((len(examples), len(classes)), np.float32)
    for at, item in enumerate(examples):
        wanted[at, classes.index(item.kind)] = 1.0
    table = np.zeros((BUCKETS, len(classes)), np.float32)
    bias = np.zeros(len(classes), np.float32)
    if base:
        places = [classes.index(name) for name in base.classes]
        table[:, places], bias[places] = base.table, base.bias
    parts, moved = _fit(rows @ rows.T if products is None else products, wanted, rows @ table + bias, free=base is None)
    return Weights(classes, table + rows.T @ parts, bias + moved)


def products_of(examples: Sequence[Example]) -> Matrix:
    """How like each example is to each other, as `train` needs it."""
    rows = _rows(examples)
    return np.asarray(rows @ rows.T)


def _fit(products: Matrix, wanted: Matrix, start: Matrix, *, free: bool) -> tuple[Matrix, Matrix]:
    """Nesterov's method in the space of functions: a step there needs no inverse of the products.

    `free`: the biases are fitted too. They stay where a case moves ours, or its few decisions would sway every clause.
    """
    count = len(wanted)
    parts, bias = np.zeros_like(wanted), np.zeros(wanted.shape[1], np.float32)
    if not count:
        return parts, bias
    penalty = np.float32(PENALTY)
    step = np.float32(1 / (0.5 * _largest(products) + PENALTY))
    bias_step = np.float32(2 / count if free else 0)
    ahead, ahead_bias, momentum = parts, bias, 1.0
    for _ in range(_STEPS):
        error = _softmax(start + products @ ahead + ahead_bias) - wanted
        new = np.asarray(ahead - step * (error + penalty * ahead), np.float32)
        new_bias = np.asarray(ahead_bias - bias_step * error.sum(axis=0), np.float32)
        next_momentum = (1 + (1 + 4 * momentum * momentum) ** 0.5) / 2
        push = np.float32((momentum - 1) / next_momentum)
        ahead, ahead_bias = new + push * (new - parts), new_bias + push * (new_bias - bias)
        parts, bias, momentum = new, new_bias, next_momentum
    return parts, bias


def _largest(products: Matrix) -> float:
    """The largest eigenvalue of a matrix without negative entries, a little over, by powers of it."""
    vector = np.full(len(products), len(products) ** -0.5, np.float32)
    size = 1.0
    for _ in range(20):
        vector = products @ vector
        size = float(np.linalg.norm(vector)) or 1.0
        vector = vector / np.float32(size)
    return 1.05 * size


def _softmax(scores: Matrix) -> Matrix:
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


def _rows(examples: Sequence[Example]) -> Matrix:
    rows = np.zeros((len(examples), BUCKETS), np.float32)
    for at, item in enumerate(examples):
        words, lists, scale = _hashed(item.features)
        np.add.at(rows[at], words, scale)
        np.add.at(rows[at], lists, _LISTED * scale)
    return rows


@lru_cache(maxsize=65536)
def _bucket(name: str) -> int:
    """CRC-32 gives the same on every machine."""
    return zlib.crc32(name.encode("utf-8", "surrogatepass")) % BUCKETS


def _hashed(names: Sequence[str]) -> tuple[list[int], list[int], float]:
    """Buckets of single words and of what word lists say, and what makes them of length one together."""
    words = [_bucket(name) for name in names if name[0] != FAMILY]
    lists = [_bucket(name) for name in names if name[0] == FAMILY]
    return words, lists, (len(words) + _LISTED * _LISTED * len(lists)) ** -0.5 if names else 0.0


def chances(weights: Weights, names: Sequence[str]) -> dict[str, float]:
    """The chance of every class by the words alone."""
    words, lists, scale = _hashed(names)
    summed = _SUM(weights.table.take(words, 0), 0) + np.float32(_LISTED) * _SUM(weights.table.take(lists, 0), 0)
    scores = (np.float32(scale) * summed + weights.bias).tolist()
    top = max(scores, default=0.0)
    raised = [math.exp(score - top) for score in scores]
    total = sum(raised)
    return {name: value / total for name, value in zip(weights.classes, raised, strict=True)}


def telling(weights: Weights, names: Sequence[str], kind: str, other: str, most: int = 3) -> list[str]:
    """The words of a clause, or pairs of them, that speak most for one class against another."""
    if kind not in weights.classes:
        return []
    words = [name for name in names if name[0].isalpha() and name[-1].isalpha() and ">" not in name]
    rows = weights.table[[_bucket(name) for name in words]]
    said = rows[:, weights.classes.index(kind)]
    if other in weights.classes:
        said = said - rows[:, weights.classes.index(other)]
    return [words[at] for at in np.argsort(-said, kind="stable")[:most]]


def cross_validate(examples: Sequence[Example], base: Weights) -> Figures:
    """Right kinds among clauses that are claims, each judged by weights fitted without its group of documents."""
    order = {name: at for at, name in enumerate(dict.fromkeys(item.group for item in examples))}
    before = after = claims = 0
    for group in range(GROUPS):
        out = [item for item in examples if order[item.group] % GROUPS == group]
        weights = train([item for item in examples if order[item.group] % GROUPS != group], base)
        for item in out:
            if item.kind == NOTHING:
                continue
            claims += 1
            before += decide(chances(base, item.features), item.fired) == item.kind
            after += decide(chances(weights, item.features), item.fired) == item.kind
    return Figures(claims, before / max(1, claims), after / max(1, claims))


def to_bytes(weights: Weights) -> bytes:
    """The model as one small file; the same weights give the same bytes."""
    held = io.BytesIO()
    names = np.array([name.encode() for name in weights.classes])
    np.savez_compressed(held, classes=names, table=weights.table.astype(np.float16), bias=weights.bias)
    return held.getvalue()


def from_bytes(data: bytes) -> Weights:
    """The model of a file. Raises ValueError where it is none."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as held:
            table, bias = held["table"].astype(np.float32), held["bias"].astype(np.float32)
            classes = tuple(bytes(name).decode() for name in held["classes"])
    except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile, zlib.error) as error:
        raise ValueError("no weights") from error
    if table.shape != (BUCKETS, len(classes)) or bias.shape != (len(classes),):
        raise ValueError("weights of another shape")
    return Weights(classes, table, bias)
