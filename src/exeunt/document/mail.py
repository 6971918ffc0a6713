"""An e-mail message to a reading: its text, subject and day. Attachments are named and not opened.

Persons are not kept: the publisher is the domain of the sender's address, and no other address line is read.
"""

from __future__ import annotations

import email
import email.errors
import email.header
import email.policy
import re
from collections.abc import Iterator
from email.message import Message
from email.utils import parseaddr

from exeunt.base.problem import Problem, Where, problem, warning
from exeunt.document.encoding import decoded
from exeunt.document.html import declared_in_html, text_of_html
from exeunt.document.reading import Reading
from exeunt.document.syndication import day_of_message

MOST_PARTS = 500
_HEADER_LINE = re.compile(rb"(?im)^(from|date|subject|received|return-path|mime-version|message-id|to):")
_HEAD = 16_000  # bytes


def is_mail(data: bytes) -> bool:
    """Whether the bytes begin with the header of a message: a sender and two more of its usual lines."""
    head = re.split(rb"\r?\n\r?\n", data[:_HEAD], maxsplit=1)[0]
    found = {name.lower() for name in _HEADER_LINE.findall(head)}
    return b"from" in found and len(found) >= 3


def read_mail(data: bytes, shown_as: str) -> tuple[list[Reading], list[Problem]]:
    """The reading of a message; none, with the problem, where it has no text part."""
    where = Where(shown_as)
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        parts = list(_parts(message))
    except (RecursionError, ValueError, LookupError, TypeError, email.errors.MessageError) as error:
        return [], [problem("document.damaged", where, found=type(error).__name__)]
    if len(parts) > MOST_PARTS:
        return [], [problem("document.too_many_parts", where, most=MOST_PARTS)]
    attachments = [name for name, _ in parts if name]
    problems = []
    if attachments:
        names = ", ".join(_shown(name) for name in attachments[:10])
        problems.append(warning("document.attachments", where, count=len(attachments), names=names))
    body, more = _body([part for name, part in parts if not name], shown_as)
    problems += more
    if not body.strip():
        return [], [*problems, problem("document.no_body", where)]
    sender = parseaddr(_header(message, "from"))[1]
    reading = Reading(
        body,
        title=_header(message, "subject"),
        publisher=sender.rpartition("@")[2],
        published=day_of_message(_header(message, "date")),
        language=_header(message, "content-language"),
    )
    return [reading], problems


def _parts(message: Message) -> Iterator[tuple[str, Message]]:
    """Parts that hold something, each with its name where it is an attachment; without going into other messages."""
    waiting = [message]
    while waiting:
        part = waiting.pop(0)
        if part.get_content_maintype() == "multipart" and isinstance(part.get_payload(), list):
            waiting[:0] = [inner for inner in part.get_payload() if isinstance(inner, Message)]
            continue
        kind = part.get_content_type()
        name = part.get_filename() or ""
        is_text = kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment" and not name
        yield ("" if is_text else name or kind), part


def _body(parts: list[Message], shown_as: str) -> tuple[str, list[Problem]]:
    """The plain text of a message; the text of its HTML where it has no plain one."""
    for kind in ("text/plain", "text/html"):
        texts: list[str] = []
        problems: list[Problem] = []
        for part in parts:
            if part.get_content_type() == kind:
                text, found = _text(part, shown_as)
                problems += found
                texts += [text_of_html(text) if kind == "text/html" else text] if text else []
        if texts or problems:
            return "\n\n".join(texts), problems
    return "", []


def _text(part: Message, shown_as: str) -> tuple[str | None, list[Problem]]:
    try:
        content = part.get_payload(decode=True)
        declared = part.get_content_charset() or ""
    except (ValueError, LookupError, TypeError) as error:
        return None, [problem("document.damaged", Where(shown_as), found=type(error).__name__)]
    if not isinstance(content, bytes):
        return None, []
    if not declared and part.get_content_type() == "text/html":
        declared = declared_in_html(content)
    return decoded(content, "" if declared == "us-ascii" else declared, shown_as)


def _header(message: Message, name: str) -> str:
    """A line of the header, its encoded words decoded; what cannot be is left as it is written."""
    given = str(message.get(name, ""))[:2_000]
    try:
        return str(email.header.make_header(email.header.decode_header(given)))
    except (ValueError, LookupError, TypeError, email.errors.MessageError):
        return given


def _shown(name: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f]+", " ", name)[:60]
