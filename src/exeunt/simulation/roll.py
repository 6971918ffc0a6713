"""The roll of all persons: intents in the order of days to events, never more persons than there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from exeunt.simulation.world import Act, Event, Move, Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What is meant to happen: an event with a number instead of names. `to` is a place for a shift, or a force."""

    day: int
    act: Act
    force: str
    persons: int
    place: str = ""
    to: str = ""
    presented: Act | None = None
    hidden: bool = False
    batch: bool = True
    told: int | None = None
    again: bool = False  # an arrival of persons of the force who are outside, as far as there are any
    why: str = ""


@dataclass
class _Roll:
    """Where the persons of each cohort are now; post None is outside."""

    at: dict[tuple[int, Post | None], int] = field(default_factory=dict)
    force_of: dict[int, str] = field(default_factory=dict)

    def take(self, force: str, place: str, persons: int) -> list[tuple[int, Post, int]]:
        """Up to so many persons of a force, from a place or (empty) from one place after the other."""
        found = []
        for (cohort, post), there in sorted(self.at.items(), key=_in_order):
            if post and post.force == force and place in ("", post.place) and persons > 0 and there > 0:
                taken = min(there, persons)
                persons -= taken
                found.append((cohort, post, taken))
        return found

    def outside(self, force: str, persons: int) -> list[tuple[int, int]]:
        """Up to so many persons of a force who have left."""
        found = []
        for (cohort, post), there in sorted(self.at.items(), key=_in_order):
            if post is None and self.force_of[cohort] == force and persons > 0 and there > 0:
                taken = min(there, persons)
                persons -= taken
                found.append((cohort, taken))
        return found

    def move(self, move: Move) -> Move:
        """Enter a move."""
        self.at[move.cohort, move.origin] = self.at.get((move.cohort, move.origin), 0) - move.persons
        self.at[move.cohort, move.target] = self.at.get((move.cohort, move.target), 0) + move.persons
        return move

    def enlist(self, force: str, persons: int) -> tuple[int, int]:
        """A new cohort, outside as yet."""
        cohort = len(self.force_of)
        self.force_of[cohort] = force
        self.at[cohort, None] = persons
        return cohort, persons


def carry_out(intents: Iterable[Intent]) -> tuple[Event, ...]:
    """The events that the intents come to, by day. An intent that finds nobody is no event, unless it is told of."""
    roll, events = _Roll(), []
    for intent in sorted(intents, key=lambda item: item.day):
        moves = tuple(roll.move(move) for move in _moves(roll, intent))
        if moves or intent.told:
            events.append(
                Event(
                    day=intent.day,
                    act=intent.act,
                    force=intent.force,
                    place=intent.place or (moves[0].origin.place if moves and moves[0].origin else ""),
                    moves=moves,
                    to=intent.to,
                    presented=intent.presented,
                    hidden=intent.hidden,
                    batch=intent.batch,
                    told=intent.told,
                    why=intent.why,
                )
            )
    return tuple(events)


def _moves(roll: _Roll, intent: Intent) -> list[Move]:
    if intent.act is Act.ARRIVE:
        target = Post(intent.force, intent.place)
        back = roll.outside(intent.force, intent.persons) if intent.again else []
        new = intent.persons - sum(persons for _, persons in back)
        enlisted = [roll.enlist(intent.force, new)] if new > 0 else []
        return [Move(cohort, persons, None, target) for cohort, persons in (*back, *enlisted)]
    taken = roll.take(intent.force, intent.place, intent.persons)
    return [Move(cohort, persons, post, _target(intent, post)) for cohort, post, persons in taken]


def _target(intent: Intent, post: Post) -> Post | None:
    if intent.act is Act.LEAVE:
        return None
    return Post(intent.force, intent.to) if intent.act is Act.SHIFT else Post(intent.to, post.place)


def _in_order(item: tuple[tuple[int, Post | None], int]) -> tuple[str, int]:
    (cohort, post), _ = item
    return post.place if post else "", cohort
