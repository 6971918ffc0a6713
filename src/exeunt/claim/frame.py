"""What is known of a clause, as names of features: its words, with whose and how many they are about masked by type.

Who a clause is about says nothing on what it says, so forces, places, numbers and times are masks. What the rules of
kinds made of a clause is left out too: rules fit the texts whose errors were read, and a model fitted on the same texts
would trust them too much.
"""

from __future__ import annotations

from exeunt.claim.facts import Facts
from exeunt.claim.force_words import ForceWords, Naming
from exeunt.claim.quantity import Quantity
from exeunt.claim.when import Role, When
from exeunt.model.count import PERSONS

FAMILY = "+"
"""Begins the features that a word list gives: they say more than one word does."""
_MASKS = {"state": "#P", "territory": "#P", "town": "#P", "adjective": "#A", "people": "#A", "seat": "#S"}
_NAME = "#X"  # a capital that no list knows
_STEM = 5  # letters that words of one root share
_LISTS = frozenset({"monitors", "weapons"})
_APART = 7  # how many marks may stand between two that are a pair


def frame(facts: Facts) -> tuple[str, ...]:
    """The features of a clause, each once: words, their pairs and stems, word lists in their order, what is near."""
    marks = _marks(facts)
    words = _masked(facts, marks)
    pairs = [f"{one} {other}" for one, other in zip(["<", *words], [*words, ">"], strict=True)]
    stems = [f"{word[:_STEM]}-" for word in words if len(word) > _STEM and word[0] != "#"]
    return tuple(dict.fromkeys((*words, *pairs, *stems, *_listed(facts), *_near(facts))))


def _marks(facts: Facts) -> dict[int, str]:
    """Masks by token; a number inside a force's words stays one."""
    marks: dict[int, str] = {}
    for family, mask in _MASKS.items():
        for mention in facts.found.get(family, ()):
            for at in range(mention.first, mention.last):
                marks[at] = mask
    numbers = {at for item in facts.quantities for at in range(item.first, item.last)}
    marks.update(dict.fromkeys(numbers, "#N"))
    for when in facts.whens:
        mask = f"#{_time(when)}"
        for at in range(when.first, when.last):
            marks[at] = mask
    for force in facts.forces:
        mask = f"#{_force(force)}"
        for at in range(force.first, force.last):
            if at not in numbers:
                marks[at] = mask
    return marks


def _masked(facts: Facts, marks: dict[int, str]) -> list[str]:
    """The words of a clause in their order; a run of one mask is one word."""
    tokens, words = facts.tokens, list[str]()
    for at in range(facts.clause.first, facts.clause.last):
        word = marks.get(at)
        if word is None:
            key = tokens.keys[at]
            if not key:
                continue
            word = "#N" if key[0].isdigit() else key
            if at > facts.clause.first and at in tokens.capitals:
                word = _NAME
        if word[0] == "#" and words and words[-1] == word:
            continue
        words.append(word)
    return words


def _time(when: When) -> str:
    if when.ahead:
        return "D>"
    return "DL" if when.role is Role.DEADLINE else "D"


def _force(force: ForceWords) -> str:
    if force.naming in {Naming.BARE, Naming.BACK}:
        return "f"
    return "O" if force.own else "F"


def _number(item: Quantity) -> str:
    return f"N {item.unit}" if item.has_unit else "N"


def _listed(facts: Facts) -> list[str]:
    """Which lists of words the clause has words of, on which side of the first force, and which stands before which."""
    seen = [
        (mention.first, name)
        for name, found in facts.found.items()
        if "." in name or name in _LISTS
        for mention in found
    ]
    first = facts.forces[0].first if facts.forces else None
    sides = [f"{FAMILY}{name}" for _, name in seen]
    if first is not None:
        sides += [f"{FAMILY}{'after' if at > first else 'before'} {name}" for at, name in seen]
    seen += [(item.first, _force(item)) for item in facts.forces]
    seen += [(item.first, _number(item)) for item in facts.quantities]
    seen += [(item.first, _time(item)) for item in facts.whens]
    seen += [(item.first, "S") for item in facts.actors]
    names = [name for _, name in sorted(seen)]
    ordered = (f"{one}>{other}" for at, one in enumerate(names) for other in names[at + 1 : at + 1 + _APART])
    return [*sides, *ordered]


def _near(facts: Facts) -> list[str]:
    known = {
        "near force": facts.near_forces,
        "near text": facts.near_texts,
        "told": facts.clause.speech is not None,
        "persons": any(item.has_unit and item.unit == PERSONS for item in facts.quantities),
        "actor": bool(facts.actors),
        f"foreign {min(2, sum(not force.own for force in facts.forces))}": True,
    }
    return [f"?{name}" for name, holds in known.items() if holds]
