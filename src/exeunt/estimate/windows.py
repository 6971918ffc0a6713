"""Windows of days for factors on a change, made to nest or to lie side by side, as exact smoothing needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch between the ends of two days. `claims` index the evidence on it; a `fixed` first day is a baseline."""

    first: date
    last: date
    claims: tuple[int, ...]
    fixed: bool = False

    @property
    def days(self) -> int:
        """Length in days."""
        return (self.last - self.first).days


def padded(windows: Sequence[Window], pad: int) -> list[Window]:
    """Widen each window by some days at both ends, as far as half-way to its neighbours."""
    wider = []
    for window in windows:
        after = [other.first for other in windows if other.first >= window.last]
        before = [other.last for other in windows if other.last <= window.first]
        room_after = min(((day - window.last).days // 2 for day in after), default=pad)
        room_before = min(((window.first - day).days // 2 for day in before), default=pad)
        first = window.first - timedelta(days=min(pad, room_before))
        wider.append(replace(window, first=first, last=window.last + timedelta(days=min(pad, room_after))))
    return wider


def nested(windows: Sequence[Window]) -> list[Window]:
    """Join equal windows, and trim those that cross, each time by the fewest days, until none do.

    Every trim shortens a window and leaves it at least one day, so that the work ends.
    """
    settled = _joined(windows)
    while crossing := _first_crossing(settled):
        earlier, later = crossing
        trimmed = _trim(earlier, later)
        settled = _joined([window for window in settled if window not in crossing] + list(trimmed))
    return settled


def _joined(windows: Sequence[Window]) -> list[Window]:
    joined: dict[tuple[date, date], Window] = {}
    for window in windows:
        twin = joined.get((window.first, window.last))
        if twin:
            claims = tuple(sorted({*twin.claims, *window.claims}))
            joined[window.first, window.last] = replace(window, claims=claims, fixed=twin.fixed or window.fixed)
        else:
            joined[window.first, window.last] = window
    return sorted(joined.values(), key=lambda window: (window.first, -window.last.toordinal()))


def _first_crossing(windows: Sequence[Window]) -> tuple[Window, Window] | None:
    for index, earlier in enumerate(windows):
        for later in windows[index + 1 :]:
            if earlier.first < later.first < earlier.last < later.last:
                return earlier, later
    return None


def _trim(earlier: Window, later: Window) -> tuple[Window, Window]:
    overlap = (earlier.last - later.first).days
    choices = [
        (overlap, replace(earlier, last=later.first), later),
        ((later.last - earlier.last).days, earlier, replace(later, last=earlier.last)),
    ]
    if not later.fixed:
        choices.append((overlap, earlier, replace(later, first=earlier.last)))
    if not earlier.fixed:
        choices.append(((later.first - earlier.first).days, replace(earlier, first=later.first), later))
    _, left, right = min(choices, key=lambda choice: choice[0])
    return left, right
