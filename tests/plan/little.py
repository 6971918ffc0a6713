"""Instances small enough to enumerate."""

from datetime import date
from fractions import Fraction

from exeunt.model.actor import Name
from exeunt.model.proposal import Contingent, Exit, Instance, Route, Rules, TeamStep


def contingent(name, side, batches, heads=10, **more):
    capability = Fraction(heads)
    return Contingent(
        id=name, name=Name(name, name), side=side, sponsor=side, site=f"site-{name}", batches=batches, heads=heads,
        load=heads, capability=capability, capability_low=capability, capability_high=capability, **more,
    )  # fmt: skip


def little(*contingents, rules=None, capacity=100, teams=100, travel=0, deadline=60, **more):
    """An instance with one exit and the same travel for all."""
    return Instance(
        id="little", title=Name("little", "little"), start=date(2021, 1, 1), deadline=deadline,
        sides=("a", "b"), contingents=contingents,
        exits=(Exit(id="gate", name=Name("gate", "gate"), capacity=capacity),),
        routes=tuple(Route(item.site, "gate", travel) for item in contingents), teams=(TeamStep(0, teams),),
        rules=rules or Rules(), **more,
    )  # fmt: skip
