"""The reference page of the commands, made from their own help, so that it cannot say anything else."""

from __future__ import annotations

from collections.abc import Iterator

import click

from exeunt.cli.main import VERBS, main

HEAD = """# Commands

Made from the commands' own help by `make reference`. Exit codes: 0 fine, 1 problems found, 2 wrong use. Every option
can be set in the environment: `EXEUNT_ASSESS_AS_OF` for `exeunt assess --as-of`.
"""


def commands() -> Iterator[tuple[tuple[str, ...], click.Context]]:
    """Every command with the words that call it, groups opened: ("log", "verify")."""
    top = click.Context(main, info_name="exeunt", terminal_width=100, **main.context_settings)
    for verb in VERBS:
        command = main.get_command(top, verb)
        if command is None:
            continue
        context = click.Context(command, parent=top, info_name=verb)
        if isinstance(command, click.Group):
            inner = command.commands.items()
            yield from (((verb, name), click.Context(item, parent=context, info_name=name)) for name, item in inner)
        else:
            yield (verb,), context


def reference() -> str:
    """The page as Markdown."""
    parts = [HEAD]
    for words, context in commands():
        parts.append(f"## exeunt {' '.join(words)}\n\n```text\n{context.get_help()}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    click.echo(reference(), nl=False)
