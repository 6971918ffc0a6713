"""The five YAML files of a case folder, each read and checked entry by entry: what is good is kept with its places."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import get_args

from exeunt.base.problem import Problem, Where, problem
from exeunt.case.schema import FILES, CaseFile, Entry
from exeunt.case.shape import Placed, shaped, shown, unknown_key
from exeunt.case.yaml_tree import MAX_BYTES, Node, read_tree


@dataclass(slots=True)
class Files:
    """What could be read.

    `has_days` says whether case.yaml gives the days it covers. `lists` holds the entries of each list by its key:
    parties, forces, sites and so on. `left_out` are the ids of faulty entries, so that naming one is no second problem.
    """

    case: Placed[CaseFile] | None = None
    has_days: bool = False
    lists: dict[str, list[Placed[Entry]]] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def read_files(folder: Path) -> Files:
    """Read the five files of a folder. Problems name a file as it is called there, on every machine."""
    files = Files()
    for name, model in FILES.items():
        tree, problems = _tree(folder / f"{name}.yaml", f"{name}.yaml")
        files.problems += problems
        if tree is None:
            continue
        if not isinstance(tree.value, dict):
            files.problems.append(
                problem("case.not_mapping", tree.where, key=f"{name}.yaml", found=shown(tree.plain()))
            )
        elif name == "case":
            _read_case(files, tree, folder.resolve().name)
        else:
            _read_lists(files, model, tree, tree.value)
    return files


def _tree(path: Path, shown_as: str) -> tuple[Node | None, list[Problem]]:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None, [problem("case.file_missing", Where(shown_as))]
    except OSError as error:
        return None, [problem("case.file_unreadable", Where(shown_as), found=error.strerror or type(error).__name__)]
    return read_tree(data, shown_as)


def _read_case(files: Files, tree: Node, folder: str) -> None:
    """Read case.yaml. Stand-ins for required keys let the rest of the case be checked all the same."""
    files.case, problems = shaped(CaseFile, tree)
    files.problems += problems
    files.has_days = files.case is not None
    if files.case is None and isinstance(tree.value, dict):
        given_days = [tree.value.get(key) for key in ("first_day", "last_day")]
        files.has_days = all(day is not None and day.value is not None for day in given_days)
        name = Node({"en": Node(folder or "case", tree.where)}, tree.where)
        day = Node(date.min.isoformat(), tree.where)
        stand_ins = {"id": Node("case", tree.where), "title": name, "host": name, "first_day": day, "last_day": day}
        for key, node in stand_ins.items():
            given = tree.value.get(key)
            if given is None or given.value is None:
                tree.value[key] = node
        files.case, _ = shaped(CaseFile, tree)


def _read_lists(files: Files, model: type[Entry], tree: Node, entries: dict[str, Node]) -> None:
    for key, node in entries.items():
        where = tree.place(key)
        if key not in model.model_fields:
            files.problems.append(unknown_key(key, key, where, list(model.model_fields)))
        elif isinstance(node.value, list):
            entry_model = get_args(model.model_fields[key].annotation)[0]
            placed = (_entry(files, entry_model, item, f"{key}[{i}]") for i, item in enumerate(node.value, start=1))
            files.lists[key] = [entry for entry in placed if entry is not None]
        elif node.value is not None:
            found = shown(node.plain())
            files.problems.append(problem("case.not_list", where, key=key, found=found))


def _entry(files: Files, model: type[Entry], node: Node, label: str) -> Placed[Entry] | None:
    if not isinstance(node.value, dict):
        files.problems.append(problem("case.not_mapping", node.where, key=label, found=shown(node.plain())))
        return None
    placed, problems = shaped(model, node)
    files.problems += problems
    if placed is None:
        name = node.at("id")
        if name and isinstance(name.value, str):
            files.left_out.add(name.value)
        named = shown(name.value) if name else label
        files.problems.append(problem("case.left_out", node.where, id=named))
    return placed
