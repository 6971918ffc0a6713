"""`exeunt review`, `link` and `unlink`: by keys, by options, in a real terminal, and in the log."""

import json
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from exeunt.cli.main import main

DOCUMENT = """title: Two groups
publisher: Coast Herald
date: 2024-05-03
lang: en

About 700 fighters of the Saker Guard left Ossandria on 2 May 2024, an unknown uncle said.

Some 90 soldiers arrived at Atlantis, a neighbour said.
"""


def invoke(*arguments, **options):
    return CliRunner().invoke(main, [str(argument) for argument in arguments], **options)


@pytest.fixture
def folder(copy_case, tmp_path):
    """A case whose ledger holds the claims of one document and one table."""
    case = copy_case("example")
    for path in (*(case / "documents").iterdir(), *(case / "claims").iterdir()):
        if path.name != "wire.csv":
            path.unlink()
    (case / "documents/two.txt").write_text(DOCUMENT, encoding="utf-8")
    invoke("assess", case)
    return case


def waiting(folder):
    return json.loads(invoke("review", folder, "--json").stdout)


def log(folder):
    return json.loads(invoke("log", "head", folder, "--json").stdout)["size"]


def exported(folder):
    return {claim["id"]: claim for claim in json.loads(invoke("export", folder, "--json").stdout)}


def test_the_list_says_what_was_read_from_which_words_and_why_it_waits(folder):
    listed = waiting(folder)
    assert listed["queue"]
    weights = [item["weight"] for item in listed["queue"]]
    assert weights == sorted(weights, reverse=True)
    for item in listed["queue"]:
        assert item["doubts"]
        assert not item["quote"] or item["quote"] in DOCUMENT
    assert [item["name"] for item in listed["unresolved"]]
    assert waiting(folder) == listed, "listing decides nothing"


def test_a_key_decides_and_each_decision_is_in_the_log(folder):
    before, size = waiting(folder)["queue"], log(folder)
    shown = invoke("review", folder, "--by", "A. Monitor", input="as" + "q")
    assert shown.exit_code == 0, shown.output
    assert before[0]["quote"] in shown.output
    assert log(folder) == size + 1
    assert exported(folder)[before[0]["id"]]["review"] == "accepted"
    assert [item["id"] for item in waiting(folder)["queue"]] == [item["id"] for item in before[1:]]
    assert json.loads(invoke("log", "verify", folder, "--json").stdout)["problems"] == []


def test_arabic_keys_and_the_end_of_input_work(folder):
    first = waiting(folder)["queue"][0]["id"]
    shown = invoke("review", folder, "--by", "مراقبة", "--language", "ar", input="ش")
    assert shown.exit_code == 0, shown.output
    assert exported(folder)[first]["review"] == "accepted"


def test_a_rejection_asks_why_and_a_wrong_key_asks_again(folder):
    first = waiting(folder)["queue"][0]["id"]
    shown = invoke("review", folder, input="A. Monitor\nxrit is a headline\nq")
    assert shown.exit_code == 0, shown.output
    assert "Press a, c, r, s or q." in shown.output
    assert first not in exported(folder)
    invoke("assess", folder)
    assert first not in exported(folder), "what was rejected does not come back"


def test_fields_are_corrected_until_they_can_be_read(folder):
    first = waiting(folder)["queue"][0]
    keys = "c" + "number\nmany\n" + "number\n~650\n" + "force\nsaker-guard\n" + "\n" + "q"
    shown = invoke("review", folder, "--by", "A. Monitor", input=keys)
    assert shown.exit_code == 0, shown.output
    assert "Found many" in shown.output
    claims = exported(folder)
    assert first["id"] not in claims
    (better,) = [claim for claim in claims.values() if claim.get("review") == "corrected"]
    assert (better["count"]["best"], better["force_id"]) == (650, "saker-guard")
    assert better["passage"]["quote"] == first["quote"]
    invoke("assess", folder)
    assert better["id"] in exported(folder)
    assert first["id"] not in exported(folder)


def test_giving_no_field_goes_back_to_the_keys(folder):
    size = log(folder)
    assert invoke("review", folder, "--by", "A. Monitor", input="c\nq").exit_code == 0
    assert log(folder) == size


def test_scripts_decide_by_options(folder):
    first, second = (item["id"] for item in waiting(folder)["queue"][:2])
    by = ("--by", "A. Monitor")
    assert invoke("review", folder, "--accept", first, *by).exit_code == 0
    assert invoke("review", folder, "--reject", second, "--reason", "a headline", *by).exit_code == 0
    assert invoke("review", folder, "--correct", "N04:stance=asserted", *by).exit_code == 0
    claims = exported(folder)
    assert claims[first]["review"] == "accepted"
    assert second not in claims
    (changed,) = [claim for claim in claims.values() if claim.get("label") == "N04"]
    assert (changed["review"], changed.get("stance", "asserted")) == ("corrected", "asserted")


@pytest.mark.parametrize(
    "options",
    [
        ("--accept", "N01"),
        ("--reject", "N01", "--by", "A"),
        ("--accept", "N99", "--by", "A"),
        ("--correct", "N01", "--by", "A"),
        ("--correct", "N01:number=many", "--by", "A"),
        ("--accept", "N01", "--accept", "N99", "--by", "A"),
    ],
)
def test_a_decision_that_lacks_something_is_refused_whole(folder, options):
    size = log(folder)
    refused = invoke("review", folder, *options)
    assert refused.exit_code == 1
    assert refused.stderr
    assert log(folder) == size


def test_an_echo_can_be_cut_loose_and_joined_again(folder):
    def echoes():
        assessment = json.loads(invoke("assess", folder, "--json").stdout)
        return {claim["label"]: claim["origin"] for claim in assessment["claims"] if claim.get("label")}

    why = ("--by", "A. Monitor", "--reason", "two reporters")
    joined = echoes()
    assert joined["N02"] == joined["N01"]
    assert invoke("unlink", folder, "N02", "N01", *why).exit_code == 0
    assert echoes()["N02"] != echoes()["N01"]
    assert invoke("unlink", folder, "N02", *why).exit_code == 1, "there is nothing left to cut"
    assert invoke("link", folder, "N02", "N01", *why).exit_code == 0
    assert echoes() == joined
    told = json.loads(invoke("unlink", folder, "N02", *why, "--json").stdout)
    assert told == {"claim": "N02", "parent": "N01", "problems": []}
    refused = invoke("unlink", folder, "N02", *why, "--json")
    assert (refused.exit_code, json.loads(refused.stdout)["problems"][0]["code"]) == (1, "origin.not_linked")
    assert invoke("link", folder, "N02", "N99", *why).exit_code == 1
    assert invoke("unlink", folder, "N02", "--reason", "x").exit_code == 1


def test_it_works_in_a_real_terminal(folder):
    first = waiting(folder)["queue"][0]["id"]
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "exeunt.cli.main", "review", str(folder), "--by", "A. Monitor"]
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, close_fds=True)
    os.close(slave)
    seen, keys, deadline = b"", [b"a", b"q"], time.monotonic() + 60
    try:
        while time.monotonic() < deadline:
            if select.select([master], [], [], 0.2)[0]:
                try:
                    seen += os.read(master, 4096)
                except OSError:
                    break
            if keys and seen.count(b"q stop") == 3 - len(keys):
                time.sleep(1)  # what is typed before the terminal waits for a key is dropped
                os.write(master, keys.pop(0))
        assert process.wait(timeout=10) == 0
    finally:
        process.kill()
        os.close(master)
    assert exported(folder)[first]["review"] == "accepted"


def test_without_a_terminal_it_says_what_else_there_is(folder):
    command = [sys.executable, "-m", "exeunt.cli.main", "review", str(folder), "--by", "A. Monitor"]
    done = subprocess.run(
        command,
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        start_new_session=True,
    )
    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr
    assert Path(folder, ".exeunt").exists()
