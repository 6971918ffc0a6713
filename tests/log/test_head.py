import pytest
from hypothesis import given
from hypothesis import strategies as st

from exeunt.log.head import head_text, parse_head
from exeunt.model.entry import TreeHead

ROOT = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


def test_a_head_is_three_lines_that_people_can_read_out():
    assert head_text(TreeHead(144, ROOT)) == f"exeunt ledger 1\nsize 144\nroot {ROOT}\n"


@given(st.integers(0, 10**12), st.binary(min_size=32, max_size=32))
def test_a_head_comes_back_from_its_text(size, root):
    head = TreeHead(size, root.hex())
    assert parse_head(head_text(head)) == head


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"exeunt ledger 2\nsize 144\nroot {ROOT}\n",
        f"exeunt ledger 1\nsize 0144\nroot {ROOT}\n",
        f"exeunt ledger 1\nsize -1\nroot {ROOT}\n",
        f"exeunt ledger 1\nsize 144\nroot {ROOT.upper()}\n",
        f"exeunt ledger 1\nsize 144\nroot {ROOT}",
        f"exeunt ledger 1\nsize 144\nroot {ROOT}\n\n",
        f"exeunt ledger 1\r\nsize 144\r\nroot {ROOT}\r\n",
    ],
)
def test_there_is_only_one_text_for_a_head(text):
    with pytest.raises(ValueError, match="not the text of a tree head"):
        parse_head(text)
