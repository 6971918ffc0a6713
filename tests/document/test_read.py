"""Files to documents: what cannot be read is said with its place, and nothing is replaced in silence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from exeunt.base.messages import LANGUAGES, say
from exeunt.base.problem import Problem
from exeunt.document.read import document_from, read_document
from exeunt.document.text import MAX_BYTES
from exeunt.model.document import Document

ADDED = date(2021, 10, 9)


def read(data: bytes) -> tuple[Document | None, list[Problem]]:
    document, problems = document_from(data, ADDED, "report.txt")
    for problem in problems:
        assert all(say(problem.code, problem.slots, language) for language in LANGUAGES)
    return document, problems


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def test_a_header_gives_title_publisher_date_language_and_address() -> None:
    data = b"title: One\npublisher: Two\ndate: 2021-10-08\nlang: en\nurl: https://example.org\n\nThe body."
    document, problems = read(data)
    assert problems == []
    assert document is not None
    assert (document.title, document.publisher, document.url) == ("One", "Two", "https://example.org")
    assert (document.published, document.date_basis) == (date(2021, 10, 8), "header")
    assert (document.language, document.language_basis) == ("en", "header")
    assert document.text[document.body :] == "The body."
    assert document.text.startswith("title: One")


def test_a_date_before_a_text_of_one_line_is_its_header() -> None:
    document, problems = read(b" date 2021-10-08 The body was here.")
    assert problems == []
    assert document is not None
    assert document.published == date(2021, 10, 8)
    assert document.text[document.body :] == "The body was here."


def test_a_text_without_header_has_the_day_it_was_added() -> None:
    document, problems = read(b"The men left the camp on the hill.\nThat was all.")
    assert document is not None
    assert (document.published, document.date_basis, document.body) == (ADDED, "added", 0)
    assert codes(problems) == ["document.no_date"]
    assert (document.language, document.language_basis) == ("en", "words")


def test_a_wrong_date_is_said_with_its_line() -> None:
    document, problems = read(b"title: One\ndate: 2021-02-30\n\nThe body.")
    assert document is not None
    assert document.published == ADDED
    assert [(problem.code, problem.where.line) for problem in problems] == [("document.bad_date", 2)]


def test_a_date_after_the_day_of_adding_is_said() -> None:
    document, problems = read(b"date: 2031-01-01\n\nThe body.")
    assert document is not None
    assert codes(problems) == ["document.future_date"]


def test_invalid_utf_8_is_said_with_its_byte_and_nothing_is_replaced() -> None:
    document, problems = read(b"date: 2021-10-08\n\nCaf\xe9 and more")
    assert document is None
    assert codes(problems) == ["document.not_utf8"]
    assert dict(problems[0].slots) == {"offset": "21", "found": "0xE9"}
    assert problems[0].where.line == 3


def test_utf_16_is_named() -> None:
    _, problems = read("date".encode("utf-16"))
    assert dict(problems[0].slots)["found"] == "UTF-16"


def test_control_characters_are_left_out_and_counted() -> None:
    document, problems = read(b"date: 2021-10-08\n\nA\x00B\x1bC the end of it")
    assert document is not None
    assert document.text[document.body :] == "ABC the end of it"
    assert codes(problems) == ["document.control_characters"]
    assert (problems[0].where.line, problems[0].where.column) == (3, 2)


def test_empty_files_and_headers_without_a_body_are_said() -> None:
    assert codes(read(b"")[1]) == ["document.empty"]
    assert codes(read(b" \n\n ")[1]) == ["document.empty"]
    assert codes(read(b"title: One\ndate: 2021-10-08\n\n")[1]) == ["document.no_body"]


def test_unknown_and_repeated_lines_of_a_header_are_said() -> None:
    document, problems = read(b"title: One\ndat: 2021-10-08\ntitle: Two\ndate: 2021-10-08\n\nThe body.")
    assert document is not None
    assert document.title == "One"
    assert [(problem.code, problem.where.line) for problem in problems] == [
        ("document.unknown_key", 2),
        ("document.repeated_key", 3),
    ]


def test_prose_right_under_a_header_is_the_body() -> None:
    document, problems = read(b"date: 2021-10-08\nThe men left. They went home.\n")
    assert document is not None
    assert document.text[document.body :].startswith("The men left.")
    assert codes(problems) == ["document.header_not_closed"]


def test_language_is_told_by_script_and_by_small_words() -> None:
    assert language("غادر المقاتلون ليبيا يوم الأحد") == ("ar", "script")
    assert language("Les combattants ont quitté le pays dans la nuit.") == ("fr", "words")
    assert language("Xyzzy plugh frotz.") == ("und", "unknown")


def language(body: str) -> tuple[str, str]:
    document, _ = read(f"date: 2021-10-08\n\n{body}".encode())
    assert document is not None
    return document.language, document.language_basis


def test_a_file_that_is_missing_or_too_long_is_said(tmp_path: Path) -> None:
    assert codes(read_document(tmp_path / "none.txt", ADDED, "none.txt")[1]) == ["document.unreadable"]
    assert codes(read_document(tmp_path, ADDED, "folder")[1]) == ["document.unreadable"]
    long = tmp_path / "long.txt"
    long.write_bytes(b"a" * (MAX_BYTES + 1))
    assert codes(read_document(long, ADDED, "long.txt")[1]) == ["document.too_long"]


def test_equal_texts_have_one_id_whatever_their_newlines() -> None:
    one, _ = read(b"date: 2021-10-08\r\n\r\nThe body.\r\n")
    two, _ = read("\ufeffdate: 2021-10-08\n\nThe body.\n".encode())
    assert one is not None
    assert two is not None
    assert one.id == two.id


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_no_bytes_break_reading(data: bytes) -> None:
    document, problems = read(data)
    assert document is not None or problems
    if document is not None:
        assert 0 <= document.body < len(document.text)
