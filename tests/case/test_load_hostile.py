"""Whatever stands in the files of a case, loading it never raises, and one fault never empties the rest."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exeunt.base.messages import LANGUAGES, say
from exeunt.case.load import load_case
from exeunt.model.case import PublicationPolicy

HEAD = "id: a\ntitle: {en: A, ar: أ}\nhost: {en: H, ar: ه}\nfirst_day: 2020-01-01\nlast_day: 2020-12-31\n"
FORCES = "forces:\n  - {id: red, name: {en: Red, ar: أحمر}, kind: mercenary}\n"


def folder_with(folder: Path, **files: str) -> Path:
    for name in ("case", "agreement", "forces", "sites", "sources"):
        (folder / f"{name}.yaml").write_text(files.get(name, ""), encoding="utf-8")
    return folder


def test_without_case_yaml_there_is_no_case_but_all_else_is_checked(tmp_path):
    folder_with(tmp_path, forces="forces: [{id: red}]")
    (tmp_path / "case.yaml").unlink()
    case, problems = load_case(tmp_path)
    assert case is None
    assert {"case.file_missing", "case.missing_key", "case.left_out"} <= {item.code for item in problems}


def test_a_folder_that_is_not_there_has_five_files_missing(tmp_path):
    case, problems = load_case(tmp_path / "nowhere")
    assert case is None
    assert [item.code for item in problems] == ["case.file_missing"] * 5


def test_a_folder_in_the_place_of_a_file_is_a_problem(tmp_path):
    (tmp_path / "case.yaml").mkdir()
    assert "case.file_unreadable" in {item.code for item in load_case(tmp_path)[1]}


def test_a_missing_title_does_not_hide_the_forces(tmp_path):
    head = HEAD.replace("title: {en: A, ar: أ}\n", "")
    case, problems = load_case(folder_with(tmp_path, case=head, forces=FORCES))
    assert [item.code for item in problems] == ["case.missing_key"]
    assert case.first_day.year == 2020
    assert list(case.force_by_id) == ["red"]


def test_days_that_are_missing_are_those_of_the_agreement(tmp_path):
    texts = "texts: [{id: t, name: {en: T, ar: ت}, signed: 2021-03-04}]"
    case, _ = load_case(folder_with(tmp_path, case="id: a", agreement=texts))
    assert case.first_day.isoformat() == case.last_day.isoformat() == "2021-03-04"


@pytest.mark.parametrize(
    "publication",
    [
        "publication: {finest_place: town}",
        "publication: {finest_plaec: region}",
        "publication: {delay_days: -1}",
        "publication: region",
        "publicaton: {finest_place: region}",
    ],
)
def test_a_slip_in_the_publication_policy_closes_it(tmp_path, publication):
    case, problems = load_case(folder_with(tmp_path, case=HEAD + publication))
    assert problems
    assert case.policy == PublicationPolicy(36500, "host")


def test_an_obligation_that_lost_its_force_is_left_out_and_so_is_what_names_it(tmp_path):
    obligation = "{id: %s, kind: start_by, title: {en: O, ar: ل}, clause: c, force: %s, deadline: 2020-05-05%s}"
    lines = ["obligations:"]
    lines += [f"  - {obligation % ('one', 'gone', '')}", f"  - {obligation % ('two', 'red', ', before: [one]')}"]
    lines += ["events:", "  - {id: e, kind: suspension, day: 2020-02-02, obligations: [one], says: {en: S, ar: س}}"]
    case, problems = load_case(folder_with(tmp_path, case=HEAD, forces=FORCES, agreement="\n".join(lines)))
    assert {"case.unknown_force", "case.obligation_left_out"} <= {item.code for item in problems}
    assert [(item.id, item.before) for item in case.agreement.obligations] == [("two", ())]
    # with no obligation left to touch it would otherwise come to suspend every one
    assert case.agreement.events == ()


def test_naming_an_entry_that_was_left_out_is_no_second_problem(tmp_path):
    forces = (
        FORCES + "  - {id: blue}\n  - {id: all, name: {en: All, ar: كل}, kind: foreign force, members: [red, blue]}\n"
    )
    case, problems = load_case(folder_with(tmp_path, case=HEAD, forces=forces))
    assert "case.unknown_force" not in {item.code for item in problems}
    assert case.force_by_id["all"].members == ("red",)


def test_totals_in_a_long_circle_are_cut_once(tmp_path):
    names = [f"f{n}" for n in range(50)]
    lines = [f"  - {{id: {a}, name: {{en: N{a}, ar: ق{a}}}, kind: k, members: [{b}]}}"
             for a, b in zip(names, names[1:] + names[:1], strict=True)]  # fmt: skip
    case, problems = load_case(folder_with(tmp_path, case=HEAD, forces="forces:\n" + "\n".join(lines)))
    assert [item.code for item in problems] == ["case.cyclic_total"]
    assert sum(len(force.members) for force in case.forces) == 49


SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 5), st.floats(allow_nan=False), st.text(max_size=5),
    st.sampled_from(["red", "2020-05-05", "region", "monitor", "start_by", "A", "c", "persons"]),
)  # fmt: skip
KEYS = st.sampled_from(
    ["id", "name", "en", "ar", "aliases", "kind", "side", "sponsor", "members", "unit", "forces", "sites", "sources",
     "obligations", "events", "clause", "force", "share", "quantity", "deadline", "start", "needs", "before",
     "latitude", "publication", "first_day", "last_day", "title", "host", "texts", "signed", "class",
     "reliability", "1", "x"],
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=5)),
    max_leaves=25,
)


def flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(char):08x}" for char in value) + '"'
    return (
        {None: "null", True: "true", False: "false"}.get(value, str(value))
        if not isinstance(value, float)
        else str(value)
    )


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(["case", "agreement", "forces", "sites", "sources"]), VALUES, max_size=5))
def test_no_values_in_the_files_make_loading_raise(contents):
    with tempfile.TemporaryDirectory() as folder:
        files = {name: flow(value) for name, value in contents.items()}
        _, problems = load_case(folder_with(Path(folder), **files))
    for item in problems:
        for language in LANGUAGES:
            assert say(item.code, item.slots, language)
