"""Tables of the casebook become cases with claims by general rules; none of these tables is a real case."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exeunt.base.dates import Precision, Span
from exeunt.base.messages import LANGUAGES, say
from exeunt.base.problem import Severity
from exeunt.claim.casebook import CasebookCase, read_casebook
from exeunt.claim.casebook.rules import Unit, is_area, rules, unit_of
from exeunt.claim.csv_text import written
from exeunt.model.agreement import EventKind, ObligationKind
from exeunt.model.claim import Claim, Kind, Stance
from exeunt.model.count import Bound, Count
from exeunt.model.place import SiteKind
from exeunt.model.source import SourceClass

OBLIGATIONS = "case_id,obligation_id,actor,host,kind,quantity,unit,site,due_date,text,source_id"
CLAIMS = (
    "case_id,claim_id,as_of,published,claimant,claimant_role,subject,site,measure,low,value,high,unit,note,source_id"
)
SOURCES = "source_id,url,publisher,date\nnews1,https://example.org/1,News,2001-05"


def write(folder: Path, obligations: str = "", claims: str = "", sources: str = SOURCES) -> Path:
    (folder / "obligations.csv").write_text(f"{OBLIGATIONS}\n{obligations}\n", encoding="utf-8")
    (folder / "claims.csv").write_text(f"{CLAIMS}\n{claims}\n", encoding="utf-8")
    (folder / "sources.csv").write_text(f"{sources}\n", encoding="utf-8")
    return folder


def the_case(folder: Path, obligations: str = "", claims: str = "") -> CasebookCase:
    cases, problems = read_casebook(write(folder, obligations, claims))
    assert [item for item in problems if item.severity is Severity.ERROR] == []
    assert len(cases) == 1
    return cases[0]


def the_claim(folder: Path, **cells: str) -> Claim:
    row = dict.fromkeys(CLAIMS.split(","), "") | {
        "case_id": "valley_2001", "claim_id": "v-1", "as_of": "2001-03-01", "published": "2001-03-02",
        "claimant": "Mission", "claimant_role": "monitor", "subject": "Farland", "measure": "present", "unit": "troops",
    } | cells  # fmt: skip
    return the_case(folder, claims=written(row.values())).claims[0]


@pytest.mark.parametrize(
    ("measure", "value", "kind"),
    [
        ("present", "0", Kind.STOCK),
        ("present_planned", "5", Kind.PLEDGE_DEPARTURE),
        ("withdrawal_planned", "300", Kind.PLEDGE_DEPARTURE),
        ("arrival_planned", "300", Kind.PLAN_ARRIVAL),
        ("withdrawn_cum", "300", Kind.CUMULATIVE_DEPARTURES),
        ("handed_in_cum", "300", Kind.CUMULATIVE_DEPARTURES),
        ("arrived_cum", "300", Kind.CUMULATIVE_ARRIVALS),
        ("killed_cum", "300", Kind.INDICATOR),
        ("sites_vacated_cum", "3", Kind.INDICATOR),
        ("withdrawn_between", "300", Kind.DEPARTURE),
        ("decreased", "", Kind.DEPARTURE),
        ("increased", "", Kind.ARRIVAL),
        ("registered", "300", Kind.BASELINE),
        ("registered_fraction", "0.3", Kind.INDICATOR),
        ("withdrawn_fraction", "0.3", Kind.CUMULATIVE_DEPARTURES),
        ("process_complete", "0.3", Kind.CUMULATIVE_DEPARTURES),
        ("change", "0", Kind.NO_CHANGE),
        ("change", "-20", Kind.INDICATOR),
        ("ceiling", "300", Kind.AGREEMENT),
        ("not_verified", "", Kind.CANNOT_ESTIMATE),
        ("unaccounted", "3", Kind.INDICATOR),
        ("anything_else", "3", Kind.INDICATOR),
    ],
)
def test_a_measure_says_what_kind_of_claim_it_is(tmp_path, measure, value, kind):
    claim = the_claim(tmp_path, measure=measure, value=value)
    assert claim.kind is kind
    assert (claim.stance is Stance.PLANNED) == measure.endswith("_planned")


def test_refused_access_is_a_finding_of_its_own(tmp_path):
    """C14 and C27."""
    assert the_claim(tmp_path, measure="not_verified", note="access denied").kind is Kind.ACCESS_DENIED


@pytest.mark.parametrize(
    ("cells", "count"),
    [
        ({"value": "300"}, Count(Bound.EXACT, best=300)),
        ({"value": "300", "note": "rounded: about 300"}, Count(Bound.ABOUT, best=300, words="rounded: about 300")),
        ({"low": "300"}, Count(Bound.AT_LEAST, low=300)),
        ({"high": "300"}, Count(Bound.AT_MOST, high=300)),
        ({"low": "200", "high": "300"}, Count(Bound.RANGE, low=200, high=300)),
        ({"value": "0"}, Count(Bound.EXACT, best=0)),
        ({"value": "-0.5", "unit": "share", "measure": "change_fraction"}, None),
        ({"note": "several hundred stayed"}, Count(Bound.WORDS, low=200, high=900, words="several hundred")),
        ({"value": "12", "unit": "vehicles"}, Count(Bound.EXACT, best=12, unit="vehicles")),
        ({"value": "0", "measure": "change"}, None),
        ({"value": "many"}, None),
    ],
)
def test_low_value_and_high_are_a_count(tmp_path, cells, count):
    assert the_claim(tmp_path, **cells).count == count


@pytest.mark.parametrize(
    ("cells", "as_of", "known_on"),
    [
        ({}, Span(date(2001, 3, 1), date(2001, 3, 1)), date(2001, 3, 2)),
        ({"published": "2001"}, Span(date(2001, 3, 1), date(2001, 3, 1)), date(2001, 7, 2)),
        ({"as_of": "", "published": "2001-04"}, Span(None, date(2001, 4, 30), Precision.APPROX), date(2001, 4, 30)),
        (
            {"as_of": "2001-11-20", "published": "2001"},
            Span(date(2001, 11, 20), date(2001, 11, 20)),
            date(2001, 11, 20),
        ),
        ({"published": "", "source_id": "news1"}, Span(date(2001, 3, 1), date(2001, 3, 1)), date(2001, 5, 16)),
        ({"published": "", "source_id": "none"}, Span(date(2001, 3, 1), date(2001, 3, 1)), date(2001, 3, 1)),
        (
            {"measure": "withdrawn_between", "note": "10 Jan 2001 - 1 March 2001"},
            Span(date(2001, 1, 10), date(2001, 3, 1)),
            date(2001, 3, 2),
        ),
    ],
)
def test_a_claim_is_known_from_the_middle_of_the_days_it_may_have_been_published_on(tmp_path, cells, as_of, known_on):
    claim = the_claim(tmp_path, **cells)
    assert (claim.as_of, claim.known_on) == (as_of, known_on)


def test_a_claim_keeps_who_said_it_who_relayed_it_and_where_it_can_be_read(tmp_path):
    claim = the_claim(tmp_path, claimant="Mission via News", source_id="news1", site="Ford; Old Mill")
    assert (claim.source_text, claim.relayed_by, claim.url) == ("Mission", "News", "https://example.org/1")
    assert claim.site_ids == ("ford", "old-mill")


def test_a_share_of_a_declared_baseline_becomes_a_number(tmp_path):
    rows = """\
v,1,2001-01-01,2001-01-02,Mission,monitor,Reds,,registered,,500,,weapons,,
v,2,2001-02-01,2001-02-02,Mission,monitor,Reds,,handed_in_fraction,,0.4,,share,,
v,3,2001-02-01,2001-02-02,Mission,monitor,Blues,,handed_in_fraction,,0.4,,share,,"""
    _, known, unknown = the_case(tmp_path, claims=rows).claims
    assert (known.count.best, known.count.unit, known.count.bound) == (200, "weapons", Bound.ABOUT)
    assert (unknown.count.best, unknown.count.unit) == (0.4, "share")


def test_parts_of_a_force_and_its_things_are_accounts_of_their_own(tmp_path):
    rows = """\
v,1,2001-01-01,2001-01-02,Mission,monitor,Corps,,present,,900,,uniformed,,
v,2,2001-01-01,2001-01-02,Mission,monitor,Corps,,present,,700,,military,,
v,3,2001-01-01,2001-01-02,Mission,monitor,Corps,,present,,200,,police,,
v,4,2001-01-01,2001-01-02,Mission,monitor,Corps,,vehicles_left,,20,,vehicles,,
v,5,2001-01-01,2001-01-02,Mission,monitor,Corps + Reds,,present,,20,,fighters,,
v,6,2001-01-01,2001-01-02,Mission,monitor,Reds,,present,,20,,fighters,,"""
    case = the_case(tmp_path, claims=rows).case
    assert case.force_by_id["corps-uniformed"].members == ("corps-military", "corps-police")
    assert case.force_by_id["corps-vehicles"].unit == "vehicles"
    # one of its parts is counted only in parts of its own
    assert case.force_by_id["corps-reds"].members == ()


def test_a_sum_named_with_a_plus_has_its_parts_as_members(tmp_path):
    rows = "\n".join(
        f"v,{n},2001-01-01,2001-01-02,Mission,monitor,{who},,present,,9,,fighters,,"
        for n, who in enumerate(["A + B", "A", "B"])
    )
    assert the_case(tmp_path, claims=rows).case.force_by_id["a-b"].members == ("a", "b")


def obligation(kind: str, quantity: str = "", unit: str = "troops", site: str = "", due: str = "2001-06-30") -> str:
    return f"v,O1,Farland,Valleyland,{kind},{quantity},{unit},{site},{due},words,news1"


@pytest.mark.parametrize(
    ("row", "kind", "quantity", "share", "sites"),
    [
        (obligation("withdrawn_at_least", "300"), ObligationKind.WITHDRAWN_AT_LEAST, 300, None, ()),
        (obligation("withdrawn_fraction_at_least", "0.5", "share"), ObligationKind.WITHDRAWN_AT_LEAST, None, 0.5, ()),
        (obligation("handed_over_fraction_at_least", "50", "share"), ObligationKind.WITHDRAWN_AT_LEAST, None, 0.5, ()),
        (obligation("remaining_at_most", "0"), ObligationKind.REMAINING_AT_MOST, 0, None, ()),
        (obligation("reduce_by_at_least", "300"), ObligationKind.REDUCE_BY_AT_LEAST, 300, None, ()),
        (
            obligation("vacate_zone", site="south of the line"),
            ObligationKind.VACATE_SITE,
            None,
            None,
            ("south-of-the-line",),
        ),
        (obligation("start_by"), ObligationKind.START_BY, None, None, ()),
    ],
)
def test_an_obligation_becomes_one_of_our_kinds(tmp_path, row, kind, quantity, share, sites):
    case = the_case(tmp_path, row).case
    made = case.agreement.obligations[0]
    assert (made.kind, made.quantity, made.share, made.sites) == (kind, quantity, share, sites)
    assert (made.actors, made.force, made.deadline) == (("farland",), "farland", date(2001, 6, 30))
    assert case.agreement.texts[0].url == "https://example.org/1"
    assert case.host.en == "Valleyland"
    assert [actor.id for actor in case.agreement.sponsors] == ["farland"]
    assert case.force_by_id["farland"].sponsor == "farland"


@pytest.mark.parametrize(
    "row",
    [obligation("phased_plan"), obligation("none"), obligation("vacate_zone"), obligation("remaining_at_most"),
     obligation("precondition"), obligation("withdrawn_fraction_at_least", "500", "share")],
)  # fmt: skip
def test_an_obligation_that_cannot_be_judged_is_left_out_and_said(tmp_path, row):
    cases, problems = read_casebook(write(tmp_path, row))
    assert cases[0].case.agreement.obligations == ()
    assert [(item.code, item.severity) for item in problems] == [
        ("claim.casebook_unsupported_obligation", Severity.WARNING)
    ]


def test_where_all_are_bound_the_account_is_that_of_all(tmp_path):
    claims = "v,1,2001-01-01,2001-01-02,Mission,monitor,all foreign fighters,,present,,9,,fighters,,"
    row = "v,O1,all parties,Valleyland,remaining_at_most,0,foreign fighters,,2001-06-30,words,"
    made = the_case(tmp_path, row, claims).case.agreement.obligations[0]
    assert (made.actors, made.force) == ((), "all-foreign-fighters")


def test_a_baseline_is_declared_or_a_day_before_the_deadline(tmp_path):
    """C20: it says which."""
    claims = """\
v,1,2001-01-01,2001-01-02,Mission,monitor,Farland,,present,,900,,troops,,
v,2,2001-02-01,2001-02-02,Farland,party,Farland,,present,,800,,troops,declared strength,
v,3,2001-07-01,2001-07-02,Mission,monitor,Late,,present,,800,,troops,,"""
    rows = obligation("remaining_at_most", "0") + "\nv,O2,Late,,remaining_at_most,0,troops,,2001-06-30,,"
    declared, late = the_case(tmp_path, rows, claims).case.agreement.obligations
    assert (declared.baseline, declared.baseline_day) == (800, date(2001, 2, 1))
    assert (late.baseline, late.baseline_day) == (None, None)


def test_a_place_in_the_words_of_an_obligation_is_that_place(tmp_path):
    claims = """\
v,1,2001-01-01,2001-01-02,Mission,monitor,Farland,adjacent zones,present,,0,,troops,,
v,2,2001-01-01,2001-01-02,Mission,monitor,Farland,Ford,present,,0,,troops,,"""
    made = the_case(tmp_path, obligation("vacate_zone", site="zones adjacent to the Upland"), claims)
    assert made.claims[0].site_ids == made.case.agreement.obligations[0].sites
    assert [site.kind for site in made.case.sites] == [SiteKind.REGION, SiteKind.TOWN]


def test_sources_have_the_class_and_grade_of_their_role(tmp_path):
    claims = """\
v,1,2001-01-01,2001-01-02,Mission,monitor,Farland,,present,,1,,troops,,
v,2,2001-01-01,2001-01-02,Mission,party,Farland,,present,,1,,troops,,
v,3,2001-01-01,2001-01-02,Oracle,soothsayer,Farland,,present,,1,,troops,,"""
    cases, problems = read_casebook(write(tmp_path, claims=claims))
    assert [(source.id, source.source_class) for source in cases[0].case.sources] == [
        ("mission", SourceClass.MONITOR),
        ("mission-2", SourceClass.PARTY),
        ("oracle", SourceClass.ANONYMOUS),
    ]
    assert [item.code for item in problems] == ["claim.casebook_unknown_role"]
    assert all(source.reason for source in cases[0].case.sources)


def test_a_row_with_a_bad_date_is_left_out_and_the_rest_is_kept(tmp_path):
    claims = """\
v,1,March,2001-01-02,Mission,monitor,Farland,,present,,1,,troops,,
v,2,2001-01-01,2001-01-02,Mission,monitor,Farland,,present,,1,,troops,,"""
    cases, problems = read_casebook(write(tmp_path, claims=claims))
    assert [claim.label for claim in cases[0].claims] == ["2"]
    assert [(item.code, item.where.line) for item in problems] == [("claim.bad_date", 2)]


def test_what_is_missing_or_broken_is_said(tmp_path):
    write(tmp_path, "too,few", '"open')
    (tmp_path / "sources.csv").write_text("source_id\n", encoding="utf-8")
    cases, problems = read_casebook(tmp_path)
    assert cases == ()
    assert {item.code for item in problems} == {"claim.too_few_cells", "claim.bad_quotes", "claim.missing_column"}
    assert [item.code for item in read_casebook(tmp_path / "nowhere")[1]] == ["claim.file_unreadable"] * 3


def test_how_a_case_ended_is_not_read(tmp_path):
    write(tmp_path, obligation("remaining_at_most", "0"))
    before = read_casebook(tmp_path)
    for name in ("outcomes.csv", "checkpoints.csv"):
        (tmp_path / name).write_bytes(b"\xff\xfe not a table")
    assert read_casebook(tmp_path) == before


def test_units_are_of_persons_of_their_parts_or_of_things():
    assert unit_of("troops") == Unit("", "persons")
    assert unit_of("intelligence personnel") == Unit("intelligence", "persons")
    assert unit_of("police") == Unit("police", "persons")
    assert unit_of("weapons") == Unit("weapons", "weapons")
    assert unit_of("share") is None
    assert is_area("eastern Valley")
    assert not is_area("Ford")


def test_every_rule_has_its_reason():
    assert all(rule["reason"] for rule in [*rules()["measure"], *rules()["role"].values()])


CELL = st.one_of(
    st.text(max_size=6),
    st.sampled_from(["v", "2001-01-01", "2001", "share", "0.4", "-1", "present", "handed_in_fraction", "all parties",
                     "A + B", "vacate_zone", "remaining_at_most", "x; y", "uniformed", "police", "monitor"]),
)  # fmt: skip


@settings(deadline=None)
@given(
    st.lists(st.lists(CELL, min_size=11, max_size=11), max_size=3),
    st.lists(st.lists(CELL, min_size=15, max_size=15), max_size=3),
)
def test_no_cells_make_the_importer_raise(tmp_path_factory, obligations, claims):
    folder = tmp_path_factory.mktemp("casebook")
    for name, head, lines in (
        ("obligations", OBLIGATIONS, obligations),
        ("claims", CLAIMS, claims),
        ("sources", SOURCES, []),
    ):
        text = head + "\r\n" + "".join(written(line) for line in lines)
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", errors="replace", newline="")
    for item in read_casebook(folder)[1]:
        for language in LANGUAGES:
            assert say(item.code, item.slots, language)


PUT_OFF = "valley_2001,v-9,2001-06-30,2001-07-01,{claimant},{role},Farland,,phase_two_postponed,,,,,{note},news1"
TWO_STEPS = (
    "valley_2001,O1,Farland,Valley,remaining_at_most,100,troops,,2001-07-15,all but a hundred,news1\n"
    "valley_2001,O2,Farland,Valley,remaining_at_most,0,troops,,2002-07-15,all,news1"
)
A_COUNT = "valley_2001,v-1,2001-03-01,2001-03-02,Mission,monitor,Farland,,present,,400,,troops,,news1\n"


@pytest.mark.parametrize(
    ("claimant", "role", "note", "agreed"),
    [
        ("Institute", "ngo", "the host asked for it", True),
        ("Institute", "ngo", "nobody knows why", False),
        ("Farland", "party", "agreed with the host", False),
    ],
)
def test_a_step_put_off_is_an_event_and_agreed_only_by_the_word_of_another(tmp_path, claimant, role, note, agreed):
    row = PUT_OFF.format(claimant=claimant, role=role, note=note)
    events = the_case(tmp_path, TWO_STEPS, A_COUNT + row).case.agreement.events
    assert [(item.kind, item.obligations, item.agreed) for item in events] == [(EventKind.SUSPENSION, ("O1",), agreed)]


def test_the_measures_of_claims_are_kept_by_label(tmp_path):
    assert the_case(tmp_path, TWO_STEPS, A_COUNT).measures == {"v-1": "present"}
