"""Tricks of reporting, put into what is said of a world: a figure kept alive, a figure that doubles, and silence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum

from exeunt.base.dates import one_day
from exeunt.claim.identity import identified
from exeunt.model.claim import Claim, Kind
from exeunt.model.count import exactly
from exeunt.simulation.cast import FIRST_DAY, day_of, lead_of
from exeunt.simulation.chance import chance
from exeunt.simulation.play import Staged


class Trick(StrEnum):
    """What is done to the reports on one force."""

    REPETITION = "repetition"  # a ledger passed off as counts: the last figure less what its speaker says has left
    DOUBLING = "doubling"  # one source's figure is suddenly twice as large, and nobody came
    SILENCE = "silence"  # nobody looks any more


def trick(staged: Staged, kind: Trick) -> tuple[Staged, str, int]:
    """The world with the trick in its reports, the force it is about, and the day on which it begins."""
    force = lead_of("north")
    dice = chance(staged.drawn.seed, staged.drawn.number, f"trick {kind}")
    begins = int(dice.integers(180, 300))
    claims = _TRICKS[kind](staged, force, begins)
    return replace(staged, claims=tuple(identified(replace(claim, id="")) for claim in claims)), force, begins


def _repetition(staged: Staged, force: str, begins: int) -> list[Claim]:
    """The observatory tells of four batches and each time prints its last figure less the batch."""
    kept = [claim for claim in staged.claims if not (claim.force_id == force and claim.source_id == "observatory")]
    figure = float(max(staged.drawn.world.stock(force)[begins], 200))
    batch = max(10.0, round(0.06 * figure))
    said = []
    for number in range(4):
        day = begins + 45 * number
        said.append(_said(force, Kind.STOCK, day, figure - batch * number, f"T{2 * number}"))
        said.append(_said(force, Kind.DEPARTURE, day + 20, batch, f"T{2 * number + 1}"))
    return [*kept, *said]


def _doubling(staged: Staged, force: str, begins: int) -> list[Claim]:
    """The observatory prints a true figure, and two months later two to three times as many."""
    dice = chance(staged.drawn.seed, staged.drawn.number, "factor")
    true = float(max(staged.drawn.world.stock(force)[begins], 50))
    more = round(true * dice.uniform(2.2, 3.2))
    twice = [_said(force, Kind.STOCK, begins, true, "T0"), _said(force, Kind.STOCK, begins + 60, more, "T1")]
    return [*staged.claims, *twice]


def _silence(staged: Staged, force: str, begins: int) -> list[Claim]:
    """Nobody speaks of the force, or of a total that has it, after the day."""
    last = day_of(begins)
    told = {force, *(item.id for item in staged.case.forces if force in item.members)}
    kept = [claim for claim in staged.claims if claim.force_id not in told or claim.known_on <= last]
    return [*kept, _said(force, Kind.STOCK, begins, float(max(staged.drawn.world.stock(force)[begins], 30)), "T0")]


def _said(force: str, kind: Kind, day: int, number: float, label: str) -> Claim:
    count = exactly(float(number))
    return Claim(
        label=label,
        kind=kind,
        force_id=force,
        force_text=force,
        count=replace(count, words=f"{number:.0f}"),
        count_text=f"{number:.0f}",
        as_of=one_day(day_of(day)),
        known_on=FIRST_DAY + timedelta(days=day + 3),
        source_id="observatory",
        source_text="observatory",
    )


_TRICKS: Mapping[Trick, Callable[[Staged, str, int], Sequence[Claim]]] = {
    Trick.REPETITION: _repetition,
    Trick.DOUBLING: _doubling,
    Trick.SILENCE: _silence,
}
