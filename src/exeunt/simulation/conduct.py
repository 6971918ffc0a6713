"""How a force behaves: its strength, its plan of withdrawal, what it does of it, and what else goes on. As intents."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from exeunt.simulation.cast import Cast, camps_of, length
from exeunt.simulation.chance import Chance
from exeunt.simulation.roll import Intent
from exeunt.simulation.settings import worlds
from exeunt.simulation.world import SINGLY, Act


class Conduct(StrEnum):
    """What a side makes of its plan."""

    KEEPS = "keeps"
    LATE = "late"
    PART = "part"
    NONE = "none"
    GROWS = "grows"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a force is to do and does. `share` of `strength` is to be gone by `deadline`, beginning after `begins`.

    `goes` is how many it really means to let go, and `gone_by` by when; both are truth, not agreement.
    """

    force: str
    strength: int
    share: float
    begins: int
    deadline: int
    conduct: Conduct
    goes: int
    gone_by: int

    @property
    def amount(self) -> int:
        """How many are to go."""
        return max(1, round(self.share * self.strength))


def plan_of(chance: Chance, force: str) -> Plan:
    """A plan, and what comes of it."""
    size, steps, manners = worlds()["force"], worlds()["plan"], worlds()["conduct"]
    drawn = size["median"] * np.exp(size["spread"] * chance.standard_normal())
    strength = int(np.clip(drawn, size["least"], size["most"]))
    share = float(chance.choice(steps["shares"]))
    deadline = int(chance.integers(steps["first_deadline"], steps["last_deadline"] + 1))
    begins = int(chance.integers(worlds()["time"]["signed"] + 10, deadline - 30))
    kinds = list(manners["weights"])
    conduct = Conduct(chance.choice(kinds, p=list(manners["weights"].values())))
    amount = max(1, round(share * strength))
    goes, gone_by = amount, deadline - int(chance.integers(0, 15))
    if conduct in (Conduct.KEEPS, Conduct.LATE):
        more = manners["surplus"] * chance.random() if chance.random() < 0.5 else 0.0
        goes = min(strength, round(amount * (1 + more)))
    if conduct is Conduct.LATE:
        gone_by = deadline + int(chance.integers(5, manners["late_days"]))
    elif conduct is Conduct.PART:
        goes = round(amount * chance.uniform(*manners["part"]))
    elif conduct in (Conduct.NONE, Conduct.GROWS):
        goes = 0
    return Plan(force, strength, share, begins, deadline, conduct, int(goes), min(gone_by, length() - 1))


def intents_of(chance: Chance, plan: Plan, cast: Cast) -> list[Intent]:
    """Everything that a force means to do, without evasions."""
    camps = list(chance.permutation(camps_of(cast.side_of(plan.force))))[: int(chance.integers(1, 4))]
    found = [*_drafts(chance, plan, camps), *_leaving(chance, plan)]
    found += [*_churn(chance, plan, camps), *_reliefs(chance, plan, camps), *_transfers(chance, plan, camps)]
    if plan.conduct is Conduct.GROWS:
        found += _growth(chance, plan, camps)
    return found


def _drafts(chance: Chance, plan: Plan, camps: list[str]) -> list[Intent]:
    """Who is there on day 0, and who still comes before the signature."""
    row, churn = worlds()["cohort"], worlds()["churn"]
    later = round(plan.strength * chance.uniform(*churn["early_arrival_share"]))
    later = later if chance.random() < churn["early_arrival_chance"] else 0
    drafts = int(chance.integers(row["least"], row["most"] + 1))
    parts = split(chance, plan.strength - later, drafts)
    found = [
        Intent(day=0, act=Act.ARRIVE, force=plan.force, persons=part, place=str(camps[index % len(camps)]))
        for index, part in enumerate(parts)
    ]
    if later:
        day = int(chance.integers(5, worlds()["time"]["signed"]))
        found.append(Intent(day=day, act=Act.ARRIVE, force=plan.force, persons=later, place=str(chance.choice(camps))))
    return found


def _leaving(chance: Chance, plan: Plan) -> list[Intent]:
    """The withdrawal: tranches, a ramp day by day, or one by one. Camps empty one after the other."""
    if plan.goes <= 0:
        return []
    row = worlds()["manner"]
    manner = chance.choice(list(row["weights"]), p=list(row["weights"].values()))
    if manner == "tranches":
        number = int(chance.integers(row["tranches"][0], row["tranches"][1] + 1))
        days = np.sort(chance.choice(np.arange(plan.begins, plan.gone_by), size=min(number, plan.goes)))
        days[-1] = plan.gone_by
        parts = split(chance, plan.goes, len(days))
    elif manner == "ramp":
        days = np.arange(plan.begins, plan.gone_by + 1, int(chance.integers(1, 8)))
        parts = [int(part) for part in chance.multinomial(plan.goes, np.full(len(days), 1 / len(days)))]
    else:
        terms = np.minimum(plan.gone_by, plan.begins + chance.gamma(2.0, (plan.gone_by - plan.begins) / 5, plan.goes))
        days, counts = np.unique(terms.astype(int), return_counts=True)
        parts = [int(count) for count in counts]
    is_batch = manner == "tranches"
    return [
        Intent(day=int(day), act=Act.LEAVE, force=plan.force, persons=part, batch=is_batch, why="withdrawal")
        for day, part in zip(days, parts, strict=True)
        if part > 0
    ]


def _churn(chance: Chance, plan: Plan, camps: list[str]) -> list[Intent]:
    """Sick leave and desertion, one by one."""
    expected = plan.strength * worlds()["churn"]["leave_a_year"] * length() / 365
    days = chance.integers(1, length(), size=int(chance.poisson(expected * chance.random())))
    place = str(camps[-1])
    return [
        Intent(day=int(day), act=Act.LEAVE, force=plan.force, persons=1, place=place, batch=False, why=SINGLY)
        for day in days
    ]


def _reliefs(chance: Chance, plan: Plan, camps: list[str]) -> list[Intent]:
    """Units relieved one for one within the week, openly."""
    row: dict[str, Any] = worlds()["churn"]
    found: list[Intent] = []
    if chance.random() >= row["relief_chance"]:
        return found
    day = int(chance.integers(10, row["relief_every"]))
    # nobody is relieved where nobody is left
    last = plan.gone_by if plan.goes >= plan.strength else length()
    while day < last - row["relief_days"]:
        persons = max(1, round(plan.strength * chance.uniform(*row["relief_share"])))
        place, back = str(chance.choice(camps)), day + int(chance.integers(0, row["relief_days"] + 1))
        found.append(Intent(day=day, act=Act.ARRIVE, force=plan.force, persons=persons, place=place, why="relief"))
        found.append(Intent(day=back, act=Act.LEAVE, force=plan.force, persons=persons, place=place, why="relief"))
        day += int(row["relief_every"] * chance.uniform(0.6, 1.6))
    return found


def _transfers(chance: Chance, plan: Plan, camps: list[str]) -> list[Intent]:
    row = worlds()["churn"]
    if chance.random() >= row["transfer_chance"] or len(camps) < 2:
        return []
    one, other = (str(camp) for camp in camps[:2])
    persons, day = (
        round(plan.strength * chance.uniform(*row["transfer_share"])),
        int(chance.integers(20, length() - 20)),
    )
    return [Intent(day=day, act=Act.SHIFT, force=plan.force, persons=persons, place=one, to=other, why="transfer")]


def _growth(chance: Chance, plan: Plan, camps: list[str]) -> list[Intent]:
    row = worlds()["growth"]
    number = int(chance.integers(row["batches"][0], row["batches"][1] + 1))
    parts = split(chance, max(number, round(plan.strength * chance.uniform(*row["share"]))), number)
    first, last = worlds()["time"]["signed"] + 5, length() - 30
    return [
        Intent(day=int(chance.integers(first, last)), act=Act.ARRIVE, force=plan.force, persons=part,
               place=str(chance.choice(camps)), why="growth")
        for part in parts
    ]  # fmt: skip


def split(chance: Chance, whole: int, parts: int) -> list[int]:
    """A number as so many whole numbers, none below 0, that add up to it."""
    if parts <= 1:
        return [whole]
    return [int(part) for part in chance.multinomial(whole, chance.dirichlet(np.full(parts, 4.0)))]
