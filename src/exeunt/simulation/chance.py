"""Random numbers that follow from what they are for: a seed, the number of the world, and a purpose.

So world number 7 is the same in a run of ten and of a thousand, and a new draw for the sources moves no history.
"""

from __future__ import annotations

import zlib

import numpy as np

Chance = np.random.Generator


def chance(seed: int, number: int, purpose: str) -> Chance:
    """A stream of its own for each seed, world and purpose (counter-based: Philox)."""
    return Chance(np.random.Philox(np.random.SeedSequence([seed, number, zlib.crc32(purpose.encode())])))
