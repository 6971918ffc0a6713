"""The labelled texts of our own are well formed, and the tool that labels them refuses what it cannot place."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from benchmarks.accuracy.extraction.own.label import KINDS, MODALITIES, UNITS, drafts, labels, main, number_of, span_of

OWN = Path(__file__).parents[2] / "benchmarks" / "accuracy" / "extraction" / "own"
TEXTS = sorted(
    path for folder in ("learned", "learned2", "kept", "kept2", "kept3") for path in (OWN / folder).glob("*.txt")
)
DRAFT = """== port_2030 | en | 2030-05-15 | port | A ship sails
The ship took some 300 men home on Monday, the mayor said.
--
de | The ship took some 300 men home on Monday | F=Orlish forces | P=Port | N=some 300 ~300 | T=mon | B=the mayor
"""


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_labels_of_an_own_text_are_well_formed(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    header = dict(line.split(": ", 1) for line in text.split("\n\n", 1)[0].splitlines())
    assert header["lang"] in {"en", "ar", "fr"}
    day = date.fromisoformat(header["date"])
    lines = [json.loads(line) for line in path.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == list(range(1, len(lines) + 1))
    for line in lines:
        assert line["doc"] == path.stem
        assert text[line["quote_start"] : line["quote_end"]] == line["quote"]
        assert line["quote_start"] > text.index("\n\n")
        assert line["kind"] in KINDS.values()
        assert line["modality"] in MODALITIES
        assert line["unit"] in {*UNITS, None}
        assert line["low"] is None or line["high"] is None or line["low"] <= line["high"]
        assert line["time_start"] is None or line["time_end"] is None or line["time_start"] <= line["time_end"]
        assert (line["source"] is None) == (line["source_resolved"] is None)
        if line["kind"] == "presence" and line["time_end"] is not None:
            assert date.fromisoformat(line["time_end"]) <= day


@pytest.mark.parametrize("path", sorted((OWN / "kinds").glob("*.tsv")), ids=lambda path: path.name)
def test_every_sentence_has_a_kind_or_none(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, sentence = line.split("\t")
        assert kind in {*KINDS.values(), "none"}
        assert sentence == sentence.strip() != ""


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_no_sentence_is_both_learned_from_and_held_out(language: str) -> None:
    files = [OWN / "kinds" / f"{language}{ending}" for ending in (".tsv", ".kept.tsv")]
    learned, held = ({line.split("\t")[1] for line in file.read_text(encoding="utf-8").splitlines()} for file in files)
    assert learned
    assert held
    assert not learned & held


def test_a_name_stands_in_one_folder_only() -> None:
    assert len({path.stem for path in TEXTS}) == len(TEXTS)


def test_a_draft_becomes_a_text_and_its_labels(tmp_path: Path) -> None:
    draft = tmp_path / "a.draft"
    draft.write_text(DRAFT, encoding="utf-8")
    assert main(draft, tmp_path) == 0
    text = (tmp_path / "port_2030.txt").read_text(encoding="utf-8")
    label = json.loads((tmp_path / "port_2030.jsonl").read_text(encoding="utf-8"))
    assert text[label["quote_start"] : label["quote_end"]] == "The ship took some 300 men home on Monday"
    assert (label["low"], label["high"], label["unit"]) == (270, 330, "people")
    assert label["time_start"] == label["time_end"] == "2030-05-13"
    assert label["source_resolved"] == "the mayor"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("de | The ship took", "de | The boat took", "stands 0 times"),
        ("de | The ship took some 300 men home on Monday", "de | the", "stands 2 times"),
        ("de |", "left |", "no such kind"),
        ("B=the mayor", "B=the bishop", "source"),
        ("N=some 300", "N=about 300", "number"),
        ("B=the mayor", "Z=the mayor", "no such field"),
        ("B=the mayor", "M=sworn", "no such modality"),
        ("T=mon", "T=someday", "claim 1"),
    ],
)
def test_a_label_that_cannot_be_placed_is_refused(old: str, new: str, reason: str) -> None:
    (draft,) = drafts(DRAFT.replace("the mayor said", "the mayor said of the men").replace(old, new))
    with pytest.raises(ValueError, match=reason):
        list(labels(draft))


def test_nothing_is_written_when_one_label_is_wrong(tmp_path: Path) -> None:
    draft = tmp_path / "a.draft"
    draft.write_text(DRAFT + DRAFT.replace("port_2030", "other").replace("N=some", "N=about"), encoding="utf-8")
    assert main(draft, tmp_path) == 1
    assert list(tmp_path.iterdir()) == [draft]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("about 9 ~9", ("about 9", 8.1, 9.9, "people")),
        ("at least two >2 bases", ("at least two", 2, None, "bases")),
        ("up to 60 <60 monitors", ("up to 60", None, 60, "monitors")),
        ("hundreds 200-999", ("hundreds", 200, 999, "people")),
        ("all", ("all", None, None, "people")),
    ],
)
def test_a_number_is_read_as_an_interval(text: str, expected: tuple[object, ...]) -> None:
    assert number_of(text) == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("doc", "2030-05-15", "2030-05-15"),
        ("..doc", None, "2030-05-15"),
        ("wed", "2030-05-15", "2030-05-15"),
        ("thu", "2030-05-09", "2030-05-09"),
        ("+wed", "2030-05-22", "2030-05-22"),
        ("-7d..doc", "2030-05-08", "2030-05-15"),
        ("lastweek", "2030-05-06", "2030-05-12"),
        ("thisweek", "2030-05-13", "2030-05-15"),
        ("lastmonth", "2030-04-01", "2030-04-30"),
        ("nextyear", "2031-01-01", "2031-12-31"),
        ("2028-02..", "2028-02-01", None),
        ("2028", "2028-01-01", "2028-12-31"),
    ],
)
def test_a_time_is_read_against_the_day_of_the_text(text: str, first: str | None, last: str | None) -> None:
    found = span_of(text, date(2030, 5, 15))
    assert [day and day.isoformat() for day in found] == [first, last]
