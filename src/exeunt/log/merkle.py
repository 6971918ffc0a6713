"""The Merkle tree of RFC 6962 and RFC 9162, section 2.1: hashes of leaves and nodes, and the root of a list.

A leaf and a node are hashed with different first bytes, so that no inner node can be passed off as a leaf. `Frontier`
holds the roots of the complete subtrees from left to right, one for each bit set in the size: enough to append in
O(log n) without reading the leaves again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of one leaf: SHA-256(0x00 || data)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node: SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """The right edge of a tree of `size` leaves: the roots of its complete subtrees, largest first."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if len(self.peaks) != self.size.bit_count():
            raise ValueError(f"a tree of {self.size} leaves has {self.size.bit_count()} peaks, not {len(self.peaks)}")

    def extended(self, leaves: Iterable[bytes]) -> Frontier:
        """The frontier after these leaf hashes are appended."""
        size, peaks = self.size, list(self.peaks)
        for leaf in leaves:
            merged, pairs = leaf, size
            while pairs & 1:
                merged, pairs = node_hash(peaks.pop(), merged), pairs >> 1
            peaks.append(merged)
            size += 1
        return Frontier(size, tuple(peaks))

    def root(self) -> bytes:
        """The root of the tree; of an empty one, the hash of nothing."""
        if not self.peaks:
            return EMPTY_ROOT
        *rest, root = self.peaks
        for peak in reversed(rest):
            root = node_hash(peak, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root of a list of leaf hashes."""
    return Frontier().extended(leaves).root()


def split(size: int) -> int:
    """How many leaves hang on the left of a tree of `size` > 1 leaves: the largest power of two below the size."""
    return 1 << (size - 1).bit_length() - 1
