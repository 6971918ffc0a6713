"""A world: whole persons in cohorts, moved from post to post, and the stocks that follow.

A post is a force at a place. Who is outside the host is at no post, but is not gone: a cohort's persons are somewhere
on every day, so that opening + in - out = closing holds for each cohort, force and place by construction. An event is
what happened on one day to persons of one force; how the bound party presents it may differ from what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

SINGLY = "leave"  # why one person goes: sick leave, desertion


class Act(StrEnum):
    """What persons do in an event."""

    ARRIVE = "arrive"  # into the host
    LEAVE = "leave"  # out of it
    SHIFT = "shift"  # from place to place inside
    RELABEL = "relabel"  # the same persons at the same place, under another force's name


class Evasion(StrEnum):
    """How a withdrawal is made to look like more than it is."""

    ROTATION = "rotation"  # out by a watched crossing, others in by an unwatched one
    RELABELLING = "relabelling"  # they stay, as another force of the same sponsor
    HIDING = "hiding"  # moved to a place nobody declared, told as having left
    RETURN = "return"  # really out, and back in small groups later
    PADDING = "padding"  # more declared than there were, and the difference told as having left
    INFLUX = "influx"  # a few more every week, none of them told


@dataclass(frozen=True, slots=True)
class Post:
    """A force at a place."""

    force: str
    place: str


@dataclass(frozen=True, slots=True)
class Move:
    """Persons of one cohort from post to post; None is outside the host."""

    cohort: int
    persons: int
    origin: Post | None
    target: Post | None


@dataclass(frozen=True, slots=True)
class Event:
    """What happened on a day (numbered from the first). `moves` are who moved, `persons` how many in all.

    `presented` is how those who are bound tell of it, where not as it is; `hidden` says that they do not tell, and that
    no crossing is watched. A `batch` leaves or comes together and can be seen; the others trickle. `told` is how many
    are said to have moved where that is not how many did: padding has persons on paper.
    """

    day: int
    act: Act
    force: str
    place: str
    moves: tuple[Move, ...]
    to: str = ""
    presented: Act | None = None
    hidden: bool = False
    batch: bool = True
    told: int | None = None
    why: str = ""

    @property
    def persons(self) -> int:
        """How many moved."""
        return sum(move.persons for move in self.moves)


@dataclass(frozen=True)
class World:
    """The events of `length` days in their order. Who was there from the beginning arrives on day 0."""

    events: tuple[Event, ...]
    length: int
    evasion: Evasion | None = None
    evader: str = ""

    def stock(self, force: str, place: str | None = None) -> Ints:
        """Persons of a force at a place (None: in the whole host) at the end of each day."""
        change = np.zeros(self.length, dtype=np.int64)
        for event in self.events:
            for move in event.moves:
                for post, sign in ((move.origin, -1), (move.target, 1)):
                    if post and post.force == force and place in (None, post.place):
                        change[event.day] += sign * move.persons
        return change.cumsum()

    def out(self, force: str, *, singly: bool = True) -> Ints:
        """Persons of a force who left the host, by day; with or without those on sick leave or deserting."""
        return self._crossings(force, lambda move: move.origin is not None and move.target is None, singly=singly)

    def came(self, force: str) -> Ints:
        """Persons of a force who came into the host, by day; those who are there at the beginning did not come."""
        found = self._crossings(force, lambda move: move.origin is None)
        found[0] = 0
        return found

    def of(self, force: str, *acts: Act) -> Iterator[Event]:
        """Events of a force after the first day, of these acts (none given: of all)."""
        return (
            event for event in self.events if event.force == force and event.day > 0 and (not acts or event.act in acts)
        )

    @cached_property
    def cohorts(self) -> dict[int, Ints]:
        """For each cohort how many of its persons are in the host at the end of each day."""
        found: dict[int, Ints] = {}
        for event in self.events:
            for move in event.moves:
                change = found.setdefault(move.cohort, np.zeros(self.length, dtype=np.int64))
                change[event.day] += move.persons * ((move.origin is None) - (move.target is None))
        return {cohort: change.cumsum() for cohort, change in found.items()}

    def _crossings(self, force: str, which: Callable[[Move], bool], *, singly: bool = True) -> Ints:
        found = np.zeros(self.length, dtype=np.int64)
        for event in self.events:
            if event.force == force and (singly or event.why != SINGLY):
                found[event.day] += sum(move.persons for move in event.moves if which(move))
        return found


def not_set_off(one_way: Ints, other_way: Ints, days: int) -> Ints:
    """Those who went one way and for whom nobody went the other way within so many days, by day (C17).

    Each is set off by one who goes the other way, the earliest that is near enough and not yet used.
    """
    left, used = one_way.copy(), other_way.copy()
    for day in np.flatnonzero(left).tolist():
        for near in range(max(0, day - days), min(len(used), day + days + 1)):
            pair = min(left[day], used[near])
            left[day] -= pair
            used[near] -= pair
            if left[day] == 0:
                break
    return left
