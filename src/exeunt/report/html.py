"""One self-contained HTML file a language: no script, no outside request, nothing that the policy holds back.

Text from outside is escaped by the template engine and freed of direction controls by `inert`; the only markup that is
not escaped is the charts', which `chart` escapes itself, and the style sheet, whose hash the page's own policy names.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from exeunt.base.messages import say
from exeunt.model.assessment import Assessment
from exeunt.report.accounting import account_rows
from exeunt.report.chart import arrow, triangle
from exeunt.report.days import day_in_words
from exeunt.report.evidence import Evidence
from exeunt.report.headline import headline
from exeunt.report.inert import inert
from exeunt.report.number import thousands
from exeunt.report.publication import publishable
from exeunt.report.situation import claim_rows, obligation_rows, problem_rows, source_rows
from exeunt.report.strength import strength_rows
from exeunt.report.watch import alarm_rows, balance_sentences, conflict_rows, measure_rows, tally_rows

FILES = {"en": "report.html", "ar": "report.ar.html"}
DIRECTIONS = {"en": "ltr", "ar": "rtl"}

_BAND_GLYPH = "".join(
    f'<rect class="band{level}" x="{x}" y="3" width="{34 - 2 * x}" height="16"/>'
    for level, x in ((95, 0), (80, 6), (50, 12))
)
_GLYPHS = (
    ('<line class="median" x1="2" y1="11" x2="32" y2="11"/>', "key_median"),
    (_BAND_GLYPH, "key_bands"),
    ('<g class="claim stock"><line x1="17" y1="2" x2="17" y2="20"/><circle cx="17" cy="11" r="4"/></g>', "key_stock"),
    (f'<g class="claim least">{arrow(17, 17, up=True)}</g>', "key_least"),
    (f'<g class="claim most">{arrow(17, 5, up=False)}</g>', "key_most"),
    (f'<g class="claim arrival">{triangle(17, 11, up=True)}</g>', "key_arrival"),
    (f'<g class="claim departure">{triangle(17, 11, up=False)}</g>', "key_departure"),
    (f'<g class="claim departure pledge">{triangle(17, 11, up=False)}</g>', "key_pledge"),
    ('<g class="claim stock echo"><circle cx="17" cy="11" r="4"/></g>', "key_echo"),
    ('<g class="deadline"><line x1="17" y1="0" x2="17" y2="22"/></g>', "key_deadline"),
    ('<line class="today" x1="17" y1="0" x2="17" y2="22"/>', "key_today"),
)


def render_report(assessment: Assessment, language: str) -> str:
    """The report as a page. The publication policy is applied here, so no caller can forget it."""
    shown = publishable(assessment)
    evidence = Evidence(shown)

    def t(key: str, **slots: object) -> str:
        return say(f"report.{key}", slots, language)

    other = "en" if language == "ar" else "ar"
    style = style_sheet()
    return template("report.html.j2").render(
        t=t,
        language=language,
        direction=DIRECTIONS[language],
        other_language=other,
        other_file=FILES[other],
        policy=content_policy(style),
        style=Markup(style),  # noqa: S704 - our own file
        title=inert(shown.case.title.in_language(language)),
        host=inert(shown.case.host.in_language(language)),
        as_of=day_in_words(shown.as_of, language),
        known_on=day_in_words(shown.known_on, language),
        headline=headline(shown, language),
        obligations=obligation_rows(evidence, language),
        strengths=strength_rows(evidence, language),
        glyphs=tuple((Markup(glyph), key) for glyph, key in _GLYPHS),  # noqa: S704 - constants above
        alarms=alarm_rows(shown, language),
        conflicts=conflict_rows(shown, language),
        tallies=tally_rows(shown, language),
        measures=measure_rows(shown, language),
        accounts=account_rows(shown, language),
        a=lambda key: say(f"accounting.{key}", (), language),
        balance=balance_sentences(shown, language),
        claims=claim_rows(evidence, language),
        sources=source_rows(shown, language),
        problems=problem_rows(shown.problems, shown.case.folder, language),
        log_size=thousands(shown.head.size),
        log_root=shown.head.root,
        seed=shown.seed,
        policy_sentences=policy_sentences(assessment, language),
    )


def policy_sentences(assessment: Assessment, language: str) -> tuple[str, ...]:
    """What the publication policy held back, in words."""
    policy = assessment.case.policy
    said = [say(f"report.policy_place_{policy.finest_place}", (), language)]
    if policy.delay_days:
        said.append(say("report.policy_delay", {"count": policy.delay_days}, language))
    if any(source.sealed for source in assessment.case.sources):
        said.append(say("report.policy_sealed", (), language))
    return tuple(said)


def content_policy(style: str) -> str:
    """What a page may load: its own style sheet, known by its hash, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("exeunt.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["unbroken"] = unbroken
    return environment


def unbroken(text: str) -> str:
    """The text with a word joiner after each dash between numbers, so that no line ends inside a range."""
    return text.replace("–", "–\u2060")


def template(name: str) -> Template:
    """A page's template; every text is escaped in it."""
    return _environment().get_template(name)


@cache
def style_sheet() -> str:
    """The style sheet that all pages share."""
    return (files("exeunt.report") / "templates" / "report.css").read_text(encoding="utf-8")
