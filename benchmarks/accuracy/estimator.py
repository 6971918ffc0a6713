"""How often the estimator's intervals cover a known truth, beside the last claim carried forward."""

from __future__ import annotations

import sys
import time

from exeunt.simulation.drawn import draw_worlds
from exeunt.simulation.score import score


def main(worlds: int = 200, seed: int = 1) -> None:
    began = time.process_time()
    found = score(list(draw_worlds(seed, worlds)), seed)
    seconds = time.process_time() - began
    print(f"estimator: {worlds} drawn worlds, {found.counts} counts, seed {seed}, {seconds:.1f} CPU s")
    for level, share in found.fair.items():
        error = (share * (1 - share) / found.counts) ** 0.5
        printed = found.coverage[level]
        print(f"  {level:.0%} intervals cover {share:.1%} (+- {error:.1%}); as printed, in whole cells: {printed:.1%}")
    print(f"  CRPS on log(1+N): {found.crps:.3f}; last claim carried forward: {found.naive_crps:.3f}")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
