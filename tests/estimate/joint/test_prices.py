"""Movements that the cells do not show, and what it takes to be told of them."""

import numpy as np
from joint_problems import problem, stated

from exeunt.estimate.joint.pack import pack
from exeunt.estimate.joint.problem import Effort, Shape
from exeunt.estimate.joint.sampler import sample


def prices(*statements):
    return pack(problem(*statements)).told.price


def test_a_hidden_movement_is_likelier_in_a_longer_window_and_where_much_moves():
    one, other = prices(stated(Shape.FELL, 50, 4, start=0), stated(Shape.FELL, 50, 60, start=50))
    assert np.all(np.diff(one) > 0)
    assert np.all(other > one)


def test_two_sources_that_agree_tell_of_one_movement_and_two_that_differ_do_not():
    told = [stated(Shape.FELL, 50, 4, start=0, by=0, blur=0.03)]
    alone, agreeing, differing = (
        prices(*told, stated(Shape.FELL, figure, day, start=day - 4, by=1, blur=0.03))[1]
        for figure, day in ((50, 24), (50, 5), (400, 5))
    )
    assert np.all(agreeing > 5 * alone)
    np.testing.assert_allclose(differing, prices(stated(Shape.FELL, 50, 4, start=0))[0])


def test_small_convoys_make_a_force_neither_small_nor_large():
    counted = [stated(Shape.FIGURE, 6000, day, by=1, blur=0.1) for day in (0, 2)]
    convoys = [stated(Shape.FELL, 90, day, start=day - 4, by=0, blur=0.03) for day in (8, 16, 24, 32)]
    with_convoys = sample(problem(*counted, *convoys), seed=1, effort=Effort(2, 60, 150))
    without = sample(problem(*counted), seed=1, effort=Effort(2, 60, 150))
    held, free = (np.median(np.log1p(draws.counts[draws.cells[:, 0]])) for draws in (with_convoys, without))
    assert abs(held - free) < 0.3
