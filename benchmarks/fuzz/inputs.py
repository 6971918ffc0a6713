"""Hostile files, drawn from a seed: damaged copies of real ones, and ones built to be slow, deep or huge."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Sequence

ENDINGS = (".txt", ".md", ".html", ".eml", ".rss", ".docx")
_TOKENS = (
    "<",
    ">",
    "</p>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "&",
    "&#",
    "&#x110000;",
    "<script>",
    "<table><tr><td>",
    '"',
    "'",
    "\x00",
    "\x1b[2J",
    "\x07",
    "\u202e",
    "\u2066",
    "\u200f",
    "\u200b",
    "\u00ad",
    "\ufeff",
    "\u0301",
    "\ud7ff",
    "\U0010ffff",
    "date: ",
    "title:",
    "\r",
    "\r\n\r\n",
    "\t",
    "From: a@b\n",
    'Content-Type: multipart/mixed; boundary="x"\n\n--x\n',
    "1,",
    "1,000,",
    "٣٬٤٢٠",
    "½",
    "1e309",
    "9" * 400,
    "between 1 and ",
    "from 5 to 4",
    "-0",
    "no fewer than",
    "about about ",
    "of the ",
    "and ",
    "said ",
    "left ",
    " troops",
    "not ",
    "on Sunday ",
    "30 February 2024",
    "since ",
    "، ",
    "و",
    "ال",
    "مقاتل ",
    "غادر ",
    "<!DOCTYPE x [<!ENTITY a 'b'>]>",
    "<?xml version='1.0' encoding='utf-16'?>",
    "charset=utf-7",
)
_NUMBERS = "100 fighters left and 200 arrived, between 1,000 and 2,000 of 3,420 troops "


def hostile(rng: random.Random, texts: Sequence[str]) -> tuple[str, bytes]:
    """One file, its name and its bytes."""
    ending = rng.choice(ENDINGS)
    text = rng.choice(texts)
    if rng.random() < 0.25:
        data = rng.choice(_BUILT)(rng)
    else:
        data = wrapped(_mixed(rng, text) if rng.random() < 0.6 else text, ending)
        if rng.random() < 0.6:
            data = damaged(rng, data)
    return f"file{ending}", data


def wrapped(text: str, ending: str) -> bytes:
    """A text as a file of the kind that an ending names."""
    title, body = text.partition("\n")[0], text.partition("\n\n")[2] or text
    if ending == ".html":
        paragraphs = "".join(f"<p>{part}</p>\n" for part in body.split("\n\n"))
        page = f"<html lang=en><title>{title}</title><main>{paragraphs}</main></html>"
        return page.encode("utf-8", "surrogatepass")
    if ending == ".eml":
        head = f"From: a@b.org\nSubject: {title}\nDate: Thu, 02 May 2024 10:00:00 +0200\n"
        return f"{head}Content-Type: text/plain; charset=utf-8\n\n{body}".encode("utf-8", "surrogatepass")
    if ending == ".rss":
        items = "".join(
            f"<item><title>{title}</title><description>{part}</description></item>" for part in body.split("\n\n")
        )
        return f"<rss><channel><title>x</title>{items}</channel></rss>".encode("utf-8", "surrogatepass")
    if ending == ".docx":
        paragraphs = "".join(f"<w:p><w:r><w:t>{part}</w:t></w:r></w:p>" for part in body.split("\n\n"))
        return _docx(
            f'<w:document xmlns:w="w"><w:body>{paragraphs}</w:body></w:document>'.encode("utf-8", "surrogatepass")
        )
    return text.encode("utf-8", "surrogatepass")


def damaged(rng: random.Random, data: bytes) -> bytes:
    """The bytes with some of them changed, left out, doubled or cut."""
    for _ in range(rng.randint(1, 12)):
        if not data:
            break
        at = rng.randrange(len(data))
        end = min(len(data), at + rng.randint(1, 200))
        part = rng.choice(
            [b"", rng.randbytes(3), data[at:end] * rng.randint(2, 30), rng.choice(_TOKENS).encode("utf-8", "replace")]
        )
        data = data[:at] + part + data[end if rng.random() < 0.5 else at :]
    return data[: rng.randrange(len(data))] if data and rng.random() < 0.15 else data


def _mixed(rng: random.Random, text: str) -> str:
    """The text with words moved, repeated and mixed with what readers stumble over."""
    words = text.split(" ")
    for _ in range(rng.randint(1, 40)):
        at = rng.randrange(len(words))
        words[at : at + rng.randint(0, 2)] = [rng.choice(_TOKENS)] * rng.choice([1, 1, 1, 2, 50])
    if rng.random() < 0.2:
        rng.shuffle(words)
    return " ".join(words)


def _docx(document: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
    return file.getvalue()


def _repeated(rng: random.Random) -> bytes:
    unit = rng.choice([*_TOKENS, "a", "1", "A.", "Mr. ", _NUMBERS, "(", "[", "\u0640", "لا "])
    return b"date: 2024-05-02\nlang: en\n\n" + (unit * (rng.choice([1_000, 30_000, 100_000]) // len(unit))).encode(
        "utf-8", "replace"
    )


def _deep(rng: random.Random) -> bytes:
    name = rng.choice(["div", "b", "table", "ul><li", "blockquote", "x"])
    return b"<html>" + f"<{name}>".encode() * rng.choice([1_000, 100_000]) + b"About 200 fighters left."


def _bomb(rng: random.Random) -> bytes:
    return _docx(b"<w>" + rng.choice([b" ", b"<p/>", b"a"]) * rng.choice([1_000_000, 60_000_000]))


def _long_line(rng: random.Random) -> bytes:
    return (_NUMBERS * (rng.choice([200_000, 100_000_000]) // len(_NUMBERS))).encode()


def _noise(rng: random.Random) -> bytes:
    return rng.choice([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"<rss>", b"\xff\xfe"]) + rng.randbytes(
        rng.randint(0, 4_000)
    )


def _turned(rng: random.Random) -> bytes:
    marks = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
    words = ("غادر", "120", "fighters", "١٢٠", "left", "مقاتلاً", ",", "-", "3,420")
    return "".join(rng.choice(marks) + rng.choice(words) + " " for _ in range(rng.randint(1, 2_000))).encode()


_BUILT: tuple[Callable[[random.Random], bytes], ...] = (_repeated, _deep, _bomb, _long_line, _noise, _turned)
