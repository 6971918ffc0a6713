"""One question to a local model behind an OpenAI-compatible endpoint, with limits of time and size.

Off unless an address is given. An address that is not this machine's own is refused unless that is asked for: documents
may be confidential. No redirect is followed and no proxy is used.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from exeunt.base.problem import NOWHERE, Problem, problem

LONGEST_ANSWER = 1_000_000  # bytes
SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model is, such as `http://127.0.0.1:8080/v1`, and what may be asked of it."""

    url: str
    model: str = "default"
    elsewhere: bool = False
    seconds: float = SECONDS


def ask(endpoint: Endpoint, question: str) -> tuple[str, list[Problem]]:
    """The model's answer; empty, with the problem, where there is none."""
    parts = urlsplit(endpoint.url)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host or parts.username:
        return "", [problem("review.model_address", NOWHERE, found=endpoint.url[:100])]
    if not endpoint.elsewhere and not _is_here(host):
        return "", [problem("review.model_elsewhere", NOWHERE, found=host)]
    body = {"model": endpoint.model, "temperature": 0, "messages": [{"role": "user", "content": question}]}
    try:
        answer = json.loads(_posted(endpoint, json.dumps(body).encode()))
        content = answer["choices"][0]["message"]["content"]
    except (OSError, http.client.HTTPException) as error:
        return "", [problem("review.model_unreachable", NOWHERE, found=type(error).__name__)]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
        return "", [problem("review.model_answer", NOWHERE, found=type(error).__name__)]
    if not isinstance(content, str):
        return "", [problem("review.model_answer", NOWHERE, found=type(content).__name__)]
    return content, []


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _posted(endpoint: Endpoint, body: bytes) -> bytes:
    """The bytes of the answer, read in pieces so that neither a slow nor an endless one goes on for ever."""
    parts = urlsplit(endpoint.url)
    host = "127.0.0.1" if parts.hostname == "localhost" else parts.hostname or ""
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    until = time.monotonic() + endpoint.seconds
    connection = kind(host, parts.port, timeout=endpoint.seconds)
    try:
        path = parts.path.rstrip("/") + "/chat/completions"
        connection.request("POST", path, body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        if response.status != http.client.OK:
            raise http.client.HTTPException(f"status {response.status}")
        pieces: list[bytes] = []
        size = 0
        while piece := response.read1(65_536):
            size += len(piece)
            pieces.append(piece)
            if size > LONGEST_ANSWER:
                raise ValueError("too long")
            if time.monotonic() > until:
                raise TimeoutError
        return b"".join(pieces)
    finally:
        connection.close()
