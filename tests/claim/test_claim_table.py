"""Tables of claims: what is read, what is refused, and that untouched rows come back as they were (C8)."""

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exeunt.base.dates import Precision, Span
from exeunt.base.messages import LANGUAGES, say
from exeunt.base.problem import Severity
from exeunt.claim.csv_text import records, written
from exeunt.claim.table import MAX_CELL, read_claims, write_claims
from exeunt.model.actor import Actor, Name
from exeunt.model.agreement import Agreement
from exeunt.model.case import Case
from exeunt.model.claim import Claim, Kind, Stance
from exeunt.model.count import Bound, Count
from exeunt.model.force import Force
from exeunt.model.place import Site, SiteKind
from exeunt.model.source import Source, SourceClass

CASE = Case(
    id="valley",
    title=Name("Valley", ""),
    host=Name("Valleyland", ""),
    first_day=date(2020, 1, 1),
    last_day=date(2022, 12, 31),
    agreement=Agreement(
        (), (Actor("north", Name("North", "", ("N",))),), (Actor("farland", Name("Farland", "")),), (), (), ()
    ),
    forces=(
        Force("red", Name("Red Company", "السرية الحمراء", ("Reds",)), "mercenary"),
        Force("lorries", Name("Lorries", ""), "vehicles", unit="vehicles"),
    ),
    sites=(
        Site("mill", Name("Old Mill", "المطحنة"), SiteKind.BASE, 1.0, 2.0, "map"),
        Site("ford", Name("Ford", "", ("the Ford and Bridge",)), SiteKind.TOWN, 1.0, 3.0, "map"),
    ),
    sources=(Source("mission", Name("The Mission", ""), SourceClass.MONITOR, "B", ""),),
)
HEAD = "claim_id,claim_date,kind,source_org,force,n_low,n_best,n_high,quantity_text,place,refers_from,refers_to"
ROW = "A1,2021-03-04,stock,mission,red,,300,,about 300,Old Mill,2021-03-01,2021-03-02"


def read(tmp_path: Path, text: str | bytes, case: Case = CASE):
    path = tmp_path / "claims.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_claims(path, case, "claims/claims.csv")


def rows(*lines: str, head: str = HEAD) -> str:
    return "".join(f"{line}\r\n" for line in (head, *lines))


def the_claim(tmp_path: Path, row: str, head: str = HEAD) -> Claim:
    claims, problems = read(tmp_path, rows(row, head=head))
    assert problems == []
    return claims[0]


def test_a_row_becomes_a_claim(tmp_path):
    claim = the_claim(tmp_path, ROW)
    assert (claim.label, claim.kind, claim.force_id, claim.site_ids) == ("A1", Kind.STOCK, "red", ("mill",))
    assert claim.source_id == "mission"
    assert claim.count == Count(Bound.ABOUT, best=300, words="about 300")
    assert claim.as_of == Span(date(2021, 3, 1), date(2021, 3, 2))
    assert claim.known_on == date(2021, 3, 4)
    assert str(claim.where) == "claims/claims.csv:2"
    assert claim.id.startswith("c-")


@pytest.mark.parametrize(
    ("numbers", "words", "count"),
    [
        (",300,", "", Count(Bound.EXACT, best=300)),
        (",300,", "nearly 300", Count(Bound.ABOUT, best=300, words="nearly 300")),
        (",8500,", "8500 back (batch: some 12)", Count(Bound.EXACT, best=8500, words="8500 back (batch: some 12)")),
        (",300,", "300 about to leave", Count(Bound.EXACT, best=300, words="300 about to leave")),
        ("300,,", "", Count(Bound.AT_LEAST, low=300)),
        (",,300", "", Count(Bound.AT_MOST, high=300)),
        ("200,,300", "", Count(Bound.RANGE, low=200, high=300)),
        ("200,250,300", "", Count(Bound.RANGE, low=200, best=250, high=300)),
        (",0,", "none", Count(Bound.EXACT, best=0, words="none")),
        (",,", "several hundred men", Count(Bound.WORDS, low=200, high=900, words="several hundred")),
        (",,", "Dozens of men", Count(Bound.WORDS, low=24, high=199, words="Dozens")),
        (",,", "tens of thousands", Count(Bound.WORDS, low=20000, high=99999, words="tens of thousands")),
        (",,", "hundreds of vehicles; dozens of men", Count(Bound.WORDS, low=24, high=199, words="dozens")),
        (",,", "a very modest number", Count(Bound.WORDS, low=1, high=199, words="a very modest number")),
        (",,", "مئات المقاتلين", Count(Bound.WORDS, low=200, high=1999, words="مئات")),
        (",,", "no number can be given", None),
        (",,", "", None),
    ],
)  # fmt: skip
def test_numbers_and_words_become_a_count_of_the_right_kind(tmp_path, numbers, words, count):
    """C8 and C11."""
    assert the_claim(tmp_path, f"A1,2021-03-04,stock,mission,red,{numbers},{words},,,").count == count


def test_the_unit_is_that_of_the_force_unless_the_row_says_another(tmp_path):
    assert the_claim(tmp_path, "A1,2021-03-04,stock,mission,lorries,,30,,,,,").count.unit == "vehicles"
    with_unit = the_claim(tmp_path, "A1,2021-03-04,stock,mission,red,,30,,,,,,tents", head=f"{HEAD},unit")
    assert with_unit.count.unit == "tents"


def test_optional_columns_say_more_of_a_claim(tmp_path):
    head = (
        "claim_id,known_on,claim_date,date_precision,kind,source_org,force,stance,credibility,host_side,sponsor,outlet"
    )
    claim = the_claim(tmp_path, "A1,2021-05,2021-03,approx,stock,mission,red,hedged,2,N,Elsewhere,Paper", head=head)
    assert claim.known_on == date(2021, 5, 31)
    assert claim.known_precision is Precision.APPROX
    assert (claim.stance, claim.credibility, claim.side, claim.sponsor) == (Stance.HEDGED, 2, "north", "Elsewhere")
    # with no days of its own, a claim speaks of the day it was made
    assert claim.as_of == Span(date(2021, 3, 1), date(2021, 3, 31), Precision.APPROX)


def test_a_pledge_is_said_of_the_future(tmp_path):
    assert the_claim(tmp_path, "A1,2021-03-04,pledge_departure,mission,red,,30,,,,,").stance is Stance.PLANNED


def test_an_unknown_day_counts_as_the_last_day_of_the_case(tmp_path):
    head = "claim_id,claim_date,date_precision,kind,source_org,force"
    claims, problems = read(tmp_path, rows("A1,,unknown,stock,mission,red", head=head))
    assert claims[0].known_on == CASE.last_day
    assert not claims[0].as_of.is_known
    assert [(item.code, item.severity) for item in problems] == [("claim.unknown_day", Severity.WARNING)]


@pytest.mark.parametrize(
    ("cell", "sites", "unresolved"),
    [
        ("Old Mill", ("mill",), []),
        ("old mill; the ford", ("mill", "ford"), []),
        ('"Ford, Old Mill and Hill"', ("ford", "mill"), ["Hill"]),
        ("the Ford and Bridge", ("ford",), []),
        ("المطحنة", ("mill",), []),
        ("Valleyland", (), []),
        ("Valleyland and Hill", (), ["Hill"]),
        ("", (), []),
    ],
)
def test_places_are_resolved_one_by_one(tmp_path, cell, sites, unresolved):
    """C12: what is unresolved stays, and is said."""
    claims, problems = read(tmp_path, rows(f"A1,2021-03-04,stock,mission,red,,30,,,{cell},,"))
    assert claims[0].site_ids == sites
    assert claims[0].place_text == cell.strip('"')
    assert [dict(item.slots)["name"] for item in problems] == unresolved


def test_a_name_that_is_not_known_is_warned_of_once_with_its_rows_counted(tmp_path):
    lines = [f"A{n},2021-03-04,stock,mission,Blue Company,,30,,,,," for n in range(3)]
    claims, problems = read(tmp_path, rows(*lines))
    assert [(claim.force_id, claim.force_text) for claim in claims] == [(None, "Blue Company")] * 3
    assert [(item.code, item.severity, item.where.line) for item in problems] == [
        ("claim.unresolved_force", Severity.WARNING, 2)
    ]
    assert dict(problems[0].slots)["count"] == "3"


def test_a_name_that_two_things_share_is_not_resolved(tmp_path):
    forces = (Force("a", Name("Same", ""), "k"), Force("b", Name("SAME", ""), "k"))
    claims, _ = read(tmp_path, rows("A1,2021-03-04,stock,mission,same,,30,,,,,"), replace(CASE, forces=forces))
    assert claims[0].force_id is None


BAD_ROWS = [
    ("a cell too many", f"{ROW},x", "claim.too_many_cells"),
    ("a cell too few", "A1,2021-03-04,stock", "claim.too_few_cells"),
    ("an open quote", f'"{ROW}', "claim.bad_quotes"),
    ("text after a quote", f'"A"1{ROW}', "claim.bad_quotes"),
    ("a NUL byte", ROW.replace("A1", "A\0"), "claim.nul_byte"),
    ("a long cell", ROW.replace("A1", "A" * (MAX_CELL + 1)), "claim.cell_too_long"),
    ("no number of its own", ROW.replace("A1", ""), "claim.missing_cell"),
    ("a number given already", ROW.replace("A1", "A0"), "claim.duplicate_id"),
    ("no kind", ROW.replace("stock", ""), "claim.missing_cell"),
    ("an unknown kind", ROW.replace("stock", "stok"), "claim.unknown_word"),
    ("no date", ROW.replace("2021-03-04", ""), "claim.missing_date"),
    ("a bad date", ROW.replace("2021-03-04", "4 March"), "claim.bad_date"),
    ("a day that is not there", ROW.replace("2021-03-01", "2021-02-30"), "claim.bad_date"),
    ("reversed days", ROW.replace("2021-03-01", "2021-04-01"), "claim.reversed_dates"),
    ("a negative count", ROW.replace(",300,", ",-300,"), "claim.negative"),
    ("a count in words", ROW.replace(",300,", ",many,"), "claim.not_a_number"),
    ("a count with a separator", ROW.replace(",300,", ',"3,000",'), "claim.not_a_number"),
    ("an endless count", ROW.replace(",300,", f",{'9' * 400},"), "claim.not_a_number"),
    ("low above high", ROW.replace(",,300,,", ",400,,300,"), "claim.reversed_counts"),
]


@pytest.mark.parametrize(("row", "code"), [bad[1:] for bad in BAD_ROWS], ids=[bad[0] for bad in BAD_ROWS])
def test_a_bad_row_is_left_out_with_its_line_and_the_rest_is_kept(tmp_path, row, code):
    good = [ROW.replace("A1", name) for name in ("A0", "A9")]
    claims, problems = read(tmp_path, rows(good[0], row, good[1]))
    assert [claim.label for claim in claims] == ["A0", "A9"]
    assert [(item.code, item.severity, item.where.line) for item in problems] == [(code, Severity.ERROR, 3)]
    for language in LANGUAGES:
        assert say(problems[0].code, problems[0].slots, language)


BAD_FILES = [
    ("nothing in it", b"", "claim.empty_file", 0),
    ("a missing column", b"claim_id,claim_date,kind,force\r\n", "claim.missing_column", 1),
    ("a column twice", f"{HEAD},force\r\n".encode(), "claim.duplicate_column", 1),
    ("not UTF-8", f"{HEAD}\r\n".encode() + "é".encode("latin-1"), "claim.not_utf8", 2),
    ("UTF-16", HEAD.encode("utf-16"), "claim.not_utf8", 1),
    ("an open quote in the header", b'"claim_id\r\n', "claim.bad_quotes", 1),
]


@pytest.mark.parametrize(("data", "code", "line"), [bad[1:] for bad in BAD_FILES], ids=[bad[0] for bad in BAD_FILES])
def test_a_file_that_cannot_be_read_gives_no_claims_and_says_why(tmp_path, data, code, line):
    claims, problems = read(tmp_path, data)
    assert claims == []
    assert (code, line) in [(item.code, item.where.line) for item in problems]


def test_a_file_that_is_not_there_or_too_large_is_a_problem(tmp_path, monkeypatch):
    assert read_claims(tmp_path / "no.csv", CASE, "no.csv")[1][0].code == "claim.file_unreadable"
    monkeypatch.setattr("exeunt.claim.csv_text.MAX_BYTES", 10)
    assert read(tmp_path, rows(ROW))[1][0].code == "claim.file_too_large"


def test_an_unknown_column_is_kept_and_the_nearest_is_named(tmp_path):
    claims, problems = read(tmp_path, rows(f"{ROW},about 7,blue", head=f"{HEAD},quantity_txt,xyzzy"))
    assert [item.code for item in problems] == ["claim.unknown_column_near", "claim.unknown_column"]
    assert dict(problems[0].slots)["nearest"] == "quantity_text"
    assert dict(claims[0].row)["xyzzy"] == "blue"


ODD_FORMS = [
    rows(ROW, ROW.replace("A1", "A2")),
    rows(ROW, ROW.replace("A1", "A2")).replace("\r\n", "\n"),
    "\ufeff" + rows(ROW, ROW.replace("A1", "A2")),
    rows(ROW, ROW.replace("A1", "A2")).removesuffix("\r\n"),
    rows(ROW.replace("A1", '"A1"'), ROW.replace("A1", "A2")),
    rows(ROW, "", ROW.replace("A1", "A2"), ""),
    rows(ROW, head=HEAD.replace("claim_id", ' "claim_id"').replace(' "claim_id"', '"claim_id"')),
    rows(ROW.replace("about 300", '"about\n""300"""')),
    rows(ROW.replace("A1", " A1 "), head=HEAD.replace("kind", " kind ")),
]


@pytest.mark.parametrize("text", ODD_FORMS)
def test_a_table_comes_back_byte_for_byte_however_it_was_written(tmp_path, text):
    claims, problems = read(tmp_path, text)
    assert problems == []
    assert write_claims(claims) == text


def test_a_changed_cell_is_written_and_the_rows_beside_it_stay(tmp_path):
    text = rows(ROW.replace("A1", '"A1"'), ROW.replace("A1", '"A2"')).replace("\r\n", "\n")
    first, second = read(tmp_path, text)[0]
    changed = replace(first, row=tuple((key, "310" if key == "n_best" else cell) for key, cell in first.row))
    back = write_claims([changed, second])
    assert back == text.replace(
        '"A1",2021-03-04,stock,mission,red,,300,', "A1,2021-03-04,stock,mission,red,,310,"
    ).replace("2021-03-02\n", "2021-03-02\r\n", 1)


def test_a_claim_that_came_from_no_table_can_be_read_back(tmp_path):
    claim = Claim(
        label="X1", kind=Kind.DEPARTURE, force_id="red", force_text="Reds", count=Count(Bound.RANGE, low=1, high=2.5),
        as_of=Span(date(2021, 1, 1), None), known_on=date(2021, 2, 2), source_text="mission", site_ids=("mill", "ford"),
        stance=Stance.HEDGED, credibility=3, url="https://example.org/a,b", note='say "so"\nor not',
    )  # fmt: skip
    claims, problems = read(tmp_path, write_claims([claim]))
    assert problems == []
    kept = ("label", "kind", "force_id", "known_on", "site_ids", "as_of", "stance", "credibility", "url", "note")
    assert [getattr(claims[0], name) for name in kept] == [getattr(claim, name) for name in kept]
    assert claims[0].count == claim.count


def test_no_claims_are_a_header():
    assert write_claims([]).startswith("claim_id,claim_date,")


CELLS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=20)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=5))
def test_records_read_back_what_was_written_as_the_csv_module_would(lines):
    text = "".join(written(line) for line in lines)
    assert [list(record.cells) for record in records(text)] == lines
    # the standard library's reader, as an oracle; it counts a carriage return in quotes as it stands
    assert list(csv.reader(io.StringIO(text, newline=""), strict=True)) == lines


@given(st.text(st.sampled_from('",\r\na \ufeff\0'), max_size=60))
def test_any_text_is_cut_into_records_that_join_to_it_again(text):
    found = list(records(text))
    joined = "".join(record.raw for record in found)
    assert text.endswith(joined)
    assert text.removesuffix(joined).strip(" \t\r\n") == "" or not joined
    for record in found:
        before = text[: len(text) - len(joined)]
        assert record.line >= 1 + before.count("\n")


@given(st.binary(max_size=300))
def test_no_bytes_make_the_table_reader_raise(tmp_path_factory, data):
    for prefix in (b"", f"{HEAD}\r\n".encode()):
        _, problems = read(tmp_path_factory.mktemp("hostile"), prefix + data)
        for item in problems:
            assert say(item.code, item.slots)


WILD_CELLS = st.one_of(
    st.text(st.characters(blacklist_categories=["Cs"]), max_size=8),
    st.sampled_from(["2021-03-04", "2021", "1", "-1", "stock", "red", "mission", "several hundred", "Old Mill and x"]),
)


@given(st.lists(st.lists(WILD_CELLS, min_size=12, max_size=12), max_size=5))
def test_any_cells_read_without_raising_and_what_is_read_comes_back(tmp_path_factory, lines):
    text = "".join(written(line) for line in [HEAD.split(","), *lines])
    claims, problems = read(tmp_path_factory.mktemp("wild"), text)
    for item in problems:
        assert say(item.code, item.slots, "ar")
    labels = {claim.where.line for claim in claims}
    kept = [record.raw for record in records(text) if record.line == 1 or record.line in labels]
    assert write_claims(claims) == "".join(kept) or not claims
