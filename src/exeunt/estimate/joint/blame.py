"""For each statement, given a draw: how probable it is that it is worthless, a copy, or a movement others made good."""

from __future__ import annotations

from exeunt.estimate.joint.compiled import compiled
from exeunt.estimate.joint.tables import (
    AFTER,
    BEFORE,
    CHANGED,
    COPY,
    COPY_DENSITY,
    JUNK,
    JUNK_FIGURE,
    REACH,
    SHAPE,
    WIDEST,
    Floats,
    State,
    Told,
)
from exeunt.estimate.joint.weigh import (
    COME_SINCE,
    FELL,
    NOT_FALLEN,
    change_said,
    change_weights,
    main_term,
    stock_junk,
    stock_said,
)


@compiled
def blame(told: Told, state: State, total: Floats) -> None:
    """Add to the columns of `total` (C, 3) the chances of junk, copy and rotation."""
    for claim in range(len(total)):
        row, shape = state.now[claim], told.whose[claim, SHAPE]
        copied, plain = row[COPY] * row[COPY_DENSITY], 1 - row[COPY]
        rotated = 0.0
        if shape < FELL:
            said = stock_said(shape, row, row[AFTER], told.form)
            junk = plain * row[JUNK] * stock_junk(shape, told.form)
        else:
            said = change_said(shape, row, told.form)
            junk = plain * row[JUNK] * told.form[JUNK_FIGURE] / told.form[REACH]
            if shape in (COME_SINCE, NOT_FALLEN):
                junk, copied = row[JUNK], 0.0
            else:
                main = change_weights(shape, row, told.form)[1]
                main *= main_term(shape, row, row[BEFORE] - row[AFTER], row[CHANGED], row[WIDEST])
                rotated = max(said - junk - copied - main, 0.0)
        if said > 0.0:
            total[claim, 0] += junk / said
            total[claim, 1] += copied / said
            total[claim, 2] += rotated / said
