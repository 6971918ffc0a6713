import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from textbook import path as textbook_path
from textbook import proof as textbook_proof

from exeunt.log.merkle import EMPTY_ROOT, leaf_hash, node_hash, root_of
from exeunt.log.proof import (
    Inclusion,
    consistency_proof,
    inclusion_proof,
    verify_consistency,
    verify_inclusion,
)

# The eight leaves of the certificate-transparency test vectors, and the hashes their proofs are made of.
DATA = [
    bytes.fromhex(text)
    for text in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
LEAVES = [leaf_hash(data) for data in DATA]
LEAF_1 = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
LEAF_2 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
LEAVES_1_2 = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
LEAVES_3_4 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
LEAF_5 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
LEAVES_5_6 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
LEAVES_7_8 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
LEAVES_1_4 = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"
LEAVES_5_8 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"


@pytest.mark.parametrize(
    ("leaf", "size", "expected"),
    [
        (1, 1, []),
        (1, 8, [LEAF_2, LEAVES_3_4, LEAVES_5_8]),
        (6, 8, [LEAF_5, LEAVES_7_8, LEAVES_1_4]),
        (3, 3, [LEAVES_1_2]),
        (2, 5, [LEAF_1, LEAVES_3_4, LEAF_5]),
    ],
)
def test_inclusion_proofs_are_those_of_the_published_vectors(leaf, size, expected):
    path = inclusion_proof(LEAVES[:size], leaf - 1)
    assert [item.hex() for item in path] == expected
    assert verify_inclusion(LEAVES[leaf - 1], leaf - 1, size=size, root=root_of(LEAVES[:size]), path=path)


@pytest.mark.parametrize(
    ("old", "size", "expected"),
    [
        (1, 1, []),
        (1, 8, [LEAF_2, LEAVES_3_4, LEAVES_5_8]),
        (6, 8, [LEAVES_5_6, LEAVES_7_8, LEAVES_1_4]),
        (2, 5, [LEAVES_3_4, LEAF_5]),
    ],
)
def test_consistency_proofs_are_those_of_the_published_vectors(old, size, expected):
    path = consistency_proof(LEAVES[:size], old)
    assert [item.hex() for item in path] == expected
    assert extends(LEAVES[:old], LEAVES[:size], path)


def extends(old, new, path):
    return verify_consistency(old_size=len(old), old_root=root_of(old), size=len(new), root=root_of(new), path=path)


@pytest.mark.parametrize("size", range(65))
def test_every_proof_of_every_small_log_is_the_textbook_one_and_verifies(size):
    data = [bytes([number]) for number in range(size)]
    leaves = [leaf_hash(item) for item in data]
    root = root_of(leaves)
    for index in range(size):
        path = inclusion_proof(leaves, index)
        assert list(path) == textbook_path(index, data)
        assert Inclusion(leaves[index], index, size, root, path).holds
    for old in range(1, size + 1):
        path = consistency_proof(leaves, old)
        assert list(path) == textbook_proof(old, data)
        assert extends(leaves[:old], leaves, path)


many_leaves = st.integers(1, 700).map(lambda size: [leaf_hash(str(number).encode()) for number in range(size)])


@given(many_leaves, st.data())
def test_every_proof_of_a_large_log_verifies(leaves, draw):
    index = draw.draw(st.integers(0, len(leaves) - 1))
    old = draw.draw(st.integers(0, len(leaves)))
    path = inclusion_proof(leaves, index)
    assert verify_inclusion(leaves[index], index, size=len(leaves), root=root_of(leaves), path=path)
    assert extends(leaves[:old], leaves, consistency_proof(leaves, old))


def test_every_log_extends_the_empty_one_and_itself_and_needs_no_proof_for_it():
    assert extends([], LEAVES, consistency_proof(LEAVES, 0))
    assert extends(LEAVES, LEAVES, consistency_proof(LEAVES, 8))
    assert not extends([], LEAVES, [LEAVES[0]])
    assert not extends(LEAVES, LEAVES, [LEAVES[0]])
    assert not verify_consistency(old_size=0, old_root=LEAVES[0], size=8, root=root_of(LEAVES), path=())
    assert verify_consistency(old_size=0, old_root=EMPTY_ROOT, size=0, root=EMPTY_ROOT, path=())


@pytest.mark.parametrize("index", [-1, 8])
def test_there_is_no_proof_for_a_leaf_outside_the_log(index):
    with pytest.raises(IndexError):
        inclusion_proof(LEAVES, index)
    assert not verify_inclusion(LEAVES[0], index, size=8, root=root_of(LEAVES), path=())


@pytest.mark.parametrize("old", [-1, 9])
def test_there_is_no_proof_for_a_size_the_log_never_had(old):
    with pytest.raises(IndexError):
        consistency_proof(LEAVES, old)
    assert not verify_consistency(old_size=old, old_root=LEAVES[0], size=8, root=root_of(LEAVES), path=())


# Attacks


def test_a_changed_leaf_is_not_in_the_log():
    path = inclusion_proof(LEAVES, 3)
    assert not verify_inclusion(leaf_hash(b"changed"), 3, size=8, root=root_of(LEAVES), path=path)


def test_two_leaves_that_changed_places_are_noticed():
    swapped = [LEAVES[1], LEAVES[0], *LEAVES[2:]]
    assert root_of(swapped) != root_of(LEAVES)
    assert not verify_inclusion(LEAVES[0], 1, size=8, root=root_of(LEAVES), path=inclusion_proof(swapped, 1))
    assert not extends(LEAVES[:4], swapped, consistency_proof(swapped, 4))


@pytest.mark.parametrize("old", range(1, 8))
def test_a_log_whose_past_was_rewritten_does_not_extend_what_was_published(old):
    rewritten = [leaf_hash(b"rewritten"), *LEAVES[1:]]
    assert not extends(LEAVES[:old], rewritten, consistency_proof(rewritten, old))
    assert not extends(LEAVES[:old], rewritten, consistency_proof(LEAVES, old))


def test_a_truncated_log_is_no_extension():
    shorter = LEAVES[:6]
    path = consistency_proof(LEAVES, 6)
    assert not extends(LEAVES, shorter, path)
    assert not verify_consistency(old_size=8, old_root=root_of(LEAVES), size=8, root=root_of(shorter), path=path)


@given(many_leaves, st.data())
def test_a_forged_path_proves_nothing(leaves, draw):
    index = draw.draw(st.integers(0, len(leaves) - 1))
    path = list(inclusion_proof(leaves, index))
    root = root_of(leaves)
    forged = draw.draw(st.sampled_from(_forgeries(path)))
    assume(forged != path)
    assert not verify_inclusion(leaves[index], index, size=len(leaves), root=root, path=forged)


@given(many_leaves, st.data())
def test_a_forged_consistency_path_proves_nothing(leaves, draw):
    old = draw.draw(st.integers(1, len(leaves)))
    path = list(consistency_proof(leaves, old))
    forged = draw.draw(st.sampled_from(_forgeries(path)))
    assume(forged != path)
    assert not extends(leaves[:old], leaves, forged)


def _forgeries(path):
    stranger = leaf_hash(b"stranger")
    return [
        [*path, stranger],
        [stranger, *path],
        path[:-1],
        path[1:],
        path[::-1],
        [*path[:-1], stranger] if path else [stranger],
    ]


@given(many_leaves, st.data())
def test_a_proof_for_one_place_or_size_holds_for_no_other(leaves, draw):
    index = draw.draw(st.integers(0, len(leaves) - 1))
    other = draw.draw(st.integers(0, len(leaves) - 1))
    assume(other != index)
    path = inclusion_proof(leaves, index)
    assert not verify_inclusion(leaves[index], other, size=len(leaves), root=root_of(leaves), path=path)


def test_an_inner_node_is_no_leaf_even_with_a_path_that_leads_to_the_root():
    # second preimage: node(1,2) and the path from it upward reach the root, but with a size that was never published
    inner = node_hash(LEAVES[0], LEAVES[1])
    upward = inclusion_proof(LEAVES, 0)[1:]
    assert not verify_inclusion(inner, 0, size=8, root=root_of(LEAVES), path=upward)
    # and whoever hashes the two children as data gets another leaf
    assert not verify_inclusion(leaf_hash(LEAVES[0] + LEAVES[1]), 0, size=4, root=root_of(LEAVES), path=upward)
