"""What is said of the procedure: monitors in place, baselines, declarations, notices, visits and refusals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from exeunt.base.dates import Precision, Span, one_day
from exeunt.model.claim import Claim, Kind, Stance
from exeunt.model.count import PERSONS, Count, exactly
from exeunt.simulation.cast import SIDES, VEHICLES, day_of, lead_of, length, party_of
from exeunt.simulation.chance import Chance, chance
from exeunt.simulation.draw import Drawn
from exeunt.simulation.evasions import padding_of
from exeunt.simulation.figures import rounded
from exeunt.simulation.procedure import Procedure
from exeunt.simulation.settings import worlds
from exeunt.simulation.world import Act, Evasion

_ANNOUNCED = {Act.LEAVE: Kind.PLEDGE_DEPARTURE, Act.ARRIVE: Kind.PLAN_ARRIVAL}
_MISSION = "mission"


def tell(drawn: Drawn, procedure: Procedure) -> list[Claim]:
    """Every claim about the procedure of a world."""
    dice = chance(drawn.seed, drawn.number, "procedure told")
    return [
        *_monitors(dice, procedure),
        *_baseline(dice, drawn, procedure),
        *_declarations(drawn, procedure),
        *_notices(dice, drawn, procedure),
        *_visits(dice, procedure),
    ]


def _monitors(dice: Chance, procedure: Procedure) -> Iterator[Claim]:
    signed = int(worlds()["time"]["signed"])
    if procedure.monitors is not None:
        yield _claim(_MISSION, Kind.MONITORING, lead_of("north"), procedure.monitors, stance=Stance.VERIFIED, delay=2)
    for day in range(signed + 30, procedure.monitors or signed + 200, 60):  # not there yet, and somebody says so
        if dice.random() < 0.6:
            who = str(dice.choice([_MISSION, "wire", "relief"]))
            yield _claim(who, Kind.MONITORING, lead_of("north"), day, stance=Stance.DENIED, delay=3)


def _baseline(dice: Chance, drawn: Drawn, procedure: Procedure) -> Iterator[Claim]:
    if procedure.baseline is None:
        if dice.random() < 0.6:
            day = int(worlds()["time"]["signed"]) + int(dice.integers(20, 150))
            yield _claim(_MISSION, Kind.CANNOT_ESTIMATE, lead_of("north"), day, delay=3)
        return
    for force in drawn.cast.contingents:
        stock = float(drawn.world.stock(force.id)[procedure.baseline])
        counted = float(round(stock * float(dice.normal(1.0, 0.03))))
        if counted >= 1:
            yield _claim(_MISSION, Kind.BASELINE, force.id, procedure.baseline, exactly(counted), Stance.VERIFIED, 5)


def _declarations(drawn: Drawn, procedure: Procedure) -> Iterator[Claim]:
    """What each party declares of its own forces; padded where that is its evasion."""
    for side in SIDES:
        day = procedure.declared[side]
        if day is None:
            continue
        for force in drawn.cast.contingents:
            if force.side == side:
                yield _claim(
                    party_of(side), Kind.BASELINE, force.id, day, exactly(declared_strength(drawn, force.id, day))
                )


def declared_strength(drawn: Drawn, force: str, day: int) -> float:
    """What the party declares: the truth, nearly; with men on paper where it pads."""
    dice = chance(drawn.seed, drawn.number, f"declared {force}")
    strength = float(drawn.world.stock(force)[day]) * float(dice.normal(1.0, 0.05))
    if drawn.world.evasion is Evasion.PADDING and drawn.world.evader == force:
        strength += padding_of(dice) * drawn.plan(force).strength
    return rounded(dice, max(strength, 1.0))


def _notices(dice: Chance, drawn: Drawn, procedure: Procedure) -> Iterator[Claim]:
    for event, day in procedure.notices.items():
        act = event.presented or event.act
        kind = _ANNOUNCED.get(act, Kind.PLEDGE_DEPARTURE)
        party = party_of(drawn.cast.side_of(event.force))
        unit = VEHICLES if event.force == VEHICLES else PERSONS
        count = exactly(rounded(dice, event.persons), unit)
        notice = _claim(party, kind, event.force, day, count, Stance.PLANNED)
        yield replace(notice, as_of=one_day(day_of(event.day)), known_on=day_of(day))


def _visits(dice: Chance, procedure: Procedure) -> Iterator[Claim]:
    for visit in procedure.visits:
        force, admitted = lead_of(visit.side), visit.admitted
        if visit.refused and dice.random() < 0.9:
            yield _at(visit.site, _claim(_MISSION, Kind.ACCESS_DENIED, force, visit.day, delay=2))
        if admitted is not None and admitted < length() and dice.random() < 0.9:
            yield _at(visit.site, _claim(_MISSION, Kind.MONITORING, force, admitted, stance=Stance.VERIFIED, delay=2))


def _at(site: str, claim: Claim) -> Claim:
    return replace(claim, site_ids=(site,), place_text=site)


def _claim(
    who: str,
    kind: Kind,
    force: str,
    day: int,
    count: Count | None = None,
    stance: Stance = Stance.ASSERTED,
    delay: int = 1,
) -> Claim:
    words = f"{count.figure:.0f}" if count else ""
    return Claim(
        kind=kind,
        stance=stance,
        force_id=force,
        force_text=force,
        count=replace(count, words=words) if count else None,
        count_text=words,
        as_of=Span(day_of(day), day_of(day)),
        known_on=day_of(day + delay),
        known_precision=Precision.DAY,
        source_id=who,
        source_text=who,
    )
