"""The page on planning says only what works: its commands and its Python are run in their order."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from exeunt.cli.main import main

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/how-to/plan-a-withdrawal.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    (exeunt .*|python .*)$", PAGE, re.MULTILINE)
IMPOSSIBLE = "exeunt plan explain"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder as a reader has it: the shipped cases, and the sources for the verifier."""
    shutil.copytree(ROOT / "cases/timetables", tmp_path / "cases/timetables")
    shutil.copytree(ROOT / "cases/example", tmp_path / "cases/example", ignore=shutil.ignore_patterns(".exeunt", "out"))
    (tmp_path / "src").symlink_to(ROOT / "src")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
def test_every_command_and_the_python_of_the_page_work(folder):
    assert len(COMMANDS) > 10
    for line in COMMANDS:
        first, *words = shlex.split(line)
        if first == "python":
            done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)
            assert (done.returncode, done.stdout) == (0, "proven\n")
            continue
        told = CliRunner().invoke(main, words)
        assert told.exit_code == (1 if line.startswith(IMPOSSIBLE) else 0), f"{line}\n{told.output}"
        assert told.output.strip(), line
    (python,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(compile(python, "page", "exec"), {})  # noqa: S102  (the page's own code)
    assert {path.name for path in (folder / "anew").iterdir()} >= {"plan.html", "plan.ar.html", "plan.csv"}


def test_the_page_names_every_command_of_timetables():
    words = {line.split()[2] for line in COMMANDS if line.startswith("exeunt plan")}
    assert words == set(main.get_command(None, "plan").commands)
