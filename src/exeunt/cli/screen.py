"""Tables and trees in the terminal, from the plain values of `view`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from exeunt.base.messages import say
from exeunt.cli.common import print_problems
from exeunt.model.assessment import Assessment
from exeunt.model.claim import Claim
from exeunt.model.history import History
from exeunt.report.accounting import account_rows
from exeunt.report.days import day_in_words, span_in_words
from exeunt.report.history import band_rows
from exeunt.report.number import count_in_words
from exeunt.report.watch import alarm_rows, balance_sentences, conflict_rows
from exeunt.report.words import word
from exeunt.view.board import BoardRow, board
from exeunt.view.changes import changes
from exeunt.view.forces import forces
from exeunt.view.trail import Step

OUTCOME_STYLES = {"met": "green", "breached": "red", "undetermined": "yellow", "not_due": "dim", "excused": "cyan"}
STEP_STYLES = {"verdict": "bold", "estimate": "bold", "role": "italic", "claim": "cyan", "detail": "dim"}
CHANGES_SHOWN = 12


def show_assessment(assessment: Assessment, before: Mapping[str, object] | None, language: str) -> None:
    """The board of obligations, the forces with their intervals, what changed, and the problems."""
    console = Console(highlight=False)
    facts = {
        "case": assessment.case.title.in_language(language),
        "as_of": day_in_words(assessment.as_of, language),
        "known_on": day_in_words(assessment.known_on, language),
    }
    console.print(Text(say("cli.assessed", facts, language), style="bold"))
    console.print(_board(board(assessment, language), language))
    console.print(_forces(assessment, language))
    _show_accounts(console, assessment, language)
    _show_watch(console, assessment, language)
    _show_changes(console, assessment, before, language)
    print_problems(assessment.problems, language, Path(assessment.case.folder))


def _board(rows: Sequence[BoardRow], language: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 1, 0))
    for key in ("outcome", "probability", "obligation"):
        table.add_column(say(f"cli.column_{key}", language=language), no_wrap=key != "obligation")
    for row in rows:
        outcome = Text(f"{row.symbol} {row.word}", style=OUTCOME_STYLES.get(row.outcome, ""))
        said = Text(row.title, style="bold")
        dated = (say("cli.by_day", {"day": row.deadline_text}, language),) if row.deadline else ()
        said.append("\n" + " · ".join((row.obligation, *dated, *row.qualifiers)), style="dim not bold")
        if row.reason:
            said.append(f"\n{row.reason}", style="not bold")
        table.add_row(outcome, row.probability, said)
    return table


def _forces(assessment: Assessment, language: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for key in ("force", "median", "interval", "observed", "origins"):
        right = key in ("median", "interval", "origins")
        table.add_column(say(f"cli.column_{key}", language=language), justify="right" if right else "left")
    for row in forces(assessment, language):
        place = f" ({row.site})" if row.site else ""
        observed = day_in_words(row.last_observed, language) if row.last_observed else ""
        table.add_row(row.name + place, row.median, row.interval, observed, str(row.origins))
    return table


def _show_accounts(console: Console, assessment: Assessment, language: str) -> None:
    """What came and went by the record against what is there, a row an account."""
    rows = account_rows(assessment, language)
    if not rows:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    keys = ("force", "since", "opening", "came", "went", "closing", "unaccounted")
    for key in keys:
        table.add_column(say(f"accounting.{key}", language=language))
    for row in rows:
        place = f" ({row.site})" if row.site else ""
        table.add_row(row.name + place, *(getattr(row, key) for key in keys[1:]))
    console.print(Text(say("accounting.title", language=language), style="bold"))
    console.print(table)
    for row in rows:
        if row.rings:
            console.print(Text(f"  {row.name}: {row.rings}"))


def _show_watch(console: Console, assessment: Assessment, language: str) -> None:
    """Who is ahead, and the alarms, the newest of each kind first."""
    for sentence in balance_sentences(assessment, language):
        console.print(Text(sentence))
    rows = [*reversed(alarm_rows(assessment, language)), *reversed(conflict_rows(assessment, language))]
    by_kind = {kind: [row for row in rows if row.kind == kind] for kind in dict.fromkeys(row.kind for row in rows)}
    for found in by_kind.values():
        console.print(Text(f"{found[0].word} ({len(found)})", style="bold"))
        console.print(Text(f"  {found[0].text}"))


def _show_changes(console: Console, assessment: Assessment, before: Mapping[str, object] | None, language: str) -> None:
    if before is None:
        return
    found = changes(before, assessment, language)
    title = "cli.changes" if found else "cli.no_changes"
    console.print(Text(say(title, {"count": len(found)}, language), style="bold" if found else "dim"))
    for change in found[:CHANGES_SHOWN]:
        console.print(Text(f"  {change.text}"))
    if len(found) > CHANGES_SHOWN:
        console.print(Text(say("cli.more_changes", {"count": len(found) - CHANGES_SHOWN}, language), style="dim"))


def show_history(history: History, language: str) -> None:
    """For each obligation the days on which its answer changed."""
    console = Console(highlight=False)
    for band in band_rows(history, language):
        console.print(Text(band.title, style="bold"))
        table = Table.grid(padding=(0, 2))
        for spell in band.spells:
            outcome = Text(f"{spell.symbol} {spell.word}", style=OUTCOME_STYLES.get(spell.outcome, ""))
            table.add_row(Text(f"  {spell.days}"), outcome, Text(spell.kept), Text(" · ".join(spell.qualifiers)))
        console.print(table)


def show_claims(claims: Sequence[Claim], language: str) -> None:
    """Claims just read, a line each."""
    console = Console(highlight=False)
    for claim in claims:
        number = count_in_words(claim.count, language) if claim.count else claim.count_text
        parts = (word("kind", claim.kind, language), number, claim.force_id or claim.force_text,
                 ", ".join(claim.site_ids) or claim.place_text, span_in_words(claim.as_of, language),
                 claim.source_id or claim.source_text)  # fmt: skip
        console.print(Text(" · ".join(part for part in parts if part)))


def show_trail(step: Step) -> None:
    """A tree from the thing asked about down to passages and addresses."""
    Console(highlight=False).print(_tree(step))


def _tree(step: Step) -> Tree:
    tree = Tree(Text(step.text, style=STEP_STYLES.get(step.kind, "")))
    for number, child in enumerate(step.steps, start=1):
        branch = _tree(child)
        if child.kind == "reason":
            branch.label = Text(f"{number}. {child.text}")
        tree.add(branch)
    return tree
