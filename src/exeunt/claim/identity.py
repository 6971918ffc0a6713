"""The id of a claim: a hash of its content, so that posting the same claim twice changes nothing.

Where the claim was found (file, line, cells of the row) and what it is later given (origin, echoes, review) do not
count; its author's own number (`label`) does, since two rows with equal words are two claims. Resolved ids count too: a
claim that names a force which the case has since learned to recognise is a newer form of it, and supersedes it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date

from exeunt.base.ids import content_id
from exeunt.model.claim import Claim

_NOT_CONTENT = ("id", "origin", "echo_of", "review", "basis", "row", "where")


def identified(claim: Claim) -> Claim:
    """The claim with its id filled in."""
    content = {key: value for key, value in asdict(replace(claim, row=())).items() if key not in _NOT_CONTENT}
    text = json.dumps(_plain(content), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    # a lone surrogate, from a text that was cut badly, is no reason to fail here
    return replace(claim, id=content_id("c", text.encode("utf-8", "surrogatepass")))


def _plain(value: object) -> object:
    """Days as ISO text and whole numbers without a fraction, so that 300 and 300.0 are one number."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
