"""A small case for tests of reading: a few forces, sites and sources, and a way to read a text against it."""

from __future__ import annotations

from datetime import date

from exeunt.claim.extract import extract
from exeunt.document.read import document_from
from exeunt.model.actor import Actor, Name
from exeunt.model.agreement import Agreement
from exeunt.model.case import Case
from exeunt.model.claim import Claim
from exeunt.model.force import Force
from exeunt.model.place import Site, SiteKind
from exeunt.model.source import Source, SourceClass

FRIDAY = date(2021, 10, 8)


def site(identity: str, kind: SiteKind, *spellings: str, arabic: str = "") -> Site:
    return Site(identity, Name(spellings[0], arabic, spellings[1:]), kind, None, None, "")


SIDES = (
    Actor("lna", Name("LNA", "الجيش الوطني الليبي", ("Libyan National Army", "Haftar", "Haftar's forces"))),
    Actor("gna", Name("GNA", "حكومة الوفاق", ("Government of National Accord",))),
)
FORCES = (
    Force("wagner", Name("Wagner Group", "مجموعة فاغنر", ("Wagner",)), "mercenary", "lna", "russia"),
    Force(
        "syrians-gna", Name("Syrian fighters", "مقاتلون سوريون", ("Syrian mercenaries",)), "mercenary", "gna", "turkey"
    ),
    Force("turkish", Name("Turkish forces", "قوات تركية", ("Turkish troops",)), "foreign force", "gna", "turkey"),
    Force(
        "all-foreign",
        Name("All foreign forces", "جميع القوات الأجنبية"),
        "foreign force",
        members=("wagner", "syrians-gna", "turkish"),
    ),
)
SITES = (
    site("libya", SiteKind.HOST, "Libya", arabic="ليبيا"),
    site("sirte", SiteKind.TOWN, "Sirte", arabic="سرت"),
    site("jufra", SiteKind.AIR_BASE, "Jufra air base", "Jufra", "Al Jufra", arabic="قاعدة الجفرة الجوية"),
    site("watiya", SiteKind.AIR_BASE, "al-Watiya", "Al-Watiya air base", arabic="الوطية"),
)
SOURCES = (
    Source("un", Name("United Nations", "الأمم المتحدة", ("the U.N.", "UN")), SourceClass.MONITOR, "B", ""),
    Source(
        "africom",
        Name("AFRICOM", "أفريكوم", ("US Africa Command", "the US Africa Command")),
        SourceClass.THIRD_STATE,
        "B",
        "",
    ),
    Source("courier", Name("Desert Courier", ""), SourceClass.MEDIA, "C", ""),
)
CASE = Case(
    "small", Name("Small", "صغيرة"), Name("Libya", "ليبيا"), date(2016, 1, 1), date(2025, 6, 30),
    Agreement((), SIDES, (), (), (), ()), FORCES, SITES, SOURCES,
)  # fmt: skip


def read(body: str, day: date = FRIDAY, case: Case = CASE) -> list[Claim]:
    """The claims of a text by the Desert Courier; every passage is checked against the frozen text."""
    text = f"title: A test\npublisher: Desert Courier\ndate: {day}\nlang: en\nurl: https://example.org/a\n\n{body}"
    document, problems = document_from(text.encode(), date(2030, 1, 1), "a.txt")
    assert document is not None
    assert problems == []
    claims, problems = extract(document, case)
    assert problems == []
    for claim in claims:
        assert claim.passage is not None
        assert document.text[claim.passage.start : claim.passage.end] == claim.passage.quote
        assert claim.passage.start >= document.body
    return claims
