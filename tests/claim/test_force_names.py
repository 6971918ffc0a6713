"""Forces that no list knows, and whose forces a text means."""

from __future__ import annotations

import pytest
from general_text import general_claims as claims


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("The town is held by 300 Orlish soldiers.", "Orlish forces"),
        ("Some 40 Lendu militiamen left Bunia on Monday.", "Lendu fighters"),
        ("Members of the North River Army have left Port Amane.", "North River Army"),
        ("The ministry said 312 persons of the Kestrel Company left Port Amane.", "Kestrel Company"),
        ("Four thousand British troops and 2,500 French are in Kosovo.", "British forces; French forces"),
        ("The Ugandan withdrawal from Bunia began on Friday.", "Ugandan forces"),
        ("Syrian intelligence agents remain in Beirut.", "Syrian intelligence"),
        ("Turkish-backed rebels left Manbij.", "Turkish-backed rebels"),
        (
            "Burundi, Kenya and Uganda have withdrawn 2,000 soldiers from Somalia.",
            "Burundian forces; Kenyan forces; Ugandan forces",
        ),
        ("The mission found no Moroccan soldiers at the post.", "Moroccan forces"),
        ("Turkish troops handed over the barracks to the Libyan army.", "Turkish forces"),
    ],
)
def test_a_force_is_named_by_what_the_text_calls_it(text: str, force: str) -> None:
    assert {name for claim in claims(text) for name in claim.force_text.split("; ")} == set(force.split("; "))


def test_a_name_given_once_is_the_same_force_again() -> None:
    told = claims("Sixty men of the Kestrel Company arrived in Halden. The Kestrel Company left on Friday.")
    assert [claim.force_text for claim in told] == ["Kestrel Company", "Kestrel Company"]


def test_the_state_behind_a_force_is_its_sponsor() -> None:
    told = claims("Turkish-backed Syrian fighters left Libya. Rwandan-backed rebels hold Goma.")
    assert [claim.sponsor for claim in told] == ["Turkey", "Rwanda"]


@pytest.mark.parametrize(
    "text",
    [
        "Two soldiers left the building.",
        "Salvation Army volunteers arrived in Leeds.",
        "The Kestrel Company left its headquarters in Leeds.",
        "Some Officers remain in the club.",
    ],
)
def test_a_capital_alone_makes_no_force(text: str) -> None:
    assert claims(text) == []


def test_what_ended_generations_ago_is_history() -> None:
    assert claims("Portuguese troops left Beira in 1923.") == []
    assert claims("Portuguese troops left Beira in 2023.")


def test_men_without_a_nation_are_ours_where_forces_withdraw() -> None:
    assert claims("The pull-out of 300 soldiers was completed last week.")
    assert not claims("Three hundred soldiers left the concert last week.")


def test_watchers_of_elections_are_no_monitors_of_ours() -> None:
    assert claims("Electoral observers arrived in Lilongwe on Tuesday.") == []
    assert claims("Ceasefire observers arrived in Lilongwe on Tuesday.")
