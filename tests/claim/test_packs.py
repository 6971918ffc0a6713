"""Language packs: one form for all, and what Arabic and French texts become, in sentences about many wars."""

from __future__ import annotations

from datetime import date

import pytest

from exeunt.claim.general import extract_general, general_names, host_of
from exeunt.claim.lines import kind_of_line
from exeunt.claim.pack import load_pack
from exeunt.document.read import document_from
from exeunt.model.claim import Claim, Stance
from exeunt.model.document import Document

LANGUAGES = ("en", "ar", "fr")


def document(body: str, language: str, day: str = "2022-08-15") -> Document:
    text = f"title: News\npublisher: Agency\ndate: {day}\nlang: {language}\n\n{body}\n"
    found, problems = document_from(text.encode(), date(2030, 1, 1), "a.txt")
    assert found is not None
    assert problems == []
    return found


def read(body: str, language: str, day: str = "2022-08-15") -> list[Claim]:
    text = document(body, language, day)
    claims, problems = extract_general(text)
    assert problems == []
    for claim in claims:
        assert claim.passage is not None
        assert text.text[claim.passage.start : claim.passage.end] == claim.passage.quote
    return claims


def shape(claim: Claim) -> tuple[str, str, float | None]:
    return kind_of_line(claim), claim.force_text, claim.count.figure if claim.count else None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pack_has_the_files_and_the_lists_that_the_stages_look_at(language: str) -> None:
    english, pack = load_pack("en"), load_pack(language)
    assert set(english.tables) <= set(pack.tables)
    assert set(english.small) - {"nationality", "army"} <= set(pack.small)
    for name, table in english.tables["kind"].items():
        assert set(table) - {"reason"} <= set(pack.tables["kind"][name])


ARABIC = [
    ("غادرت آخر دفعة من الجنود الفرنسيين مدينة غاو يوم الاثنين.", ("departure", "French forces", None)),
    ("وصل أكثر من ألفي مقاتل أفغاني إلى حلب الشهر الماضي.", ("arrival", "Afghan fighters", 2000)),
    ("ما زال ثلاثمئة وخمسون عسكريا إماراتيا في سقطرى.", ("presence", "Emirati forces", 350)),
    ("طالب رئيس الوزراء بخروج القوات التركية من شمال العراق.", ("demand", "Turkish forces", None)),
    ("ستنسحب القوات السعودية من عدن قبل نهاية العام.", ("departure_planned", "Saudi forces", None)),
    ("أرسلت أنقرة كتيبتين من القوات التركية إلى دهوك.", ("arrival", "Turkish forces", 2)),
]


@pytest.mark.parametrize(("sentence", "expected"), ARABIC)
def test_arabic_sentences_become_claims(sentence: str, expected: tuple[str, str, float | None]) -> None:
    assert shape(read(sentence, "ar")[0]) == expected


FRENCH = [
    ("Les 2 400 soldats français ont quitté la base de Gao lundi.", ("departure", "French forces", 2400)),
    ("Environ 300 militaires tchadiens restent déployés à Tessalit.", ("presence", "Chadian forces", 300)),
    ("Quatre-vingt-dix instructeurs russes sont arrivés à Bangui.", ("arrival", "Russian forces", 90)),
    ("Le général exige le départ des troupes rwandaises.", ("demand", "Rwandan forces", None)),
    ("Les troupes ougandaises quitteront Goma d'ici la fin du mois.", ("departure_planned", "Ugandan forces", None)),
]


@pytest.mark.parametrize(("sentence", "expected"), FRENCH)
def test_french_sentences_become_claims(sentence: str, expected: tuple[str, str, float | None]) -> None:
    assert shape(read(sentence, "fr")[0]) == expected


def test_an_arabic_verb_of_speaking_comes_before_the_speaker_and_its_day_is_not_that_of_leaving() -> None:
    claim = read("وقالت وزيرة الخارجية الأحد إن المقاتلين الأجانب غادروا ليبيا.", "ar")[0]
    assert claim.source_text == "وزيرة الخارجية"
    assert claim.as_of.first is None
    assert claim.as_of.last == date(2022, 8, 14)


def test_an_arabic_verb_without_a_speaker_is_of_the_last_one() -> None:
    body = "أكد المبعوث الأممي أن القوات الروسية غادرت حلب. وأضاف أن مئتي جندي روسي ما زالوا في طرطوس."
    assert [claim.source_text for claim in read(body, "ar")] == ["المبعوث الأممي", "المبعوث الأممي"]


def test_a_french_speaker_behind_the_quotation_is_found() -> None:
    claim = read("Des mercenaires ont quitté la Libye, a indiqué mardi le ministère.", "fr")[0]
    assert claim.source_text == "le ministère"


def test_levantine_and_common_names_of_one_month_are_one_month() -> None:
    claim = read("انسحبت القوات الروسية من حلب في آذار/مارس 2016.", "ar")[0]
    assert (claim.as_of.first, claim.as_of.last) == (date(2016, 3, 1), date(2016, 3, 31))


def test_arabic_indic_digits_are_digits() -> None:
    assert shape(read("غادر ٣٥٠ جنديا روسيا حلب.", "ar")[0]) == ("departure", "Russian forces", 350)


def test_marks_on_arabic_letters_move_no_offset() -> None:
    claim = read("غادَرَتِ القُوّاتُ الرُّوسِيَّةُ حَلَب.", "ar")[0]
    assert claim.force_text == "Russian forces"


def test_a_denial_is_a_denial_in_every_language() -> None:
    denials = {
        "en": "Russian troops have not left Aleppo.",
        "fr": "Les troupes russes n'ont pas quitté Alep.",
        "ar": "لم تغادر القوات الروسية حلب.",
    }
    for language, sentence in denials.items():
        assert read(sentence, language)[0].stance is Stance.DENIED, language


def test_places_have_one_name_whatever_the_language() -> None:
    texts = {"fr": "Les soldats français ont quitté l'est de la Syrie.", "ar": "غادر الجنود الفرنسيون شرق سوريا."}
    assert {read(text, language)[0].place_text for language, text in texts.items()} == {"eastern Syria"}


def test_the_host_is_where_the_force_is_and_not_whose_it_is() -> None:
    text = document("Turkish troops left Syria. Officials in Damascus said the Turkish soldiers had gone.", "en")
    assert host_of(text, load_pack("en")) == "Syria"
    assert "syria" in general_names(text, load_pack("en")).host_names


def test_a_noun_phrase_with_a_number_is_a_claim_of_its_own() -> None:
    body = "The two states signed an agreement on Monday on the withdrawal of 50,000 Cuban troops from Angola."
    assert ("departure_planned", "Cuban forces", 50_000) in [shape(claim) for claim in read(body, "en")]


def test_a_short_name_that_the_text_gives_to_an_army_is_that_army() -> None:
    body = "Indonesia's military (TNI) has left the town. The TNI took 2,163 soldiers out of Aceh on Tuesday."
    assert [claim.force_text for claim in read(body, "en")] == ["Indonesian forces", "Indonesian forces"]


def test_each_field_says_whether_it_was_said_or_filled_in() -> None:
    basis = dict(read("About 300 Russian troops left Aleppo on Monday.", "en")[0].basis)
    assert basis == {
        "force": "explicit",
        "kind": "sole",
        "place": "explicit",
        "quantity": "explicit",
        "source": "default",
        "time": "explicit",
        "words": "likely",
    }
