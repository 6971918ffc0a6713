"""Each check finds its weakness in an invented agreement, and keeps silent where it is mended (C2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from exeunt.base.messages import LANGUAGES, catalogue
from exeunt.lint.checks import CHECKS
from exeunt.lint.finding import Grade
from exeunt.lint.run import addresses, lint
from exeunt.model.actor import Actor, Name
from exeunt.model.agreement import (
    Account,
    Agreement,
    ClassReading,
    Clause,
    Definition,
    EvidenceStandard,
    Exemption,
    Obligation,
    ObligationKind,
    Phase,
    Reading,
    Text,
)
from exeunt.model.case import Case
from exeunt.model.force import Force
from exeunt.model.place import Site, SiteKind
from exeunt.model.timing import Timing, Unit
from exeunt.view.weak import weak_clauses

SIGNED = date(2030, 1, 1)
KINDS = ObligationKind


def named(text: str) -> Name:
    return Name(text, f"{text} بالعربية")


def duty(ident: str, kind: ObligationKind = KINDS.REMAINING_AT_MOST, **fields) -> Obligation:
    """A step that nothing is wrong with but for what the test says."""
    sound = {
        "clause": "truce-1",
        "actors": ("north",),
        "force": "guests",
        "baseline": 900.0,
        "deadline": date(2030, 9, 1),
        "evidence": EvidenceStandard(verified_by=("mission",)),
    }
    if kind is KINDS.REMAINING_AT_MOST:
        sound["quantity"] = 100.0
    return Obligation(id=ident, kind=kind, title=named(ident), **{**sound, **fields})


NOTICE = duty("notice", KINDS.NOTIFY, baseline=None, within_days=3)


def case_of(*duties: Obligation, says: str = "They leave", **parts) -> Case:
    accounts = parts.pop("accounts", ())
    agreement = Agreement(
        parties=(Actor("north", named("North")),),
        sides=(),
        sponsors=(),
        texts=(Text("truce", named("Truce"), SIGNED, ""),),
        clauses=(Clause("truce-1", "truce", "Art. 1", Name(says, "يغادرون"), accounts),),
        obligations=(*duties, NOTICE),
        **parts,
    )
    forces = (
        Force("guests", named("Guests"), "foreign force"),
        Force("riders", named("Riders"), "mercenary"),
        Force("both", named("Both"), "foreign force", members=("guests", "riders")),
    )
    sites = (
        Site("camp", named("Camp"), SiteKind.CAMP, 1.0, 1.0, "invented"),
        Site("yard", named("Yard"), SiteKind.CAMP, 2.0, 2.0, "invented"),
        Site("line", named("Line"), SiteKind.REGION, None, None, "invented"),
    )
    return Case("c", named("C"), named("H"), SIGNED, date(2031, 1, 1), agreement, forces, sites, ())


def checks(case: Case) -> list[str]:
    return [item.check for item in lint(case)]


def reading(**changes) -> Reading:
    return Reading("other", named("Another reading"), tuple(changes.items()), "https://example.org/reading")


CLASS = Definition("strangers", named("strangers"), used_in=("truce-1",))
SOUND = duty("step")

# for each check: an agreement in which it finds something, and the same agreement mended
WEAK = {
    "undefined_class": (
        case_of(SOUND, definitions=(CLASS,)),
        case_of(SOUND, definitions=(replace(CLASS, clause="truce-1"),)),
    ),
    "undefined_total": (
        case_of(duty("step", force="both")),
        case_of(
            duty("step", force="both", definition="strangers"),
            definitions=(
                replace(CLASS, clause="truce-1", readings=(ClassReading("all", named("all"), ("both",), "both"),)),
            ),
        ),
    ),
    "rival_days": (
        case_of(duty("step", readings=(reading(deadline=date(2030, 9, 3)),))),
        case_of(duty("step", readings=(reading(quantity=80.0),))),
    ),
    "inclusive_or_exclusive": (
        case_of(duty("step", readings=(reading(deadline=date(2030, 8, 31)),))),
        case_of(duty("step", readings=(reading(deadline=date(2030, 9, 1), quantity=80.0),))),
    ),
    "months_or_days": (
        case_of(duty("step", deadline_rule=Timing(of="truce", count=8, unit=Unit.MONTHS))),
        case_of(duty("step", deadline_rule=Timing(of="truce", count=243))),
    ),
    "rival_places": (
        case_of(duty("step", KINDS.VACATE_SITE, sites=("camp",), readings=(reading(sites=("camp", "yard")),))),
        case_of(duty("step", KINDS.VACATE_SITE, sites=("camp",))),
    ),
    "rival_accounts": (
        case_of(SOUND, accounts=(Account(named("Four centres, says another"), "https://example.org/a"),)),
        case_of(SOUND),
    ),
    "parts_and_total": (
        case_of(
            duty("whole", force="both", baseline=2000.0),
            duty("part", force="guests", baseline=1300.0),
            duty("rest", force="riders", baseline=1100.0),
        ),
        case_of(
            duty("whole", force="both", baseline=2400.0),
            duty("part", force="guests", baseline=1300.0),
            duty("rest", force="riders", baseline=1100.0),
        ),
    ),
    "no_number": (
        case_of(duty("step", quantity=0.0, baseline=None)),
        case_of(duty("step", quantity=0.0, baseline=900.0)),
    ),
    "no_baseline": (
        case_of(duty("step", KINDS.REDUCE_BY_AT_LEAST, share=0.5, baseline=None)),
        case_of(
            duty("step", KINDS.REDUCE_BY_AT_LEAST, share=0.5, baseline=None),
            duty("count", KINDS.PRECONDITION, needs=("baseline",), before=("step",)),
        ),
    ),
    "no_batches": (
        case_of(duty("all", quantity=0.0)),
        case_of(
            duty("half", KINDS.WITHDRAWN_AT_LEAST, quantity=450.0, deadline=date(2030, 6, 1)), duty("all", quantity=0.0)
        ),
    ),
    "no_date": (case_of(duty("step", deadline=None)), case_of(SOUND)),
    "no_verifier": (case_of(duty("step", evidence=None)), case_of(SOUND)),
    "unmeasured_word": (
        case_of(SOUND, says="They leave gradually"),
        case_of(SOUND, duty("rate", KINDS.GRADUAL_WITHIN, quantity=50.0, within_days=30), says="They leave gradually"),
    ),
    "phase_without_gate": (
        case_of(duty("step", phase="first"), phases=(Phase(id="first", name=named("First")),)),
        case_of(duty("step", phase="first"), phases=(Phase(id="first", name=named("First"), gates=("notice",)),)),
    ),
    "open_exception": (
        case_of(duty("step", exceptions=(Exemption(id="guards", says=named("guards"), quantity=20.0),))),
        case_of(
            duty(
                "step",
                exceptions=(Exemption(id="guards", says=named("guards"), quantity=20.0, until=date(2030, 8, 1)),),
            )
        ),
    ),
    "no_geometry": (
        case_of(duty("step", KINDS.VACATE_SITE, sites=("line",))),
        case_of(duty("step", KINDS.VACATE_SITE, sites=("camp",))),
    ),
    "no_actor": (case_of(duty("step", actors=())), case_of(SOUND)),
}


@pytest.mark.parametrize("check", WEAK)
def test_a_check_finds_its_weakness_and_keeps_silent_where_it_is_mended(check):
    weak, mended = WEAK[check]
    assert check in checks(weak)
    assert check not in checks(mended)


def test_moves_inside_the_host_need_a_rule():
    with_rule = case_of(SOUND)
    without = replace(with_rule, agreement=replace(with_rule.agreement, obligations=(SOUND,)))
    assert "no_rule_for_moves" in checks(without)
    assert "no_rule_for_moves" not in checks(with_rule)


def test_a_sound_agreement_has_no_finding():
    assert checks(case_of(SOUND)) == []


def test_every_check_is_tested_and_has_its_record_of_real_mechanisms():
    tested = {*WEAK, "no_rule_for_moves"}
    assert tested == set(addresses())
    assert len(CHECKS) <= len(tested)
    for check in tested:
        assert all(address.startswith("http") for address in addresses()[check])
        for language in LANGUAGES:
            assert {f"lint.{part}_{check}" for part in ("found", "why", "hurt", "wording")} <= catalogue(
                language
            ).keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_finding_reads_as_sentences_in_both_languages(language):
    for weak, _ in WEAK.values():
        for row in weak_clauses(weak, language):
            assert row.clauses
            for sentence in (row.found, row.why, row.elsewhere, row.wording, row.grade):
                assert sentence
                assert "{" not in sentence


def test_the_gravest_come_first_and_rival_accounts_are_shown_with_their_addresses():
    case = case_of(duty("step", evidence=None, readings=(reading(deadline=date(2030, 9, 3)),)))
    found = lint(case)
    assert [item.grade for item in found] == sorted((item.grade for item in found), key=list(Grade).index)
    row = weak_clauses(case, "en")[0]
    assert row.accounts == ("Another reading https://example.org/reading",)
