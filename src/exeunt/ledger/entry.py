"""Claims to entries, and entries to bytes and back.

The id of an entry follows from its content: act, claim, subject, reason, and who decided when. Not part of it are the
sequence, which the log gives, and `where`, because a claim that moved to another line of its file is still the same
claim. Both are facts about one posting; `where` is kept in the bytes, the sequence is not.

Fields at their default value are left out of the bytes, so that a field added to the model later changes no id.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from exeunt.base.ids import content_id
from exeunt.base.problem import NOWHERE, Where
from exeunt.log.canonical import canonical
from exeunt.model.claim import Claim
from exeunt.model.entry import Act, Entry

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FORMAT = 1
"""Version of the bytes. A reader for every earlier one stays."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided, at what time (UTC, ISO 8601), and why."""

    by: str
    at: str
    reason: str = ""


def post(claim: Claim, reader: str = "") -> Entry:
    """The entry that posts a claim; its reason is what read it. Raises ValueError when the claim has no id."""
    return _entry(Act.POST, claim, reason=reader)


def supersede(claim: Claim, subject: str, reason: str = "") -> Entry:
    """The entry that puts a claim in the place of another, `subject`, or of an earlier form of itself.

    The same correction made again after it was undone needs another reason: equal content is one entry.
    """
    if not subject:
        raise ValueError("nothing to supersede: the id of a claim is needed")
    return _entry(Act.SUPERSEDE, claim, subject, reason)


def retract(subject: str, reason: str) -> Entry:
    """The entry that takes a claim back: it no longer stands, on any day."""
    if not subject or not reason:
        raise ValueError("a retraction needs the id of a claim and a reason")
    return _entry(Act.RETRACT, None, subject, reason)


def decide(act: Act, subject: str, decision: Decision, *, claim: Claim | None = None, parent: str = "") -> Entry:
    """The entry of a person's decision on a claim, `subject`. `claim` is its corrected form, or one newly added.

    Raises ValueError where nobody is named, or a rejection or a change of links has no reason.
    """
    if not decision.by or not decision.at or not (subject or act is Act.POST):
        raise ValueError("a decision needs a claim, a person and a time")
    if act in (Act.RETRACT, Act.LINK, Act.UNLINK) and not decision.reason:
        raise ValueError("this decision needs its reason")
    return _entry(act, claim, subject, decision.reason, decision=(decision.by, decision.at, parent))


def encode(entry: Entry) -> bytes:
    """The entry as canonical JSON, without id and sequence: both follow from elsewhere."""
    content = _content(entry)
    where = entry.claim.where if entry.claim else NOWHERE
    if where == NOWHERE:
        return content
    return content[:-1] + _WHERE + canonical([where.file, where.line, where.column]) + b"}"


def decode(data: bytes, sequence: int = -1) -> Entry:
    """The entry that these bytes hold, with its id and its place in the log. Raises ValueError when they hold none."""
    body = _bodies().validate_json(data, strict=True)
    if body.format != FORMAT:
        raise ValueError(f"an entry of format {body.format}, not {FORMAT}")
    content, claim = data, body.claim
    if claim and body.where:
        content = data[: data.rindex(_WHERE)] + b"}"
        claim = replace(claim, where=Where(*body.where))
    decided = (body.by, body.at, body.parent)
    return Entry(_id(content), body.act, claim, body.subject, body.reason, sequence, *decided)


def claim_value(claim: Claim) -> dict[str, object]:
    """A claim as plain values, as it stands in the bytes of its entry: fields at their default left out."""
    value: dict[str, object] = json.loads(encode(_entry(Act.POST, claim)))["claim"]
    return value


@dataclass(frozen=True, slots=True)
class _Body:
    """The form of the bytes. `where` comes last in canonical order, so it can be cut off without parsing."""

    format: int
    act: Act
    claim: Claim | None = None
    reason: str = ""
    subject: str = ""
    by: str = ""
    at: str = ""
    parent: str = ""
    where: tuple[str, int, int] | None = None


_WHERE = b',"where":'  # inside a JSON text its quotes would be escaped: it cannot occur there


def _entry(
    act: Act, claim: Claim | None, subject: str = "", reason: str = "", *, decision: tuple[str, str, str] = ("", "", "")
) -> Entry:
    if claim and not claim.id:
        raise ValueError("a claim needs its id before it is posted")
    entry = Entry("", act, claim, subject, reason, -1, *decision)
    return replace(entry, id=_id(_content(entry)))


def _id(content: bytes) -> str:
    return content_id("e", content)


def _content(entry: Entry) -> bytes:
    decided = (entry.by, entry.at, entry.parent)
    body = _Body(FORMAT, entry.act, entry.claim, entry.reason, entry.subject, *decided)
    return canonical(_bodies().dump_python(body, mode="json", exclude_defaults=True, exclude={"claim": {"where"}}))


@cache
def _bodies() -> TypeAdapter[_Body]:
    # imported at first use: a command that reads no entry does not wait for it
    from pydantic import TypeAdapter  # noqa: PLC0415

    return TypeAdapter(_Body)
