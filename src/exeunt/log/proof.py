"""Proofs about a Merkle log: that a leaf is in it, that a later log extends an earlier one.

The two functions that make proofs read leaf hashes. The two that verify follow RFC 9162, sections 2.1.3.2 and 2.1.4.2,
step by step and need nothing but the proof and the roots: an outsider can check a published head with them alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exeunt.log.merkle import EMPTY_ROOT, node_hash, root_of, split

Path = tuple[bytes, ...]
"""The hashes of a proof, from the leaf's side up."""


@dataclass(frozen=True, slots=True)
class Inclusion:
    """A proof that a leaf is in the log, with all that is needed to check it; `root` must be one that was published."""

    leaf: bytes
    index: int
    size: int
    root: bytes
    path: Path

    @property
    def holds(self) -> bool:
        """Whether the path leads from the leaf to the root."""
        return verify_inclusion(self.leaf, self.index, size=self.size, root=self.root, path=self.path)


def inclusion_proof(leaves: Sequence[bytes], index: int) -> Path:
    """The path from a leaf to the root (RFC 9162, 2.1.3.1). Raises IndexError outside the log."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    path = []
    first, end = 0, len(leaves)
    while end - first > 1:
        middle = first + split(end - first)
        if index < middle:
            path.append(root_of(leaves[middle:end]))
            end = middle
        else:
            path.append(root_of(leaves[first:middle]))
            first = middle
    return tuple(reversed(path))


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> Path:
    """That the first `old_size` leaves are a beginning of all of them (RFC 9162, 2.1.4.1). Raises IndexError."""
    if not 0 <= old_size <= len(leaves):
        raise IndexError(old_size)
    if old_size == 0:
        return ()  # every log extends the empty one
    path = []
    first, end = 0, len(leaves)
    while old_size != end:
        middle = first + split(end - first)
        if old_size <= middle:
            path.append(root_of(leaves[middle:end]))
            end = middle
        else:
            path.append(root_of(leaves[first:middle]))
            first = middle
    if first:  # the old root itself is not sent: who verifies has it
        path.append(root_of(leaves[first:end]))
    return tuple(reversed(path))


def verify_inclusion(leaf: bytes, index: int, *, size: int, root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the path leads from the leaf hash at `index` to the root of a log of `size` leaves."""
    if not 0 <= index < size:
        return False
    node, last = index, size - 1
    found = leaf
    for sibling in path:
        if last == 0:
            return False
        if node & 1 or node == last:
            found = node_hash(sibling, found)
            node, last = _climb(node, last)
        else:
            found = node_hash(found, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(*, old_size: int, old_root: bytes, size: int, root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the path shows that the log with `root` begins with all that stood under `old_root`."""
    if not 0 <= old_size <= size:
        return False
    if old_size == 0:
        return not path and old_root == EMPTY_ROOT
    if old_size == size:
        return not path and old_root == root
    if not path:
        return False
    is_complete = old_size & (old_size - 1) == 0  # then the old root is a node of the new tree, and not sent
    hashes = [old_root, *path] if is_complete else path
    node, last = old_size - 1, size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    return _replay(hashes, node, last) == (old_root, root)


def _replay(hashes: Sequence[bytes], node: int, last: int) -> tuple[bytes, bytes] | None:
    """Both roots as the path gives them; None when it is longer or shorter than the sizes ask for."""
    old = new = hashes[0]
    for sibling in hashes[1:]:
        if last == 0:
            return None
        if node & 1 or node == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            node, last = _climb(node, last)
        else:
            new = node_hash(new, sibling)
        node, last = node >> 1, last >> 1
    return (old, new) if last == 0 else None


def _climb(node: int, last: int) -> tuple[int, int]:
    # a left node at the right edge has no sibling on these levels: go up to the first that has one
    while node and not node & 1:
        node, last = node >> 1, last >> 1
    return node, last
