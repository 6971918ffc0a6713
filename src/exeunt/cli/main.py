"""The command line: `exeunt VERB CASE`. A verb's module is loaded only when it is used or its help is asked for."""

from __future__ import annotations

import os
from importlib import import_module

import click

from exeunt import __version__

# Our matrices are small: a second BLAS thread costs twice the processor time and wins nothing. Set before numpy loads.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# verb -> where it lives, and its line in the list; kept here so that `exeunt --help` imports none of them
VERBS = {
    "assess": ("exeunt.cli.assess:assess", "Read a case from its texts to its verdicts."),
    "history": ("exeunt.cli.history:history", "Judge every obligation day by day, from what was known each day."),
    "why": ("exeunt.cli.why:why", "Walk from a verdict or a number to the claims it rests on."),
    "check": ("exeunt.cli.case:check", "List what is wrong in a case, with file and line."),
    "lint": ("exeunt.cli.agreement:lint", "Find the weak clauses of an agreement, and wordings for them."),
    "agreement": ("exeunt.cli.agreement:agreement", "List what binds whom on a day, by when, and why."),
    "new": ("exeunt.cli.case:new", "Make a new case by asking."),
    "extract": ("exeunt.cli.extract:extract", "Read the claims of files, without a case."),
    "add": ("exeunt.cli.claims:add", "Add documents to a case and post the claims read from them."),
    "review": ("exeunt.cli.review:review", "Accept, correct or reject what was read, the weightiest first."),
    "learn": ("exeunt.cli.learn:learn", "Learn the choice between kinds from your reviews."),
    "link": ("exeunt.cli.review:link", "Say that a claim tells another one again."),
    "unlink": ("exeunt.cli.review:unlink", "Say that a claim is no echo of another one."),
    "retract": ("exeunt.cli.claims:retract", "Take a claim out of the account; the log keeps both."),
    "export": ("exeunt.cli.claims:export", "Write the claims that stand as CSV."),
    "fuse": ("exeunt.cli.fuse:fuse", "Weigh conflicting figures from many sources, of anything; no case needed."),
    "simulate": ("exeunt.cli.simulate:simulate", "Draw worlds with a known truth and score the answers about them."),
    "log": ("exeunt.cli.log:log", "Verify the ledger's log, and prove what is in it."),
    "plan": ("exeunt.cli.plan:plan", "Make, check and explain timetables of a withdrawal."),
    "schema": ("exeunt.cli.case:schema", "Write the JSON Schemas of the case files."),
}


class LazyGroup(click.Group):
    """A group that imports a command when it is invoked."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs, in the order a newcomer needs them."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a verb, or None."""
        if cmd_name not in VERBS:
            return None
        module, _, name = VERBS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of verbs, from the table above."""
        with formatter.section("Commands"):
            formatter.write_dl([(verb, line) for verb, (_, line) in VERBS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "EXEUNT", "max_content_width": 100},
    epilog="Begin with:  exeunt assess cases/example",
)
@click.version_option(__version__, prog_name="exeunt")
def main() -> None:
    """Plan, watch and verify the phased withdrawal of foreign forces under a ceasefire.

    A case is a folder of text files. Exit codes: 0 fine, 1 problems found, 2 wrong use. Every option can be set in the
    environment: EXEUNT_ASSESS_AS_OF for `exeunt assess --as-of`.
    """


if __name__ == "__main__":
    main()
