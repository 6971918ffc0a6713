"""The exchange search keeps every rule at every step, agrees with its twin and makes plans end sooner."""

from dataclasses import replace
from fractions import Fraction
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.plan.generate import generate
from exeunt.model.proposal import Milestone, Phase, Plan
from exeunt.plan.check.check import broken, check
from exeunt.plan.dispatch.compiled import exchange, plain_exchange
from exeunt.plan.dispatch.ground import Grounded
from exeunt.plan.dispatch.search import Search
from exeunt.plan.dispatch.shorten import Shorten, in_time
from exeunt.plan.dispatch.tables import WAITING, Cooling, empty_step, up_to


def plain(instance):
    return instance


def strict(instance):
    return replace(instance, rules=replace(instance.rules, contact_first="strict", contact_share=Fraction(1, 2)))


def paced(instance):
    rules = replace(instance.rules, lag_days=12, pause_days=12, disarm_dwell=2, absolute_gap=Fraction(400))
    return replace(instance, rules=rules, phases=(Phase("early", 20, ceiling=Fraction(2, 5)),))


def linked(instance):
    link = Milestone("west", Fraction(1, 4), "east", Fraction(1, 5))
    return replace(instance, milestones=(link,), phases=(Phase("half", 45, floor=Fraction(1, 4)),))


KINDS = {"plain": plain, "strict": strict, "paced": paced, "linked": linked}


@cache
def first_plan(kind, seed):
    search = Search(Grounded(KINDS[kind](generate("tiny", seed))), seed)
    for _ in range(50):
        search.restart()
    return search


def run(search, kernel, cooling, dice):
    """A board of the first plan a day shorter after some steps; None where it cannot start."""
    last = search.best.last - 1
    ground, shorten = up_to(search.ground, last), Shorten(search)
    shorten.run = kernel
    board = shorten._start(ground, search.best, last)
    if board is None:
        return None, 0, last
    first, waiting = int(np.argmax(ground.teams > 0)), int((board.day == WAITING).sum())
    step = empty_step(np.array([dice, 0, first, last, waiting, 0]))
    done = kernel.anneal(ground, board, step, cooling)
    assert int((board.day == WAITING).sum()) == step.task[4]
    assert kernel.holds(ground, board)
    return board, done, last


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=15)
@given(seed=st.integers(0, 5), dice=st.integers(1, 2**30), hot=st.floats(1, 5000))
def test_those_who_are_out_break_no_rule_after_any_number_of_exchanges(kind, seed, dice, hot):
    search = first_plan(kind, seed)
    if search.best is None:
        return
    board, _, last = run(search, exchange(), Cooling(2_000, hot, hot / 2, 10), dice)
    if board is None:
        return
    instance = replace(KINDS[kind](generate("tiny", seed)), deadline=last)
    out = board.day != WAITING
    moves = np.stack([board.item[out], board.way[out], board.day[out]], axis=1)
    plan = Plan(Grounded(instance).movements(moves))
    findings, problems = check(instance, plan)
    assert not problems
    assert {item.rule.value for item in broken(findings)} <= {"r1"}


@pytest.mark.parametrize("kind", KINDS)
def test_compiled_exchange_and_its_plain_twin_come_to_the_same_board(kind):
    boards = [run(first_plan(kind, 2), kernel, Cooling(3_000, 900.0, 90.0, 10), 7) for kernel in
              (exchange(), plain_exchange())]  # fmt: skip
    (one, done, _), (other, as_many, _) = boards
    assert done == as_many > 0
    for table, twin in zip(one, other, strict=True):
        assert table.tolist() == twin.tolist()


def test_a_plan_becomes_shorter_than_iterated_greedy_left_it():
    search = Search(Grounded(generate("small", 3)), 1)
    search.first()
    before, heard = search.best.last, []
    Shorten(search).days(float("inf"), before - 3, heard.append)
    assert search.best.last <= before - 3
    assert heard == sorted(set(heard), reverse=True)
    assert heard[-1] == search.best.last


def test_boards_worked_on_at_the_same_time_come_to_the_same_plan_every_time():
    plans = []
    for _ in range(2):
        search = Search(Grounded(generate("small", 24)), 5)
        search.first()
        Shorten(search, 600_000).days(float("inf"), 0, lambda _: None)
        plans.append(search.best.moves.tolist())
    assert plans[0] == plans[1]


def test_days_count_whole_only_for_a_side_of_which_somebody_waits():
    search = Search(Grounded(generate("tiny", 3)), 1)
    search.first()
    board = Shorten(search)._board(search.ground, search.best.moves[:-1])
    waits = int(search.ground.side[search.best.moves[-1, 0]])
    Shorten._weigh(search.ground, board, 4)
    assert [int(part) for part in board.weight] == [16 if side == waits else 4 for side in range(2)]


def test_what_is_under_way_does_not_move():
    search = Search(Grounded(generate("tiny", 3)), 1)
    search.first()
    today = 22
    frozen = search.best.moves[search.best.moves[:, 2] < today]
    search.freeze(frozen, today)
    Shorten(search, 100_000).days(float("inf"), 0, lambda _: None)
    moves = search.best.moves
    assert sorted(map(tuple, moves[moves[:, 2] < today].tolist())) == sorted(map(tuple, frozen.tolist()))


def test_a_plan_dispatched_anew_forgets_who_left_in_time_to_be_too_late():
    search = Search(Grounded(generate("tiny", 3)), 1)
    search.first()
    ground = up_to(search.ground, search.best.last - 1)
    moves = search.best.moves
    ends = moves[:, 2] + search.ground.way_days[moves[:, 0], moves[:, 1]]
    assert (ends == search.best.last).any()
    assert in_time(ground, moves).tolist() == moves[ends < search.best.last].tolist()
    anew = Shorten(search)._dispatched(ground, moves, len(ground.teams), search.wish())
    assert (anew[:, 2] + search.ground.way_days[anew[:, 0], anew[:, 1]]).max() < search.best.last
