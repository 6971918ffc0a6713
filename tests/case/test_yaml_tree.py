import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exeunt.base.messages import LANGUAGES, catalogue
from exeunt.case.yaml_tree import MAX_BYTES, read_tree


def codes(problems):
    return [item.code for item in problems]


def plain(text: str):
    tree, problems = read_tree(text.encode(), "f.yaml")
    assert problems == []
    return tree.plain()


def test_plain_scalars_follow_the_core_schema():
    assert plain("[no, yes, 2020-10-23, 1_000, 0o7, 12, -3, 1.5, 1e3, true, '12', .inf, 1e999]") == [
        "no", "yes", "2020-10-23", "1_000", "0o7", 12, -3, 1.5, 1000.0, True, "12", ".inf", "1e999",
    ]  # fmt: skip


def test_a_key_with_nothing_after_it_is_left_out():
    assert plain("a:\nb: ~\nc: ''\n") == {"c": ""}


def test_every_node_knows_its_line_and_column():
    tree, _ = read_tree(b"a:\n  - x\n  - {b: 1,\n     c: 2}\n", "f.yaml")
    assert str(tree.place("a", 1, "c")) == "f.yaml:4:6"
    assert str(tree.place("a", 1, "absent")) == "f.yaml:3:5"
    assert str(tree.place("a", 0)) == "f.yaml:2:5"


def test_an_alias_stands_for_its_value():
    assert plain("a: &x {b: 1}\nc: *x\n") == {"a": {"b": 1}, "c": {"b": 1}}


def test_a_file_with_a_byte_order_mark_is_read():
    assert plain("\ufeffa: 1\n") == {"a": 1}


def test_an_empty_file_is_an_empty_mapping():
    assert plain("# nothing yet\n") == {}


def test_what_is_not_utf8_is_reported_with_its_offset():
    tree, problems = read_tree("a: ok\nb: é\n".encode("latin-1"), "f.yaml")
    assert tree is None
    assert codes(problems) == ["case.not_utf8"]
    assert dict(problems[0].slots) == {"offset": "9", "byte": "0xe9"}
    assert problems[0].where.line == 2


def test_a_few_lines_of_aliases_cannot_stand_for_millions():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    started = time.monotonic()
    tree, problems = read_tree("\n".join(lines).encode(), "f.yaml")
    assert tree is None
    assert codes(problems) == ["case.yaml_too_many"]
    assert time.monotonic() - started < 2


def test_depth_is_limited_also_through_aliases():
    assert codes(read_tree(b"[" * 5000, "f.yaml")[1]) == ["case.yaml_too_deep"]
    chain = "\n".join(["a0: &a0 [x]", *(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 40))])
    assert codes(read_tree(chain.encode(), "f.yaml")[1]) == ["case.yaml_too_deep"]


def test_an_alias_of_what_contains_it_is_refused():
    assert codes(read_tree(b"a: &x [*x]\n", "f.yaml")[1]) == ["case.yaml_alias"]


@pytest.mark.parametrize("piece", [b"!", b"a", b"a:", b"&a ", b"'", b"- ", b"%"])
def test_a_line_that_the_parser_would_take_minutes_for_is_refused(piece):
    started = time.monotonic()
    assert codes(read_tree(b"a: b\n" + piece * (900_000 // len(piece)), "f.yaml")[1]) == ["case.yaml_long_line"]
    assert time.monotonic() - started < 2


def test_a_file_that_is_too_large_is_not_parsed():
    assert codes(read_tree(b"a" * (MAX_BYTES + 1), "f.yaml")[1]) == ["case.file_too_large"]


YAML_PIECES = st.sampled_from(
    ["a", ":", " ", "\n", "  ", "- ", "[", "]", "{", "}", ",", "&x ", "*x", "!t ", "!!int ", "|", ">", "'", '"', "\\",
     "\\x", "\\U00110000", "%YAML 9.9", "---", "...", "?", "#", "\t", "é", "م", "\x00", "\ufeff", "\u2028", "1", "~"],
)  # fmt: skip


@given(
    st.one_of(st.binary(max_size=200), st.lists(YAML_PIECES, max_size=40).map(lambda parts: "".join(parts).encode()))
)
def test_no_bytes_make_the_reader_raise(data):
    tree, problems = read_tree(data, "f.yaml")
    assert tree is not None or problems
    for item in problems:
        assert all(item.code in catalogue(language) for language in LANGUAGES)
    if tree is not None:
        tree.plain()
