"""A second opinion on the kind of a claim: a small multinomial over hashed words of a passage and the rules that fired.

The rules propose kinds, each with its reason; this model only chooses among what they proposed. Negation, plan,
condition and verification stay rules, so that a monitor can read why. It is fitted on the corrections of a review; what
it is worth on the labelled texts, `python -m benchmarks.accuracy.extraction.train` says.

The model is softmax(W x + b) with a quadratic penalty on W, where x has length one. It is fitted in the space of its
examples (W = Xᵀ A): their products are few, and hashed words are many.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from exeunt.base.text import folded
from exeunt.model.claim import Claim, Kind

NOTHING = ""
"""The class of a passage that claims nothing of ours."""
BUCKETS = 4096  # hashed features; 300 passages have some 6,000 different ones, and most are seen once
PENALTY = 0.001  # a share of the examples: chosen by documents left out, flat from .0002 to .002
_RULES = ("fired:", "first:")
_WEIGHT = 3.0  # of what the rules say against one word of the passage
CLEARLY = 2.0  # how many times likelier a rival is than the rules' first choice before it is taken
GROUPS = 10
_STEPS = 300
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
ORDER = (
    "precondition", "demand", "agreement", "monitoring", "pledge_departure", "departure", "arms_supply", "arrival",
    "incident", "support", "stock",
)  # fmt: skip
"""Classes in the order of the rules of `kind.py`."""
_MERGED = {Kind.PLAN_ARRIVAL: Kind.ARRIVAL}  # a rule says whether an arrival is still to come

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One passage: its document, what is known of it, the classes that rules proposed (in ORDER), and its class."""

    group: str
    features: tuple[str, ...]
    fired: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted model: `table` is BUCKETS × classes, `bias` one value a class; sums are logarithms of odds."""

    classes: tuple[str, ...]
    table: NDArray[np.float32]
    bias: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of right kinds on documents left out: by the first rule alone, and chosen by the model."""

    claims: int
    contested: int
    first_rule: float
    chosen: float


def class_of(kind: Kind) -> str:
    """The class that a kind is learned as."""
    return _MERGED.get(kind, kind).value


def features(quote: str, fired: Sequence[str], language: str) -> tuple[str, ...]:
    """What is known of a passage, as names: its words without names and numbers, their pairs, and the rules' proposals.

    Names of states and forces are left out on purpose: who it is about says nothing on what it says.
    """
    words = [_plain(word) for word in _WORD.findall(quote)]
    pairs = (f"{one} {other}" for one, other in zip(["<", *words], [*words, ">"], strict=True))
    rules = [f"fired:{kind}" for kind in fired]
    first = [f"first:{fired[0] if fired else ''}"]
    return tuple(dict.fromkeys((*words, *pairs, *rules, *first, f"language:{language}")))


def _plain(word: str) -> str:
    if word[0].isdigit():
        return "0"
    return "Aa" if word[0].isupper() else folded(word)


def example(claim: Claim, kind: Kind | None, language: str) -> Example:
    """The example that a reviewed claim makes: `kind` as the reviewer has it, None where it is no claim."""
    fired, quote = fired_of(claim), claim.passage.quote if claim.passage else ""
    group = claim.passage.document_id if claim.passage else claim.id
    return Example(group, features(quote, fired, language), fired, class_of(kind) if kind else NOTHING)


def fired_of(claim: Claim) -> tuple[str, ...]:
    """The class of a claim's own kind, and those of the kinds that other rules proposed, in the order of the rules."""
    rivals = claim.note.partition(" (not: ")[2].rstrip(")").split(", ")
    return ordered(class_of(claim.kind), [class_of(Kind(rival)) for rival in rivals if rival])


def ordered(first: str, others: Collection[str]) -> tuple[str, ...]:
    """Classes that fired: the first choice, then the others in the order in which the rules are tried."""
    rest = frozenset(others) - {first}
    return (first, *sorted(rest, key=lambda kind: ORDER.index(kind) if kind in ORDER else len(ORDER)))


def train(examples: Sequence[Example]) -> Weights:
    """Fit the model. No randomness: the same examples in the same order give the same weights."""
    classes = tuple(sorted({item.kind for item in examples} | {kind for item in examples for kind in item.fired}))
    rows = np.stack([_row(item.features) for item in examples]) if examples else np.zeros((0, BUCKETS))
    wanted = np.zeros((len(examples), len(classes)))
    for at, item in enumerate(examples):
        wanted[at, classes.index(item.kind)] = 1.0
    parts, bias = _fit(rows @ rows.T, wanted)
    return Weights(classes, (rows.T @ parts).astype(np.float32), bias.astype(np.float32))


def _fit(products: Matrix, wanted: Matrix) -> tuple[Matrix, Matrix]:
    """Nesterov's method in the space of functions: a step there needs no inverse of the products."""
    count = len(wanted)
    parts, bias = np.zeros_like(wanted), np.zeros(wanted.shape[1])
    if not count:
        return parts, bias
    penalty = PENALTY * count
    step = 1 / (0.5 * float(np.linalg.eigvalsh(products)[-1]) + penalty)
    ahead, ahead_bias, momentum = parts, bias, 1.0
    for _ in range(_STEPS):
        error = _softmax(products @ ahead + ahead_bias) - wanted
        new = ahead - step * (error + penalty * ahead)
        new_bias = ahead_bias - (2 / count) * error.sum(axis=0)
        next_momentum = (1 + (1 + 4 * momentum * momentum) ** 0.5) / 2
        push = (momentum - 1) / next_momentum
        ahead, ahead_bias = new + push * (new - parts), new_bias + push * (new_bias - bias)
        parts, bias, momentum = new, new_bias, next_momentum
    return parts, bias


def _softmax(scores: Matrix) -> Matrix:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def _row(names: Sequence[str]) -> Matrix:
    row = np.zeros(BUCKETS)
    held = _hashed(names)
    row[list(held)] = list(held.values())
    return row


def _hashed(names: Sequence[str]) -> dict[int, float]:
    """Buckets with their values, of length one together. CRC-32 gives the same on every machine."""
    held = {
        zlib.crc32(name.encode("utf-8", "surrogatepass")) % BUCKETS: _WEIGHT if name.startswith(_RULES) else 1.0
        for name in names
    }
    length = math.sqrt(sum(value * value for value in held.values())) or 1.0
    return {at: value / length for at, value in held.items()}


def chances(weights: Weights, names: Sequence[str]) -> dict[str, float]:
    """The chance of every class by the model alone."""
    held = _hashed(names)
    score = np.array(list(held.values())) @ weights.table[list(held)] + weights.bias
    share = _softmax(score[None, :].astype(np.float64))[0]
    return dict(zip(weights.classes, share.tolist(), strict=True))


def choose(weights: Weights, names: Sequence[str], fired: Sequence[str]) -> str:
    """The likeliest of the classes that fired, where it is clearly likelier than the first; else the first."""
    likely = chances(weights, names)
    best = max(fired, key=lambda kind: (likely.get(kind, 0.0), -list(fired).index(kind)))
    return best if likely.get(best, 0.0) > CLEARLY * likely.get(fired[0], 0.0) else fired[0]


def cross_validate(examples: Sequence[Example]) -> Figures:
    """Right kinds among passages that are claims, each judged by weights fitted without its group of documents."""
    order = {name: at for at, name in enumerate(dict.fromkeys(item.group for item in examples))}
    right = first = contested = claims = 0
    for group in range(GROUPS):
        out = [item for item in examples if order[item.group] % GROUPS == group]
        weights = train([item for item in examples if order[item.group] % GROUPS != group])
        for item in out:
            if item.kind == NOTHING or not item.fired:
                continue
            claims += 1
            contested += len(item.fired) > 1
            first += item.fired[0] == item.kind
            right += choose(weights, item.features, item.fired) == item.kind
    return Figures(claims, contested, first / max(1, claims), right / max(1, claims))


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
