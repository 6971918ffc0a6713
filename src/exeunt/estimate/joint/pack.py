"""A problem as arrays for the kernels: the grid and its moves, nodes, statements, and what is assumed of sources."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from exeunt.estimate.grid import Grid, stationary
from exeunt.estimate.joint.nodes import Nodes, gap_numbers, make_nodes
from exeunt.estimate.joint.problem import CHANGES, Law, Problem, Shape, Statement
from exeunt.estimate.joint.settings import JointSettings, joint_settings
from exeunt.estimate.joint.tables import (
    ALONE,
    ANCHORED,
    CELL,
    COLUMNS,
    HIGH,
    LINK_FIRST,
    LOOSE,
    LOW,
    PRICE,
    SHARED,
    STEP,
    Floats,
    Ground,
    Ints,
    Learned,
    Told,
)
from exeunt.estimate.settings import SeriesClass, Settings, settings
from exeunt.estimate.transition import Kernel, make_kernel

NEVER = -700.0
"""Log-odds of what cannot be."""


@dataclass(frozen=True, eq=False)
class Packed:
    """Everything a chain reads. `laws` are the distinct laws of the stocks, in the order of `Ground.prior`."""

    problem: Problem
    nodes: Nodes
    grid: Grid
    laws: tuple[Law, ...]
    kernels: tuple[Kernel, ...]
    ground: Ground
    told: Told
    said: Floats  # (C, 20) the rows a chain begins with
    learned: Learned


def pack(problem: Problem, *, common: float | None = None, spacing: float | None = None) -> Packed:
    """Arrays of a problem; `common` (spread of the bias all sources share), `spacing` if not those of this release."""
    values, joint = settings(), joint_settings()
    grid = log_grid(problem.top, spacing or joint.spacing)
    laws = tuple(dict.fromkeys(stock.law for stock in problem.stocks))
    kernels = tuple(_kernel(grid, law, values) for law in laws)
    nodes = make_nodes(problem, joint.longest)
    told = _told(problem, nodes, grid, values)
    said = np.zeros((len(problem.statements), COLUMNS))
    for row, item in zip(said, problem.statements, strict=True):
        row[:PRICE] = _values(item, told.form[CELL])
        row[LOOSE] = math.exp(0.5 * (row[HIGH] - row[LOW]))  # of a range, half its width
    ground = _ground(problem, nodes, told, grid, laws, kernels)
    return Packed(problem, nodes, grid, laws, kernels, ground, told, said, _learned(problem, joint, common))


def log_grid(top: float, spacing: float) -> Grid:
    """None, then counts from one up to `top` at least, `spacing` apart in the logarithm."""
    cells = math.ceil(math.log(max(top, 10.0)) / spacing) + 1
    logs = spacing * np.arange(cells)
    edges = np.exp(np.append(logs, logs[-1] + spacing) - spacing / 2)
    return Grid(np.concatenate([[0.0], np.exp(logs)]), np.concatenate([[0.0], edges]))


def _kernel(grid: Grid, law: Law, values: Settings) -> Kernel:
    pi = stationary(grid, SeriesClass(law.none, law.median, law.spread))
    return make_kernel(grid, pi, mean_days=values.mean_days, fresh=values.fresh, sizes=values.jump_sizes)


def _ground(
    problem: Problem, nodes: Nodes, told: Told, grid: Grid, laws: tuple[Law, ...], kernels: Sequence[Kernel]
) -> Ground:
    gaps = nodes.gaps()
    number = gap_numbers(gaps)
    moves = np.empty((len(laws), len(kernels[0].rates), max(len(number), 1), grid.size, grid.size), np.float32)
    for which, kernel in enumerate(kernels):
        for gap, place in number.items():
            moves[which, :, place] = kernel.matrices(gap)
    parts = _parts(problem, nodes)
    rows, step = _rows(parts, nodes)
    first_link = told.whose[:, LINK_FIRST].tolist()
    anchors = [[first_link[index] + member for index, member, part, _ in stock if part == ANCHORED] for stock in parts]
    law = [laws.index(stock.law) for stock in problem.stocks]
    force = [problem.forces.index(stock.force) for stock in problem.stocks]
    own, anchor = _starts(parts), _starts(anchors)
    edges = (nodes.first[:-1], nodes.first[1:], own[:-1], own[1:], anchor[:-1], anchor[1:])
    return Ground(
        counts=grid.counts,
        prior=np.array([kernel.pi for kernel in kernels]),
        moves=moves,
        stock=np.array([law, force, *edges], np.int64).T.copy(),
        node=np.column_stack([[number[gap] if gap else -1 for gap in gaps], step]),
        own=np.array(rows, np.int64).reshape(-1, 3),
        anchor=_ints([link for stock in anchors for link in stock]),
    )


Part = tuple[int, int, int, int]


def _parts(problem: Problem, nodes: Nodes) -> list[list[Part]]:
    """What is said of each stock: statement, place among its members, how it takes part, and the node that matters.

    That is the last node of a step between neighbours, and the first node of a longer change.
    """
    parts: list[list[Part]] = [[] for _ in problem.stocks]
    for index, statement in enumerate(problem.statements):
        for member, stock in enumerate(statement.members):
            part, node = ALONE if len(statement.members) == 1 else SHARED, -1
            if statement.start is not None:
                start, end = nodes.at(stock, statement.start), nodes.at(stock, statement.days[0].day)
                part, node = (STEP, end) if start == end - 1 else (ANCHORED, start)
            parts[stock].append((index, member, part, node))
    return parts


def _rows(parts: Sequence[Sequence[Part]], nodes: Nodes) -> tuple[list[tuple[int, int, int]], Ints]:
    """Rows of `Ground.own`, those of one step together; and where the rows of each step are."""
    step = np.zeros((nodes.first[-1], 2), np.int64)
    rows: list[tuple[int, int, int]] = []
    for stock in parts:
        for index, member, part, node in sorted(stock, key=lambda item: (item[2] == STEP, item[3], item[0])):
            if part == STEP:
                step[node, 0] = step[node, 0] if step[node, 1] else len(rows)
                step[node, 1] += 1
            rows.append((index, member, part))
    return rows, step


def _starts(rows: Iterable[Sequence[object]]) -> Ints:
    return np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)


def _told(problem: Problem, nodes: Nodes, grid: Grid, values: Settings) -> Told:
    statements, forces = problem.statements, problem.forces
    force = [forces.index(problem.stocks[item.members[0]].force) for item in statements]
    links = [
        (nodes.at(stock, when.day), -1 if item.start is None else nodes.at(stock, item.start))
        for item in statements
        for when in item.days
        for stock in item.members
    ]
    order = sorted(range(len(statements)), key=lambda index: statements[index].source)
    counts = np.bincount([item.source for item in statements], minlength=len(problem.speakers))
    links_first = np.cumsum([0, *(len(item.members) * len(item.days) for item in statements)])
    days_first = np.cumsum([0, *(len(item.days) for item in statements)])
    whose = [
        (item.shape, item.source, item.side, habit, first, len(item.days), len(item.members), link)
        for item, habit, first, link in zip(statements, force, days_first[:-1], links_first[:-1], strict=True)
    ]
    return Told(
        whose=_ints(whose).reshape(-1, 8),
        link=_ints(links).reshape(-1, 2),
        day_weight=np.log([when.weight for item in statements for when in item.days]),
        price=_prices(problem, values),
        form=_form(math.log(grid.counts[-1]), math.log(grid.counts[2]), values),
        by_first=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        by=_ints(order),
    )


def _prices(problem: Problem, values: Settings) -> Floats:
    """Of each statement, by rate: how probable its figure is where it tells of a movement that the cells do not show.

    That is how probable it is that some moved in its window, and that so many did; or, where an earlier statement told
    of such a movement of the same stocks at the time, how well their figures agree. What two sources tell is one
    movement, and no rarer for being told twice.
    """
    said = problem.statements
    prices = np.zeros((len(said), len(values.mean_days)))
    for index, item in enumerate(said):
        if item.start is None:
            continue
        days = item.days[0].day - item.start
        prices[index] = [joint_settings().hidden * (1 - math.exp(-days / mean)) for mean in values.mean_days]
        if item.shape in (Shape.FELL, Shape.ROSE):
            same = (other for other in said[:index] if _of_one_movement(item, other))
            agree = max((_agreement(problem, item, other) for other in same), default=0.0)
            prices[index] = np.maximum(prices[index], agree)
    return prices


def _of_one_movement(item: Statement, other: Statement) -> bool:
    """Whether two statements may tell of one movement: by two sources, of the same stocks, in windows that overlap."""
    if item.shape is not other.shape or item.members != other.members or item.source == other.source:
        return False
    begin, end = max(item.start or 0, other.start or 0), min(item.days[0].day, other.days[0].day)
    return begin < end


def _agreement(problem: Problem, item: Statement, other: Statement) -> float:
    """Density of the figure of a statement given that another, if it rests on anything, tells of the same movement."""
    speakers = [problem.speakers[said.source] for said in (item, other)]
    variance = item.blur**2 + other.blur**2 + sum(one.spread**2 + one.bias**2 for one in speakers)
    apart = math.log(max(item.low, 1.0) / max(other.low, 1.0))
    return (1 - speakers[1].junk) * math.exp(-0.5 * apart**2 / variance) / math.sqrt(2 * math.pi * variance)


def _form(reach: float, cell: float, values: Settings) -> Floats:
    bound, change = values.wordings["at_least"], values.no_change
    return np.array(
        [
            reach,
            values.junk_figure,
            values.junk_none,
            values.detection,
            bound.near,
            math.exp(change["tolerance"]),
            change["softness"],
            cell,
        ]
    )


def _values(item: Statement, cell: float) -> tuple[float, ...]:
    """The numbers of a statement, in the order of the first columns of `State.now`."""
    low, high = (math.log(max(figure, 1.0)) for figure in (item.low, item.high))
    if item.shape is not Shape.RANGE:
        low = high = high if item.shape is Shape.AT_MOST else low
    if item.shape is Shape.RANGE and high - low < 0.02:
        low, high = (low + high) / 2 - 0.01, (low + high) / 2 + 0.01
    # where in its cell a stock stands is not known either; a change knows it from the two counts
    blur = item.blur if item.shape in CHANGES else math.hypot(item.blur, cell / math.sqrt(12))
    rotates = item.announced and item.shape in (Shape.FELL, Shape.ROSE, Shape.GONE_SINCE)
    trust = (item.widen, item.junk_shift, item.least_junk, item.copy, item.copy_density)
    return (low, high, blur, *trust, item.rotation_shift if rotates else NEVER)


def _learned(problem: Problem, joint: JointSettings, common: float | None) -> Learned:
    sides = len(problem.sides)
    speakers = problem.speakers
    middle = np.array([[*[0.0] * sides, math.log(one.spread), math.log(one.junk / (1 - one.junk))] for one in speakers])
    width = np.array([[*[one.bias] * sides, joint.spread, joint.junk] for one in speakers])
    return Learned(
        middle=middle.reshape(-1, sides + 2),
        width=width.reshape(-1, sides + 2),
        common_width=joint.common if common is None else common,
        step=0.7 * width.reshape(-1, sides + 2),
        rate_weight=np.log(settings().rate_weights),
        rotation=np.array([joint.rotation_odds, np.log(joint.rotation_weights)]),
    )


def _ints(numbers: Sequence[object]) -> Ints:
    return np.array(numbers, np.int64)
