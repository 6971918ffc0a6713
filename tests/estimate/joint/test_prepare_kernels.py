"""What `make` compiles beforehand is all that an estimate needs."""

from joint_problems import EVERY_KIND

from exeunt.estimate.joint.blame import blame
from exeunt.estimate.joint.bridge import between, walk
from exeunt.estimate.joint.filter import draw_stocks
from exeunt.estimate.joint.prepare import compile_kernels
from exeunt.estimate.joint.problem import Effort
from exeunt.estimate.joint.sampler import sample
from exeunt.estimate.joint.sources import look
from exeunt.estimate.joint.sweep import sweep

KERNELS = (sweep, blame, between, walk, draw_stocks, look)


def test_an_estimate_compiles_nothing_that_was_not_compiled_before():
    assert compile_kernels() == 2 * 2
    before = [kernel.signatures[:] for kernel in KERNELS]
    assert all(before)
    sample(EVERY_KIND, seed=1, effort=Effort(1, 1, 1))
    assert [kernel.signatures for kernel in KERNELS] == before
