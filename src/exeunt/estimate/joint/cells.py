"""What a statement says of every cell of one stock, the rest of its sum held: rows of weights, worked out at once."""

from __future__ import annotations

import math

from exeunt.estimate.joint.compiled import compiled, inner
from exeunt.estimate.joint.tables import (
    CELL,
    COPY,
    COPY_DENSITY,
    DETECTION,
    JUNK,
    LINK_FIRST,
    LOOSE,
    MEMBERS,
    SIZE,
    SQUARE,
    Floats,
    Ground,
    Ints,
    Singles,
    State,
    Told,
)
from exeunt.estimate.joint.weigh import (
    AT_LEAST,
    COME_SINCE,
    FIGURE,
    GONE_SINCE,
    NONE,
    NOT_FALLEN,
    ROSE,
    SOME,
    Rest,
    bell,
    change_chance,
    change_weights,
    falling,
    figure_density,
    kept,
    main_term,
    matched,
    no_more,
    stock_honest,
    stock_junk,
)


@inner
def fill(out: Floats | Singles | Ints, value: float) -> None:
    """Set every entry (a slice, which says the same, takes ten times as long to compile)."""
    for index in range(len(out)):
        out[index] = value


@inner
def link_of(told: Told, state: State, claim: int) -> int:
    """The first link of the day that a statement is taken to speak of."""
    whose = told.whose
    return whose[claim, LINK_FIRST] + state.day[claim] * whose[claim, MEMBERS]


@inner
def others(ground: Ground, told: Told, state: State, claim: int, but: int) -> Rest:
    """Sums over the members of a statement but one (-1: over all): after, before, variance from cells, widest cell."""
    link, counts, links, cells = link_of(told, state, claim), ground.counts, told.link, state.cells
    after = before = changed = widest = 0.0
    for member in range(told.whose[claim, MEMBERS]):
        if member == but:
            continue
        now = counts[cells[links[link + member, 0]]]
        after += now
        start = links[link + member, 1]
        if start >= 0:
            then = counts[cells[start]]
            before += then
            widest = max(widest, then)
            if then != now:
                changed += then * then + now * now
    cell = told.form[CELL]
    return after, before, changed * cell * cell / 12, widest * cell


@compiled
def weigh_row(line: Floats, counts: Floats, rest: float, shape: int, row: Floats, form: Floats) -> None:
    """Multiply likelihoods by cell by those of a statement about the stock plus a rest."""
    honest = (1 - row[COPY]) * (1 - row[JUNK])
    nothing = (1 - row[COPY]) * row[JUNK] * stock_junk(shape, form) + row[COPY] * row[COPY_DENSITY]
    # one loop for each shape that is frequent: without a choice in it, the processor does many cells at once
    if shape == FIGURE:
        figure, square, detection = row[SIZE], row[SQUARE], form[DETECTION]
        for cell in range(len(line)):
            count = rest + counts[cell] + 1e-9
            line[cell] *= nothing + honest * (1.0 - falling(count / detection)) * bell(figure / count, square)
    elif shape == AT_LEAST:
        for cell in range(len(line)):
            line[cell] *= nothing + honest * figure_density(AT_LEAST, row, rest + counts[cell], form)
    elif shape in (NONE, SOME):
        sign, least, detection = honest, nothing, form[DETECTION]
        if shape == SOME:
            sign, least = -honest, nothing + honest
        for cell in range(len(line)):
            line[cell] *= least + sign * falling((rest + counts[cell]) / detection)
    else:
        for cell in range(len(line)):
            line[cell] *= nothing + honest * stock_honest(shape, row, rest + counts[cell], form)


@inner
def with_own(rest: Rest, begin: float, end: float, cell: float) -> Rest:
    """The sums of `others` with this stock's own counts on both days."""
    changed = rest[2]
    if begin != end:
        changed += (begin * begin + end * end) * cell * cell / 12
    return rest[0] + end, rest[1] + begin, changed, max(rest[3], begin * cell)


@inner
def cell_near(count: float, width: float) -> int:
    """The cell of a count, or the one below it; the first for none and less."""
    return int(math.log(count) / width) + 1 if count >= 1.0 else 0


@inner
def held(shape: int, row: Floats, then: float, rest: Rest, width: float) -> float:
    """How probable a fall or rise of others alone is, this stock staying in its cell."""
    return main_term(shape, row, rest[1] - rest[0], rest[2], max(rest[3], then * width))


@inner
def moved(extra: Floats, counts: Floats, begin: int, rest: Rest, shape: int, row: Floats) -> tuple[int, int]:
    """How probable a fall or rise is, by the cell it ends in, where that is not nothing: from one cell up to another.

    Leaves zero at the cell it begins in: see `held`.
    """
    then, width = counts[begin], math.log(counts[2])
    figure, square, noise = row[SIZE], row[SQUARE], width * width / 12
    own = rest[2] + then * then * noise
    # beyond this factor, with room for how coarsely the two counts are known, nothing is left of the density
    away = 6.0 * math.sqrt(square + 8.0 * own / (figure * figure))
    loose = min(row[LOOSE], away + math.sqrt(away * away + 1.0))
    more, sign = rest[1] + then - rest[0], 1.0
    low, high = more - figure * loose, more - figure / loose
    if shape == ROSE:
        sign, low, high = -1.0, more + figure / loose, more + figure * loose
    first, last = min(cell_near(low, width), len(counts)), min(cell_near(high, width) + 2, len(counts))
    for cell in range(first, last):
        fall = sign * (more - counts[cell])
        changed = own + counts[cell] * counts[cell] * noise
        extra[cell] = matched(figure, loose, fall, square, changed)
    extra[begin] = 0.0
    return first, last


@compiled
def weigh_ends(
    line: Floats, extra: Floats, begin: int, rest: Rest, shape: int, row: Floats, about: tuple[Floats, Floats]
) -> None:
    """Multiply weights by last cell by how probable a statement is about a change that begins in a cell.

    `extra` is room to work in, `about` the counts of the cells and the form.
    """
    counts, form = about
    then, width = counts[begin], form[CELL]
    weights = change_weights(shape, row, form)
    if shape == NOT_FALLEN:
        for cell in range(len(line)):
            line[cell] *= weights[0] + weights[1] * kept(rest[1] + then, rest[0] + counts[cell], form)
    elif shape == COME_SINCE:
        for cell in range(len(line)):
            line[cell] *= weights[0] + weights[1] * no_more(row, rest[0] + counts[cell] - rest[1] - then)
    elif shape == GONE_SINCE:
        for cell in range(len(line)):
            line[cell] *= change_chance(shape, row, weights, with_own(rest, then, counts[cell], width), form)
    else:
        first, last = moved(extra, counts, begin, rest, shape, row)
        same = line[begin] * (weights[0] + weights[1] * held(shape, row, then, rest, width))
        for cell in range(first):
            line[cell] *= weights[0]
        for cell in range(first, last):
            line[cell] *= weights[0] + weights[1] * extra[cell]
        for cell in range(max(first, last), len(line)):
            line[cell] *= weights[0]
        line[begin] = same


@inner
def weigh_begins(line: Floats, counts: Floats, end: int, rest: Rest, shape: int, row: Floats, form: Floats) -> None:
    """Multiply weights by first cell by how probable a statement is about a change that ends in a cell."""
    weights = change_weights(shape, row, form)
    for cell in range(len(line)):
        seen = with_own(rest, counts[cell], counts[end], form[CELL])
        line[cell] *= change_chance(shape, row, weights, seen, form)
