"""The language of a text: what its header says, else its script, else its commonest small words."""

from __future__ import annotations

import re

# Words that hardly ever stand in a text of the other language.
_ENGLISH = "the of and to in that was were is are for with has have had from by said this they which been"
_FRENCH = "le la les des du de et en un une est que qui dans pour par sur ont été au aux ce cette il elle"
_STOP_WORDS = {"en": frozenset(_ENGLISH.split()), "fr": frozenset(_FRENCH.split())}
_SAMPLE = 20_000  # code points; enough for any language to show itself
_WORD = re.compile(r"[^\W\d_]+")
_CODE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*")

UNKNOWN = "und"


def language_of(said: str, text: str) -> tuple[str, str]:
    """The language code of a text and how it is known: `header`, `script`, `words`, or `unknown`.

    The script decides by letters: Arabic where at least three in ten are Arabic. Otherwise English or French, whichever
    has more of its small words; neither, where a text has fewer than two in a hundred of either.
    """
    code = _CODE.fullmatch(said.strip())
    if code:
        return code[1].lower(), "header"
    sample = text[:_SAMPLE]
    letters = sum(char.isalpha() for char in sample)
    arabic = sum("\u0620" <= char <= "\u06ff" for char in sample)
    if letters and arabic / letters >= 0.3:
        return "ar", "script"
    words = [word.casefold() for word in _WORD.findall(sample)]
    hits = {language: sum(word in small for word in words) for language, small in _STOP_WORDS.items()}
    best = max(hits, key=lambda language: hits[language])
    if not words or hits[best] / len(words) < 0.02:
        return UNKNOWN, "unknown"
    return best, "words"
