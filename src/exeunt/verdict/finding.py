"""What a rule hands to the judge: how probable it is that the obligation was kept, and what that rests on."""

from __future__ import annotations

from dataclasses import dataclass

from exeunt.model.claim import Claim
from exeunt.model.verdict import Reason, Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The finding of one rule on one day.

    `kept` is None where nothing lets a probability be given. `supports` and `opposes` are claims, one an origin, that
    say it was kept or was not. `part` is P(at least the share called a part was done). `lasting` says that once done it
    cannot be undone, so that it may be met before its deadline; `continuing` that it binds every day, so that it is
    judged as of the day, and `supports` are those who looked, or who say so `outright`. `facts` and `gaps` are reasons:
    what was used, and what is missing. `seen` keeps apart what was seen and what was there.
    """

    kept: float | None
    supports: tuple[Claim, ...] = ()
    opposes: tuple[Claim, ...] = ()
    facts: tuple[Reason, ...] = ()
    gaps: tuple[Reason, ...] = ()
    part: float = 0.0
    lasting: bool = False
    continuing: bool = False
    outright: bool = False
    seen: Seen | None = None
