"""One node checked against one model of the schema: the value with its places, and a problem for all that is wrong.

What is wrong is taken out and the rest is kept; an element that lacks a key it cannot do without is left out whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar, get_args

from pydantic import ValidationError
from rapidfuzz import fuzz, process

from exeunt.base.problem import Problem, Where, problem
from exeunt.case.schema import Entry
from exeunt.case.yaml_tree import Node

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

E = TypeVar("E", bound=Entry)
E_co = TypeVar("E_co", bound=Entry, covariant=True)
Path = tuple[str | int, ...]

_CODES = {
    "missing": "case.missing_key",
    "bad_date": "case.bad_date",
    "bad_when": "case.bad_when",
    "bad_slug": "case.bad_slug",
    "string_type": "case.not_text",
    "string_too_short": "case.is_empty",
    "list_type": "case.not_list",
    "model_type": "case.not_mapping",
    "int_type": "case.not_whole",
    "int_from_float": "case.not_whole",
    "float_type": "case.not_number",
    "bool_type": "case.not_flag",
}
_RANGES = {"share": "case.share_outside", "latitude": "case.bad_coordinate", "longitude": "case.bad_coordinate"}
_MAX_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Placed(Generic[E_co]):
    """A checked value and the node it came from, so that later checks can say where."""

    value: E_co
    node: Node

    def where(self, *path: str | int) -> Where:
        """The place of the key at a path of the YAML file."""
        return self.node.place(*path)

    def was_given(self, key: str) -> bool:
        """Whether the file has the key, though its value may have been taken out as wrong."""
        return key in self.node.keys


def nearest(word: str, known: Sequence[str]) -> str:
    """The known word most like this one, or an empty text where none is near."""
    found = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=60)
    return str(found[0]) if found else ""


def shaped(model: type[E], node: Node) -> tuple[Placed[E] | None, list[Problem]]:
    """The node as a value of the model. None where it lacks something that it cannot do without."""
    problems: list[Problem] = []
    pruned: set[Path] = set()
    while True:
        try:
            return Placed(model.model_validate(node.plain()), node), problems
        except ValidationError as error:
            details = error.errors(include_url=False)
        is_fatal = False
        for detail in sorted(details, key=lambda item: _order(item["loc"]), reverse=True):
            path = detail["loc"]
            is_missing = detail["type"] == "missing"
            if path not in pruned:
                problems.append(_problem(model, node, detail))
            victim = path[:-1] if is_missing else path
            is_fatal = is_fatal or not victim
            pruned.add(victim)
            _prune(node, victim)
        if is_fatal:
            return None, problems


def _order(path: Path) -> tuple[tuple[int, str], ...]:
    return tuple((step, "") if isinstance(step, int) else (0, step) for step in path)


def _prune(node: Node, path: Path) -> None:
    parent = node.at(*path[:-1]) if path else None
    if parent is None:
        return
    if isinstance(parent.value, dict):
        parent.value.pop(str(path[-1]), None)
    elif isinstance(parent.value, list) and isinstance(path[-1], int):
        del parent.value[path[-1]]


def _problem(model: type[Entry], node: Node, detail: ErrorDetails) -> Problem:
    path, kind = detail["loc"], detail["type"]
    where, key = node.place(*path), path_text(path)
    if kind == "extra_forbidden":
        return unknown_key(key, str(path[-1]), where, _keys_at(model, path[:-1]))
    code, more = _code(detail)
    slots = {"key": key, **more} if kind == "missing" else {"key": key, "found": shown(detail["input"]), **more}
    return problem(code, where, **slots)


def _code(detail: ErrorDetails) -> tuple[str, dict[str, object]]:
    """The code and the further facts for one of pydantic's types of error."""
    kind, context = detail["type"], detail.get("ctx", {})
    key = str(detail["loc"][-1]) if detail["loc"] else ""
    if kind in _CODES:
        return _CODES[kind], {}
    if kind in ("enum", "literal_error"):
        choices = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
        near = nearest(str(detail["input"]), choices.split(", "))
        return "case.bad_choice", {"choices": choices, "nearest": near or "-"}
    if kind == "greater_than_equal":
        return _RANGES.get(key, "case.negative"), {}
    if kind == "less_than_equal":
        return _RANGES.get(key, "case.too_large"), {"limit": context.get("le", "")}
    if kind == "string_too_long":
        return "case.text_too_long", {"limit": context.get("max_length", "")}
    return "case.wrong_type", {}


def unknown_key(key: str, word: str, where: Where, known: Sequence[str]) -> Problem:
    """The problem of a key that the format does not have, with the known key nearest to it where there is one."""
    near = nearest(word, known)
    if near:
        return problem("case.unknown_key_near", where, key=shown(key), nearest=near)
    return problem("case.unknown_key", where, key=shown(key), known=", ".join(known))


def path_text(path: Path) -> str:
    """A path as people write it: `name.en`, `actors[2]` (counted from 1)."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text or "-"


def shown(value: object) -> str:
    """A value as it is quoted in a message: short, on one line."""
    if isinstance(value, (dict, list)):
        return "{…}" if isinstance(value, dict) else "[…]"
    text = "true" if value is True else "false" if value is False else str(value)
    text = " ".join(text.split())
    return text if len(text) <= _MAX_SHOWN else f"{text[: _MAX_SHOWN - 1]}…"


def _keys_at(model: type[Entry], path: Path) -> list[str]:
    """The keys that may stand at a path: those of the model, or of the nested model that the path leads to."""
    for step in path:
        if isinstance(step, str) and step in model.model_fields:
            annotation = model.model_fields[step].annotation
            below = next(iter(get_args(annotation)), annotation)
            model = below if isinstance(below, type) and issubclass(below, Entry) else model
    return [field.alias or name for name, field in model.model_fields.items()]
