"""What the sampler is asked, and what it answers: plain values, so that the two sides of this seam can be read apart.

A `Problem` says which series there are, who speaks, and what each claim says of which series: a `Statement`. Making it
from a case and its claims (which claims weigh, once each, of what they speak) is the compiler's work; the sampler knows
no case. Days are whole numbers counted from any fixed day. Counts are persons (or any one unit) and never mixed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Cells = NDArray[np.int16]


class Shape(IntEnum):
    """The form in which something is said. The first six are of a stock on a day, the others of a change over days."""

    FIGURE = 0  # one number, however sure: "327", "about 300"
    RANGE = 1
    AT_LEAST = 2
    AT_MOST = 3
    NONE = 4
    SOME = 5  # present, without a number
    FELL = 6  # the stock fell by the figure: a dated departure, or "n fewer than on day d"
    ROSE = 7  # the mirror image: a dated arrival
    GONE_SINCE = 8  # a running total of departures: fell by it or, where others came in, by less
    COME_SINCE = 9  # a running total of arrivals: has not risen by more
    NOT_FALLEN = 10  # "no large withdrawal"


CHANGES = frozenset({Shape.FELL, Shape.ROSE, Shape.GONE_SINCE, Shape.COME_SINCE, Shape.NOT_FALLEN})


@dataclass(frozen=True, slots=True)
class Law:
    """What is assumed of a stock before any claim: P(none), and the log-normal law of the others."""

    none: float
    median: float
    spread: float


@dataclass(frozen=True, slots=True)
class Stock:
    """One series: a force at a place, or (`place` None) wherever in the host it was not located.

    Every stock of a force shares its rate of change and its rate of rotation.
    """

    force: str
    place: str | None
    law: Law


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source, by what its letter lets one expect of it before its claims are compared with others'.

    `spread` and `bias` on the log scale, `junk` the chance that a claim of it rests on nothing.
    """

    name: str
    spread: float
    junk: float
    bias: float


@dataclass(frozen=True, slots=True)
class When:
    """One day a statement about a stock may speak of, with its prior weight. Undated reports have several: a lag."""

    day: int
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one claim says to the model.

    `claim` is the claim's id; two statements may share it (a transfer is a departure and an arrival). `members` are
    indices of the stocks whose sum it speaks of. A statement about a stock has `days`; one about a change has `start`
    and exactly one day, its end: it speaks of the fall N(start) - N(end), both at the end of the day.

    `low` and `high` bound a range and are equal for one figure; AT_LEAST has its figure in `low`, AT_MOST in `high`.
    `blur` is the spread of the wording, the rounding and the day (log scale), apart from the source's own, which is
    multiplied by `widen`. `junk_shift` is added to the log-odds that it is worthless, `least_junk` bounds that chance
    from below. `copy` is the chance that it only repeats another claim's figure, `copy_density` how probable the figure
    is then (per unit of the logarithm). `rotation_shift` is added to the log-odds of rotation (FELL, ROSE, GONE_SINCE).

    `announced`: somebody saw a movement, which others who came in or went may have made good (rotation). Not so the
    difference of two counts.
    """

    claim: str
    shape: Shape
    members: tuple[int, ...]
    days: tuple[When, ...]
    source: int
    side: int
    start: int | None = None
    low: float = 0.0
    high: float = 0.0
    widen: float = 1.0
    blur: float = 0.0
    junk_shift: float = 0.0
    least_junk: float = 0.0
    copy: float = 0.0
    copy_density: float = 0.0
    rotation_shift: float = 0.0
    announced: bool = True


@dataclass(frozen=True, slots=True)
class Problem:
    """All that is estimated together. The order of statements does not matter to the answer but for the draws.

    `sides` names what a statement's `side` counts in: the camps whose numbers a source may see with different eyes.
    `top` is the largest count thought of; the grid reaches it.
    """

    stocks: tuple[Stock, ...]
    speakers: tuple[Speaker, ...]
    sides: tuple[str, ...]
    statements: tuple[Statement, ...]
    top: float

    @property
    def forces(self) -> tuple[str, ...]:
        """Forces in the order of their first stock; rates of change and of rotation are learned for each."""
        return tuple(dict.fromkeys(stock.force for stock in self.stocks))


@dataclass(frozen=True, slots=True)
class Effort:
    """How long the sampler runs: chains, sweeps dropped, sweeps kept of each chain, every `thin`-th of them."""

    chains: int
    burn: int
    keep: int
    thin: int = 1


@dataclass(frozen=True, eq=False)
class Draws:
    """Joint draws: row m of every array below is one and the same world. M draws, chain after chain.

    A stock is known at its nodes, the days evidence speaks of; nodes of stock s are `first[s]` up to `first[s + 1]` in
    `node_day` and in the columns of `cells`. Between nodes it is bridged when asked (`joint/query.py`). `offset` places
    a stock inside its cell, the same for all days of a draw, so that what did not move did not change: the count
    is round(exp(log_count + offset * step)), and cell 0 is none.
    """

    problem: Problem
    counts: Floats  # (cells,) ascending, the first is 0, the others `step` apart in the logarithm
    step: float
    first: NDArray[np.int64]  # (stocks + 1,)
    node_day: NDArray[np.int64]  # (nodes,)
    cells: Cells  # (M, nodes)
    offset: Floats  # (M, stocks), in [-1/2, 1/2)
    rate: NDArray[np.int8]  # (M, forces), index into the settings' mean days between jumps
    rotation: NDArray[np.int8]  # (M, forces), index into the settings' rates of rotation
    bias: Floats  # (M, speakers, sides), log scale; draws of the prior where the source never spoke of the side
    common: Floats  # (M, sides), the bias all sources share
    spread: Floats  # (M, speakers)
    junk: Floats  # (M, speakers)
    day: NDArray[np.int8]  # (M, statements), which of the statement's days it spoke of
    log_likelihood: NDArray[np.float32]  # (M, statements), of each statement given all else
    worthless: Floats  # (statements,), P(junk)
    copied: Floats  # (statements,), P(copy)
    rotated: Floats  # (statements,), P(true, and matched by others who came in); 0 where it cannot be
    chain: NDArray[np.int16]  # (M,) the chain each draw is of
    notes: tuple[str, ...] = field(default=())  # message codes of what a reader should know of the run
