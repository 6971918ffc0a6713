"""Who is responsible for what is said, who passed it on, and whom a pronoun or a common noun means."""

from __future__ import annotations

from datetime import date

import pytest
from small_case import read

from exeunt.claim.general import extract_general
from exeunt.document.read import document_from
from exeunt.model.claim import Claim, Kind

LEFT = "30 Turkish soldiers left Libya"


def last(text: str) -> Claim:
    return [claim for claim in read(text) if claim.kind is Kind.DEPARTURE][-1]


def spoken(text: str, language: str) -> tuple[str, str]:
    document, _ = document_from(f"date: 2022-08-15\nlang: {language}\n\n{text}".encode(), date(2030, 1, 1), "a.txt")
    assert document is not None
    claim = extract_general(document)[0][-1]
    return claim.source_text, claim.relayed_by


@pytest.mark.parametrize(
    ("text", "said", "relayed"),
    [
        (f"Radio Zuwara, citing the defence ministry, said {LEFT}.", "the defence ministry", "Radio Zuwara"),
        (f"Radio Zuwara said, citing the defence ministry, that {LEFT}.", "the defence ministry", "Radio Zuwara"),
        (f"{LEFT}, according to a report by the panel of experts seen by Reuters.", "the panel of experts", "Reuters"),
        (f"An officer quoted by AFP said {LEFT}.", "An officer", "AFP"),
        (f'"{LEFT}," an officer was quoted by AFP as saying.', "an officer", "AFP"),
        (f"AFP quoted two officers as saying that {LEFT}.", "two officers", "AFP"),
        (f"{LEFT}, two officers told the Zuwara Herald.", "two officers", "the Zuwara Herald"),
        (f"{LEFT}, the ministry said in a statement carried by the Lana agency.", "the ministry", "the Lana agency"),
        (f"{LEFT}, according to a note by the army obtained by AFP and seen by this newspaper.", "the army", "AFP"),
    ],
)
def test_the_chain_leads_from_who_is_responsible_outward(text: str, said: str, relayed: str) -> None:
    claim = last(text)
    assert (claim.source_text, claim.relayed_by) == (said, relayed)


def test_several_relays_stand_in_the_order_of_the_way_the_words_took() -> None:
    claim = last(f"Radio Zuwara, citing a diplomat quoted by AFP, said {LEFT}.")
    assert (claim.source_text, claim.relayed_by) == ("a diplomat", "AFP; Radio Zuwara")


@pytest.mark.parametrize(
    ("text", "language", "said", "relayed"),
    [
        ("نقلت قناة الأفق عن مسؤول تشادي قوله إن 200 جندي تركي غادروا ليبيا.", "ar", "مسؤول تشادي", "قناة الأفق"),
        ("ذكرت قناة الأفق، نقلا عن وزارة الدفاع، أن 200 جندي تركي غادروا ليبيا.", "ar", "وزارة الدفاع", "قناة الأفق"),
        ("غادر 200 جندي تركي ليبيا، بحسب وثيقة اطلعت عليها صحيفة الأفق.", "ar", "وثيقة", "صحيفة الأفق"),
        ("غادر 200 جندي تركي ليبيا، وفق ما بثته إذاعة الأفق.", "ar", "إذاعة الأفق", ""),
        (
            "Selon un officier cité par Radio Sahel, 200 soldats turcs ont quitté la Libye.",
            "fr",
            "un officier",
            "Radio Sahel",
        ),
        (
            "Radio Sahel, citant un diplomate, rapporte que 200 soldats turcs ont quitté la Libye.",
            "fr",
            "un diplomate",
            "Radio Sahel",
        ),
        (
            "« 200 soldats turcs ont quitté la Libye », a déclaré à l'agence Panapress un diplomate.",
            "fr",
            "un diplomate",
            "l'agence Panapress",
        ),
    ],
)
def test_arabic_and_french_chains_are_read_alike(text: str, language: str, said: str, relayed: str) -> None:
    assert spoken(text, language) == (said, relayed)


@pytest.mark.parametrize(
    ("opening", "said"),
    [
        ("Envoy Anna Roe met the ministry. She said", "Envoy Anna Roe"),
        ("Colonel Adam Reed said 50 Turkish soldiers stayed. The mission said so too. He added", "Colonel Adam Reed"),
        ("Colonel Adam Reed said 50 Turkish soldiers stayed. The mission said so too. It added", "The mission"),
        ("The Joint Border Commission said 50 Turkish soldiers were in Libya. Colonel Reed agreed, he said. "
         "The commission added", "The Joint Border Commission"),
        ("The survey team reached the camp. It reported", "The survey team"),
        ("Reporters of Radio Zuwara told us little. According to the mission", "the mission"),
    ],
)  # fmt: skip
def test_a_pronoun_or_a_noun_is_the_last_one_of_its_kind(opening: str, said: str) -> None:
    joint = "," if opening.startswith("Reporters") else " that"
    assert last(f"{opening}{joint} 30 Turkish soldiers had left Libya.").source_text == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"Speaking to reporters in Tunis she said {LEFT}.", "she"),
        (f"In a statement issued on Tuesday the border council said {LEFT}.", "the border council"),
        ("Chad flew 95 soldiers home and announced that 30 Turkish soldiers left Libya.", "Chad"),
        (f"The border council recently said {LEFT}.", "The border council"),
        (f"The United States said {LEFT}.", "The United States"),
        (f"An officer, who asked not to be named, said {LEFT}.", "An officer"),
        (f"{LEFT}, according to a decision published on Tuesday.", "a decision"),
    ],
)
def test_what_is_no_part_of_a_name_falls_away(text: str, said: str) -> None:
    assert last(text).source_text == said


def test_the_men_themselves_are_their_force() -> None:
    claims = read("300 Wagner fighters were in Sirte. The fighters said that 30 Turkish soldiers had left Libya.")
    assert claims[-1].source_text == "Wagner Group"


def test_whoever_has_a_duty_does_not_call_for_it() -> None:
    (claim,) = [c for c in read("The coast must send home the Turkish soldiers.") if c.kind is Kind.DEMAND]
    assert claim.source_text == "Desert Courier"


def test_the_place_that_opens_a_report_is_no_part_of_the_monitors_name() -> None:
    claims = read("SALT PASS - UN observers counted 30 Turkish soldiers as they left Libya.")
    assert claims[-1].source_text == "UN observers"
