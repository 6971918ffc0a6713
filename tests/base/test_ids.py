from hypothesis import given
from hypothesis import strategies as st

from exeunt.base.ids import is_slug, slug_of


def test_an_id_is_made_from_a_name():
    assert slug_of("Côte d'Ivoire (North)") == "cote-d-ivoire-north"
    assert slug_of("الشمال") == ""


@given(st.text())
def test_what_is_made_from_a_name_is_an_id_or_nothing(name):
    made = slug_of(name)
    assert not made or is_slug(made)
