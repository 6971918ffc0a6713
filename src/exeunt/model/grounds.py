"""Why a number is what it is (capabilities C23): what each claim did to it, and how far the draws can be relied on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from exeunt.model.balance import Range


@dataclass(frozen=True, slots=True)
class ClaimWeight:
    """What one claim did to a number.

    `share` is its part of what all claims moved; `without` what the number would be if only this claim were left out.
    `foreseen` is the 90 % interval of the claim's own figure as the others foresee it, `place` the chance they gave to
    a figure below it (near 0 or 1: it surprises); None for a claim without a figure of a stock. `junk`, `copied` and
    `rotated` are the chances that it rests on nothing, that it repeats another figure, and that others came in for
    those who left. `steady` is False where leaving it out changes so much that `without` is only a guess.
    """

    claim_id: str
    share: float
    without: Range
    foreseen: Range | None
    place: float | None
    junk: float
    copied: float
    rotated: float
    steady: bool


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why the number of a force (at a site) on a day is what it is.

    `prior` and `now` are the number before and after all claims. `sources` is the number of equally weighty independent
    sources that would weigh as much. `common` is the spread, assumed and not learned, of a bias that all sources share.
    `rhat` near 1 says that the chains agree, `size` how many independent draws there are, `detectable` the smallest
    rise since the first day asked that would be told from none nine times in ten. `sensitivity` gives the number under
    other assumptions of the shared bias, by its spread.
    """

    force: str
    site: str | None
    day: date
    prior: Range
    now: Range
    weights: tuple[ClaimWeight, ...]
    sources: float
    common: float
    rhat: float
    size: float
    detectable: float
    sensitivity: tuple[tuple[float, Range], ...] = ()
