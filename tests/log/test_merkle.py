import pytest
from hypothesis import given
from hypothesis import strategies as st
from textbook import mth

from exeunt.log.merkle import EMPTY_ROOT, Frontier, leaf_hash, node_hash, root_of, split

# The eight leaves and roots that certificate-transparency implementations test against (RFC 6962, section 2.1).
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


@pytest.mark.parametrize(("size", "root"), list(enumerate(ROOTS, start=1)))
def test_roots_are_those_of_the_published_vectors(size, root):
    assert root_of([leaf_hash(data) for data in LEAVES[:size]]).hex() == root


def test_the_root_of_an_empty_log_is_the_hash_of_nothing():
    assert root_of([]) == EMPTY_ROOT
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("size", range(65))
def test_the_root_is_that_of_the_textbook_for_every_size(size):
    data = [bytes([number]) for number in range(size)]
    assert root_of(leaf_hash(item) for item in data) == mth(data)


@given(st.lists(st.binary(max_size=8), max_size=300), st.data())
def test_appending_in_two_goes_is_appending_in_one(data, draw):
    leaves = [leaf_hash(item) for item in data]
    cut = draw.draw(st.integers(0, len(leaves)))
    frontier = Frontier().extended(leaves[:cut]).extended(leaves[cut:])
    assert frontier == Frontier().extended(leaves)
    assert frontier.root() == mth(data)
    assert len(frontier.peaks) <= max(1, len(leaves)).bit_length()


def test_a_frontier_whose_peaks_do_not_fit_its_size_is_refused():
    with pytest.raises(ValueError, match="a tree of 5 leaves has 2 peaks, not 1"):
        Frontier(5, (EMPTY_ROOT,))


@pytest.mark.parametrize(("size", "left"), [(2, 1), (3, 2), (4, 2), (5, 4), (8, 4), (9, 8), (1025, 1024)])
def test_the_left_side_holds_the_largest_power_of_two_below_the_size(size, left):
    assert split(size) == left


def test_an_inner_node_cannot_be_passed_off_as_a_leaf():
    # second preimage: a log of one leaf whose data are two hashes must not have the root of the log of two
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert node_hash(left, right) == root_of([left, right])
    assert root_of([leaf_hash(left + right)]) != root_of([left, right])
    assert root_of([node_hash(left, right), leaf_hash(b"c")]) == root_of([left, right, leaf_hash(b"c")])
    assert leaf_hash(left + right) != node_hash(left, right)
