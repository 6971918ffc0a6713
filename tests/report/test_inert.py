import pytest
from hypothesis import given
from hypothesis import strategies as st

from exeunt.report.inert import inert, isolated, safe_address, safe_cell


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "//example.org",
        "https://",
        "https:///path",
        "https://example.org@evil.example/",
        'https://example.org/"onclick="alert(1)',
        "https://example.org/a b",
        "https://example.org/\u202egro.elpmaxe",
        "https://[broken/",
        " https://example.org",
        "",
    ],
)
def test_only_plain_web_addresses_become_links(address):
    assert safe_address(address) is None


@pytest.mark.parametrize(
    "address", ["https://example.org", "http://example.org/a?b=c&d=%D8%A7#e", "https://أخبار.example/خبر"]
)
def test_a_web_address_is_kept_as_it_is(address):
    assert safe_address(address) == address


@given(st.text())
def test_inert_text_has_no_direction_controls_and_keeps_every_letter(text):
    calm = inert(text)
    assert not set(calm) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert [char for char in calm if char.isalnum()] == [char for char in text if char.isalnum()]
    assert inert(calm) == calm


def test_letters_of_the_other_direction_stand_between_isolates():
    assert isolated("Wagner", "ar") == "\u2068Wagner\u2069"
    assert isolated("فاغنر", "en") == "\u2068فاغنر\u2069"
    assert isolated("Wagner 12", "en") == "Wagner 12"
    assert isolated("12", "ar") == "12"
    assert isolated("a\u2069\u202eb", "ar") == "\u2068ab\u2069"


@given(st.text())
def test_no_cell_begins_like_a_formula(text):
    assert not safe_cell(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
