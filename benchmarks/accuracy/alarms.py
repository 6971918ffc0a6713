"""`python -m benchmarks.accuracy.alarms [--worlds N] [--seed N]`: how often each alarm is wrong, and how late.

Worlds are those of `exeunt.simulation`. An alarm rings without cause where nothing in the world is like what it
suspects, whoever told of it; it misses where an evasion or a trick of its kind goes to the end of the world unseen.
The delay runs from the first event of the evasion to the first of the looks, a fortnight apart, at which it rings.
"""

from __future__ import annotations

import argparse
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence

from exeunt.model.alarm import AlarmKind
from exeunt.simulation.play import stage
from exeunt.simulation.rung import EXPECTED, Watched, evasion_begins, watch, without_cause
from exeunt.simulation.tricks import Trick, trick
from exeunt.simulation.world import Evasion

_LEAST = 20  # persons; an evasion smaller than that is none


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=3)
    arguments = parser.parse_args()
    print(f"{arguments.worlds} worlds of each sort, seed {arguments.seed}")
    print("in worlds where nobody evades anything:")
    for kind, (worlds, rings) in honest(arguments.seed, arguments.worlds).items():
        print(
            f"  {kind.value:<14} rings without cause in {worlds:6.1%} of the worlds, {rings:.2f} times a world and year"
        )
    print("in worlds with an evasion or a trick:")
    for evasion, expected in EXPECTED.items():
        if expected:
            _show(f"{evasion.value}", expected, list(evaded(arguments.seed, arguments.worlds, evasion, expected)))
    for name in Trick:
        _show(f"{name.value}", AlarmKind(name.value), list(tricked(arguments.seed, arguments.worlds, name)))


def honest(seed: int, worlds: int) -> dict[AlarmKind, tuple[float, float]]:
    """By alarm: the share of honest worlds in which it rings without cause, and how often a year."""
    where: Counter[AlarmKind] = Counter()
    times: Counter[AlarmKind] = Counter()
    years = 0.0
    for number in range(worlds):
        staged = stage(seed, number, honest=True)
        false = [alarm.kind for alarm in without_cause(staged)]
        where.update(set(false))
        times.update(false)
        years += staged.asked / 365
    kinds = [kind for kind in AlarmKind if kind not in (AlarmKind.SILENCE, AlarmKind.REFUSAL)]
    return {kind: (where[kind] / worlds, times[kind] / years) for kind in kinds}


def evaded(seed: int, worlds: int, evasion: Evasion, expected: AlarmKind) -> Iterator[Watched]:
    """Worlds with an evasion that came to something."""
    for number in range(worlds):
        staged = stage(seed + 1, number, evasion)
        world = staged.drawn.world
        begins = evasion_begins(world) if world.evasion is evasion else None
        moved = sum(event.persons for event in world.of(world.evader) if event.why == evasion.value)
        if begins is not None and moved >= _LEAST:
            yield watch(staged, expected, world.evader, begins)


def tricked(seed: int, worlds: int, name: Trick) -> Iterator[Watched]:
    """Worlds with a trick of reporting in them."""
    for number in range(worlds):
        staged, force, begins = trick(stage(seed + 2, number, honest=True), name)
        yield watch(staged, AlarmKind(name.value), force, begins)


def _show(name: str, kind: AlarmKind, found: Sequence[Watched]) -> None:
    late = [item.delay for item in found if item.delay is not None]
    missed = 1 - len(late) / max(len(found), 1)
    middle = f"{statistics.median(late):.0f}" if late else "-"
    print(
        f"  {name:<14} {kind.value:<13} missed {missed:6.1%}   rings after {middle} days (median)   {len(found)} worlds"
    )


if __name__ == "__main__":
    main()
