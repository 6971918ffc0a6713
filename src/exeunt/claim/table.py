"""Tables of claims: CSV text to claims and back, byte for byte where nothing was changed.

A bad row is left out with a problem that says where and why, and the rest is kept. Names are resolved through the case;
one that cannot be resolved stays as words, with a warning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rapidfuzz import fuzz, process

from exeunt.base.problem import Problem, Where, problem, warning
from exeunt.claim.cells import Cells, shown
from exeunt.claim.csv_text import BOM, NEWLINE, Record, read_text, records, written
from exeunt.claim.identity import identified
from exeunt.claim.resolve import Resolver
from exeunt.claim.row import COLUMNS, OPTIONAL, cells_of, claim_of
from exeunt.model.case import Case
from exeunt.model.claim import Claim

REQUIRED = ("claim_id", "claim_date", "kind", "source_org", "force")
MAX_CELL = 10_000
RAW = "(as written)"  # the column under which a row keeps its own text, where that is not its plain form


def read_claims(path: Path, case: Case, shown_as: str) -> tuple[list[Claim], list[Problem]]:
    """The claims of a CSV file, in its order, and everything that is wrong in it, in the order of lines."""
    text, problems = read_text(path, shown_as)
    if text is None:
        return [], problems
    rows = records(text.removeprefix(BOM))
    header = next(rows, None)
    if header is None:
        return [], [problem("claim.empty_file", Where(shown_as))]
    columns, is_usable = _columns(header, shown_as, problems)
    if not is_usable:
        return [], problems
    table = _Table(columns, case, shown_as, problems)
    header_text = text[: len(text) - len(text.removeprefix(BOM))] + header.raw
    claims = table.claims(rows, "" if header_text == written(columns) else header_text)
    problems += table.unresolved()
    problems.sort(key=lambda item: item.where)
    return claims, problems


def write_claims(claims: Iterable[Claim]) -> str:
    """The claims as CSV. A claim that came from a row gives back that row; another one is written from its fields.

    Newlines are part of the text: write it to a file opened with `newline=""`.
    """
    rows = [(dict(claim.row) or cells_of(claim), claim) for claim in claims]
    columns = list(dict.fromkeys(column for cells, _ in rows for column in cells if column != RAW)) or list(COLUMNS)
    head, parts = written(columns), []
    for cells, _ in rows:
        header, raw = _own_text(cells, columns)
        head = header or head
        parts.append(raw or written(cells.get(column, "") for column in columns))
    lines = [head, *parts]
    # a last line without an end needs one where something follows
    return "".join(_ended(line) for line in lines[:-1]) + lines[-1]


def _columns(header: Record, shown_as: str, problems: list[Problem]) -> tuple[tuple[str, ...], bool]:
    """The columns of the header, and whether rows can be read with them."""
    where = Where(shown_as, header.line)
    if header.cells is None:
        problems.append(problem("claim.bad_quotes", where))
        return (), False
    columns = tuple(cell.strip() for cell in header.cells)
    known = (*COLUMNS, *OPTIONAL)
    for column in dict.fromkeys(columns):
        if column not in known:
            near = process.extractOne(column, known, scorer=fuzz.ratio, score_cutoff=60)
            code = "claim.unknown_column_near" if near else "claim.unknown_column"
            slots = {"nearest": near[0]} if near else {"known": ", ".join(known)}
            problems.append(problem(code, where, column=shown(column), **slots))
    twice = [column for column, count in Counter((*columns, RAW)).items() if count > 1]
    missing = [column for column in REQUIRED if column not in columns]
    problems += [problem("claim.duplicate_column", where, column=shown(column)) for column in twice]
    problems += [problem("claim.missing_column", where, column=column) for column in missing]
    return columns, not twice and not missing


class _Table:
    """The rows of one file to claims, with what was seen on the way: ids, and names that could not be resolved."""

    def __init__(self, columns: tuple[str, ...], case: Case, shown_as: str, problems: list[Problem]) -> None:
        self._columns = columns
        self._case = case
        self._file = shown_as
        self._problems = problems
        self._names = Resolver(case)
        self._lines: dict[str, int] = {}
        self._unresolved: dict[tuple[str, str], list[int]] = {}

    def claims(self, rows: Iterator[Record], header: str) -> list[Claim]:
        """The claims of the rows. `header` is the header's own text, kept with the first, where it is not plain."""
        claims: list[Claim] = []
        for row in rows:
            values = self._values(row)
            if values is None:
                continue
            pairs = tuple(values.items())
            own = "" if row.raw == written(values.values()) else row.raw
            if own or (header and not claims):
                pairs += ((RAW, f"{header if not claims else ''}{own or row.raw}"),)
            claim = self._claim(values, pairs, Where(self._file, row.line))
            if claim is not None:
                claims.append(claim)
        return claims

    def unresolved(self) -> list[Problem]:
        """One warning for each name that is not in the case, at the first row that has it."""
        kinds = {
            "force": ("claim.unresolved_force", self._names.forces),
            "source": ("claim.unresolved_source", self._names.sources),
            "place": ("claim.unresolved_place", self._names.sites),
        }
        problems = []
        for (kind, name), lines in self._unresolved.items():
            code, names = kinds[kind]
            slots = {"name": shown(name), "count": len(lines), "nearest": names.nearest(name) or "-"}
            problems.append(warning(code, Where(self._file, lines[0]), **slots))
        return problems

    def _values(self, row: Record) -> dict[str, str] | None:
        where = Where(self._file, row.line)
        if row.cells is None:
            self._problems.append(problem("claim.bad_quotes", where))
        elif len(row.cells) != len(self._columns):
            code = "claim.too_many_cells" if len(row.cells) > len(self._columns) else "claim.too_few_cells"
            self._problems.append(problem(code, where, found=len(row.cells), expected=len(self._columns)))
        elif "\0" in row.raw:
            self._problems.append(problem("claim.nul_byte", where))
        elif long := [column for column, cell in zip(self._columns, row.cells, strict=True) if len(cell) > MAX_CELL]:
            self._problems.append(problem("claim.cell_too_long", where, column=long[0], limit=MAX_CELL))
        else:
            return dict(zip(self._columns, row.cells, strict=True))
        return None

    def _claim(self, values: dict[str, str], row: tuple[tuple[str, str], ...], where: Where) -> Claim | None:
        cells = Cells(values, where)
        self._check_label(cells)
        claim = claim_of(cells, self._case, self._names)
        self._problems += cells.problems
        if claim is None:
            return None
        self._remember_unresolved(claim)
        return identified(replace(claim, row=row))

    def _remember_unresolved(self, claim: Claim) -> None:
        names = [("place", name) for name in self._names.places(claim.place_text).unresolved]
        names += [("force", claim.force_text)] if claim.force_text and claim.force_id is None else []
        names += [("source", claim.source_text)] if claim.source_text and claim.source_id is None else []
        for name in names:
            self._unresolved.setdefault(name, []).append(claim.where.line)

    def _check_label(self, cells: Cells) -> None:
        label = cells.text("claim_id")
        if label in self._lines:
            cells.report("claim.duplicate_id", "claim_id", first=self._lines[label])
        elif label:
            self._lines[label] = cells.where.line


def _own_text(cells: dict[str, str], columns: Sequence[str]) -> tuple[str, str]:
    """The header and the row as they were written in their file, where they are kept and still say the same."""
    if RAW not in cells:
        return "", ""
    texts = list(records(cells[RAW].removeprefix(BOM)))
    row = texts[-1]
    header = cells[RAW][: len(cells[RAW]) - len(row.raw)]
    header_cells = [cell.strip() for cell in texts[0].cells or ()] if len(texts) > 1 else None
    is_same = row.cells == tuple(cells.get(column, "") for column in columns)
    return (header if header_cells == list(columns) else ""), (row.raw if is_same else "")


def _ended(line: str) -> str:
    return line if line.endswith(("\n", "\r")) else line + NEWLINE
