"""The tutorial shows what the commands print."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def load(path: Path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def words(page):
    """The page without its numbers: a last digit may differ between processors, a word may not."""
    return re.sub(r"[\d\u202f]+", "#", page).split()


@pytest.mark.slow
def test_the_tutorial_shows_what_the_commands_print(tmp_path):
    runner = load(ROOT / "docs/run_tutorial.py")
    fresh, written = runner.tutorial(tmp_path), runner.PAGE.read_text(encoding="utf-8")
    assert words(fresh) == words(written), "run: make reference"


def test_every_output_of_the_tutorial_has_a_command():
    runner = load(ROOT / "docs/run_tutorial.py")
    names = [found["name"] for found in runner.BLOCK.finditer(runner.PAGE.read_text(encoding="utf-8"))]
    assert sorted(names) == sorted(runner.STEPS)
