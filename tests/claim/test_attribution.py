"""Who says it: cues before, after and around what is said; pronouns and short names; relays."""

from __future__ import annotations

import pytest
from small_case import read

from exeunt.model.claim import Claim, Kind, Stance


def speaker(text: str) -> str:
    return departures(text)[-1].source_text


def departures(text: str) -> list[Claim]:
    return [claim for claim in read(text) if claim.kind is Kind.DEPARTURE]


@pytest.mark.parametrize(
    ("text", "said_by"),
    [
        ("The mission said that 30 Turkish soldiers had left Libya.", "The mission"),
        ("30 Turkish soldiers left Libya, the mission said.", "the mission"),
        ("30 Turkish soldiers left Libya, said Colonel Adam Reed on Monday.", "Colonel Adam Reed"),
        ("According to the mission, 30 Turkish soldiers left Libya.", "the mission"),
        ("30 Turkish soldiers left Libya, according to the mission.", "the mission"),
        ("On Tuesday, Gen. Omar Reda also told reporters that 30 Turkish soldiers left Libya.", "Gen. Omar Reda"),
        ("Omar Reda, who heads the committee, said 30 Turkish soldiers left Libya.", "Omar Reda"),
        ("The observer mission (OML) confirmed that 30 Turkish soldiers left Libya.", "The observer mission (OML)"),
        ("Chad and Niger announced that 30 Turkish soldiers left Libya.", "Chad and Niger"),
    ],
)
def test_the_speaker_is_found_wherever_the_cue_stands(text: str, said_by: str) -> None:
    assert speaker(text) == said_by


def test_pronouns_and_short_names_are_the_last_speaker_who_fits() -> None:
    opening = "General Omar Reda said that 30 Turkish soldiers were in Libya. "
    assert speaker(opening + "He added that 20 Turkish soldiers had left Libya.") == "General Omar Reda"
    assert speaker(opening + "Reda said 20 Turkish soldiers had left Libya.") == "General Omar Reda"
    assert speaker(opening + "The general said 20 Turkish soldiers had left Libya.") == "General Omar Reda"


def test_whom_the_speaker_told_is_the_relay() -> None:
    (claim,) = departures("Diplomats told Reuters that 30 Turkish soldiers had left Libya.")
    assert (claim.source_text, claim.relayed_by) == ("Diplomats", "Reuters")


def test_what_contrasts_with_a_closed_attribution_is_not_by_its_speaker() -> None:
    claims = departures("30 Turkish soldiers left Libya, the mission said, but other Turkish troops left Sirte.")
    assert [claim.source_text for claim in claims] == ["the mission", "Desert Courier"]


def test_monitors_who_counted_are_the_source_and_the_claim_is_verified() -> None:
    (claim,) = departures("UN observers counted 30 Turkish soldiers as they left Libya.")
    assert (claim.source_text, claim.stance) == ("UN observers", Stance.VERIFIED)


def test_what_could_not_be_confirmed_is_unverified() -> None:
    (claim,) = departures("The mission said it could not confirm that Turkish troops had left Libya.")
    assert claim.stance is Stance.UNVERIFIED
