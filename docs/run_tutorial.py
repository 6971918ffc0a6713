"""Runs the tutorial's commands on a copy of the invented case and puts what they print into its page.

`python docs/run_tutorial.py` rewrites docs/tutorial.md; a test runs it and fails when the page says anything else. An
output stands in the fenced block after a line `<!-- output: NAME -->`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/tutorial.md"
SHOWN = "/tmp/ossandria"  # noqa: S108  (what the page says; the commands run elsewhere)
LONGEST = 45
BLOCK = re.compile(r"<!-- output: (?P<name>[a-z-]+) -->\n```text\n.*?\n```", re.DOTALL)


def tutorial(folder: Path) -> str:
    """The page with fresh outputs; `folder` is an empty place to work in."""
    case = folder / "ossandria"
    shutil.copytree(ROOT / "cases/example", case, ignore=shutil.ignore_patterns(".exeunt", "out"))
    outputs = {name: _shown(run(case), case) for name, run in STEPS.items()}
    text = PAGE.read_text(encoding="utf-8")
    return BLOCK.sub(lambda found: f"<!-- output: {found['name']} -->\n```text\n{outputs[found['name']]}\n```", text)


def exeunt(*arguments: str) -> Callable[[Path], str]:
    """A step that runs one command; `CASE` stands for the case folder."""

    def run(case: Path) -> str:
        words = [str(case) + word.removeprefix("CASE") if word.startswith("CASE") else word for word in arguments]
        command = [str(Path(sys.executable).with_name("exeunt")), *words]
        plain = {"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | plain)
        return done.stdout + done.stderr

    return run


def check_broken(case: Path) -> str:
    """`check` with a force misspelt in one obligation, which is mended afterwards."""
    agreement = case / "agreement.yaml"
    right = agreement.read_text(encoding="utf-8")
    before, after = right.split("- id: heron-half", 1)
    wrong = after.replace("force: heron-company", "force: herons", 1)
    agreement.write_text(f"{before}- id: heron-half{wrong}", encoding="utf-8")
    said = exeunt("check", "CASE")(case)
    agreement.write_text(right, encoding="utf-8")
    return said


def add_to_the_newest(case: Path) -> str:
    """`add` after an `assess` of today, so that what changes next is the document's doing and not the day's."""
    exeunt("assess", "CASE")(case)
    return exeunt("add", "CASE", "CASE/inbox/2024-11-20-jcm-gate-book.md")(case)


def changes_after(case: Path) -> str:
    """What `assess` says has changed since the last run, without the board again."""
    lines = exeunt("assess", "CASE")(case).splitlines()
    first = next(place for place, line in enumerate(lines) if "since the last run" in line)
    return "\n".join(lines[first:])


def corrected(case: Path) -> str:
    """`why` after the speaker of the gate book's claim was corrected in review; the end of it."""
    queue = json.loads(exeunt("review", "CASE", "--json")(case))["queue"]
    claim = next(item["id"] for item in queue if "gate book" in item["reading"]["source"])
    exeunt("review", "CASE", "--correct", f"{claim}:source=jcm", "--by", "A. Monitor")(case)
    lines = exeunt("why", "CASE", "tamreth-vacated")(case).splitlines()
    return "\n".join([lines[0], "[...]", *lines[-14:]])


STEPS: dict[str, Callable[[Path], str]] = {
    "check": exeunt("check", "CASE"),
    "check-broken": check_broken,
    "assess": exeunt("assess", "CASE"),
    "why-brigade-quarter": exeunt("why", "CASE", "brigade-quarter"),
    "why-heron-half": exeunt("why", "CASE", "heron-half"),
    "assess-april": exeunt("assess", "CASE", "--as-of", "2024-04-20", "--known-on", "2024-04-20"),
    "assess-april-hindsight": exeunt("assess", "CASE", "--as-of", "2024-04-20"),
    "add": add_to_the_newest,
    "assess-after-add": changes_after,
    "why-tamreth-after": corrected,
    "log-verify": exeunt("log", "verify", "CASE"),
}


def _shown(said: str, case: Path) -> str:
    """What is printed on the page: paths as the reader has them, no root of a log with fresh salts, not endless."""
    plain = re.sub(r"root [0-9a-f]{64}", "root 5dc9...4328", said.replace(str(case), SHOWN))
    lines = [line.rstrip() for line in plain.strip().splitlines()]
    return "\n".join(lines if len(lines) <= LONGEST else [*lines[:LONGEST], "[...]"])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as work:
        PAGE.write_text(tutorial(Path(work)), encoding="utf-8")
