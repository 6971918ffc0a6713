"""The house rules of ARCHITECTURE.md that no linter knows: sizes, docstrings, and every message in both languages."""

import ast
import re
import string
import tomllib
from pathlib import Path

import pytest

from exeunt.base.messages import LANGUAGES, catalogue, plural_category

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src/exeunt").rglob("*.py"))
LONGEST_FILE = 400
LONGEST_FUNCTION = 40
PLURALS = {"en": {"one", "other"}, "ar": {"zero", "one", "two", "few", "many", "other"}}

AREAS = "|".join(sorted(path.stem for path in (ROOT / "src/exeunt/base/catalogue/en").glob("*.toml")))
CODE = re.compile(rf"(?:{AREAS})\.[a-z][a-z0-9_]*")
PREFIX = re.compile(rf"(?:{AREAS})\.[a-z0-9_]*")
IN_TEMPLATE = re.compile(rf"""["'](?P<code>(?:{AREAS})\.[a-z0-9_]*)["'](?P<joined>\s*~)?""")
FILE_ENDINGS = (".yaml", ".toml", ".npz", ".csv", ".html", ".json", ".sqlite", ".css")


def functions(tree: ast.Module):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def code_lines(node: ast.AST, docstring: bool) -> int:
    body = node.body[1:] if docstring else node.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_files_and_functions_stay_small_and_say_what_they_are_for(path):
    text = path.read_text(encoding="utf-8")
    if not text.strip() or "migrations/versions" in path.as_posix():
        return
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "a file begins with one sentence that says what it makes and from what"
    assert len(text.splitlines()) <= LONGEST_FILE
    for node in functions(tree):
        length = code_lines(node, docstring=ast.get_docstring(node) is not None)
        assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"


def slots(sentence) -> set[str]:
    forms = sentence.values() if isinstance(sentence, dict) else [sentence]
    return {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name}


def test_both_languages_hold_the_same_messages_with_the_same_slots():
    english, arabic = (catalogue(language) for language in ("en", "ar"))
    assert english.keys() == arabic.keys()
    different = {code for code in english if slots(english[code]) != slots(arabic[code])}
    # an Arabic dual says "two" in the noun itself, so a plural table may leave the number out of a form, never the rest
    assert not different


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_tables_have_every_form_of_their_language(language):
    for code, sentence in catalogue(language).items():
        if isinstance(sentence, dict):
            assert set(sentence) == PLURALS[language], code


def test_arabic_sentences_are_in_arabic_script():
    arabic = re.compile(r"[\u0600-\u06ff]")
    foreign = {"report.other_language"}  # the link to the English page, in English
    for code, sentence in catalogue("ar").items():
        if code in foreign:
            continue
        for form in sentence.values() if isinstance(sentence, dict) else [sentence]:
            words = re.sub(r"\{[^}]*\}", "", form)
            assert arabic.search(words) or not re.search(r"[a-z]", words), code


def codes_in_source() -> tuple[set[str], set[str]]:
    """Codes that stand whole in the code or the templates, and prefixes that an enum's value completes."""
    whole, prefixes = set(), set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                whole.add(node.value)
            # the first piece of an f-string is a constant too: a prefix, not a code
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                prefixes |= {found[0] for found in [PREFIX.fullmatch(str(node.values[0].value))] if found}
    for path in (ROOT / "src/exeunt").rglob("*.j2"):
        for found in IN_TEMPLATE.finditer(path.read_text(encoding="utf-8")):
            (prefixes if found["joined"] else whole).add(found["code"])
    return {code for code in whole - prefixes if not code.endswith(FILE_ENDINGS)}, prefixes


def test_every_code_used_has_a_sentence_and_every_sentence_is_used():
    known = set(catalogue("en"))
    whole, prefixes = codes_in_source()
    assert whole - known == set()
    assert {code for code in known - whole if not code.startswith(tuple(prefixes))} == set()


def test_plural_rules_agree_with_the_reference_tables():
    babel = pytest.importorskip("babel")
    for language in LANGUAGES:
        rule = babel.Locale(language).plural_form
        assert all(plural_category(count, language) == rule(count) for count in [*range(130), 1000, 1002, 20000])


def test_dependencies_are_pinned_with_hashes_and_without_addresses():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    pins = re.findall(r"^[A-Za-z0-9_.-]+==", lock, re.MULTILINE)
    assert lock.count("--hash=sha256:") >= len(pins) > 0
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {re.split(r"[\[><=]", name)[0].lower().replace(".", "-") for name in project["project"]["dependencies"]}
    assert wanted <= {pin.removesuffix("==").lower() for pin in pins}
