"""The least that a word list can do: a sentence with a force and a trigger is a claim, its fields the nearest words."""

from __future__ import annotations

from typing import Any

from benchmarks.accuracy.extraction.texts import Text
from exeunt.claim.assemble import find
from exeunt.claim.general import general_names
from exeunt.claim.index import Found
from exeunt.claim.pack import has_pack, load_pack

_KINDS = (
    ("demand.strong", "demand"),
    ("agreement.nouns", "agreement"),
    ("departure.verbs", "departure"),
    ("departure.nouns", "departure"),
    ("arrival.verbs", "arrival"),
    ("support.verbs", "support"),
    ("incident.phrases", "incident"),
    ("stock.verbs", "presence"),
)


def baseline_lines(text: Text) -> list[dict[str, Any]]:
    """One claim a sentence that has a force and a trigger."""
    document = text.document
    if not has_pack(document.language):
        return []
    pack = load_pack(document.language)
    found = find(document, pack, general_names(document, pack))
    return [line for low, high in found.tokens.sentences if (line := _line(text, found, low, high))]


def _line(text: Text, found: Found, low: int, high: int) -> dict[str, Any] | None:
    forces = [force for force in found.forces if low <= force.first < high and force.labels]
    families = {mention.family for mention in found.mentions if low <= mention.first < high}
    kind = next((kind for family, kind in _KINDS if family in families), None)
    if not forces or kind is None:
        return None
    counted = [item.count for item in found.quantities if low <= item.first < high and item.count]
    days = [when.days for when in found.whens if low <= when.first < high and when.days]
    places = [place.name for place in found.places if low <= place.first < high]
    speakers = [speech.speaker for speech in found.speeches if low <= speech.first < high]
    count = counted[0] if counted else None
    published = text.document.published.isoformat()
    start, end = found.tokens.starts[low], found.tokens.ends[high - 1]
    return {
        "quote_start": start,
        "quote_end": end,
        "quote": text.document.text[start:end],
        "kind": kind,
        "force": forces[0].label,
        "place": places[0] if places else None,
        "low": (count.low if count.low is not None else count.best) if count else None,
        "high": (count.high if count.high is not None else count.best) if count else None,
        "time_start": days[0].first.isoformat() if days and days[0].first else None,
        "time_end": days[0].last.isoformat() if days and days[0].last else published,
        "source": speakers[0] if speakers else None,
        "modality": "asserted",
    }
