"""`exeunt add`, `retract` and `export`: claims into the ledger, out of the account, and back as a table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from exeunt.base.messages import say
from exeunt.cli import common


@click.command(cls=common.Verb, epilog="Example:  exeunt add cases/libya statement.txt --json")
@common.case_argument
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@common.database_option
@common.language_option
@common.json_option
def add(folder: Path, files: tuple[Path, ...], database: str | None, language: str, as_json: bool) -> None:
    """Add documents to a case and post the claims read from them.

    Reads text and Markdown, web pages, e-mail, RSS and Atom feeds, Word files, and PDF with the extra `ingest`. A text
    may begin with a small header (title, publisher, date, lang, url) and a blank line. The file is copied into the
    case's documents; adding it twice changes nothing.
    """
    from exeunt.cli.screen import show_claims  # noqa: PLC0415
    from exeunt.run.add import add_documents  # noqa: PLC0415
    from exeunt.run.pipeline import Question  # noqa: PLC0415

    added = add_documents(Question(folder, date.today(), database=database), files)
    if as_json:
        from exeunt.ledger.entry import claim_value  # noqa: PLC0415

        problems = [common.problem_json(item, language) for item in added.problems]
        claims = [claim_value(claim) for claim in added.claims]
        common.print_json({"posted": added.posted, "claims": claims, "problems": problems})
    else:
        show_claims(added.claims, language)
        click.echo(say("cli.posted", {"count": added.posted}, language))
        common.print_problems(added.problems, language, folder)
    common.leave(added.problems)


@click.command(cls=common.Verb, epilog='Example:  exeunt retract cases/libya LY106 --reason "attribution was wrong"')
@common.case_argument
@click.argument("claim")
@click.option("--reason", required=True, help="Why; it is kept in the log.")
@common.database_option
@common.language_option
@common.json_option
def retract(folder: Path, claim: str, reason: str, database: str | None, language: str, as_json: bool) -> None:
    """Take CLAIM (its id or label) out of the account. The entry stays in the log, and so does the reason."""
    from exeunt.run.pipeline import Question, retract_claim  # noqa: PLC0415

    found, problems = retract_claim(Question(folder, date.today(), database=database), claim, reason)
    if as_json:
        values = [common.problem_json(item, language) for item in problems]
        common.print_json({"retracted": found.id if found else None, "problems": values})
    else:
        if found:
            click.echo(say("cli.retracted", {"claim": found.name}, language))
        common.print_problems(problems, language)
    common.leave(problems)


@click.command(cls=common.Verb, epilog="Example:  exeunt export cases/libya > claims.csv")
@common.case_argument
@common.known_on_option
@common.database_option
@common.json_option
def export(folder: Path, known_on: date | None, database: str | None, as_json: bool) -> None:
    """Write the claims that stand as CSV, in the columns they came in, or as JSON with every field."""
    from exeunt.claim.table import write_claims  # noqa: PLC0415
    from exeunt.run.pipeline import Question, standing_claims  # noqa: PLC0415

    claims = standing_claims(Question(folder, date.today(), known_on=known_on, database=database))
    if as_json:
        from exeunt.ledger.entry import claim_value  # noqa: PLC0415

        common.print_json([claim_value(claim) for claim in claims])
    else:
        click.echo(write_claims(claims), nl=False)
