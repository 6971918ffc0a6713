"""Text made comparable: frozen form, and folding of names in Latin and Arabic script."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ARABIC_FOLD = str.maketrans({
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ـ": "",
    **{chr(0x0660 + digit): str(digit) for digit in range(10)},
    **{chr(0x06F0 + digit): str(digit) for digit in range(10)},
})  # fmt: skip
_NOT_WORD = re.compile(r"[^\w]+")
_ARTICLE = re.compile(r"\b(?:al|el|ash|as|at|ad|an|the)[ \-]|\bال")


def frozen(text: str) -> str:
    """NFC with `\\n` newlines and no byte order mark: the form a document is hashed and sliced in."""
    return unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """A name for comparison only: case, accents, Arabic marks, articles and punctuation removed.

    `Al-Jufrah`, `al Jufrah` and `jufrah` fold alike, as do `الجُفرة` and `الجفره`.
    """
    bare = "".join(char for char in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(char))
    # NFD splits alef with hamza into alef and a combining mark, so the table sees what is left.
    plain = bare.translate(_ARABIC_FOLD).replace("'", "").replace("\u2019", "").replace("\u02bf", "")
    return _NOT_WORD.sub(" ", _ARTICLE.sub("", f"{plain} ".replace("-", " "))).strip()
