"""The reference page of the commands, made from their own help, so that it cannot say anything else."""

from __future__ import annotations

from collections.abc import Iterator

import click

from exeunt.cli.main import VERBS, main

HEAD = """# Commands

Made from the commands' own help by `make reference`. Exit codes: 0 fine, 1 problems found, 2 wrong use. Every option
can be set in the environment: `EXEUNT_ASSESS_AS_OF` for `exeunt assess --as-of`.
"""


def commands() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that call it, groups opened: ("log", "verify")."""
    context = click.Context(main, info_name="exeunt")
    for verb in VERBS:
        command = main.get_command(context, verb)
        if isinstance(command, click.Group):
            yield from (((verb, name), inner) for name, inner in command.commands.items())
        elif command is not None:
            yield (verb,), command


def reference() -> str:
    """The page as Markdown."""
    parts = [HEAD]
    for words, command in commands():
        called = " ".join(("exeunt", *words))
        context = click.Context(command, info_name=called, max_content_width=100, terminal_width=100)
        parts.append(f"## {called}\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    click.echo(reference(), nl=False)
