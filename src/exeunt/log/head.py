"""A tree head as text that people can print, read over the telephone, sign and compare.

    exeunt ledger 1
    size 144
    root 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328

The first line names the format and its version. There is one text for one head, to the last byte.
"""

from __future__ import annotations

import re

from exeunt.model.entry import TreeHead

_FORM = re.compile(r"exeunt ledger 1\nsize (0|[1-9][0-9]*)\nroot ([0-9a-f]{64})\n")


def head_text(head: TreeHead) -> str:
    """The head as canonical text."""
    return f"exeunt ledger 1\nsize {head.size}\nroot {head.root}\n"


def parse_head(text: str) -> TreeHead:
    """Read a head back. Raises ValueError when the text is not exactly one of a head."""
    found = _FORM.fullmatch(text)
    if not found:
        raise ValueError("not the text of a tree head")
    return TreeHead(int(found[1]), found[2])
