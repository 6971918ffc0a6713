"""A few seconds of hostile files; `python -m benchmarks.fuzz` runs for longer."""

from benchmarks.fuzz.__main__ import fuzz


def test_hostile_files_break_nothing(tmp_path):
    found = fuzz(seed=20_000, seconds=8, folder=tmp_path, most=150)
    assert found.faults == []
    assert found.documents > 10
    assert len(found.problems) > 5
