"""An invented assessment, rich enough to fill every part of a report: 5 forces, 10 obligations, 60 claims.

Merava and everything in it is made up. So are the codes of its reasons (`SENTENCES`): these tests do not depend on the
sentences of the estimator and the judge.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from exeunt.base.dates import Precision, Span, one_day
from exeunt.base.problem import Where, problem, warning
from exeunt.model.actor import Actor, Name
from exeunt.model.agreement import Agreement, Clause, Obligation, ObligationKind, Text
from exeunt.model.assessment import Assessment
from exeunt.model.case import Case
from exeunt.model.claim import Claim, Kind, Stance
from exeunt.model.count import Bound, Count
from exeunt.model.document import Document, Passage
from exeunt.model.entry import TreeHead
from exeunt.model.estimate import LEVELS, ClaimUse, Estimate, EstimatePoint, Interval
from exeunt.model.force import Force
from exeunt.model.place import Site, SiteKind
from exeunt.model.source import Source, SourceClass
from exeunt.model.verdict import Outcome, Qualifier, Reason, Verdict

SENTENCES = {
    "en": {
        "invented.remaining": "On {day}, {number} of {force} are estimated to remain; {limit} were allowed.",
        "invented.echoes": "{count} of the claims repeat one another and count once.",
        "invented.used": "A stock, seen by a source that looked.",
        "invented.repeat": "Repeats an earlier claim.",
        "invented.future": "Speaks of the future.",
        "invented.typo": "Found {found} in the column force; expected an id or an alias. Correct it or add the alias.",
    },
    "ar": {
        "invented.remaining": "في {day} يُقدَّر أن {number} من {force} ما زالوا موجودين؛ والمسموح به {limit}.",
        "invented.echoes": "{count} من الإفادات يكرر بعضها بعضاً فتُحسب مرة واحدة.",
        "invented.used": "عدد موجودين شاهده مصدر نظر بنفسه.",
        "invented.repeat": "تكرار لإفادة سابقة.",
        "invented.future": "تتحدث عن المستقبل.",
        "invented.typo": "وُجد {found} في عمود القوة؛ والمتوقع معرّف أو اسم بديل. صحّحه أو أضف الاسم البديل.",
    },
}

AS_OF = date(2031, 6, 30)
KNOWN_ON = date(2031, 7, 14)
FIRST = date(2030, 7, 31)

FORCES = (
    Force(
        "all-foreign",
        Name("All foreign forces", "جميع القوات الأجنبية"),
        "foreign force",
        members=("kestrel", "northern-corps", "sahra-band", "river-guard"),
    ),
    Force("kestrel", Name("Kestrel Company", "شركة كيسترل"), "mercenary", side="highland", sponsor="ostria"),
    Force("northern-corps", Name("Northern Corps", "الفيلق الشمالي"), "foreign force", side="coast", sponsor="velmar"),
    Force("sahra-band", Name("Sahra Band", "مجموعة الصحراء"), "foreign fighter", side="highland"),
    Force(
        "river-guard", Name("River Guard trainers", "مدربو حرس النهر"), "foreign force", side="coast", sponsor="velmar"
    ),
)

SITES = (
    Site(
        "tal-amar",
        Name("Tal Amar air base", "قاعدة تل عمار الجوية"),
        SiteKind.AIR_BASE,
        28.1,
        14.2,
        "survey",
        "highland",
        "south",
    ),
    Site("port-selim", Name("Port Selim", "ميناء سليم"), SiteKind.PORT, 31.0, 15.1, "survey", "coast", "north"),
    Site(
        "wadi-noor", Name("Wadi Noor camp", "معسكر وادي نور"), SiteKind.CAMP, 27.4, 13.0, "survey", "highland", "south"
    ),
    Site("south", Name("The South", "الجنوب"), SiteKind.REGION, None, None, ""),
    Site("merava", Name("Merava", "ميرافا"), SiteKind.HOST, None, None, ""),
)

SOURCES = (
    Source(
        "mission",
        Name("Joint Observer Mission", "بعثة المراقبة المشتركة"),
        SourceClass.MONITOR,
        "A",
        "Has a mandate to observe and does so on the spot.",
    ),
    Source(
        "highland-command",
        Name("Highland Command", "قيادة المرتفعات"),
        SourceClass.PARTY,
        "D",
        "A party that gains by a small number.",
        side="highland",
    ),
    Source(
        "coast-ministry",
        Name("Coast Ministry of Defence", "وزارة دفاع الساحل"),
        SourceClass.PARTY,
        "D",
        "A party that gains by a large number.",
        side="coast",
    ),
    Source(
        "velmar",
        Name("Government of Velmar", "حكومة فيلمار"),
        SourceClass.SPONSOR,
        "C",
        "Sends a force and speaks of it.",
    ),
    Source(
        "morning-post",
        Name("Morning Post", "بريد الصباح"),
        SourceClass.MEDIA,
        "B",
        "Names its sources and corrects itself.",
    ),
    Source(
        "dock-clerk",
        Name("Port Selim dock clerk", "كاتب رصيف ميناء سليم"),
        SourceClass.LOCAL,
        "C",
        "Saw ships, not lists.",
        sealed=True,
    ),
    Source("atlas-watch", Name("Atlas Watch", "مرصد أطلس"), SourceClass.NGO, "B", "Publishes its method."),
)

TEXTS = (
    Text(
        "ceasefire",
        Name("Ceasefire of 23 October 2030", "وقف إطلاق النار المؤرخ 23 تشرين الأول/أكتوبر 2030"),
        date(2030, 10, 23),
        "https://example.org/ceasefire",
    ),
    Text("plan", Name("Withdrawal plan", "خطة الانسحاب"), date(2030, 12, 1), ""),
)

CLAUSES = (
    Clause(
        "ceasefire-2",
        "ceasefire",
        "Art. II",
        Name("Foreign forces leave within three months.", "تغادر القوات الأجنبية خلال ثلاثة أشهر."),
    ),
    Clause(
        "ceasefire-4", "ceasefire", "Art. IV (2)", Name("No new foreign forces enter.", "لا تدخل قوات أجنبية جديدة.")
    ),
    Clause("plan-1", "plan", "1 (a)", Name("Sites are handed over empty.", "تُسلَّم المواقع خالية.")),
)

_K = ObligationKind
_DUTIES = (
    (
        "all-out",
        _K.REMAINING_AT_MOST,
        "All foreign forces leave",
        "مغادرة جميع القوات الأجنبية",
        "ceasefire-2",
        "all-foreign",
        date(2031, 1, 23),
    ),
    (
        "kestrel-half",
        _K.REDUCE_BY_AT_LEAST,
        "Kestrel Company is halved",
        "خفض شركة كيسترل إلى النصف",
        "plan-1",
        "kestrel",
        date(2031, 3, 31),
    ),
    (
        "corps-out",
        _K.REMAINING_AT_MOST,
        "The Northern Corps leaves",
        "مغادرة الفيلق الشمالي",
        "ceasefire-2",
        "northern-corps",
        date(2031, 1, 23),
    ),
    (
        "sahra-out",
        _K.WITHDRAWN_AT_LEAST,
        "300 of the Sahra Band leave",
        "مغادرة 300 من مجموعة الصحراء",
        "plan-1",
        "sahra-band",
        date(2031, 2, 28),
    ),
    (
        "no-new",
        _K.NO_REINFORCEMENT,
        "No foreign force is reinforced",
        "لا تعزيز لأي قوة أجنبية",
        "ceasefire-4",
        "all-foreign",
        date(2031, 6, 30),
    ),
    (
        "tal-amar-empty",
        _K.VACATE_SITE,
        "Tal Amar air base is handed over empty, with its stores listed and its perimeter cleared of mines",
        "تسليم قاعدة تل عمار الجوية خالية، مع جرد مخازنها وتطهير محيطها من الألغام",
        "plan-1",
        "kestrel",
        date(2031, 5, 31),
    ),
    ("start", _K.START_BY, "Departures begin", "بدء المغادرة", "plan-1", "kestrel", date(2030, 12, 15)),
    (
        "monitors",
        _K.PRECONDITION,
        "Monitors are in place",
        "وجود المراقبين في مواقعهم",
        "plan-1",
        None,
        date(2030, 12, 1),
    ),
    (
        "trainers-out",
        _K.REMAINING_AT_MOST,
        "River Guard trainers leave",
        "مغادرة مدربي حرس النهر",
        "ceasefire-2",
        "river-guard",
        date(2031, 9, 30),
    ),
    (
        "kestrel-out",
        _K.REMAINING_AT_MOST,
        "The last of Kestrel Company leave",
        "مغادرة آخر أفراد شركة كيسترل",
        "plan-1",
        "kestrel",
        None,
    ),
)

_VERDICTS = (
    (Outcome.BREACHED, 0.004, (Qualifier.SCOPE_DISPUTED,)),
    (Outcome.MET, 0.93, (Qualifier.LATE,)),
    (Outcome.BREACHED, 0.13, ()),
    (Outcome.MET, 0.998, (Qualifier.UNVERIFIED, Qualifier.EARLY)),
    (Outcome.UNDETERMINED, 0.46, ()),
    (Outcome.UNDETERMINED, 0.61, (Qualifier.IN_PART, Qualifier.UNVERIFIED)),
    (Outcome.MET, 0.97, ()),
    (Outcome.EXCUSED, None, (Qualifier.SUSPENDED,)),
    (Outcome.NOT_DUE, 0.2, ()),
    (Outcome.NOT_DUE, None, (Qualifier.AFTER_EXTENSION,)),
)

# what the number was in the invented world, at the first and the last day
_LEVELS = {
    "all-foreign": (9400.0, 4100.0),
    "kestrel": (2300.0, 940.0),
    "northern-corps": (5200.0, 2700.0),
    "sahra-band": (610.0, 40.0),
    "river-guard": (180.0, 170.0),
}


def invented_assessment() -> Assessment:
    """The whole of it; the same value each time."""
    claims, documents = _claims()
    return Assessment(
        case=_case(),
        as_of=AS_OF,
        known_on=KNOWN_ON,
        seed=20310630,
        claims=claims,
        documents=documents,
        estimates=(*(_estimate(force.id, claims) for force in FORCES), _site_estimate(claims)),
        verdicts=_verdicts(claims),
        problems=(
            warning("invented.typo", Where("claims/field.csv", 31, 4), found="Kestrell"),
            problem("invented.typo", Where("/home/somebody/merava/claims/press.csv", 7), found="<b>Corps</b>"),
        ),
        head=TreeHead(62, "9f2c" * 16),
    )


def _case() -> Case:
    actors = {
        "parties": (
            Actor("highland-party", Name("Highland Council", "مجلس المرتفعات")),
            Actor("coast-party", Name("Coast Government", "حكومة الساحل")),
        ),
        "sides": (Actor("highland", Name("Highland", "المرتفعات")), Actor("coast", Name("Coast", "الساحل"))),
        "sponsors": (Actor("ostria", Name("Ostria", "أوستريا")), Actor("velmar-state", Name("Velmar", "فيلمار"))),
    }
    duties = tuple(
        Obligation(
            id=ident,
            kind=kind,
            title=Name(en, ar),
            clause=clause,
            actors=("highland-party", "coast-party"),
            force=force,
            sites=("tal-amar",) if kind is _K.VACATE_SITE else (),
            quantity=0,
            deadline=deadline,
            grace_days=7 if ident == "kestrel-half" else 0,
        )
        for ident, kind, en, ar, clause, force, deadline in _DUTIES
    )
    return Case(
        id="merava",
        title=Name("Withdrawal from Merava", "الانسحاب من ميرافا"),
        host=Name("Merava", "ميرافا"),
        first_day=date(2030, 1, 1),
        last_day=date(2031, 12, 31),
        agreement=Agreement(**actors, texts=TEXTS, clauses=CLAUSES, obligations=duties),
        forces=FORCES,
        sites=SITES,
        sources=SOURCES,
        folder="/home/somebody/merava",
    )


def _claims() -> tuple[tuple[Claim, ...], tuple[Document, ...]]:
    draw = random.Random(7)
    kinds = (
        Kind.STOCK,
        Kind.STOCK,
        Kind.DEPARTURE,
        Kind.STOCK,
        Kind.ARRIVAL,
        Kind.PLEDGE_DEPARTURE,
        Kind.STOCK,
        Kind.INDICATOR,
    )
    claims: list[Claim] = []
    documents: list[Document] = []
    for number in range(60):
        force = FORCES[number % 5]
        kind = kinds[number % 8]
        day = FIRST + timedelta(days=number * 6 + draw.randrange(5))
        first, last = _LEVELS[force.id]
        middle = first + (last - first) * number / 60
        figure = (
            round(middle * draw.uniform(0.75, 1.3) / 10) * 10 if kind is Kind.STOCK else draw.randrange(20, 240, 10)
        )
        source = SOURCES[number % 7]
        claim = Claim(
            id=f"claim-{number:020x}",
            label=f"MV{number + 1:03d}",
            kind=kind,
            stance=list(Stance)[number % 4],
            force_id=force.id,
            force_text=force.name.en,
            site_ids=("tal-amar",) if number % 4 == 1 else ("wadi-noor", "port-selim") if number % 9 == 0 else (),
            place_text="" if number % 4 == 1 else "Merava",
            count=_count(figure, number),
            count_text=("some hundreds" if number % 6 == 5 else f"{figure} men"),
            as_of=one_day(day) if number % 3 else Span(day - timedelta(days=20), day, Precision.APPROX),
            known_on=day + timedelta(days=draw.randrange(1, 9)),
            source_id=source.id,
            source_text=source.name.en,
            relayed_by="Daily Courier" if number % 5 == 2 else "",
            origin=f"origin-{number - 7 if number % 10 == 9 else number}",
            url=f"https://news.example.org/merava/{number}?edition=2&page={number}" if number % 3 else "",
            note="Counted at the gate." if number % 7 == 3 else "",
        )
        if number % 2 == 0:
            document = _document(number, figure, force)
            start = document.text.index("\n\n") + 2
            quote = document.text[start:]
            claim = replace(claim, passage=Passage(document.id, start, start + len(quote), quote))
            documents.append(document)
        claims.append(claim)
    return tuple(claims), tuple(documents)


def _count(figure: int, number: int) -> Count | None:
    if number % 8 == 7:
        return None
    return (
        Count(Bound.EXACT, best=figure),
        Count(Bound.ABOUT, best=figure),
        Count(Bound.AT_LEAST, low=figure),
        Count(Bound.RANGE, low=figure * 0.8 // 10 * 10, high=figure * 1.2 // 10 * 10),
        Count(Bound.AT_MOST, high=figure),
    )[number * 3 % 5]


def _document(number: int, figure: int, force: Force) -> Document:
    text = (
        f"title: تقرير {number}\n\nقال متحدث إن {figure} من أفراد {force.name.ar} ما زالوا في المنطقة."
        if number % 4 == 0
        else f"title: Report {number}\n\nA spokesman said that {figure} of the {force.name.en} were still in the area."
    )
    return Document(
        id=f"document-{number:020x}",
        text=text,
        body=0,
        language="ar" if number % 4 == 0 else "en",
        published=FIRST + timedelta(days=number * 6),
        date_basis="header",
        title=f"Report {number}" if number % 4 else f"تقرير {number}",
        publisher="Daily Courier",
        url=f"https://courier.example.org/{number}",
    )


def point(day: date, middle: float, spread: float) -> EstimatePoint:
    """A point with intervals around a middle; a wide spread reaches zero."""
    widths = dict(zip(LEVELS, (0.67, 1.28, 1.64, 1.96), strict=True))
    intervals = tuple(
        Interval(level, max(0.0, middle - width * spread), middle + width * spread * 1.2)
        for level, width in widths.items()
    )
    return EstimatePoint(day, middle, intervals, 0.31 if middle < 60 else 0.001)


def _estimate(force: str, claims: tuple[Claim, ...]) -> Estimate:
    first, last = _LEVELS[force]
    days = [FIRST + timedelta(days=index * 334 // 10) for index in range(11)] + [date(2031, 9, 30)]
    points = tuple(
        point(day, first + (last - first) * index / 11, (first + last) * (0.05 + 0.01 * index))
        for index, day in enumerate(days)
    )
    return Estimate(
        force=force,
        site=None,
        points=points,
        prior=point(days[0], first, first * 0.6),
        uses=tuple(_use(claim) for claim in claims if claim.force_id == force),
        last_observed=None if force == "river-guard" else date(2031, 6, 11),
        origins=9,
    )


def _use(claim: Claim) -> ClaimUse:
    if claim.kind is Kind.PLEDGE_DEPARTURE:
        return ClaimUse(claim.id, "pledge", "invented.future")
    if claim.label.endswith("0"):
        return ClaimUse(claim.id, "echo", "invented.repeat")
    return ClaimUse(claim.id, "evidence", "invented.used")


def _site_estimate(claims: tuple[Claim, ...]) -> Estimate:
    middles = (420, 380, 400, 350, 260, 240, 190, 120, 60, 18, 8, 0)
    points = tuple(
        point(FIRST + timedelta(days=30 * index), float(middle), 30 + 4 * index) for index, middle in enumerate(middles)
    )
    uses = tuple(_use(claim) for claim in claims if "tal-amar" in claim.site_ids and claim.force_id == "kestrel")
    return Estimate("kestrel", "tal-amar", points, point(FIRST, 300, 250), uses, date(2031, 6, 2), 4)


def _verdicts(claims: tuple[Claim, ...]) -> tuple[Verdict, ...]:
    found = []
    for index, ((ident, _, _, _, _, force, deadline), (outcome, kept, qualifiers)) in enumerate(
        zip(_DUTIES, _VERDICTS, strict=True)
    ):
        own = tuple(claim.id for claim in claims if claim.force_id == force)[: 4 + index]
        decided = outcome in (Outcome.MET, Outcome.BREACHED)
        probability = (kept if outcome is Outcome.MET else 1 - kept) if decided else None
        slots = (("day", str(deadline or AS_OF)), ("number", "940"), ("force", force or "all-foreign"), ("limit", "0"))
        reasons = (Reason("invented.echoes", (("count", "3"),), own[3:5]), Reason("invented.remaining", slots, own[:3]))
        found.append(
            Verdict(
                obligation=ident,
                as_of=AS_OF,
                outcome=outcome,
                kept=kept,
                probability=probability,
                qualifiers=qualifiers,
                reasons=reasons if index != 9 else (),
                claims=own,
            )
        )
    return tuple(found)
