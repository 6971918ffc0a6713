"""No without proof: cores, changes, certificates and the separate verifier (C37)."""

import json
import subprocess
import sys
from fractions import Fraction
from functools import reduce
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.plan.generate import generate
from exeunt.cli.main import main
from exeunt.model.proposal import Rule
from exeunt.plan import verify
from exeunt.plan.bounds.bound import ask
from exeunt.plan.bounds.quick import least_days
from exeunt.plan.changes import joint_change, monitors_earlier, usual_costs, widened, without
from exeunt.plan.counted import counted_proof
from exeunt.plan.explain import explain, prices
from exeunt.plan.make import Effort, make
from exeunt.plan.refusal import excluded, refusal
from exeunt.plan.verify import Unreadable, is_proof

INSTANCE = generate("tiny", 1)
WISH = 34


@pytest.fixture(scope="module")
def why():
    return explain(INSTANCE, WISH)


def test_dropping_any_rule_of_the_core_makes_the_wish_possible_for_the_programme(why):
    others = {Rule.R2, Rule.R4, Rule.R5, Rule.R6, Rule.R7, Rule.R8, Rule.R10, Rule.R3} - set(why.core)
    assert why.core
    bare = reduce(without, sorted(others), INSTANCE)
    assert ask(bare, WISH).proven
    for rule in why.core:
        assert not ask(without(bare, rule), WISH).proven


def test_the_change_told_for_the_outflow_cap_is_enough_and_a_smaller_one_is_not(why):
    change = next(item.change for item in why.relaxations if item.rule is Rule.R6)
    assert change > 0
    assert not excluded("cases", widened(INSTANCE, Rule.R6, change), WISH)
    assert excluded("cases", widened(INSTANCE, Rule.R6, change - Fraction(1, 10_000)), WISH)


def test_monitors_so_many_days_earlier_are_enough_and_a_day_fewer_is_not(why):
    days = int(next(item.change for item in why.relaxations if item.rule is Rule.R3))
    assert not excluded("cases", monitors_earlier(INSTANCE, days), WISH)
    assert excluded("cases", monitors_earlier(INSTANCE, days - 1), WISH)


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


BATCHES = generate("tiny", 6)


@pytest.fixture(scope="module")
def by_cases():
    """A no that only whole batches make: the day before a proven optimum that the programme does not exclude."""
    return refusal(BATCHES, 36)


def test_a_no_by_cases_is_walked_by_the_verifier_case_by_case(by_cases):
    assert by_cases.by == "cases"
    assert is_proof(by_cases.certificate)
    assert make(BATCHES, Effort(seconds=60)).proposal.duration == 37


def first_leaf(node):
    while "columns" in node:
        node = node["below"]
    return node


@pytest.mark.parametrize("spoil", ["below", "most", "columns", "twice", "step", "leaf", "row"])
def test_a_spoilt_tree_proves_nothing(by_cases, spoil):
    data = json.loads(by_cases.certificate)
    tree = data["tree"]
    if spoil == "below":
        del tree["below"]
    elif spoil == "most":
        tree["most"] = 10**6
    elif spoil == "columns":
        tree["columns"] = [len(data["cost"])]
    elif spoil == "twice":
        tree["columns"] = tree["columns"][:1] * 2
    elif spoil == "step":
        del data["steps"][str(tree["columns"][0])]
    elif spoil == "leaf":
        first_leaf(tree)["multipliers"] = []
    else:
        first_leaf(tree)["multipliers"].append([10**6, 1])
    assert not proves(json.dumps(data))


@pytest.mark.parametrize("size", ["tiny", "large"])
def test_what_counting_excludes_has_a_certificate_and_the_day_that_it_allows_has_none(size):
    instance = generate(size, 0)
    day = least_days(instance)
    assert is_proof(counted_proof(instance, day - 1))
    assert counted_proof(instance, day) is None


def test_a_large_no_names_the_rule_that_counts_and_what_it_must_give():
    large = generate("large", 0)
    no = explain(large, least_days(large) - 8)
    assert is_proof(no.certificate)
    assert no.core == (Rule.R3, Rule.R6)
    change = next(item.change for item in no.relaxations if item.rule is Rule.R6)
    assert least_days(widened(large, Rule.R6, change)) <= no.wish
    assert least_days(widened(large, Rule.R6, change - Fraction(1, 10_000))) > no.wish


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
    found = joint_change(INSTANCE, WISH, costs, why.relaxations[1:], "cases")
    assert found
    for item in why.relaxations:
        if item.change and item.rule in costs:
            assert total(found, costs) <= total([item], costs)


def total(changes, costs):
    return sum(costs[item.rule] * float(item.change) for item in changes)


def test_every_usual_cost_has_its_reason():
    text = (Path(verify.__file__).parent / "costs.toml").read_text(encoding="utf-8")
    assert all("#" in line for line in text.splitlines())
    assert all(cost > 0 for cost in usual_costs().values())


@pytest.mark.parametrize("wrong", ["r4", "r4=x", "r4=0", "r99=1", "r1=1"])
def test_a_cost_that_is_none_is_wrong_use(wrong):
    case = Path(__file__).parents[2] / "cases/timetables/linked"
    assert CliRunner().invoke(main, ["plan", "explain", str(case), "--day", "55", "--cost", wrong]).exit_code == 2


def test_why_not_says_which_of_how_many_questions_it_asks():
    heard = []
    found = explain(generate("tiny", 0), 1, tell=lambda step, done, whole: heard.append((step, done, whole)))
    assert found is not None
    assert {step for step, _, _ in heard} == {"plan.step_explain"}
    assert [done for _, done, _ in heard] == list(range(1, heard[0][2] + 1))


def test_a_certificate_whose_sums_would_take_all_memory_is_unreadable():
    with pytest.raises(Unreadable, match="million"):
        verify.fullest(10**12, [[1, 1, 1]])
