"""A world drawn whole: cast, plans, evasion, events. The same seed and number give the same world."""

from __future__ import annotations

from dataclasses import dataclass

from exeunt.simulation.cast import VEHICLES, Cast, cast_of, length
from exeunt.simulation.chance import chance
from exeunt.simulation.conduct import Plan, intents_of, plan_of
from exeunt.simulation.evasions import Scheme, evade, possible
from exeunt.simulation.roll import Intent, carry_out
from exeunt.simulation.settings import worlds
from exeunt.simulation.world import Evasion, World


@dataclass(frozen=True)
class Drawn:
    """A world with the people in it and what each force was to do. `seed` and `number` make it again."""

    seed: int
    number: int
    cast: Cast
    plans: tuple[Plan, ...]
    world: World

    def plan(self, force: str) -> Plan:
        """The plan of a force."""
        return next(plan for plan in self.plans if plan.force == force)


def draw(seed: int, number: int, evasion: Evasion | None = None, *, honest: bool = False) -> Drawn:
    """World number so-and-so; with an evasion, where that is given and possible; without any, where `honest`."""
    cast = cast_of(chance(seed, number, "cast"))
    plans = tuple(plan_of(chance(seed, number, f"plan {name}"), name) for name in _accounts(cast))
    intents = {plan.force: intents_of(chance(seed, number, f"conduct {plan.force}"), plan, cast) for plan in plans}
    dice = chance(seed, number, "evasion")
    scheme = Scheme(plans[int(dice.integers(len(cast.contingents)))], cast)
    choices = possible(cast, scheme.plan)
    tried = evasion if evasion in choices else None
    if evasion is None and not honest and dice.random() < worlds()["evasion"]["chance"]:
        tried = choices[int(dice.integers(len(choices)))]
    if tried:
        intents[scheme.force] = evade(dice, tried, intents[scheme.force], scheme)
    everything: list[Intent] = [intent for found in intents.values() for intent in found]
    world = World(carry_out(everything), length(), tried, scheme.force if tried else "")
    return Drawn(seed, number, cast, plans, world)


def _accounts(cast: Cast) -> list[str]:
    """The contingents, then the vehicles where there are any."""
    return [force.id for force in cast.contingents] + ([VEHICLES] if cast.has(VEHICLES) else [])
