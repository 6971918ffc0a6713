"""`exeunt review`, `link` and `unlink`: what people decide on claims."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exeunt.base.messages import say
from exeunt.base.problem import NOWHERE, Problem, problem
from exeunt.cli import common
from exeunt.report.inert import inert

if TYPE_CHECKING:
    from exeunt.ledger.review import Queued
    from exeunt.model.claim import Claim
    from exeunt.run.review import Desk
    from exeunt.view.review import ReviewItem

by_option = click.option("--by", metavar="NAME", default="", help="Who decides; it is kept in the log.")

# A key of the Latin keyboard, and what the same key gives on an Arabic one.
KEYS = {"a": "accept", "ش": "accept", "c": "correct", "ؤ": "correct", "r": "reject", "ق": "reject",
        "s": "skip", "س": "skip", "q": "stop", "ض": "stop", "\x03": "stop", "\x04": "stop"}  # fmt: skip


@click.command(cls=common.Verb, epilog='Example:  exeunt review cases/libya --by "A. Monitor"')
@common.case_argument
@click.option("--accept", multiple=True, metavar="ID", help="Accept a claim by its id or label, without asking.")
@click.option("--reject", multiple=True, metavar="ID", help="Reject one; needs --reason.")
@click.option("--correct", multiple=True, metavar="ID:FIELD=VALUE", help="Correct a field of one.")
@click.option("--reason", default="", help="Why it is rejected; it is kept in the log.")
@click.option(
    "--model", metavar="URL", envvar="EXEUNT_MODEL_URL", help="A local model as second reader, OpenAI-compatible."
)
@click.option("--model-elsewhere", is_flag=True, help="Allow a model that is not on this machine.")
@by_option
@common.database_option
@common.language_option
@common.json_option
def review(
    folder: Path,
    accept: tuple[str, ...],
    reject: tuple[str, ...],
    correct: tuple[str, ...],
    reason: str,
    model: str | None,
    model_elsewhere: bool,
    by: str,
    database: str | None,
    language: str,
    as_json: bool,
) -> None:
    """Accept, correct or reject what was read, the weightiest first.

    One key decides: a accepts, s skips, c corrects a field, r rejects, q stops. Every decision is an entry of the log
    with your name and the time. --json prints the queue, and the names that could not be resolved, and decides nothing.
    """
    with _desk(folder, database, language) as opened:
        desk = opened
        if accept or reject or correct:
            _decide(desk, (accept, reject, correct), (by.strip(), reason), language)
            return
        if model:
            from exeunt.feed.model import Endpoint  # noqa: PLC0415

            desk, problems = desk.with_model(Endpoint(model, elsewhere=model_elsewhere))
            common.print_problems(problems, language)
        if as_json:
            common.print_json(_listed(desk, language))
        else:
            _loop(desk, by.strip() or click.prompt(say("review.ask_name", language=language)).strip(), language)


@click.command(
    cls=common.Verb, epilog='Example:  exeunt unlink cases/libya LY116 --by "A. B." --reason "two reporters"'
)
@common.case_argument
@click.argument("claim")
@click.argument("parent", default="")
@click.option("--reason", required=True, help="Why; it is kept in the log.")
@by_option
@common.database_option
@common.language_option
@common.json_option
def unlink(
    folder: Path, claim: str, parent: str, reason: str, by: str, database: str | None, language: str, as_json: bool
) -> None:
    """Say that CLAIM is no echo of PARENT, or of any claim: it counts for itself again."""
    from exeunt.ledger.entry import Decision  # noqa: PLC0415

    with _desk(folder, database, language) as desk:
        found = _named(desk, claim, by, language)
        parents = ", ".join([parent] if parent else [_name(desk, one) for one in found.echo_of])
        problems = desk.unlink(found, parent, Decision(by, desk.now(), reason))
        _tell("origin.unlinked", {"claim": found.name, "parent": parents}, problems, language, as_json=as_json)


@click.command(cls=common.Verb, epilog='Example:  exeunt link cases/libya LY116 LY115 --by "A. B." --reason "one call"')
@common.case_argument
@click.argument("claim")
@click.argument("parent")
@click.option("--reason", required=True, help="Why; it is kept in the log.")
@by_option
@common.database_option
@common.language_option
@common.json_option
def link(
    folder: Path, claim: str, parent: str, reason: str, by: str, database: str | None, language: str, as_json: bool
) -> None:
    """Say that CLAIM tells PARENT again: it counts no more for itself."""
    from exeunt.ledger.entry import Decision  # noqa: PLC0415

    with _desk(folder, database, language) as desk:
        found = _named(desk, claim, by, language)
        problems = desk.link(found, parent, Decision(by, desk.now(), reason))
        _tell("origin.linked", {"claim": found.name, "parent": parent}, problems, language, as_json=as_json)


def _tell(code: str, facts: dict[str, str], problems: Sequence[Problem], language: str, *, as_json: bool) -> None:
    """What a change of links did, or why it was not made."""
    if as_json:
        values = [common.problem_json(item, language) for item in problems]
        common.print_json({**({} if problems else facts), "problems": values})
        common.leave(problems)
    _stop(problems, language)
    click.echo(say(code, facts, language))


@contextmanager
def _desk(folder: Path, database: str | None, language: str) -> Iterator[Desk]:
    from exeunt.run.pipeline import Question  # noqa: PLC0415
    from exeunt.run.review import review_desk  # noqa: PLC0415

    question = Question(folder, date.today(), database=database)
    with review_desk(question, lambda: datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")) as (desk, problems):
        if desk is None:
            common.print_problems(problems, language)
            common.leave(problems)
        yield desk


def _stop(problems: Sequence[Problem], language: str) -> None:
    if problems:
        common.print_problems(problems, language)
        common.leave(problems)


def _named(desk: Desk, name: str, by: str, language: str) -> Claim:
    if not by.strip():
        _stop([problem("review.name_needed", NOWHERE)], language)
    claim, problems = desk.called(name)
    _stop(problems, language)
    if claim is None:
        sys.exit(1)
    return claim


def _name(desk: Desk, claim_id: str) -> str:
    claim, _ = desk.called(claim_id)
    return claim.name if claim else claim_id


# Without asking


def _decide(desk: Desk, named: tuple[Sequence[str], ...], said: tuple[str, str], language: str) -> None:
    """The decisions given as options. All names are looked up before the first is posted."""
    by, reason = said
    accept, reject, correct = named
    if reject and not reason:
        _stop([problem("review.reason_needed", NOWHERE)], language)
    changes = [_change(text, language) for text in correct]
    accepted = [_named(desk, name, by, language) for name in accept]
    rejected = [_named(desk, name, by, language) for name in reject]
    corrections = [(_named(desk, name, by, language), {field: value}) for name, field, value in changes]
    for claim in accepted:
        desk.accept(claim, by)
        click.echo(say("review.accepted", {"claim": claim.name}, language))
    for claim in rejected:
        desk.reject(claim, by, reason)
        click.echo(say("review.rejected", {"claim": claim.name}, language))
    for claim, change in corrections:
        better, problems = desk.correct(claim, by, change)
        _stop(problems, language)
        click.echo(say("review.corrected", {"claim": better.name if better else claim.name}, language))


def _change(text: str, language: str) -> tuple[str, str, str]:
    name, colon, rest = text.partition(":")
    field, equals, value = rest.partition("=")
    if not (colon and equals):
        _stop([problem("review.correct_form", NOWHERE, found=text[:60])], language)
    return name.strip(), field.strip(), value.strip()


def _listed(desk: Desk, language: str) -> dict[str, object]:
    called = desk.names()
    items = [asdict(_item(desk, queued, called, language)) for queued in desk.queue()]
    for item in items:
        item["reading"] = dict(item["reading"])
    names = [{"doubt": say(doubt, language=language), "name": name, "claims": list(ids)}
             for doubt, name, ids in desk.unresolved()]  # fmt: skip
    return {"queue": items, "unresolved": names}


def _item(desk: Desk, queued: Queued, called: Mapping[str, str], language: str) -> ReviewItem:
    from exeunt.view.review import review_item  # noqa: PLC0415

    return review_item(queued, desk.document(queued.claim), called, language)


# By asking


def _loop(desk: Desk, by: str, language: str) -> None:
    """Ask about each claim in turn. A decision is in the log before the next claim is shown."""
    if not by:
        _stop([problem("review.name_needed", NOWHERE)], language)
    waiting, called = desk.queue(), desk.names()
    click.echo(say("review.waiting", {"count": len(waiting)}, language))
    for doubt, name, ids in desk.unresolved():
        said = say("review.unresolved", {"name": inert(name) or "?", "count": len(ids)}, language)
        click.secho(f"  {say(doubt, language=language)} — {said}", dim=True)
    for number, queued in enumerate(waiting, start=1):
        click.echo()
        title = say("review.title", {"number": number, "total": len(waiting)}, language)
        _show(_item(desk, queued, called, language), title, language)
        if not _asked(desk, queued.claim, by, language):
            return


def _show(item: ReviewItem, title: str, language: str) -> None:
    click.secho(f"{title} · {item.name} · {' · '.join(item.doubts)}", bold=True)
    click.secho(item.place, dim=True)
    if item.quote:
        quote = click.style(item.quote, fg="cyan", bold=True)
        click.echo(f"  …{item.before}{quote}{item.after}…".replace("\n", "\n  "))
    for field, text in item.reading:
        click.echo(f"  {field:<7} {text}")
    if item.why:
        click.secho(f"  {item.why}", dim=True)
    for code, others in (("review.against", item.against), ("review.echo", item.echo_of)):
        if others:
            click.echo(f"  {say(code, {'claims': ', '.join(others)}, language)}")


def _asked(desk: Desk, claim: Claim, by: str, language: str) -> bool:
    """Ask for a key until it decides; False to stop."""
    click.echo(say("review.keys", language=language))
    while True:
        act = KEYS.get(_key(language).lower(), "")
        if act == "stop":
            return False
        if act == "skip":
            click.echo(say("review.skipped", language=language))
            return True
        if act == "accept":
            desk.accept(claim, by)
            click.echo(say("review.accepted", {"claim": claim.name}, language))
            return True
        if act == "reject":
            reason = click.prompt(say("review.ask_reason", language=language)).strip()
            desk.reject(claim, by, reason)
            click.echo(say("review.rejected", {"claim": claim.name}, language))
            return True
        if act == "correct" and _correct(desk, claim, by, language):
            return True
        if not act:
            click.echo(say("review.key_unknown", language=language))


def _correct(desk: Desk, claim: Claim, by: str, language: str) -> bool:
    """Ask for fields and their values until an empty field; True where the claim was corrected."""
    from exeunt.ledger.correction import FIELDS  # noqa: PLC0415
    from exeunt.view.review import reading  # noqa: PLC0415

    changes: dict[str, str] = {}
    now = reading(claim, language)
    while field := click.prompt(
        say("review.ask_field", {"fields": ", ".join(FIELDS)}, language), default="", show_default=False
    ).strip():
        slots = {"field": field, "now": changes.get(field) or now.get(field, "")}
        changes[field] = click.prompt(say("review.ask_value", slots, language), default="", show_default=False).strip()
        problems = desk.check(claim, changes)
        if problems:
            common.print_problems(problems, language)
            del changes[field]
    if not changes:
        click.echo(say("review.keys", language=language))
        return False
    better, _ = desk.correct(claim, by, changes)
    click.echo(say("review.corrected", {"claim": better.name if better else claim.name}, language))
    return True


def _key(language: str) -> str:
    try:
        return click.getchar() or "q"  # the input ended
    except (KeyboardInterrupt, EOFError):
        return "q"
    except OSError:
        _stop([problem("review.needs_terminal", NOWHERE)], language)
        return "q"
