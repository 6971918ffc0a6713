import pytest

from exeunt.base.text import folded, frozen


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Al-Jufrah", "al Jufrah"),
        ("Al Khādim", "al-Khadim"),
        ("الجُفرة", "الجفره"),
        ("قاعدة الوطية", "قاعده الوطيه"),
        ("Ma'aten al-Sarra", "Maaten Sarra"),
        ("٢٠٢١", "2021"),
    ],
)
def test_spellings_of_one_name_fold_alike(one, other):
    assert folded(one) == folded(other)


def test_different_places_fold_apart():
    assert folded("al-Jufra") != folded("al-Khadim")


def test_frozen_text_has_one_newline_form_and_no_mark():
    assert frozen("\ufeffa\r\nb\rc\u0065\u0301") == "a\nb\nc\u00e9"
    assert frozen(frozen("\ufeffa\r\n")) == "a\n"
