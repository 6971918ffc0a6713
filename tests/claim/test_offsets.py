"""Offsets of a frozen text lead back to the file as it was given."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from exeunt.base.text import frozen
from exeunt.claim.offsets import offsets_of


def test_carriage_returns_and_a_byte_order_mark_are_counted() -> None:
    raw = "\ufeffdate: x\r\n\r\nThey left."
    text = frozen(raw)
    offsets = offsets_of(raw, text)
    assert offsets is not None
    start = text.index("They")
    assert raw[offsets.raw_of(start) : offsets.raw_of(start + 4)] == "They"


def test_a_letter_written_in_two_pieces_is_one_letter_of_the_frozen_text() -> None:
    raw = "retire\u0301 de Gao"
    text = frozen(raw)
    offsets = offsets_of(raw, text)
    assert offsets is not None
    assert raw[offsets.raw_of(text.index("Gao")) :] == "Gao"


def test_a_text_that_was_not_made_from_the_file_has_no_map() -> None:
    assert offsets_of("<p>They left</p>", "They left") is None


@given(st.text(alphabet="ab é\u0301\r\n\u0627\u0653x", max_size=40))
def test_every_stretch_of_the_frozen_text_is_a_stretch_of_the_file(raw: str) -> None:
    text = frozen(raw)
    offsets = offsets_of(raw, text)
    if offsets is None:
        return
    for start in (at for at, char in enumerate(text) if unicodedata.combining(char) == 0):
        assert frozen(raw[offsets.raw_of(start) : offsets.raw_of(len(text))]) == text[start:]
