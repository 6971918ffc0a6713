"""Days as a case file may write them: 2021-01-23, D+30, within 90 days of ceasefire, before phase-3, or keys.

The words are few and fixed, so that a lawyer can read them and a machine cannot misread them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from exeunt.base.ids import is_slug
from exeunt.model.timing import D_DAY, Timing, Unit

_MOST = 36500
_SLUG = r"[a-z0-9]+(?:[-_.][a-z0-9]+)*"
_D_DAY = re.compile(r"D(?:([+-])(\d{1,5}))?")
_COUNTED = re.compile(
    rf"(?P<within>within )?(?P<count>\d{{1,5}}) (?P<unit>day|week|month)s? (?P<way>of|after|before) "
    rf"(?P<end>the end of )?(?P<of>{_SLUG})"
)
_BEFORE = re.compile(rf"before (?P<of>{_SLUG})")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_KEYS = {
    "days_after": (Unit.DAYS, 1),
    "weeks_after": (Unit.DAYS, 7),
    "months_after": (Unit.MONTHS, 1),
    "days_before": (Unit.DAYS, -1),
    "weeks_before": (Unit.DAYS, -7),
    "months_before": (Unit.MONTHS, -1),
}
_FLAGS = frozenset({"inclusive", "first_day_counts", "from_end"})


def when(value: object) -> Timing:
    """A timing from a day, one of the fixed phrases, or a mapping. Raises what pydantic reports as a bad day."""
    found = value if isinstance(value, Timing) else None
    if isinstance(value, str):
        found = _phrase(value.strip())
    elif isinstance(value, Mapping):
        found = _mapping(value)
    if found is None or abs(found.count) > _MOST:
        raise PydanticCustomError("bad_when", "not a day")
    return found


def _phrase(text: str) -> Timing | None:
    if _DAY.fullmatch(text):
        return _plain(text, {})
    if found := _D_DAY.fullmatch(text):
        return Timing(of=D_DAY, count=int(found[2] or 0) * (-1 if found[1] == "-" else 1))
    if found := _BEFORE.fullmatch(text):
        # what must be done before a day may not be done on it
        return Timing(of=found["of"], inclusive=False)
    found = _COUNTED.fullmatch(text)
    if found is None or bool(found["within"]) != (found["way"] == "of"):
        return None
    unit = Unit.MONTHS if found["unit"] == "month" else Unit.DAYS
    size = int(found["count"]) * (7 if found["unit"] == "week" else 1)
    return Timing(
        of=found["of"], count=-size if found["way"] == "before" else size, unit=unit, from_end=bool(found["end"])
    )


def _mapping(keys: Mapping[object, object]) -> Timing | None:
    flags = {str(key): value for key, value in keys.items() if key in _FLAGS}
    if not all(isinstance(value, bool) for value in flags.values()):
        return None
    rest = {str(key): value for key, value in keys.items() if key not in _FLAGS}
    if set(rest) == {"day"}:
        return _plain(rest["day"], flags)
    of = rest.pop("of", None)
    if not isinstance(of, str) or not is_slug(of) or len(rest) > 1:
        return None
    for key, size in rest.items():
        if key not in _KEYS or not isinstance(size, int) or isinstance(size, bool) or size < 0:
            return None
        unit, factor = _KEYS[key]
        return _flagged(Timing(of=of, count=size * factor, unit=unit), flags)
    return _flagged(Timing(of=of), flags)


def _plain(value: object, flags: Mapping[str, object]) -> Timing | None:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    exclusive = flags.get("inclusive") is False and day > date.min
    return Timing(day=day - timedelta(days=1) if exclusive else day)


def _flagged(timing: Timing, flags: Mapping[str, object]) -> Timing:
    return replace(
        timing,
        inclusive=flags.get("inclusive") is not False,
        first_day_counts=flags.get("first_day_counts") is True,
        from_end=flags.get("from_end") is True,
    )


_ID_SCHEMA = {"type": "string", "pattern": rf"^{_SLUG}$", "maxLength": 64}
_FLAG_SCHEMAS = {
    "inclusive": {
        "type": "boolean",
        "description": "Whether the day so reached still counts; false: the last day is the one before.",
    },
    "first_day_counts": {
        "type": "boolean",
        "description": "Whether the day that is counted from is itself day one; false: the day after it is.",
    },
    "from_end": {"type": "boolean", "description": "Of a phase: count from its end, not from its start."},
}
_COUNT_SCHEMAS = {
    key: {"type": "integer", "minimum": 0, "description": f"How many {key.replace('_', ' ')} the day of the anchor."}
    for key in _KEYS
}
WHEN_SCHEMA: dict[str, object] = {
    "anyOf": [
        {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        {"type": "string", "pattern": r"^D([+-]\d{1,5})?$"},
        {"type": "string", "pattern": rf"^within \d{{1,5}} (day|week|month)s? of (the end of )?{_SLUG}$"},
        {"type": "string", "pattern": rf"^\d{{1,5}} (day|week|month)s? (after|before) (the end of )?{_SLUG}$"},
        {"type": "string", "pattern": rf"^before {_SLUG}$"},
        {
            "type": "object",
            "additionalProperties": False,
            "required": ["day"],
            "properties": {
                "day": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "description": "The day the text names."},
                "inclusive": _FLAG_SCHEMAS["inclusive"],
            },
        },
        {
            "type": "object",
            "additionalProperties": False,
            "required": ["of"],
            "properties": {
                "of": {
                    **_ID_SCHEMA,
                    "description": "What it counts from: id of a text (its signature), event, obligation or phase.",
                },
                **_COUNT_SCHEMAS,
                **_FLAG_SCHEMAS,
            },
        },
    ]
}
When = Annotated[Timing, BeforeValidator(when), WithJsonSchema(WHEN_SCHEMA)]

# for the reference page, which a test reads back
WHEN_EXAMPLES: tuple[tuple[str, str], ...] = (
    ("2021-01-23", "that day, and it still counts"),
    ("{day: 2021-01-23, inclusive: false}", "the day before it: the day named no longer counts"),
    ("D+30", "thirty days after the D-day that a text gives"),
    ("D-5", "five days before D-day"),
    ("within 90 days of ceasefire", "ninety days after the text with that id was signed"),
    ("within 3 months of ceasefire", "the same day of the month, three months later; the last of a shorter month"),
    ("2 weeks after deployment", "fourteen days after the event with that id; no day before the event is known"),
    ("10 days before all-out", "ten days before the deadline of that obligation, as agreed extensions have moved it"),
    ("before phase-3", "the day before the phase with that id starts"),
    ("within 5 days of the end of phase-1", "five days after the last day of the phase"),
    ("{days_after: 90, of: ceasefire, first_day_counts: true}", "ninety days, the day of signature being day one"),
    ("{months_after: 3, of: ceasefire, inclusive: false}", "the day before three months are over"),
)
