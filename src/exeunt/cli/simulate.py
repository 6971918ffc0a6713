"""`exeunt simulate`: worlds with a known truth, and how right the answers about them are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exeunt.base.messages import say
from exeunt.cli import common

if TYPE_CHECKING:
    from exeunt.run.simulate import Simulation

EVASIONS = ("rotation", "relabelling", "hiding", "return", "padding", "influx")


@click.command(cls=common.Verb, epilog="Example:  exeunt simulate --worlds 50 --evasion hiding --out worlds")
@click.option("--worlds", type=click.IntRange(1, 100_000), default=20, show_default=True, help="How many are drawn.")
@click.option(
    "--seed", type=click.IntRange(0), default=1, show_default=True, help="The same seed draws the same worlds."
)
@click.option(
    "--evasion", type=click.Choice(EVASIONS), help="Put this one into every world. Default: one in five has any."
)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Write each world as a case there, and judge that."
)
@common.language_option
@common.json_option
def simulate(worlds: int, seed: int, evasion: str | None, out: Path | None, language: str, as_json: bool) -> None:
    """Draw worlds whose truth is known, and score what is said of them.

    Prints how often intervals hold the truth, how often verdicts are right, and which alarms ring without cause. With
    --out each world goes the whole way: files, ledger, estimate, verdict; its truth lies beside it.
    """
    from exeunt.run.simulate import Wanted  # noqa: PLC0415
    from exeunt.run.simulate import simulate as run_simulate  # noqa: PLC0415
    from exeunt.simulation.world import Evasion  # noqa: PLC0415

    wanted = Wanted(worlds, seed, Evasion(evasion) if evasion else None, out)
    with common.progress(language, quiet=as_json) as progress:
        found = run_simulate(wanted, progress)
    common.print_problems(found.problems, language)
    if as_json:
        common.print_json(_as_json(found))
    else:
        for line in _lines(found, language):
            click.echo(line)
        if out:
            click.echo(say("simulate.written", {"count": worlds, "folder": out}, language))
    common.leave(found.problems)


def _lines(found: Simulation, language: str) -> list[str]:
    from exeunt.simulation.ruled import brier, findings, said  # noqa: PLC0415

    score, band = found.score, findings(found.rulings, 0.9)
    given = said(found.rulings)
    lines = [say("simulate.estimates", {"count": score.counts}, language)]
    for level, share in score.fair.items():
        slots = {"level": f"{level:.0%}", "share": f"{share:.1%}", "printed": f"{score.coverage[level]:.1%}"}
        lines.append("  " + say("simulate.coverage", slots, language))
    crps = {"crps": f"{score.crps:.3f}", "naive": f"{score.naive_crps:.3f}", "place": f"{score.mean_place:.2f}"}
    lines.append("  " + say("simulate.crps", crps, language))
    lines.append(say("simulate.verdicts", {"count": len(found.rulings)}, language))
    found_slots = {"number": band.number, "stated": f"{band.stated:.1%}", "right": f"{band.observed:.1%}"}
    lines.append("  " + say("simulate.findings", found_slots, language))
    lines.append("  " + say("simulate.brier", {"brier": f"{brier(given):.3f}"}, language))
    lines.append(say("simulate.alarms", {"count": found.worlds}, language))
    for kind, number in sorted(found.rung.items()):
        lines.append(
            "  "
            + say("simulate.rang", {"alarm": say(f"alarm.kind_{kind}", language=language), "number": number}, language)
        )
    lines += [say("simulate.differs", {"world": world}, language) for world in found.differing]
    return lines


def _as_json(found: Simulation) -> dict[str, Any]:
    from exeunt.simulation.ruled import brier, findings, log_score, said  # noqa: PLC0415

    given, band = said(found.rulings), findings(found.rulings, 0.9)
    return {
        "worlds": found.worlds,
        "estimates": {
            "counts": found.score.counts,
            "coverage": {f"{level * 100:g}": share for level, share in found.score.fair.items()},
            "coverage_as_printed": {f"{level * 100:g}": share for level, share in found.score.coverage.items()},
            "crps": found.score.crps,
            "crps_of_the_last_claim": found.score.naive_crps,
            "mean_pit": found.score.mean_place,
        },
        "verdicts": {
            "number": len(found.rulings),
            "findings": band.number,
            "stated": band.stated,
            "right": band.observed,
            "brier": brier(given),
            "log_score": log_score(given),
        },
        "worlds_with_an_alarm_without_cause": {kind.value: number for kind, number in sorted(found.rung.items())},
        "differing": list(found.differing),
    }
