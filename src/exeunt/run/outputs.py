"""Writes what a run publishes: each file whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from exeunt.model.assessment import Assessment
from exeunt.report.outputs import outputs


def write_outputs(assessment: Assessment, folder: Path) -> list[Path]:
    """Write the reports and tables of an assessment into a folder, and return their paths."""
    return write_files(outputs(assessment), folder)


def write_files(files: Mapping[str, str], folder: Path) -> list[Path]:
    """Write texts by name into a folder, and return their paths."""
    for name, text in files.items():
        write_bytes(folder / name, text.encode("utf-8"))
    return [folder / name for name in files]


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file. A reader sees the old one or the new one: it is renamed into place when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def last_assessment(folder: Path) -> dict[str, Any] | None:
    """The assessment written by the run before, if there is a readable one."""
    try:
        found = json.loads((folder / "assessment.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None
