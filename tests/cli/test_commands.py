"""What every command promises: help with an example, --json, exit codes 0, 1 and 2."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from exeunt.cli.main import VERBS, main
from exeunt.cli.reference import commands, reference

ROOT = Path(__file__).parent.parent.parent


def invoke(*arguments, **options):
    return CliRunner().invoke(main, [str(argument) for argument in arguments], **options)


PATHS = [words for words, _ in commands()]


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_every_command_has_help_with_an_example(path):
    shown = invoke(*path, "--help")
    assert shown.exit_code == 0
    assert f"exeunt {' '.join(path)}" in shown.output.split("Example:")[1]


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_every_command_speaks_json(path):
    assert "--json" in invoke(*path, "--help").output


def test_the_reference_page_says_what_the_help_says():
    assert (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8") == reference(), "run: make reference"
    assert len(PATHS) >= len(VERBS)


def test_the_list_of_verbs_imports_none_of_them():
    assert invoke("--help").exit_code == 0
    code = "import sys; sys.argv = ['exeunt', '--help']\nfrom exeunt.cli.main import main\n"
    code += "try:\n    main()\nexcept SystemExit: pass\n"
    code += "heavy = {'numpy', 'sqlalchemy', 'pydantic', 'rich', 'jinja2', 'ruamel'} & set(sys.modules)\n"
    code += "assert not heavy, heavy"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_wrong_use_ends_with_2():
    assert invoke("assess", "no-such-folder").exit_code == 2
    assert invoke("assess", ROOT / "cases/example", "--as-of", "8 October").exit_code == 2
    assert invoke("assassinate").exit_code == 2


def test_problems_end_with_1_and_nothing_is_lost(copy_case):
    folder = copy_case("example")
    (folder / "documents/broken.txt").write_bytes(b"\xff\xfe broken")
    checked = invoke("check", folder)
    assert checked.exit_code == 1
    assert "documents/broken.txt" in checked.stderr
    assessed = invoke("assess", folder, "--json")
    assert assessed.exit_code == 1
    assert json.loads(assessed.stdout)["verdicts"]


def test_assess_prints_a_board_and_writes_reports(copy_case):
    folder = copy_case("example")
    shown = invoke("assess", folder)
    assert shown.exit_code == 0, shown.stderr
    assert (folder / "out/report.html").exists()
    assert (folder / "out/report.ar.html").exists()
    again = invoke("assess", folder)
    assert "Nothing changed since the last run" in again.stdout


def test_assess_speaks_arabic(copy_case):
    shown = invoke("assess", copy_case("example"), "--language", "ar")
    assert re.search("[\u0600-\u06ff]", shown.stdout)


def test_why_walks_from_a_verdict_to_its_claims(copy_case):
    folder = copy_case("example")
    verdicts = json.loads(invoke("assess", folder, "--json").stdout)["verdicts"]
    resting = next(verdict for verdict in verdicts if verdict["claims"])
    shown = invoke("why", folder, resting["obligation"], "--json")
    assert shown.exit_code == 0
    assert json.loads(shown.stdout)["steps"]
    unknown = invoke("why", folder, "no-such-thing")
    assert unknown.exit_code == 1


def test_adding_a_document_twice_posts_once(copy_case, tmp_path):
    folder = copy_case("example")
    invoke("assess", folder)
    text = (
        "title: A test\npublisher: A paper\ndate: 2024-05-01\nlang: en\n\nAbout 300 foreign fighters left on Monday.\n"
    )
    document = tmp_path / "new.txt"
    document.write_text(text, encoding="utf-8")
    first = json.loads(invoke("add", folder, document, "--json").stdout)
    second = json.loads(invoke("add", folder, document, "--json").stdout)
    assert first["posted"] == len(first["claims"]) > 0
    assert second["posted"] == 0
    assert json.loads(invoke("log", "verify", folder, "--json").stdout)["problems"] == []


def test_adding_never_overwrites_another_text(copy_case, tmp_path):
    folder = copy_case("example")
    kept = next((folder / "documents").glob("*.txt"))
    before = kept.read_bytes()
    other = tmp_path / kept.name
    other.write_text("something else", encoding="utf-8")
    refused = invoke("add", folder, other)
    assert refused.exit_code == 1
    assert kept.read_bytes() == before


def labels(folder):
    return [claim["label"] for claim in json.loads(invoke("export", folder, "--json").stdout) if "label" in claim]


def test_a_retracted_claim_leaves_the_account_and_stays_in_the_log(copy_case):
    folder = copy_case("example")
    invoke("assess", folder)
    size = json.loads(invoke("log", "head", folder, "--json").stdout)["size"]
    label = labels(folder)[0]
    assert invoke("retract", folder, label, "--reason", "a test").exit_code == 0
    assert json.loads(invoke("log", "head", folder, "--json").stdout)["size"] == size + 1
    assert label not in labels(folder)
    assert invoke("retract", folder, label, "--reason", "a test").exit_code == 1
    invoke("assess", folder)
    assert label not in labels(folder)


def test_new_makes_a_case_that_checks(tmp_path):
    folder = tmp_path / "mine"
    made = invoke("new", folder, input="\n" * 20)
    assert made.exit_code == 0, made.output
    assert invoke("check", folder).exit_code == 0
    assert invoke("new", folder, input="\n" * 20).exit_code == 1


def test_schema_prints_one_schema_a_file(tmp_path):
    assert set(json.loads(invoke("schema").stdout)) == {"case", "agreement", "forces", "sites", "sources", "timetable"}
    assert invoke("schema", "--out", tmp_path).exit_code == 0
    assert (tmp_path / "agreement.schema.json").exists()
