"""The way back from offsets of a frozen text to offsets of the file as it was given.

Freezing takes out a byte order mark, carriage returns and control characters and composes letters with their accents;
the map is built piece by piece, each piece a letter with the marks that may join it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

_TAKEN_OUT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]*")
_JAMO = range(0x1161, 0x1200)  # Korean vowels and finals join the letter before them, though they are no marks


@dataclass(frozen=True, slots=True)
class Offsets:
    """Piece starts in the frozen text and in the raw text; empty where both are the same text."""

    frozen: tuple[int, ...] = ()
    raw: tuple[int, ...] = ()

    def raw_of(self, offset: int) -> int:
        """The offset in the file that a frozen offset stands for."""
        if not self.frozen:
            return offset
        at = bisect_right(self.frozen, offset) - 1
        return self.raw[at] + (offset - self.frozen[at])


def offsets_of(raw: str, frozen: str) -> Offsets | None:
    """The map from a frozen text to the raw text it was made from; None where it was not made from it."""
    if raw == frozen:
        return Offsets()
    at = 0
    starts: list[int] = []
    origins: list[int] = []
    for begin, end in _pieces(raw):
        piece = unicodedata.normalize("NFC", raw[begin:end].replace("\r\n", "\n").replace("\r", "\n"))
        if not frozen.startswith(piece, at):
            if not _TAKEN_OUT.fullmatch(piece):
                return None
            piece = ""
        if not starts or origins[-1] - starts[-1] != begin - at:
            starts.append(at)
            origins.append(begin)
        at += len(piece)
    if at != len(frozen):
        return None
    starts.append(at)
    origins.append(len(raw))
    return _last_of_each(starts, origins)


def _last_of_each(starts: list[int], origins: list[int]) -> Offsets:
    """Of several pieces at one frozen offset the last one: what stood before it was taken out."""
    kept = dict(zip(starts, origins, strict=True))
    return Offsets(tuple(kept), tuple(kept.values()))


def _pieces(raw: str) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    begin = 0
    for index in range(1, len(raw) + 1):
        if index < len(raw) and _joins(raw[index - 1], raw[index]):
            continue
        pieces.append((begin, index))
        begin = index
    return pieces


def _joins(before: str, char: str) -> bool:
    return unicodedata.combining(char) != 0 or ord(char) in _JAMO or (before == "\r" and char == "\n")
