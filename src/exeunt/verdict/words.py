"""Facts as texts for the slots of reasons: no more digits than are known, and ids where there is a name to show."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date

from exeunt.model.actor import Name
from exeunt.model.claim import Claim
from exeunt.model.verdict import Reason

NAMELESS = Name("", "")  # of a source that is only imagined


def reason(code: str, claims: Iterable[Claim] = (), /, **slots: object) -> Reason:
    """A reason from its facts."""
    facts = tuple((name, str(value)) for name, value in slots.items())
    return Reason(code, facts, tuple(claim.id for claim in claims))


def figure(number: float, width: float = 0.0) -> str:
    """A count without the digits that its interval does not bear out: 24,718 in an interval 4,000 wide is 25,000."""
    unit = 10 ** max(0, math.floor(math.log10(width / 3))) if width >= 3 else 1
    return f"{round(number / unit) * unit:,.0f}"


def percent(probability: float) -> str:
    """A probability as a percentage without false certainty at the ends."""
    if probability > 0.99:
        return ">99%"
    return "<1%" if probability < 0.01 else f"{probability:.0%}"


def day_text(day: date | None) -> str:
    """A day as ISO text."""
    return day.isoformat() if day else "-"


def speakers(claims: Sequence[Claim]) -> dict[str, str]:
    """The slot `who`: ids of who said these claims, each once, for the reader's language to name.

    Sources that could not be resolved have words only; they are given where nobody else speaks.
    """
    known = list(dict.fromkeys(claim.source_id for claim in claims if claim.source_id))
    return {"who": ", ".join(known or dict.fromkeys(claim.source_text or "?" for claim in claims))}
