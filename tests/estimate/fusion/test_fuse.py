"""Conflicting numbers fused without a case (C8, C9): exact sums, learned sources, no filters."""

import json
import math
import random
from itertools import pairwise

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from exeunt.cli.fuse import fuse as fuse_command
from exeunt.estimate.fusion.answer import nested, shortest
from exeunt.estimate.fusion.block import blocks
from exeunt.estimate.fusion.family import make_family
from exeunt.estimate.fusion.figure import Figure, read_value
from exeunt.estimate.fusion.fuse import fuse
from exeunt.estimate.fusion.learn import empty_account, expect
from exeunt.estimate.fusion.scale import scale_of
from exeunt.estimate.fusion.weigh import prior_of, weigh


def said(thing, source, value, **more):
    return Figure(thing, "", source, value, value, text=str(value), **more)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,200", (1200, 1200, False)),
        ("~5", (5, 5, True)),
        (">=5", (5, math.inf, False)),
        ("≤ 1 000", (-math.inf, 1000, False)),
        ("12+", (12, math.inf, False)),
        ("5-7", (5, 7, False)),
        ("-3 – -1.5", (-3, -1.5, False)),
        ("−3.2", (-3.2, -3.2, False)),
        ("1.5e3", (1500, 1500, False)),
    ],
)
def test_numbers_and_bounds_are_read(text, expected):
    assert read_value(text) == expected


@pytest.mark.parametrize("text", ["", "abc", "7-5", "1,2,3", "--5", "nan", "inf", "1e999", "5 men", ">="])
def test_anything_else_is_not_a_number(text):
    assert read_value(text) is None


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text):
    found = read_value(text)
    assert found is None or found[0] <= found[1]


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=20))
def test_the_scale_goes_there_and_back(numbers):
    figures = np.array(numbers)
    scale = scale_of(numbers)
    np.testing.assert_allclose(scale.value(scale.t(figures)), figures, rtol=1e-9, atol=1e-9 * scale.bend)


def test_groups_are_summed_as_if_every_history_of_copying_were_listed():
    """Two equal figures and another one: own-or-copy by claim, at least one own a figure, summed by hand."""
    family = make_family([said("o", "a", 50), said("o", "b", 50), said("o", "c", 57)])
    expected = expect(family, empty_account(family))
    (block,) = list(blocks(family))
    weighed = weigh(family, block, expected)
    copy = expected.copy[0]
    totals = []
    for place in range(block.places.shape[1]):
        if block.measure[0, place] == 0:
            totals.append(0.0)
            continue
        alone = [_alone(family, block, expected, claim, place) for claim in range(3)]
        histories = alone[0] * alone[1] + alone[0] * copy + copy * alone[1]
        totals.append(histories * alone[2] * math.exp(prior_of(family, block)[0, place]))
    np.testing.assert_allclose(weighed.mass[0], np.array(totals) / sum(totals), rtol=1e-9)


def _alone(family, block, expected, claim, place):
    """What a claim says of one candidate when nobody else speaks, from the same function asked about it alone."""
    figure = family.figures[block.claims[0, claim]]
    lonely = make_family([figure])
    for name in ("typical", "grain", "centre", "spread", "reach"):
        setattr(lonely, name, getattr(family, name))
    lonely.step = family.step[[block.claims[0, claim]]]
    (single,) = list(blocks(lonely))
    single.places = block.places[:1]
    single.measure = block.measure[:1]
    single.width = block.width[:1]
    single.equal = block.equal[:1, [claim]]
    single.claims = np.zeros((1, 1), dtype=np.intp)
    index = block.claims[0, claim]
    one = type(expected)(*(getattr(expected, name)[[index]] for name in expected.__dataclass_fields__))
    return math.exp(weigh(lonely, single, one).log_factor[0, 0, place])


def catalogue(seed, wrong=0.2, objects=120, sources=6):
    """Sources of which one is often wrong; figures that the others share are right."""
    chance = random.Random(seed)
    truth = {f"o{index}": chance.randint(1000, 99_999) for index in range(objects)}
    figures = []
    for thing, true in truth.items():
        for source in range(sources):
            bad = chance.random() < (0.7 if source == 0 else wrong / 4)
            figures.append(said(thing, f"s{source}", chance.randint(1, 10**7) if bad else true))
    return truth, figures


def test_agreement_on_the_right_figure_wins_over_noise():
    truth, figures = catalogue(1)
    answers = fuse(figures)
    assert sum(item.median == truth[item.object] for item in answers) >= 0.97 * len(truth)


def test_a_source_that_is_often_wrong_is_found_out():
    _, figures = catalogue(2)
    junk = {}
    for answer in fuse(figures):
        for item in answer.claims:
            junk.setdefault(item.figure.source, []).append(item.junk)
    means = {source: sum(parts) / len(parts) for source, parts in junk.items()}
    assert max(means, key=means.get) == "s0"
    assert means["s0"] > 0.5
    assert max(part for source, part in means.items() if source != "s0") < 0.15


def test_two_claims_are_not_averaged_when_one_is_vandalism():
    _, figures = catalogue(3)
    figures += [said("x", "s1", 4321), said("x", "vandal", 10**9)]
    (answer,) = [item for item in fuse(figures) if item.object == "x"]
    assert answer.median == 4321
    assert next(item.junk for item in answer.claims if item.figure.source == "vandal") > 0.9


def test_copies_of_a_bad_source_do_not_outvote_the_others():
    """Four copies stand against three sources of their own; sometimes a copier speaks for itself."""
    chance = random.Random(4)
    truth = {f"o{index}": chance.randint(1000, 99_999) for index in range(150)}
    figures = []
    for thing, true in truth.items():
        bad = true if chance.random() < 0.5 else chance.randint(1000, 99_999)
        for source in range(4):
            good = true if chance.random() < 0.9 else chance.randint(1000, 99_999)
            figures.append(said(thing, f"good{source}", good))
            figures.append(said(thing, f"copy{source}", bad if chance.random() < 0.8 else true))
    answers = fuse(figures)
    votes = sum(sum(item.low == truth[thing] for item in figures if item.object == thing) >= 5 for thing in truth)
    right = sum(item.median == truth[item.object] for item in answers)
    assert right > votes
    assert right >= 0.95 * len(truth)


@settings(max_examples=3, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_and_names_change_nothing(shuffler):
    _, figures = catalogue(5, objects=30)
    shuffled = figures[:]
    shuffler.shuffle(shuffled)
    assert fuse(shuffled) == fuse(figures)


def test_what_a_source_said_last_replaces_what_it_said_before():
    _, figures = catalogue(6, objects=40)
    figures += [said("x", "s1", 900, time="2020-01-01"), said("x", "s1", 4000, time="2020-02-01")]
    (answer,) = [item for item in fuse(figures) if item.object == "x"]
    assert [item.figure.low for item in answer.claims] == [4000]


def test_bounds_move_the_answer_to_their_side():
    _, figures = catalogue(7, objects=60)
    low = [Figure("x", "", "s1", 50_000, math.inf, text=">=50000"), Figure("x", "", "s2", -math.inf, 60_000)]
    (answer,) = [item for item in fuse([*figures, *low]) if item.object == "x"]
    assert 45_000 <= answer.median <= 65_000


def test_a_table_without_negative_figures_has_no_negative_answers():
    (answer,) = fuse([said("x", "a", 1)])
    assert all(item.low >= 0 for item in answer.ranges)


def test_negative_figures_and_zeros_are_ordinary():
    chance = random.Random(8)
    figures = [
        said(f"o{index}", f"s{source}", round(true + chance.gauss(0, 0.5), 1))
        for index, true in enumerate(chance.gauss(0, 10) for _ in range(80))
        for source in range(5)
    ]
    answers = {item.object: item for item in fuse(figures)}
    assert min(item.median for item in answers.values()) < -5
    assert all(item.ranges[-1].high - item.ranges[-1].low < 5 for item in answers.values())


@given(
    st.lists(st.tuples(st.floats(0, 100), st.floats(0.001, 1)), min_size=1, max_size=30),
    st.sampled_from([0.5, 0.8, 0.9, 0.95]),
)
def test_an_interval_holds_about_its_level_and_says_what_it_holds(pairs, level):
    pairs.sort()
    places, masses = np.array([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs])
    masses /= masses.sum()
    found = shortest(places, masses, level)
    inside = masses[(places >= found.low) & (places <= found.high)].sum()
    assert inside >= found.mass - 1e-9
    assert found.mass >= level - 0.05 - 1e-6


@given(st.lists(st.tuples(st.integers(0, 12), st.floats(0.001, 1)), min_size=1, max_size=30))
def test_each_interval_holds_the_median_and_the_smaller_intervals(pairs):
    pairs.sort()
    places, masses = np.array([float(pair[0]) for pair in pairs]), np.array([pair[1] for pair in pairs])
    masses /= masses.sum()
    median = float(places[min(int(np.searchsorted(np.cumsum(masses), 0.5)), len(places) - 1)])
    found = nested(places, masses, median)
    assert found[0].low <= median <= found[0].high
    assert all(wide.low <= small.low and small.high <= wide.high for small, wide in pairwise(found))


def test_shares_add_up_and_every_claim_is_listed():
    _, figures = catalogue(9, objects=30)
    for answer in fuse(figures):
        assert len(answer.claims) == 6
        assert sum(share for _, share in answer.sources) == pytest.approx(1)
        assert all(0 <= item.junk <= 1 and 0 <= item.copy <= 1 for item in answer.claims)


def test_nothing_in_gives_nothing_out():
    assert fuse([]) == []


def run(path):
    return CliRunner().invoke(fuse_command, [str(path)])


def test_the_command_prints_a_line_an_object_and_names_bad_rows(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text("source,object,value,attribute\na,x,5,size\nb,x,~6,size\nc,x,many,size\nd,,7,size\n", "utf-8")
    shown = run(path)
    assert shown.exit_code == 0
    (line,) = shown.stdout.splitlines()
    answer = json.loads(line)
    assert (answer["object"], answer["attribute"]) == ("x", "size")
    assert set(answer["intervals"]) == {"50", "80", "90", "95"}
    assert "many" in shown.stderr
    listed = CliRunner().invoke(fuse_command, [str(path), "--json"])
    assert json.loads(listed.stdout) == [answer]
    assert shown.stderr.count("left out") == 2


def test_a_table_without_the_columns_is_refused(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text("thing,number\nx,5\n", "utf-8")
    shown = run(path)
    assert shown.exit_code == 1
    assert "object, source, value" in shown.stderr
    assert not shown.stdout


def test_many_bad_rows_are_counted_not_listed(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text("object,source,value\nx,a,5\n" + "x,b,?\n" * 50, "utf-8")
    shown = run(path)
    assert "30 more rows" in shown.stderr
