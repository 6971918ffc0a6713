import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from exeunt.base.problem import Severity
from exeunt.case.load import load_case
from exeunt.case.scaffold import Answers, Named, scaffold
from exeunt.claim.row import COLUMNS

ANSWERS = Answers(
    case_id="valley",
    title=Named("The Valley", "الوادي"),
    host=Named("Valleyland", "أرض الوادي"),
    sides=(Named("North", "الشمال"), Named("South", "الجنوب")),
    sponsors=(Named("Farland", "البلد البعيد"), Named("Far East", "الشرق الأقصى")),
    first_day=date(2020, 1, 1),
    last_day=date(2022, 12, 31),
    agreement=Named("Truce of the Valley", "هدنة الوادي"),
    signed=date(2020, 6, 1),
)


def load(folder: Path, files: dict[str, str]):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return load_case(folder)


def test_a_new_case_loads_without_a_problem(tmp_path):
    case, problems = load(tmp_path, scaffold(ANSWERS))
    assert problems == []
    assert (case.id, case.title.ar, case.seed) == ("valley", "الوادي", 20200601)
    assert [side.id for side in case.agreement.sides] == ["north", "south"]
    assert case.force_by_id["all-foreign"].members == ("farland-forces", "far-east-forces")


def test_what_stands_in_comments_is_right_too(tmp_path):
    files = {
        name: "".join(
            line.removeprefix("#")
            if line.startswith(("#clauses", "#obligations", "#sites", "#sources", "#  "))
            else line
            for line in text.splitlines(keepends=True)
            if not line.startswith(("clauses: []", "obligations: []", "sites: []", "sources: []"))
        )
        for name, text in scaffold(ANSWERS).items()
    }
    case, problems = load(tmp_path, files)
    assert problems == []
    assert [obligation.id for obligation in case.agreement.obligations] == ["all-out"]
    assert (len(case.agreement.clauses), len(case.sites), len(case.sources)) == (1, 1, 1)


def test_editors_find_the_schema_that_a_file_names():
    files = scaffold(ANSWERS)
    for name in ("case", "agreement", "forces", "sites", "sources"):
        assert files[f"{name}.yaml"].startswith(f"# yaml-language-server: $schema=.schemas/{name}.schema.json\n")
        assert f".schemas/{name}.schema.json" in files


def test_the_table_of_claims_has_the_columns_that_are_read():
    assert scaffold(ANSWERS)["claims/claims.csv"].strip().split(",") == list(COLUMNS)


NAMES = st.builds(Named, st.text(max_size=30), st.text(max_size=10))
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        Answers,
        case_id=st.text(max_size=90),
        title=NAMES,
        host=NAMES,
        sides=st.lists(NAMES, max_size=4).map(tuple),
        sponsors=st.lists(NAMES, max_size=4).map(tuple),
        first_day=DAYS,
        last_day=DAYS,
        agreement=NAMES,
        signed=DAYS,
    )
)
def test_whatever_is_answered_the_case_has_no_error(answers):
    with tempfile.TemporaryDirectory() as folder:
        case, problems = load(Path(folder), scaffold(answers))
    assert case is not None
    assert [item for item in problems if item.severity is Severity.ERROR] == []
