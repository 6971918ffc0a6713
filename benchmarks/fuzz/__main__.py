"""`python -m benchmarks.fuzz --seconds 600`: hostile files through the readers and the extractor, and what must hold.

For every file: nothing raises; there is a document or a problem; every problem can be said in both languages; every
passage is the stretch of text that it says; and the time stays within a limit that grows with the length only.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from benchmarks.fuzz.inputs import hostile
from exeunt.base.messages import LANGUAGES, say
from exeunt.case.load import load_case
from exeunt.claim.extract import extract
from exeunt.document.read import read_documents
from exeunt.model.case import Case

ROOT = Path(__file__).parents[2]
DAY = date(2024, 7, 1)
SECONDS_A_FILE = 10.0
"""Processor seconds that any file may take: unpacking, refusing, or reading up to the limit of its kind."""
SECONDS_A_CHARACTER = 1e-4
"""And for each character of what is kept: fifty times what the extractor needs on news."""


@dataclass
class Found:
    """What a run did and what it found."""

    files: int = 0
    documents: int = 0
    claims: int = 0
    slowest: float = 0.0
    problems: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def fuzz(seed: int, seconds: float, folder: Path, most: int = 1_000_000) -> Found:
    """Try files until the time is over; each fault names the seed that makes its file again."""
    case, _ = load_case(ROOT / "cases/example")
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "cases/example/documents").iterdir())]
    found, until = Found(), time.monotonic() + seconds
    if case is None:
        raise FileNotFoundError("cases/example")
    while time.monotonic() < until and found.files < most:
        number = seed + found.files
        try:
            _try(number, case, texts, (folder, found))
        except Exception:
            found.faults.append(f"seed {number}: {traceback.format_exc(limit=-4)}")
        found.files += 1
    return found


def _try(number: int, case: Case, texts: Sequence[str], into: tuple[Path, Found]) -> None:
    folder, found = into
    name, data = hostile(random.Random(number), texts)
    path = folder / name
    path.write_bytes(data)
    begun = time.process_time()
    documents, problems = read_documents(path, DAY, name)
    claims = []
    for document in documents:
        read, more = extract(document, case)
        claims += [(document, claim) for claim in read]
        problems += more
    took = time.process_time() - begun
    kept = sum(len(document.text) for document in documents)
    found.slowest = max(found.slowest, took)
    found.documents += len(documents)
    found.claims += len(claims)
    found.problems.update(item.code for item in problems)
    assert took <= SECONDS_A_FILE + SECONDS_A_CHARACTER * kept, f"{took:.1f} s for {kept} characters"
    assert documents or problems
    assert all(say(item.code, item.slots, language) for item in problems for language in LANGUAGES)
    for document, claim in claims:
        passage = claim.passage
        assert passage is not None
        assert document.text[passage.start : passage.end] == passage.quote


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=0, help="of the first file; each next one has the next number")
    parser.add_argument("--files", type=int, default=1_000_000, help="stop after so many")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = fuzz(asked.seed, asked.seconds, Path(folder), asked.files)
    print(f"{found.files} files, {found.documents} documents, {found.claims} claims, slowest {found.slowest:.2f} s CPU")
    print(", ".join(f"{code} {count}" for code, count in found.problems.most_common()))
    for fault in found.faults[:20]:
        print(fault)
    print(f"{len(found.faults)} faults")
    sys.exit(bool(found.faults))


if __name__ == "__main__":
    main()
