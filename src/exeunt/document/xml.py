"""XML to events, with limits: entities are refused, nothing is fetched, depth and number of elements are bounded."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.parsers import expat

from exeunt.base.problem import Problem, Where, problem
from exeunt.document.encoding import decoded

DEEPEST = 200
MOST_ELEMENTS = 2_000_000
_DECLARATION = re.compile(rb"\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
_TEXT_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")

StartElement = Callable[[str, dict[str, str]], None]
EndElement = Callable[[str], None]
Characters = Callable[[str], None]


class _RefusedError(Exception):
    """Raised inside of the parser to stop it; carries the code of the problem."""


def parse_xml(data: bytes, shown_as: str, handlers: tuple[StartElement, EndElement, Characters]) -> list[Problem]:
    """Call the handlers for elements and text; names come as `namespace name`. A problem where it had to stop."""
    declared = _DECLARATION.match(data)
    text, problems = decoded(data, declared[1].decode("ascii") if declared else "", shown_as)
    if text is None:
        return problems
    try:
        _parser(handlers).Parse(_TEXT_DECLARATION.sub("", text, count=1).lstrip().encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        line = text.count("\n", 0, len(text) - len(text.lstrip())) + error.lineno
        said = expat.errors.messages[error.code]
        return [*problems, problem("document.bad_xml", Where(shown_as, line), found=said)]
    except _RefusedError as refused:
        return [*problems, problem(str(refused), Where(shown_as), most=f"{DEEPEST:,}")]
    return problems


def local(name: str) -> str:
    """The name of an element without its namespace."""
    return name.rpartition(" ")[2]


def _parser(handlers: tuple[StartElement, EndElement, Characters]) -> expat.XMLParserType:
    start, end, characters = handlers
    depth = count = 0

    def started(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > DEEPEST or count > MOST_ELEMENTS:
            raise _RefusedError("document.xml_too_deep")
        start(name, attributes)

    def ended(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name)

    def refuse_entity(*_: object) -> None:
        # the one way in which a small file of XML becomes a large one, or reads another file
        raise _RefusedError("document.xml_entities")

    parser = expat.ParserCreate("utf-8", " ")
    parser.buffer_text = True
    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = characters
    parser.EntityDeclHandler = refuse_entity
    return parser
