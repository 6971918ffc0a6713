"""No without proof: cores, changes, certificates and the separate verifier (C37)."""

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.plan.generate import generate
from exeunt.cli.main import main
from exeunt.model.proposal import Rule
from exeunt.plan import verify
from exeunt.plan.bounds.bound import ask
from exeunt.plan.explain import explain, joint_change, monitors_earlier, prices, usual_costs, wider_outflow
from exeunt.plan.verify import Unreadable, is_proof

INSTANCE = generate("tiny", 1)
WISH = 34


@pytest.fixture(scope="module")
def why():
    return explain(INSTANCE, WISH)


def test_dropping_any_rule_of_the_core_makes_the_wish_possible_for_the_programme(why):
    others = {Rule.R2, Rule.R4, Rule.R5, Rule.R6, Rule.R7, Rule.R8, Rule.R10, Rule.R3} - set(why.core)
    assert why.core
    assert ask(INSTANCE, WISH, drop=frozenset(others)).proven
    for rule in why.core:
        assert not ask(INSTANCE, WISH, drop=frozenset(others | {rule})).proven


def test_the_change_told_for_the_outflow_cap_is_enough_and_a_smaller_one_is_not(why):
    change = next(item.change for item in why.relaxations if item.rule is Rule.R6)
    assert change > 0
    assert not ask(wider_outflow(INSTANCE, change), WISH).proven
    assert ask(wider_outflow(INSTANCE, change - Fraction(1, 10_000)), WISH).proven


def test_monitors_so_many_days_earlier_are_enough_and_a_day_fewer_is_not(why):
    days = int(next(item.change for item in why.relaxations if item.rule is Rule.R3))
    assert not ask(monitors_earlier(INSTANCE, days), WISH).proven
    assert ask(monitors_earlier(INSTANCE, days - 1), WISH).proven


def test_the_certificate_proves_it_to_a_program_that_imports_nothing_of_ours(why, tmp_path):
    path = tmp_path / "certificate.json"
    path.write_text(why.certificate, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-I", verify.__file__, str(path)], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout) == (0, "proven\n")
    assert "exeunt" not in Path(verify.__file__).read_text(encoding="utf-8").split('"""')[2]


@pytest.mark.parametrize("spoil", ["needed", "multipliers", "entries", "upper", "cost", "parts", "high"])
def test_a_spoilt_certificate_proves_nothing(why, spoil):
    data = json.loads(why.certificate)
    if spoil == "needed":
        data["needed"] = 0
    elif spoil == "parts":
        data["parts"] = -data["parts"]
    elif spoil == "entries":
        data["entries"][0] = [10**9, 0, 1]
    elif spoil == "upper":
        data["upper"] = [None for _ in data["upper"]]
    elif spoil == "multipliers":
        data["multipliers"] = [0 for _ in data["multipliers"]]
    elif spoil == "cost":
        data["cost"] = [0.5 for _ in data["cost"]]
    else:
        data["high"].pop()
    assert not proves(json.dumps(data))


def proves(text):
    try:
        return is_proof(text)
    except Unreadable:
        return False


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"parts": 1}'])
def test_what_is_no_certificate_is_refused(text):
    with pytest.raises(Unreadable):
        is_proof(text)


def test_a_wish_that_is_possible_is_not_explained_away():
    assert explain(INSTANCE, INSTANCE.deadline) is None


def test_the_price_of_a_rule_is_the_bound_without_it_less_the_bound():
    costs = prices(INSTANCE, INSTANCE.deadline)
    assert costs[Rule.R6] < 0
    assert all(days <= 0 for days in costs.values())


@pytest.mark.parametrize("dear", [Rule.R2, Rule.R6])
def test_the_joint_change_is_the_cheapest_at_the_costs_that_are_given(why, dear):
    costs = {Rule(rule): 1.0 for rule in usual_costs()} | {dear: 1000.0}
    found = joint_change(INSTANCE, WISH, costs)
    assert found
    # teams and batches are told in whole numbers: less than one of each more than what the programme needs
    rounded = sum(costs[item.rule] for item in found if item.rule in (Rule.R4, Rule.R8))
    assert total(found, costs) - rounded <= total(why.joint, costs)
    for item in why.relaxations:
        if item.change and item.rule in costs:
            assert total(found, costs) - rounded <= total([item], costs)


def total(changes, costs):
    return sum(costs[item.rule] * float(item.change) for item in changes)


def test_every_usual_cost_has_its_reason():
    text = (Path(verify.__file__).parent / "costs.toml").read_text(encoding="utf-8")
    assert all("#" in line for line in text.splitlines())
    assert all(cost > 0 for cost in usual_costs().values())


@pytest.mark.parametrize("wrong", ["r4", "r4=x", "r4=0", "r99=1", "r3=1"])
def test_a_cost_that_is_none_is_wrong_use(wrong):
    case = Path(__file__).parents[2] / "cases/timetables/linked"
    assert CliRunner().invoke(main, ["plan", "explain", str(case), "--day", "55", "--cost", wrong]).exit_code == 2
