"""Facts as texts for the slots of reasons: no more digits than are known, names in both languages."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date

from exeunt.model.actor import Name
from exeunt.model.case import Case
from exeunt.model.claim import Claim
from exeunt.model.verdict import Reason

_SEALED = Name("a protected source", "مصدر محمي الهوية")
_MANY = 4  # names a sentence can carry; the claims themselves are all listed with the reason


def reason(code: str, claims: Iterable[Claim] = (), /, **slots: object) -> Reason:
    """A reason from its facts; the area is added to the code."""
    facts = tuple((name, str(value)) for name, value in slots.items())
    return Reason(f"verdict.{code}", facts, tuple(claim.id for claim in claims))


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


def speakers(case: Case, claims: Sequence[Claim]) -> dict[str, str]:
    """Slots `who_en` and `who_ar`: who said these claims, each once, in the order of the claims."""
    found = list(dict.fromkeys(_speaker(case, claim) for claim in claims))
    en, ar = [name.en for name in found], [name.in_language("ar") for name in found]
    more = len(found) - _MANY
    if more > 0:
        en, ar = [*en[:_MANY], f"{more} more"], [*ar[:_MANY], f"+{more}"]
    return {"who_en": ", ".join(en), "who_ar": "، ".join(ar)}


def titled(name: Name, prefix: str, *, sentence: bool = False) -> dict[str, str]:
    """Slots with a name in both languages: `<prefix>_en`, `<prefix>_ar`; a sentence loses its full stop."""
    end = "." if sentence else ""
    return {f"{prefix}_en": name.en.rstrip(end), f"{prefix}_ar": name.in_language("ar").rstrip(end)}


def _speaker(case: Case, claim: Claim) -> Name:
    source = case.source_by_id.get(claim.source_id or "")
    if source is None:
        return Name(claim.source_text or "?", claim.source_text or "?")
    return _SEALED if source.sealed else source.name
