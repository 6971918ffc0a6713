"""Fixtures that many tests share."""

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

# a deadline measures the machine; speed is measured in benchmarks
settings.register_profile("exeunt", deadline=None)
settings.load_profile("exeunt")

ROOT = Path(__file__).parent.parent


@pytest.fixture
def copy_case(tmp_path):
    """A fresh copy of a shipped case, with no ledger and no outputs."""

    def copy(name: str) -> Path:
        target = tmp_path / name
        shutil.copytree(ROOT / "cases" / name, target, ignore=shutil.ignore_patterns(".exeunt", "out"))
        return target

    return copy
