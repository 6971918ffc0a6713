"""Words that point back at a force: bare nouns and peoples get the name that the text gave before."""

from __future__ import annotations

from dataclasses import replace

from exeunt.claim.force_words import GENERIC, MISSION, PLAIN, REGULARS, ForceWords, Naming


def _of_people(labels: tuple[str, ...], seen: set[str], irregular: bool) -> tuple[str, ...]:
    """ "Cubans" are what the text calls them with a noun; else fighters in a text of irregulars, soldiers in others."""
    settled = []
    for label in labels:
        nation = label.removesuffix(" people")
        forces = f"{nation} forces" in seen or (f"{nation} fighters" not in seen and not irregular)
        settled.append(label if nation == label else f"{nation} {'forces' if forces else 'fighters'}")
    return tuple(settled)


def _kind_of(item: ForceWords) -> str:
    return "forces" if item.label.endswith((" forces", "Forces")) and item.label != GENERIC else "fighters"


def _fitting(item: ForceWords, latest: ForceWords | None, by_kind: dict[str, ForceWords]) -> ForceWords | None:
    """The last force that a bare noun may mean: soldiers are no rebels, where both were named."""
    if latest is None:
        return None
    of_state = (latest.kind or _kind_of(latest)) == "forces"
    if item.kind == REGULARS and not of_state:
        return by_kind.get("forces", latest)
    return by_kind.get("fighters", latest) if item.kind == "fighters" and of_state else latest


def resolved(named: list[ForceWords]) -> list[ForceWords]:
    """Bare nouns ("the troops", "its soldiers") get the label of the last force named before them.

    A bare "fighters" or "troops" with nothing before it stays without a label; `assemble.py` leaves it in general.
    """
    latest: ForceWords | None = None
    by_kind: dict[str, ForceWords] = {}
    forces: list[ForceWords] = []
    seen = {label for item in named for label in item.labels if not label.endswith(" people")}
    irregular = any(item.kind == "fighters" or item.naming is Naming.GENERIC for item in named)
    for item in (replace(item, labels=_of_people(item.labels, seen, irregular)) for item in named):
        if item.naming is Naming.BARE:
            known = _fitting(item, latest, by_kind)
            forces.append(
                replace(item, labels=known.labels, sponsors=known.sponsors, alias=known.alias, own=known.own)
                if known
                else item
            )
        else:
            weaker = item.kind in {PLAIN, MISSION} and latest is not None and latest.naming > Naming.GENERIC
            latest = latest if item.own or weaker else item
            if not item.own and not weaker:
                by_kind[item.kind or _kind_of(item)] = item
            forces.append(item)
    return forces
