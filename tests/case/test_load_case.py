from pathlib import Path

import pytest

from exeunt.base.messages import LANGUAGES, say
from exeunt.case.load import load_case
from exeunt.model.agreement import ObligationKind

FILES = {
    "case.yaml": """\
id: valley
title: {en: Valley, ar: الوادي}
host: {en: Valleyland, ar: أرض الوادي}
first_day: 2020-01-01
last_day: 2022-12-31
seed: 7
publication: {delay_days: 3, finest_place: region}
""",
    "agreement.yaml": """\
parties:
  - {id: north, name: {en: North, ar: الشمال}}
sides:
  - {id: north, name: {en: North, ar: الشمال}}
sponsors:
  - {id: farland, name: {en: Farland, ar: البلد البعيد}}
texts:
  - {id: truce, name: {en: Truce, ar: هدنة}, signed: 2020-06-01, url: "https://example.org/truce"}
clauses:
  - {id: truce-2, text: truce, reference: Art. 2, says: {en: All leave., ar: يغادر الجميع.}}
obligations:
  - id: half
    kind: withdrawn_at_least
    title: {en: Half out, ar: خروج النصف}
    clause: truce-2
    actors: [north]
    force: all
    share: 0.5
    deadline: 2020-09-01
    requested_by: [mission]
  - id: out
    kind: remaining_at_most
    title: {en: All out, ar: خروج الجميع}
    clause: truce-2
    actors: [farland]
    force: all
    quantity: 0
    start: 2020-06-01
    deadline: 2020-12-01
    before: [half]
events:
  - {id: pause, kind: suspension, day: 2020-07-01, known_on: 2020-07-03, obligations: [half], says: {en: Off, ar: توقف}}
  - {id: go-on, kind: resumption, day: 2020-07-11, obligations: [half], says: {en: Resumed, ar: استئناف}}
""",
    "forces.yaml": """\
forces:
  - {id: red, name: {en: Red, ar: السرية الحمراء, aliases: [Reds]}, kind: mercenary, side: north, sponsor: farland}
  - {id: all, name: {en: All foreign forces, ar: كل القوات الأجنبية}, kind: foreign force, members: [red]}
""",
    "sites.yaml": """\
sites:
  - {id: upland, name: {en: Upland, ar: المرتفع}, kind: region, source: own map}
  - {id: mill, name: {en: Mill, ar: المطحنة}, kind: base, latitude: 10.5, longitude: 20, region: upland, source: maps}
""",
    "sources.yaml": """\
sources:
  - {id: mission, name: {en: The Mission, ar: البعثة}, class: monitor, reliability: B, reason: on the ground}
""",
}


def write(folder: Path, **changes: tuple[str, str] | str | None) -> Path:
    """A valid case; `forces=(old, new)` changes a text of forces.yaml, a text replaces it, None leaves it away."""
    for name, text in FILES.items():
        change = changes.get(name.removesuffix(".yaml"), text)
        if isinstance(change, tuple):
            assert change[0] in text
            change = text.replace(*change)
        if change is not None:
            (folder / name).write_text(change, encoding="utf-8")
    return folder


def found(problems) -> list[tuple[str, str, int]]:
    return [(item.code, Path(item.where.file).name, item.where.line) for item in problems]


def test_a_good_case_loads_without_a_problem(tmp_path):
    case, problems = load_case(write(tmp_path))
    assert problems == []
    assert (case.id, case.seed, case.policy.finest_place) == ("valley", 7, "region")
    half, out = case.agreement.obligations
    assert half.kind is ObligationKind.WITHDRAWN_AT_LEAST
    assert (half.share, half.force, half.line) == (0.5, "all", 12)
    assert out.before == ("half",)
    assert case.force_by_id["all"].members == ("red",)
    assert case.agreement.events[1].known_on == case.agreement.events[1].day


LEFT = "left out"

FAULTS = [
    # what is changed, and the problems that are found by code, file and line
    ("a missing file", {"sites": None}, [("case.file_missing", "sites.yaml", 0)]),
    ("an unclosed bracket", {"sources": "sources: [{id: a\n"}, [("case.yaml_syntax", "sources.yaml", 2)]),
    ("a tag", {"sources": "sources: !!python/object:os.system []\n"}, [("case.yaml_tag", "sources.yaml", 1)]),
    ("two documents", {"sources": "sources: []\n---\na: 1\n"}, [("case.yaml_documents", "sources.yaml", 2)]),
    ("an alias of nothing", {"sources": "sources: *other\n"}, [("case.yaml_alias", "sources.yaml", 1)]),
    ("a key written twice", {"case": ("seed: 7", "seed: 7\nseed: 8")}, [("case.duplicate_key", "case.yaml", 7)]),
    ("a list as a key", {"sources": "? [a]\n: b\n"}, [("case.yaml_odd_key", "sources.yaml", 1)]),
    ("a list for a mapping", {"sources": "- a\n"}, [("case.not_mapping", "sources.yaml", 1)]),
    ("a text for a list", {"sources": "sources: none\n"}, [("case.not_list", "sources.yaml", 1)]),
    ("a text for an entry", {"sources": "sources:\n  - none\n"}, [("case.not_mapping", "sources.yaml", 2)]),
    ("a misspelt key", {"case": ("seed:", "sede:")}, [("case.unknown_key_near", "case.yaml", 6)]),
    ("an unknown key", {"case": ("seed:", "weather:")}, [("case.unknown_key", "case.yaml", 6)]),
    ("an unknown list", {"sources": "wells: []\n"}, [("case.unknown_key", "sources.yaml", 1)]),
    ("an unknown nested key", {"forces": ("aliases:", "alias:")}, [("case.unknown_key_near", "forces.yaml", 2)]),
    ("a bad date", {"case": ("2022-12-31", "2022-02-30")}, [("case.bad_date", "case.yaml", 5)]),
    ("a year for a date", {"case": ("2022-12-31", "2022")}, [("case.bad_date", "case.yaml", 5)]),
    ("reversed days", {"case": ("2022-12-31", "2019-12-31")}, [("case.reversed_days", "case.yaml", 4)]),
    ("a negative number", {"case": ("delay_days: 3", "delay_days: -3")}, [("case.negative", "case.yaml", 7)]),
    ("too large a number", {"case": ("delay_days: 3", "delay_days: 99999")}, [("case.too_large", "case.yaml", 7)]),
    ("a fraction of days", {"case": ("delay_days: 3", "delay_days: 2.5")}, [("case.not_whole", "case.yaml", 7)]),
    ("a wrong word", {"case": ("finest_place: region", "finest_place: town")}, [("case.bad_choice", "case.yaml", 7)]),
    ("a number for a text", {"case": ("{en: Valley,", "{en: 12,")}, [("case.not_text", "case.yaml", 2)]),
    (
        "an empty text",
        {"sources": ("en: The Mission", "en: ''")},
        [("case.is_empty", "sources.yaml", 2), (LEFT, "sources.yaml", 2)],
    ),
    (
        "a long text",
        {"sites": ("own map}\n  - {id: mill", f"{'x' * 2001}}}\n  - {{id: mill")},
        [("case.text_too_long", "sites.yaml", 2), (LEFT, "sites.yaml", 2)],
    ),
    ("a flag that is a text", {"sources": ("class:", "sealed: 'no', class:")}, [("case.not_flag", "sources.yaml", 2)]),
    ("a share of 50", {"agreement": ("share: 0.5", "share: 50")}, [("case.share_outside", "agreement.yaml", 18)]),
    ("a share in words", {"agreement": ("share: 0.5", "share: half")}, [("case.not_number", "agreement.yaml", 18)]),
    (
        "a bad id",
        {"sources": ("id: mission", "id: The Mission")},
        [("case.bad_slug", "sources.yaml", 2), (LEFT, "sources.yaml", 2)],
    ),
    (
        "a missing key",
        {"forces": ("kind: mercenary, ", "")},
        [("case.missing_key", "forces.yaml", 2), (LEFT, "forces.yaml", 2)],
    ),
    ("a site at latitude 100", {"sites": ("10.5", "100")}, [("case.bad_coordinate", "sites.yaml", 3)]),
    ("a site without longitude", {"sites": ("longitude: 20, ", "")}, [("case.no_coordinates", "sites.yaml", 3)]),
    (
        "an unknown clause",
        {"agreement": ("clause: truce-2\n    actors: [north]", "clause: truce-3\n    actors: [north]")},
        [("case.unknown_clause", "agreement.yaml", 15)],
    ),
    ("an unknown text", {"agreement": ("text: truce,", "text: pact,")}, [("case.unknown_text", "agreement.yaml", 10)]),
    (
        "an unknown actor",
        {"agreement": ("actors: [farland]", "actors: [north, fareland]")},
        [("case.unknown_actor", "agreement.yaml", 25)],
    ),
    (
        "an unknown obligation",
        {"agreement": ("before: [half]", "before: [halv]")},
        [("case.unknown_obligation", "agreement.yaml", 30)],
    ),
    (
        "an unknown interested source",
        {"agreement": ("requested_by: [mission]", "requested_by: [missionn]")},
        [("case.unknown_source", "agreement.yaml", 20)],
    ),
    ("an unknown side", {"forces": ("side: north", "side: south")}, [("case.unknown_side", "forces.yaml", 2)]),
    (
        "an unknown sponsor",
        {"forces": ("sponsor: farland", "sponsor: nearland")},
        [("case.unknown_sponsor", "forces.yaml", 2)],
    ),
    (
        "an unknown member",
        {"forces": ("members: [red]", "members: [red, blue]")},
        [("case.unknown_force", "forces.yaml", 3)],
    ),
    (
        "a region that is a base",
        {"sites": ("region: upland", "region: mill")},
        [("case.unknown_region", "sites.yaml", 3)],
    ),
    ("two forces of one id", {"forces": ("{id: all,", "{id: red,")}, [("case.duplicate_id", "forces.yaml", 3)]),
    (
        "two forces of one name",
        {"forces": ("en: All foreign forces", "en: the REDS")},
        [("case.ambiguous_name", "forces.yaml", 3)],
    ),
    (
        "a total of itself",
        {"forces": ("members: [red]", "members: [red, all]")},
        [("case.cyclic_total", "forces.yaml", 3)],
    ),
    (
        "a total of vehicles and persons",
        {"forces": ("kind: mercenary,", "kind: mercenary, unit: vehicles,")},
        [("case.mixed_units", "forces.yaml", 3)],
    ),
    (
        "a start after the deadline",
        {"agreement": ("start: 2020-06-01", "start: 2021-06-01")},
        [("case.start_after_deadline", "agreement.yaml", 28)],
    ),
    (
        "an early resumption",
        {"agreement": ("day: 2020-07-11", "day: 2020-06-11")},
        [("case.resumption_without_suspension", "agreement.yaml", 33)],
    ),
    (
        "an extension to no day",
        {"agreement": ("kind: resumption", "kind: extension")},
        [("case.extension_lacks_deadline", "agreement.yaml", 33)],
    ),
    (
        "a deadline outside the case",
        {"agreement": ("deadline: 2020-12-01", "deadline: 2030-12-01")},
        [("case.day_outside", "agreement.yaml", 29)],
    ),
    ("no deadline", {"agreement": ("    deadline: 2020-09-01\n", "")}, [("case.no_deadline", "agreement.yaml", 12)]),
    ("no number", {"agreement": ("    quantity: 0\n", "")}, [("case.obligation_lacks", "agreement.yaml", 21)]),
    ("no Arabic", {"sources": (", ar: البعثة", "")}, [("case.no_arabic", "sources.yaml", 2)]),
]


@pytest.mark.parametrize(("changes", "expected"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS])
def test_each_fault_is_found_with_its_file_and_line(tmp_path, changes, expected):
    case, problems = load_case(write(tmp_path, **changes))
    wanted = [(code.replace(LEFT, "case.left_out"), file, line) for code, file, line in expected]
    # what follows from the fault elsewhere is allowed to be said too
    assert set(wanted) <= set(found(problems)), found(problems)
    assert case is not None
    for item in problems:
        for language in LANGUAGES:
            assert say(item.code, item.slots, language)


@pytest.mark.parametrize(
    ("kind", "more", "is_warned"),
    [
        ("no_reinforcement", "force: all", False),  # binds on every day from its start
        ("precondition", "needs: [monitoring], before: [half]", False),  # due when the first of them starts
        ("precondition", "needs: [monitoring]", True),
        ("start_by", "force: all", True),
        ("vacate_site", "force: all, sites: [mill]", True),
    ],
)
def test_a_deadline_is_missed_only_where_the_kind_cannot_do_without(tmp_path, kind, more, is_warned):
    line = f"  - {{id: new, kind: {kind}, title: {{en: N, ar: ن}}, clause: truce-2, {more}}}\nevents:"
    case, problems = load_case(write(tmp_path, agreement=("events:", line)))
    assert [item.code for item in problems] == (["case.no_deadline"] if is_warned else [])
    assert case.obligation_by_id["new"].deadline is None


def test_an_extension_moves_a_deadline_and_a_bad_new_day_is_said_once(tmp_path):
    extension = "kind: extension, new_deadline: 2020-10-01"
    case, problems = load_case(write(tmp_path, agreement=("kind: resumption", extension)))
    assert problems == []
    assert case.agreement.events[1].new_deadline.isoformat() == "2020-10-01"
    _, problems = load_case(write(tmp_path, agreement=("kind: resumption", extension.replace("2020-10-01", "soon"))))
    assert [item.code for item in problems] == ["case.bad_date"]
