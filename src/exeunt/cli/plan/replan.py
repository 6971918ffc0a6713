"""`exeunt plan replan`: a living timetable, planned anew after a delay, a refusal, a breach or a closure."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exeunt.base.messages import say
from exeunt.cli import common
from exeunt.cli.plan import shared

if TYPE_CHECKING:
    from exeunt.model.proposal import Instance

SPAN = "NAME:FIRST:LAST"


@click.command(
    cls=common.Verb,
    epilog="Example:  exeunt plan replan cases/timetables/angola cases/timetables/angola/plan.csv --today 1990-01-25 "
    "--breach cuba:1990-01-25:1990-02-20",
)
@common.case_argument
@shared.plan_argument
@click.option("--today", "today_", help="What left before this day stays: a number or a date. Default: today.")
@click.option("--delay", "delays", metavar="SITE:DAYS", multiple=True, help="Nobody leaves a site for so many days.")
@click.option("--refusal", "refusals", metavar=SPAN, multiple=True, help="A site refuses to leave on these days.")
@click.option("--breach", "breaches", metavar=SPAN, multiple=True, help="A whole side stands still on these days.")
@click.option("--closure", "closures", metavar=SPAN, multiple=True, help="An exit is closed on these days.")
@click.option("--rounds", default=60, show_default=True, help="How many timetables to try.")
@click.option("--seed", default=0, show_default=True, help="Same seed, same plan.")
@shared.out_option
@common.language_option
@common.json_option
def replan(folder: Path, file: Path, today_: str | None, language: str, as_json: bool, out: Path | None,
           rounds: int, seed: int, **events: tuple[str, ...]) -> None:  # fmt: skip
    """Plan PLAN anew from a day on, with as few changes as the rules of CASE allow.

    Movements that left before that day are kept as they are. An event can be tried out before it happens: the case
    is not changed by it.
    """
    from exeunt.plan.check.check import check  # noqa: PLC0415
    from exeunt.plan.measures.flow import duration_of  # noqa: PLC0415
    from exeunt.plan.replan import replan as anew  # noqa: PLC0415

    instance = shared.instance_of(folder, language)
    old = shared.plan_of(file, instance, language)
    today = shared.day_of(today_ or date.today().isoformat(), instance, language, "--today")
    changed = _after(instance, today, events, language)
    found = anew(changed, old, today, rounds=rounds, seed=seed)
    if found is None:
        click.echo(say("plan.replan_none", {"day": instance.date_of(today)}, language), err=True)
        raise SystemExit(1)
    findings, _ = check(changed, found.plan)
    slots = {"day": instance.date_of(found.last), "duration": found.last, "before": duration_of(instance, old),
             "changed": found.changed, "future": found.future}  # fmt: skip
    rules = ", ".join(sorted(rule.value.upper() for rule in found.past))

    def headline(wanted: str) -> str:
        late = say("plan.under_way", {"rules": rules}, wanted) if rules else ""
        return f"{say('plan.replanned', slots, wanted)} {late}".strip()

    if out is not None:
        shared.write(out, changed, found.plan, findings, headline)
    if as_json:
        common.print_json(
            {"days": found.last, "before": slots["before"], "changed": found.changed, "future": found.future}
            | shared.plan_json(found.plan) | {"findings": [shared.finding_json(item) for item in findings]}
        )  # fmt: skip
        return
    click.echo(headline(language))
    shared.print_findings(changed, findings, language)


def _after(instance: Instance, today: int, events: dict[str, Any], language: str) -> Instance:
    """The instance as it is after every event of the command line."""
    from exeunt.model.proposal import Stretch  # noqa: PLC0415
    from exeunt.plan import replan as what_if  # noqa: PLC0415

    sites = {item.site for item in instance.contingents}
    for text in events["delays"]:
        site, (days,) = _parts(text, "--delay", "SITE:DAYS", sites, language)
        instance = what_if.after_delay(instance, site, today, shared.whole(days, language, "--delay"))
    for option, known, change in (
        ("refusals", sites, what_if.after_refusal),
        ("breaches", set(instance.sides), what_if.after_breach),
        ("closures", {item.id for item in instance.exits}, what_if.after_closure),
    ):
        name = f"--{option.removesuffix('es') if option == 'breaches' else option.removesuffix('s')}"
        for text in events[option]:
            what, (first, last) = _parts(text, name, SPAN, known, language)
            stretch = Stretch(*(shared.day_of(day, instance, language, name) for day in (first, last)))
            instance = change(instance, what, stretch)
    return instance


def _parts(text: str, option: str, form: str, known: set[str], language: str) -> tuple[str, list[str]]:
    """The id and the rest of an event. Raises BadParameter where the form is another or nothing has the id."""
    name, *rest = text.split(":")
    if len(rest) != form.count(":") or not all(rest):
        raise click.BadParameter(say("plan.bad_event", {"found": text, "form": form}, language), param_hint=option)
    if name not in known:
        slots = {"key": "", "found": name, "known": ", ".join(sorted(known))}
        raise click.BadParameter(say("plan.unknown_id", slots, language).strip(), param_hint=option)
    return name, rest
