"""The agreement of a world: obligations of every kind, drawn from what was planned, never from what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from exeunt.model.actor import Name
from exeunt.model.agreement import Agreement, Clause, Obligation, ObligationKind, Text
from exeunt.model.case import Case
from exeunt.simulation.cast import (
    SIDES,
    SPONSORS,
    TOTAL,
    VEHICLES,
    actors,
    camps_of,
    day_of,
    length,
    party_of,
    sites,
)
from exeunt.simulation.chance import Chance, chance
from exeunt.simulation.conduct import Plan
from exeunt.simulation.draw import Drawn
from exeunt.simulation.procedure import Procedure
from exeunt.simulation.settings import worlds
from exeunt.simulation.told import declared_strength

_TEXT = "accord"


@dataclass(frozen=True)
class Draft:
    """What an obligation is drawn from: the world, its procedure, a force with its plan, and chance."""

    drawn: Drawn
    procedure: Procedure
    plan: Plan
    chance: Chance

    @property
    def row(self) -> Mapping[str, Any]:
        """The judgement values of agreements."""
        row: Mapping[str, Any] = worlds()["agreement"]
        return row

    @property
    def side(self) -> str:
        """The side that is bound."""
        return self.drawn.cast.side_of(self.plan.force)

    @property
    def strength(self) -> int:
        """How many there are on the day of the signature: what both sides count from."""
        return int(self.drawn.world.stock(self.plan.force)[int(worlds()["time"]["signed"])])

    @property
    def amount(self) -> int:
        """How many are to go."""
        return max(1, round(self.plan.share * self.strength))

    def one_of(self, name: str) -> Any:
        """One of the listed values."""
        values = self.row[name]
        return values[int(self.chance.integers(len(values)))]


Fields = dict[str, object]


def obligations_of(drawn: Drawn, procedure: Procedure) -> tuple[Obligation, ...]:
    """The obligations of a world, in their order."""
    dice = chance(drawn.seed, drawn.number, "agreement")
    row = worlds()["agreement"]
    number = int(dice.integers(row["each"][0], row["each"][1] + 1))
    kinds = [list(ObligationKind)[int(index)] for index in dice.permutation(len(ObligationKind))[:number]]
    found = [_obligation(dice, drawn, procedure, kind) for kind in kinds]
    return tuple(item for item in found if item is not None)


def case_of(drawn: Drawn, obligations: tuple[Obligation, ...]) -> Case:
    """The world as a case. Titles and clauses say what kind of thing it is; the numbers stand in the obligations."""
    clauses = tuple(Clause(item.clause, _TEXT, item.clause, item.title) for item in obligations)
    signed = day_of(int(worlds()["time"]["signed"]))
    agreement = Agreement(
        parties=actors(party_of(side) for side in SIDES),
        sides=actors(SIDES),
        sponsors=actors(SPONSORS.values()),
        texts=(Text(_TEXT, Name("the accord", "الاتفاق"), signed, ""),),
        clauses=clauses,
        obligations=obligations,
    )
    return Case(
        id=f"world-{drawn.seed}-{drawn.number}",
        title=Name(f"World {drawn.number} of seed {drawn.seed} (invented)", f"العالم {drawn.number} (متخيَّل)"),
        host=Name("the host", "الدولة المضيفة"),
        first_day=day_of(0),
        last_day=day_of(length() - 1),
        agreement=agreement,
        forces=drawn.cast.forces,
        sites=sites(),
        sources=drawn.cast.sources,
        seed=drawn.number,
    )


def _obligation(dice: Chance, drawn: Drawn, procedure: Procedure, kind: ObligationKind) -> Obligation | None:
    force = str(dice.choice([item.id for item in drawn.cast.contingents]))
    if kind is ObligationKind.HAND_OVER:
        if not drawn.cast.has(VEHICLES):
            return None
        force = VEHICLES
    draft = Draft(drawn, procedure, drawn.plan(force), dice)
    fields = _FIELDS[kind](draft)
    if fields is None:
        return None
    side, ident = draft.side, kind.value.replace("_", "-")
    plain = Obligation(
        id=ident,
        kind=kind,
        title=Name(kind.value.replace("_", " "), _ARABIC[kind]),
        clause=f"c-{ident}",
        actors=(party_of(side), SPONSORS[side]),
        force=force,
        start=day_of(int(worlds()["time"]["signed"])),
        requested_by=(party_of(side),),
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def _amount(draft: Draft) -> Fields:
    """A planned step: how many, by when, from which baseline, with what tolerance and grace."""
    plan, row = draft.plan, draft.row
    fields: Fields = {"deadline": day_of(plan.deadline), "baseline_day": day_of(int(worlds()["time"]["signed"]))}
    if draft.chance.random() < row["tolerance_chance"]:
        fields["tolerance"] = float(round(row["tolerance_share"] * draft.amount))
    if draft.chance.random() < row["grace_chance"]:
        fields["grace_days"] = int(row["grace_days"])
    return fields


def _withdrawn(draft: Draft) -> Fields:
    return _amount(draft) | {"quantity": float(draft.amount)}


def _reduced(draft: Draft) -> Fields:
    fields = _amount(draft) | {"share": draft.plan.share}
    if draft.chance.random() < draft.row["declared_baseline_chance"]:
        fields["baseline"] = declared_strength(draft.drawn, draft.plan.force, int(worlds()["time"]["signed"]))
    return fields


def _remaining(draft: Draft) -> Fields:
    if draft.drawn.cast.has(TOTAL) and draft.chance.random() < 0.5:
        each = [replace(draft, plan=draft.drawn.plan(force.id)) for force in draft.drawn.cast.contingents]
        left = sum(item.strength - item.amount for item in each)
        latest = max(item.plan.deadline for item in each)
        parties = tuple(party_of(side) for side in SIDES)
        return {
            "force": TOTAL,
            "quantity": float(left),
            "deadline": day_of(latest),
            "actors": parties,
            "requested_by": parties,
        }
    return _amount(draft) | {"quantity": float(draft.strength - draft.amount)}


def _vacated(draft: Draft) -> Fields | None:
    signed = int(worlds()["time"]["signed"])
    used = [camp for camp in camps_of(draft.side) if draft.drawn.world.stock(draft.plan.force, camp)[signed] > 0]
    if not used:
        return None
    return {"sites": (str(draft.chance.choice(used)),), "deadline": day_of(draft.plan.deadline)}


def _assembled(draft: Draft) -> Fields | None:
    fields = _vacated(draft)
    if fields is None:
        return None
    share = draft.chance.uniform(*draft.row["assemble_factor"]) / len(camps_of(draft.side))
    day = int(draft.chance.integers(worlds()["time"]["signed"] + 20, draft.plan.deadline))
    return fields | {"quantity": float(max(5, round(share * draft.strength))), "deadline": day_of(day)}


def _start(draft: Draft) -> Fields:
    return {"deadline": day_of(min(draft.plan.begins + int(draft.chance.integers(10, 60)), draft.plan.deadline))}


def _no_reinforcement(draft: Draft) -> Fields:
    return {"tolerance": float(draft.one_of("no_reinforcement_tolerance"))}


def _freeze(draft: Draft) -> Fields:
    return _no_reinforcement(draft) | {"deadline": day_of(draft.plan.deadline)}


def _no_return(draft: Draft) -> Fields | None:
    if draft.plan.share < 1:
        return None
    start = day_of(min(draft.plan.deadline + 1, length() - 60))
    return {"start": start, "tolerance": float(draft.one_of("no_reinforcement_tolerance"))}


def _balanced(draft: Draft) -> Fields:
    return _both(draft) | {
        "share": draft.one_of("balanced_shares"),
        "baseline_day": day_of(int(worlds()["time"]["signed"])),
    }


def _simultaneous(draft: Draft) -> Fields:
    return _both(draft) | {"within_days": int(draft.one_of("simultaneous_days"))}


def _both(draft: Draft) -> Fields:
    parties = tuple(party_of(side) for side in SIDES)
    return {"counterpart": draft.drawn.cast.enemy_of(draft.plan.force), "actors": parties, "requested_by": parties}


def _gradual(draft: Draft) -> Fields:
    """No more in a window than an even pace over the planned time would ask, more or less."""
    window = int(draft.one_of("gradual_windows"))
    pace = draft.amount * window / max(draft.plan.deadline - draft.plan.begins, window)
    quantity = float(max(5, round(pace * draft.chance.uniform(*draft.row["gradual_factor"]))))
    return {"quantity": quantity, "within_days": window}


def _precondition(draft: Draft) -> Fields:
    need = "monitoring" if draft.chance.random() < 0.5 else "baseline"
    parties = tuple(party_of(side) for side in SIDES)
    return {"force": None, "needs": (need,), "actors": parties, "requested_by": (), "deadline": _soon(draft)}


def _declare(draft: Draft) -> Fields:
    return {"force": None, "needs": ("baseline",), "actors": (party_of(draft.side),), "deadline": _soon(draft)}


def _notify(draft: Draft) -> Fields | None:
    """Only of who moves in batches: nobody gives notice of a man."""
    if any(not event.batch and event.why == "withdrawal" for event in draft.drawn.world.of(draft.plan.force)):
        return None
    return {"within_days": int(draft.one_of("notice_days"))}


def _access(draft: Draft) -> Fields:
    return {
        "force": None,
        "actors": (party_of(draft.side),),
        "sites": camps_of(draft.side),
        "within_days": int(draft.one_of("access_days")),
    }


def _soon(draft: Draft) -> object:
    first, last = draft.row["procedural_days"]
    return day_of(int(worlds()["time"]["signed"] + draft.chance.integers(first, last + 1)))


_FIELDS: Mapping[ObligationKind, Callable[[Draft], Fields | None]] = {
    ObligationKind.WITHDRAWN_AT_LEAST: _withdrawn,
    ObligationKind.HAND_OVER: _withdrawn,
    ObligationKind.REDUCE_BY_AT_LEAST: _reduced,
    ObligationKind.REMAINING_AT_MOST: _remaining,
    ObligationKind.VACATE_SITE: _vacated,
    ObligationKind.ASSEMBLE_AT: _assembled,
    ObligationKind.START_BY: _start,
    ObligationKind.NO_REINFORCEMENT: _no_reinforcement,
    ObligationKind.FREEZE: _freeze,
    ObligationKind.NO_RETURN: _no_return,
    ObligationKind.BALANCED_WITHIN: _balanced,
    ObligationKind.SIMULTANEOUS_WITHIN: _simultaneous,
    ObligationKind.GRADUAL_WITHIN: _gradual,
    ObligationKind.PRECONDITION: _precondition,
    ObligationKind.DECLARE: _declare,
    ObligationKind.NOTIFY: _notify,
    ObligationKind.GRANT_ACCESS: _access,
}

_ARABIC: Mapping[ObligationKind, str] = {
    ObligationKind.WITHDRAWN_AT_LEAST: "انسحاب ما لا يقل عن عدد",
    ObligationKind.REMAINING_AT_MOST: "بقاء ما لا يزيد على عدد",
    ObligationKind.REDUCE_BY_AT_LEAST: "تخفيض بما لا يقل عن عدد",
    ObligationKind.VACATE_SITE: "إخلاء موقع",
    ObligationKind.START_BY: "البدء قبل يوم",
    ObligationKind.NO_REINFORCEMENT: "عدم التعزيز",
    ObligationKind.PRECONDITION: "شرط مسبق",
    ObligationKind.HAND_OVER: "تسليم",
    ObligationKind.FREEZE: "تجميد",
    ObligationKind.NO_RETURN: "عدم العودة",
    ObligationKind.ASSEMBLE_AT: "التجمع في موقع",
    ObligationKind.DECLARE: "الإعلان",
    ObligationKind.NOTIFY: "الإخطار",
    ObligationKind.GRANT_ACCESS: "إتاحة الوصول",
    ObligationKind.BALANCED_WITHIN: "التوازن ضمن هامش",
    ObligationKind.SIMULTANEOUS_WITHIN: "التزامن ضمن أيام",
    ObligationKind.GRADUAL_WITHIN: "التدرج ضمن وتيرة",
}
