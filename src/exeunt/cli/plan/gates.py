"""`exeunt plan gates`: a timetable released in tranches, what a defector can gain, and how many steps it takes."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exeunt.base.messages import say
from exeunt.cli import common
from exeunt.cli.plan import shared

if TYPE_CHECKING:
    from exeunt.model.proposal import Instance, Plan
    from exeunt.plan.gates import Gate


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubts:
    """What may go wrong: tranches (or batches) late by `delay` days, stops answered after `reaction` days."""

    late: int
    delay: int
    reaction: int


@click.command(
    cls=common.Verb,
    epilog="Example:  exeunt plan gates cases/timetables/libya-like plan/plan.csv --tranches 16 --look-ahead 2",
)
@common.case_argument
@shared.plan_argument
@click.option("--tranches", default=8, show_default=True, type=click.IntRange(1, 1000), help="Equal parts of a side.")
@click.option("--look-ahead", default=2, show_default=True, type=click.IntRange(1), help="A part waits for the other "
              "side's so many before it.")  # fmt: skip
@click.option("--verify-days", default=2, show_default=True, type=click.IntRange(0), help="Days to verify a part.")
@click.option("--late", default=1, show_default=True, type=click.IntRange(0, 20), help="So many parts or batches late.")
@click.option("--delay", default=7, show_default=True, type=click.IntRange(0), help="Each by so many days.")
@click.option(
    "--reaction", default=14, show_default=True, type=click.IntRange(0), help="Days until a stop is answered."
)
@click.option("--bond", type=float, help="What is paid at completion; also gives the self-enforcing steps.")
@click.option(
    "--worth", default=1.5, show_default=True, help="What the other side's leaving is worth, a unit of share."
)
@click.option("--cost", default=1.0, show_default=True, help="What one's own leaving costs, a unit of share.")
@click.option("--patience", default=0.95, show_default=True, help="How much of the worth is left a round later.")
@common.language_option
@common.json_option
def gates(folder: Path, file: Path, language: str, as_json: bool, **values: Any) -> None:
    """Release PLAN in tranches: a side starts one when the other's is verified, so no one can gain more than a bound.

    Says when each tranche opens and is done, what lateness costs at worst, the worst gain of a side that stops, with
    gates and without, and with --bond the least number of steps that enforce themselves.
    """
    from exeunt.plan.gates import Gate  # noqa: PLC0415

    instance = shared.instance_of(folder, language)
    plan = shared.plan_of(file, instance, language)
    gate = Gate(values["tranches"], values["look_ahead"], values["verify_days"])
    doubts = Doubts(late=values["late"], delay=values["delay"], reaction=values["reaction"])
    found = _answers(instance, plan, gate, doubts)
    if values["bond"] is not None:
        found |= _steps(values)
    if as_json:
        common.print_json(found)
        return
    slots = found | {"look": gate.look_ahead, "late": doubts.late, "delay": doubts.delay, "reaction": doubts.reaction}
    shares = ("gap", "worst_stop", "exposure", "robust_gap")
    slots |= {name: f"{float(Fraction(found[name])) * 100:.1f} %" for name in shares}
    slots |= {"side": instance.side_name(found["side"], language), "stops_on": instance.date_of(found["stops_on"])}
    slots["tranches"] = gate.tranches
    for code in ("guarantee", "duration", "late", "stop", "defection", "robust"):
        click.echo(say(f"plan.gate_{code}", slots, language))
    if "steps" in found:
        sizes = ", ".join(f"{size * 100:.1f} %" for size in found["sizes"])
        code = "plan.gate_no_steps" if found["steps"] is None else "plan.gate_steps"
        click.echo(say(code, {"steps": found["steps"], "sizes": sizes}, language))
    for row in found["tranches"]:
        named = row | {"side": instance.side_name(row["side"], language)}
        named |= {key: instance.date_of(row[key]) for key in ("opens", "done")}
        click.echo(say("plan.gate_tranche", named, language))


def _answers(instance: Instance, plan: Plan, gate: Gate, doubts: Doubts) -> dict[str, Any]:
    """Everything a gate guarantees, exact, as plain values."""
    from exeunt.plan import gates as of  # noqa: PLC0415
    from exeunt.plan.measures.flow import duration_of  # noqa: PLC0415

    days = of.tranches(instance, plan, gate.tranches)
    start = of.first_day(instance, plan)
    opened = of.opened(gate, days, start)
    worst = of.worst_defection(instance, plan, doubts.reaction)
    return {
        "gap": str(gate.guaranteed_gap),
        "last": max(tranche.done for tranche in opened),
        "plan_last": duration_of(instance, plan),
        "late_last": start + of.worst_days(gate, days, doubts.late, doubts.delay),
        "worst_stop": str(of.worst_stop(gate, opened)),
        "side": worst.side,
        "stops_on": worst.day,
        "exposure": str(worst.exposure),
        "robust_gap": str(of.robust_gap(instance, plan, doubts.late, doubts.delay)),
        "tranches": [
            {"side": t.side, "number": t.number, "days": t.days, "opens": t.opens, "done": t.done} for t in opened
        ],
    }


def _steps(values: dict[str, Any]) -> dict[str, Any]:
    """The least number of self-enforcing steps, and their largest sizes, first to last."""
    from exeunt.plan.closed_forms import fewest_steps, largest_steps  # noqa: PLC0415

    known = values["worth"], values["cost"], values["patience"], values["bond"]
    steps = fewest_steps(*known)
    sizes = largest_steps(*known, steps) if steps else ()
    return {"steps": steps, "sizes": [min(size, 1.0) for size in sizes]}
