"""Files of other kinds to documents: what is kept of them, what is said of them, and what is refused."""

from __future__ import annotations

import importlib.util
import time
import zlib
from datetime import date

import files_made as made
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exeunt.base.messages import LANGUAGES, say
from exeunt.base.problem import Problem
from exeunt.document import pdf as pdf_reader
from exeunt.document.html import text_of_html
from exeunt.document.kinds import ENDINGS, LARGEST, kind_of
from exeunt.document.markup import Text, events
from exeunt.document.read import document_from, read_documents
from exeunt.model.document import Document

ADDED = date(2024, 7, 1)


@pytest.fixture
def read(tmp_path):
    """Read a file of this name and content."""

    def reader(name: str, data: bytes) -> tuple[list[Document], list[Problem]]:
        path = tmp_path / name
        path.write_bytes(data)
        documents, problems = read_documents(path, ADDED, name)
        for problem in problems:
            assert all(say(problem.code, problem.slots, language) for language in LANGUAGES)
        for document in documents:
            assert document_from(document.text.encode(), ADDED, name)[0] == document, "its text is itself a document"
        return documents, problems

    return reader


def body(document: Document) -> str:
    return document.text[document.body :]


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


# Web pages


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256", "iso-8859-6"])
def test_a_page_gives_its_text_without_its_frame(read, charset):
    name = "Zuwara" if charset == "utf-8" else "زوارة"
    page = made.PAGE.format(charset=charset, name=name).replace("’", "'")
    (document,), problems = read("page.html", page.encode(charset))
    assert problems == []
    assert body(document) == (
        f"About 200 fighters left the port of {name} on Tuesday, the mission said.\n\n"
        "A first group had left in\u00a0April. The second group numbered 1\u00a0200 & was counted twice.\n"
        "Nobody was seen to return.\n\n"
        "The party's spokesman denied that any remained."
    )
    assert (document.title, document.publisher) == ("Two hundred leave the port", "Coast Herald")
    assert (document.published, document.language) == (date(2024, 5, 2), "en")
    assert document.url == "https://herald.example.org/port"


def test_a_page_without_an_article_element_gives_the_part_with_the_prose(read):
    (document,), problems = read("page.htm", made.DIV_PAGE.encode())
    assert problems == []
    assert body(document).startswith("The last 40 instructors left the camp")
    assert body(document).endswith("the mission's count.")
    assert "tourists" not in document.text
    assert (document.title, document.publisher, document.published) == (
        "Camp is empty",
        "Valley Post",
        date(2024, 6, 7),
    )


def test_a_page_in_arabic_under_an_english_template_is_arabic(read):
    text = "غادر نحو 200 مقاتل ميناء المدينة يوم الثلاثاء، بحسب ما قالت البعثة في بيان لها."
    (document,), _ = read("page.html", f'<html lang="en"><body><p>{text}</p></body></html>'.encode())
    assert (document.language, body(document)) == ("ar", text)


def test_a_page_without_prose_is_said(read):
    documents, problems = read("page.html", b"<html><nav><a href='/'>Home</a></nav></html>")
    assert (documents, codes(problems)) == ([], ["document.no_main_text"])


def test_wrong_or_unknown_encodings_are_said_and_single_bad_bytes_are_counted(read):
    def page(charset: str, text: bytes) -> bytes:
        return b'<html><meta charset="%s"><p>%s</p></html>' % (charset.encode(), text)

    assert codes(read("a.html", page("utf-7", b"+AGE-"))[1]) == ["document.unknown_encoding"]
    assert codes(read("b.html", page("utf-8", b"\xe9\xe8\xe0\xe7" * 30))[1]) == ["document.not_in_encoding"]
    assert codes(read("c.html", "<html><p>café</p></html>".encode("latin-1"))[1]) == ["document.not_in_encoding"]
    documents, problems = read(
        "d.html", page("utf-8", "About 200 fighters left the café on the hill today.".encode("latin-1"))
    )
    assert codes(problems) == ["document.bytes_replaced", "document.no_date"]
    assert "\ufffd on the hill" in documents[0].text


def test_entities_and_scripts_of_a_fragment():
    assert text_of_html("<p>1 &lt; 2 &amp; 3&nbsp;4<script>5</script></p>6 < 7") == "1 < 2 & 3\u00a04\n\n6 < 7"
    assert text_of_html("&#" + "9" * 5000 + ";") == "&#" + "9" * 5000 + ";"


@pytest.mark.parametrize(
    "unit",
    [
        "<div>",
        "<a '",
        '<a "',
        "<!-- ",
        "<![CDATA[",
        "</",
        "<",
        "<p x='",
        "&",
        "<script>",
        "<title>",
        "<b></p>",
        "<a '\"> >",
        "&#x",
    ],
)
def test_pages_made_to_be_slow_are_not(unit):
    markup = unit * (600_000 // len(unit))
    begun = time.process_time()
    for _ in events(markup):
        pass
    text_of_html(markup)
    assert time.process_time() - begun < 10  # seconds on a slow machine; quadratic time would be hours


@given(st.text(alphabet="<>/!-[]'\"= apscript&;#x1\n", max_size=200))
def test_no_markup_breaks_the_parser_and_plain_text_stays(markup):
    list(events(markup))
    if "<" not in markup and "&" not in markup:
        assert "".join(event.text for event in events(markup) if isinstance(event, Text)) == markup


# Messages


def test_a_message_gives_text_subject_and_day_and_names_its_attachments(read):
    (document,), problems = read("note.eml", made.MAIL)
    assert body(document) == "غادر 150 مقاتلاً الميناء يوم الثلاثاء."
    assert (document.title, document.published) == ("Départ de 150 fighters", date(2024, 5, 2))
    assert codes(problems) == ["document.attachments"]
    assert "lists.zip" in say(problems[0].code, problems[0].slots)


def test_no_person_of_a_message_is_kept(read):
    # capability C43
    (document,), _ = read("note.eml", made.MAIL)
    assert document.publisher == "mission.example.org"
    assert "person" not in document.text
    assert "press@" not in document.text


def test_a_message_in_html_gives_its_text(read):
    head = b"From: a@b.org\nSubject: x\nDate: Thu, 02 May 2024 10:00:00 +0200\nContent-Type: text/html; charset=utf-8"
    data = head + b"\n\n<p>Some left.</p>"
    (document,), problems = read("note.eml", data)
    assert (body(document), problems) == ("Some left.", [])


def test_messages_nested_without_end_are_said(read):
    parts = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(3000))
    documents, problems = read("deep.eml", b"From: a@b.org\nSubject: x\nDate: y\n" + parts)
    assert documents == []
    assert problems


# Feeds


def test_each_item_of_a_feed_is_a_document(read):
    documents, problems = read("feed.rss", made.FEED.encode("latin-1"))
    assert [body(document) for document in documents] == [
        "Environ 200 combattants ont quitté le port mardi.",
        "Cent\u0020hommes sont arrivés.",
    ]
    assert [document.published for document in documents] == [date(2024, 5, 2), date(2024, 5, 3)]
    assert {(document.publisher, document.language) for document in documents} == {("Coast Herald", "fr")}
    assert documents[0].url == "https://herald.example.org/1"
    assert codes(problems) == ["document.items_without_text"]


def test_atom_with_xhtml_inside(read):
    (document,), problems = read("feed.xml", made.ATOM.encode())
    assert (body(document), problems) == ("The last 40 left.\n\nR&D < 3", [])
    assert (document.publisher, document.url) == ("Valley Post", "https://post.example.org/1")


def test_a_broken_feed_keeps_the_items_before_the_fault(read):
    documents, problems = read(
        "feed.rss", made.FEED.encode("latin-1").replace(b"<item><title>Sans", b"<item><title><b>Sans")
    )
    assert len(documents) == 1
    assert codes(problems) == ["document.bad_xml"]
    assert problems[0].where.line > 1


def test_entities_that_grow_and_elements_without_end_are_refused(read):
    item = "<rss><channel><item><description>&b;</description></item></channel></rss>"
    laughs = f'<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>{item}'
    stolen = f'<!DOCTYPE rss [<!ENTITY b SYSTEM "file:///etc/hostname">]>{item}'
    for text in (laughs, stolen):
        assert codes(read("grows.rss", text.encode())[1]) == ["document.xml_entities"]
    assert codes(read("deep.rss", b"<rss>" + b"<x>" * 100_000)[1]) == ["document.xml_too_deep"]
    assert codes(read("other.xml", b"<config><a>1</a></config>")[1]) == ["document.no_items"]


# Word documents


def test_a_word_document_gives_paragraphs_and_rows(read):
    (document,), problems = read("note.docx", made.docx())
    assert body(document) == "About 200 fighters left the port.\n\nCamp | 40"
    assert (document.title, document.published) == ("Weekly note", date(2024, 5, 2))
    assert codes(problems) == ["document.tracked_changes"]
    assert "Person" not in document.text


def test_zip_bombs_are_refused(read):
    started = time.process_time()
    assert codes(read("bomb.docx", made.docx(b"<w>" + b" " * 60_000_000))[1]) == ["document.zip_bomb"]
    assert codes(read("ratio.docx", made.docx(b"<w>" + b" " * 5_000_000))[1]) == ["document.zip_bomb"]
    assert codes(read("many.docx", made.docx(more=5001))[1]) == ["document.zip_entries"]
    assert time.process_time() - started < 20


def test_a_directory_that_lies_about_sizes_is_not_believed(read):
    text = b"<w>" + b" " * 3_000_000
    data = made.docx(text)
    lie = data.replace(len(text).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lie != data
    documents, problems = read("lie.docx", lie)
    assert documents == []
    assert set(codes(problems)) <= {"document.zip_bomb", "document.damaged", "document.bad_xml"}


def test_damaged_word_documents_are_said(read):
    data = made.docx()
    for cut in range(0, len(data), 97):
        documents, problems = read("cut.docx", data[:cut])
        assert not documents
        assert problems
    assert codes(read("not.docx", zlib.compress(b"no"))[1]) != []


# PDF


def test_a_pdf_gives_its_text(read):
    (document,), problems = read("note.pdf", made.pdf(["About 200 fighters left", "the port on Tuesday."]))
    assert (body(document), problems) == ("About 200 fighters left the port on Tuesday.", [])
    assert (document.title, document.published) == ("Weekly note", date(2024, 5, 2))


def test_numbers_of_an_arabic_pdf_need_a_person(monkeypatch, tmp_path):
    found = '{"error": "", "pages": ["غادر ١٢٠ مقاتلاً"], "title": "", "created": ""}'
    monkeypatch.setattr(pdf_reader, "_run", lambda _path: found)
    (reading,), problems = pdf_reader.read_pdf(tmp_path / "x.pdf", "x.pdf")
    assert (reading.body, codes(problems)) == ("غادر ١٢٠ مقاتلاً", ["document.arabic_digits"])


def test_without_the_extra_its_name_is_said(read, monkeypatch):
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "pypdf" else find(name))
    documents, problems = read("note.pdf", made.pdf(["x"]))
    assert (documents, codes(problems)) == ([], ["document.extra_missing"])
    assert "exeunt[ingest]" in say(problems[0].code, problems[0].slots)


def test_a_pdf_that_takes_too_long_is_stopped(read, monkeypatch):
    monkeypatch.setattr(pdf_reader, "SECONDS", 0.01)
    assert codes(read("note.pdf", made.pdf(["x"]))[1]) == ["document.too_slow"]


def test_a_damaged_pdf_and_one_of_pictures_are_said(read):
    assert codes(read("cut.pdf", made.pdf(["x"])[:200])[1]) in (["document.damaged"], ["document.no_text_layer"])
    assert codes(read("blank.pdf", made.pdf([""]))[1]) == ["document.no_text_layer"]


# All kinds


def test_content_goes_before_the_name(read):
    assert body(read("page.txt", made.DIV_PAGE.encode())[0][0]).startswith("The last 40")
    assert body(read("note.txt", made.docx())[0][0]).startswith("About 200")
    assert body(read("message", made.MAIL)[0][0]).startswith("غادر")
    assert body(read("feed.html", made.ATOM.encode())[0][0]).startswith("The last 40")
    quoted = b"From: the mission\nDate: x\nSubject: y\n\nAbout 200 left."
    assert "From: the mission" in read("quoted.txt", quoted)[0][0].text


def test_a_file_of_no_known_kind_is_said(read):
    assert codes(read("picture.png", b"\x89PNG\r\n")[1]) == ["document.unknown_kind"]
    assert codes(read("plain.zip", b"PK\x03\x04rest")[1]) == ["document.unknown_kind"]


def test_files_longer_than_their_kind_allows_are_said(read):
    assert codes(read("long.txt", b"a" * 100_000_000)[1]) == ["document.too_long"]
    assert codes(read("long.html", b"<html>" + b"a" * 9_000_000)[1]) == ["document.too_long"]
    assert codes(read("text.html", b"<html><p>" + b"a" * 3_000_000)[1])[0] == "document.too_long"


def test_every_ending_has_a_kind_with_a_limit():
    assert set(ENDINGS.values()) == set(LARGEST)
    assert kind_of(b"", "REPORT.HTML") is ENDINGS[".html"]


def test_equal_texts_of_two_publishers_are_two_documents(read):
    one = read("a.html", made.PAGE.format(charset="utf-8", name="X").encode())[0][0]
    two = read("b.html", made.PAGE.format(charset="utf-8", name="X").replace("Coast Herald", "Hill Post").encode())[0][
        0
    ]
    assert body(one) == body(two)
    assert one.id != two.id


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from([name for name in ENDINGS if name != ".pdf"]),
    st.sampled_from([made.MAIL, made.FEED.encode("latin-1"), made.ATOM.encode(), made.DIV_PAGE.encode(), made.docx()]),
    st.lists(st.tuples(st.integers(0, 4000), st.binary(max_size=5)), max_size=8),
)
def test_no_damage_breaks_reading(tmp_path_factory, ending, data, damage):
    for place, patch in damage:
        data = data[:place] + patch + data[place + len(patch) :]
    path = tmp_path_factory.mktemp("x") / f"file{ending}"
    path.write_bytes(data)
    documents, problems = read_documents(path, ADDED, "file")
    assert documents or problems
    for document in documents:
        assert document.text[document.body :].strip()
