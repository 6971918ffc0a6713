"""`exeunt simulate`: scores in both languages and as JSON, and cases left where they were asked for."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from exeunt.cli.main import main


def test_it_prints_scores_and_leaves_cases_that_pass_the_check(tmp_path: Path) -> None:
    told = CliRunner().invoke(main, ["simulate", "--worlds", "1", "--seed", "4", "--out", str(tmp_path), "--json"])
    assert told.exit_code == 0, told.output
    found = json.loads(told.stdout)
    assert found["worlds"] == 1
    assert found["differing"] == []
    assert set(found["estimates"]["coverage"]) == {"50", "80", "90", "95"}
    checked = CliRunner().invoke(main, ["check", str(tmp_path / "world-4-0")])
    assert checked.exit_code == 0, checked.output


def test_it_speaks_both_languages() -> None:
    told = [CliRunner().invoke(main, ["simulate", "--worlds", "1", "--language", name]).stdout for name in ("en", "ar")]
    assert "obligations judged" in told[0]
    assert "التزام" in told[1]
    assert len(told[0].splitlines()) == len(told[1].splitlines())
