"""`exeunt extract` reads files without a case."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from exeunt.cli.main import main

TEXT = "date: 2022-08-15\r\nlang: en\r\n\r\nAbout 300 Russian troops left Aleppo on Monday, the army said.\r\n"


def test_offsets_count_the_file_as_given_with_its_header(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(TEXT.encode())
    result = CliRunner().invoke(main, ["extract", str(path), "--jsonl"])
    assert result.exit_code == 0, result.output
    [claim] = [json.loads(line) for line in result.stdout.splitlines()]
    assert TEXT[claim["quote_start"] : claim["quote_end"]] == claim["quote"]
    assert (claim["doc"], claim["kind"], claim["force"], claim["low"]) == ("note", "departure", "Russian forces", 270)
    assert claim["source"] == "the army"
    assert claim["time_start"] == "2022-08-15"


def test_a_language_without_a_pack_is_said_and_stops_nothing(tmp_path: Path) -> None:
    other, path = tmp_path / "a.txt", tmp_path / "b.txt"
    other.write_text("date: 2022-08-15\nlang: xx\n\nLorem ipsum dolor.\n", encoding="utf-8")
    path.write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(main, ["extract", str(other), str(path)])
    assert "Russian forces" in result.stdout
    assert "`xx`" in result.stderr
