"""Hostile files through `exeunt extract`, each with a limit of processor time and memory that the system holds it to.

The limits are far above what is needed (a second, 200 MB): they stop what grows faster than its file.
"""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

SECONDS, MEMORY = 30, 2_000_000_000
HEADER = "title: News\ndate: 2024-05-02\nlang: {}\n\n"
PAGE = '<html lang="en"><head><meta property="article:published_time" content="2024-05-02"></head><body>'
MIXED = "\u202e\u2066غادر 300 مقاتل سوري ليبيا\u2069 left\u202c. "
LEFT = "Some 300 Syrian fighters left Libya on Monday, the mission said. "


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def extract(path: Path) -> tuple[int, list[dict[str, object]], str]:
    """Exit code, claims, and what was said on the side."""
    command = [sys.executable, "-m", "exeunt.cli.main", "extract", str(path), "--jsonl"]
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=limited, check=False)
    assert "Traceback" not in done.stderr, done.stderr[-2000:]
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def docx(xml: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml)
    return held.getvalue()


REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a line of 100 MB": ("long.txt", lambda: b"x" * 100_000_000),
    "a Word file that unpacks to 200 MB": ("bomb.docx", lambda: docx(b"<w>" + b" " * 200_000_000)),
    "bytes that are no UTF-8": ("bytes.txt", lambda: HEADER.format("en").encode() + b"300 men \xff\xfe left"),
}
READ: dict[str, tuple[str, str]] = {
    "20,000 elements in one another": ("deep.html", PAGE + "<div>" * 20_000 + f"<p>{LEFT * 9}</p>"),
    "mixed directions": ("mixed.txt", HEADER.format("ar") + MIXED * 500),
    "control characters": ("control.txt", HEADER.format("en") + "".join(map(chr, range(1, 32))) * 200 + LEFT),
    "one word of 200,000 letters": ("word.txt", HEADER.format("en") + "a" * 200_000 + " " + LEFT),
    "one sentence of 30,000 words": ("sentence.txt", HEADER.format("en") + "left and said that " * 7_500),
}  # fmt: skip
# What makes a pattern with a repeat inside a repeat run for ever, each ended so that it does not fit.
CATASTROPHIC = [
    "U." * 9_000 + "!", "1,1." * 9_000 + "x", "a'a’" * 9_000 + "1", "ا\u064b\u0670" * 9_000 + "1",
    "\n \t" * 9_000 + "x", "(" * 9_000, '"' * 9_000, "between 1 and " * 2_000, "300 " * 3_000, "Jan. " * 3_000,
    "the mission of " * 2_000, "said, citing X, " * 2_000, "quoted by X as saying " * 2_000, "Gen. A. B. " * 2_000,
    "and , " * 3_000, "-".join(["al"] * 9_000),
]  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(what: str, tmp_path: Path) -> None:
    name, make = REFUSED[what]
    (tmp_path / name).write_bytes(make())
    code, claims, said = extract(tmp_path / name)
    assert (code, claims) == (1, [])
    assert name in said


@pytest.mark.parametrize("what", READ)
def test_a_file_that_is_built_to_be_slow_is_read_within_its_limits(what: str, tmp_path: Path) -> None:
    name, text = READ[what]
    (tmp_path / name).write_bytes(text.encode())
    _, claims, _ = extract(tmp_path / name)
    raw = (tmp_path / name).read_bytes().decode()
    assert all(name.endswith(".html") or raw[c["quote_start"] : c["quote_end"]] == c["quote"] for c in claims)
    assert claims or what in {"one sentence of 30,000 words", "20,000 elements in one another"}


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_no_pattern_backtracks_without_end(language: str, tmp_path: Path) -> None:
    path = tmp_path / "patterns.txt"
    path.write_text(HEADER.format(language) + "\n\n".join(CATASTROPHIC), encoding="utf-8")
    code, _, _ = extract(path)
    assert code == 0
