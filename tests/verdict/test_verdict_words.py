"""Facts as texts: honest digits, sealed sources, both languages; and standards with their reasons."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from importlib.resources import files

import pytest
from verdict_world import claim

from exeunt.base.messages import LANGUAGES, catalogue
from exeunt.model.agreement import ObligationKind
from exeunt.verdict.rules import RULES
from exeunt.verdict.standards import standards
from exeunt.verdict.words import figure, percent, speakers


@pytest.mark.parametrize(
    ("number", "width", "shown"),
    [(24_718, 4_000, "25,000"), (24_718, 600, "24,700"), (24_718, 0, "24,718"), (0.4, 0, "0"), (6, 2, "6")],
)
def test_a_count_shows_no_more_digits_than_its_interval_bears_out(number: float, width: float, shown: str) -> None:
    assert figure(number, width) == shown


def test_no_probability_is_shown_as_certain() -> None:
    assert [percent(chance) for chance in (1.0, 0.95, 0.004)] == [">99%", "95%", "<1%"]


def test_speakers_are_given_by_id_so_that_the_reader_gets_their_names_and_sealed_ones_can_be_covered() -> None:
    day = date(2030, 2, 1)
    said = [claim({"said": said, "kind": "stock", "count": 5, "on": day}) for said in ("wire", "informer", "wire")]
    assert speakers(said) == {"who": "wire, informer"}


def test_an_unresolved_speaker_is_given_in_its_own_words_where_nobody_else_speaks() -> None:
    unknown = replace(
        claim({"said": "wire", "kind": "stock", "on": date(2030, 2, 1)}), source_id=None, source_text="a man"
    )
    assert speakers([unknown]) == {"who": "a man"}


def test_every_standard_has_its_reason() -> None:
    table = tomllib.loads((files("exeunt.verdict") / "standards.toml").read_text(encoding="utf-8"))
    assert [name for name, values in table.items() if not values.get("reason")] == []


def test_a_kind_without_a_standard_of_its_own_has_the_default() -> None:
    assert standards().proof(ObligationKind.START_BY) == standards().proofs["default"]
    assert standards().proof(ObligationKind.NO_REINFORCEMENT).sources_breached == 2


def test_every_kind_of_obligation_has_a_rule() -> None:
    assert set(RULES) == set(ObligationKind)


def test_both_languages_say_the_same_reasons_with_the_same_plurals() -> None:
    english, arabic = ({c: s for c, s in catalogue(one).items() if c.startswith("verdict.")} for one in LANGUAGES)
    assert set(english) == set(arabic)
    for code, sentence in english.items():
        assert isinstance(sentence, dict) is isinstance(arabic[code], dict), code
