"""The tutorial shows what the commands print."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def load(path: Path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_the_tutorial_shows_what_the_commands_print(tmp_path):
    runner = load(ROOT / "docs/run_tutorial.py")
    assert runner.tutorial(tmp_path) == runner.PAGE.read_text(encoding="utf-8"), "run: make reference"


def test_every_output_of_the_tutorial_has_a_command():
    runner = load(ROOT / "docs/run_tutorial.py")
    names = [found["name"] for found in runner.BLOCK.finditer(runner.PAGE.read_text(encoding="utf-8"))]
    assert sorted(names) == sorted(runner.STEPS)
