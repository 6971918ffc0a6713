"""One self-contained page a language: equal content, every link lands, nothing from outside acts (C41)."""

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest

from exeunt.model.actor import Name
from exeunt.model.document import Passage
from exeunt.model.verdict import Reason
from exeunt.report.evidence import Evidence
from exeunt.report.html import render_report
from exeunt.report.strength import shown_points

VOID = {"meta", "link", "br", "hr", "img", "input"}
HOSTILE = '<script>alert(\'x\')</script>" onmouseover="alert(1)" {{ 7 * 7 }} \u202egnp.exe\u2069\u2069 </style>'


class Page(HTMLParser):
    """What a page holds; unclosed or crossed elements are an error."""

    def __init__(self, text):
        super().__init__()
        self.open, self.ids, self.links, self.elements, self.words = [], [], [], [], []
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        assert len(facts) == len(attrs), f"an attribute twice on {tag}"
        self.elements.append((tag, facts))
        self.ids += [facts["id"]] if "id" in facts else []
        self.links += [facts] if tag == "a" else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, (tag, self.getpos())

    def handle_data(self, data):
        if "style" not in self.open:
            self.words.append(data)


@pytest.fixture(scope="module")
def texts(assessment):
    return {language: render_report(assessment, language) for language in ("en", "ar")}


@pytest.fixture(scope="module")
def pages(texts):
    return {language: Page(text) for language, text in texts.items()}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_page_is_well_formed_and_no_id_is_there_twice(pages, language):
    ids = pages[language].ids
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_link_in_the_page_lands(pages, language):
    page = pages[language]
    inner = [link["href"][1:] for link in page.links if link["href"].startswith("#")]
    assert inner
    assert set(inner) <= set(page.ids)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_page_asks_nothing_of_the_outside_and_runs_nothing(texts, pages, language):
    tags = {tag for tag, _ in pages[language].elements}
    assert not tags & {"script", "img", "iframe", "object", "embed", "form", "base", "video", "audio"}
    assert not [name for _, facts in pages[language].elements for name in facts if name.startswith("on")]
    assert not [facts for _, facts in pages[language].elements if "style" in facts or "src" in facts]
    style = re.search(r"<style>(.*?)</style>", texts[language], re.DOTALL)[1]
    assert "url(" not in style
    assert "@import" not in style
    policy = next(facts["content"] for tag, facts in pages[language].elements if facts.get("http-equiv"))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'")
    assert f"style-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def test_both_languages_have_the_same_parts_and_the_same_figures(pages):
    assert pages["en"].ids == pages["ar"].ids
    assert [tag for tag, _ in pages["en"].elements] == [tag for tag, _ in pages["ar"].elements]

    def figures(page):
        found = re.findall(r"\d+(?:\u202f\d{3})*", " ".join(page.words))
        # Arabic says none, one and two of a thing in words, as "إخلالان"
        return sorted(figure for figure in found if figure not in ("0", "1", "2"))

    assert figures(pages["en"]) == figures(pages["ar"])


def test_each_page_leads_to_the_other_and_says_its_language_and_direction(pages):
    for language, direction, other in (("en", "ltr", "report.ar.html"), ("ar", "rtl", "report.html")):
        page = pages[language]
        root = next(facts for tag, facts in page.elements if tag == "html")
        assert (root["lang"], root["dir"]) == (language, direction)
        assert other in [link["href"] for link in page.links]


def test_every_claim_has_a_row_that_leads_to_its_address(assessment, texts, pages):
    outside = [link for link in pages["en"].links if link["href"].startswith("http")]
    assert all(link["rel"] == "noopener noreferrer nofollow" for link in outside)
    for claim in assessment.claims:
        assert f"claim-{claim.id}" in pages["en"].ids
        if claim.url and claim.source_id != "dock-clerk":
            assert claim.url in [link["href"] for link in outside]


def test_every_outcome_is_said_by_word_and_symbol(texts):
    for language, words in (("en", "Met Breached Undetermined Excused"), ("ar", "مستوفى معلّق")):
        for word in words.split():
            assert word in texts[language]
    assert texts["en"].count('<span aria-hidden="true">✓</span> Met') == 7


def test_many_days_are_listed_by_those_that_matter(assessment):
    estimate = assessment.estimates[0]
    days = [date(2030, 7, 31) + timedelta(days=4 * index) for index in range(110)]
    long = replace(estimate, points=tuple(replace(estimate.points[0], day=day) for day in days))
    shown = [point.day for point in shown_points(long, Evidence(assessment))]
    assert shown == [days[0], date(2030, 12, 30), date(2031, 1, 23), date(2031, 6, 28), days[-1]]
    assert "has all 110 days" in render_report(replace(assessment, estimates=(long,)), "en")


def test_no_path_of_the_machine_is_in_a_page(texts):
    assert not [text for text in texts.values() if "/home/" in text]


@pytest.fixture
def hostile(assessment):
    first = assessment.claims[0]
    claim = replace(
        first,
        label=HOSTILE,
        note=HOSTILE,
        count_text=HOSTILE,
        source_id=None,
        source_text=HOSTILE,
        relayed_by=HOSTILE,
        place_text=HOSTILE,
        site_ids=(),
        url="javascript:alert(1)",
        passage=Passage(first.passage.document_id, 0, 9, HOSTILE),
    )
    reason = Reason("invented.remaining", (("day", HOSTILE), ("number", HOSTILE), ("force", "kestrel"), ("limit", "0")))
    verdict = replace(assessment.verdicts[0], reasons=(reason,))
    return replace(
        assessment,
        case=replace(assessment.case, title=Name(HOSTILE, HOSTILE)),
        claims=(claim, *assessment.claims[1:]),
        verdicts=(verdict, *assessment.verdicts[1:]),
    )


@pytest.mark.parametrize("language", ["en", "ar"])
def test_hostile_text_stays_text(hostile, language):
    text = render_report(hostile, language)
    page = Page(text)
    assert "script" not in {tag for tag, _ in page.elements}
    assert not [name for _, facts in page.elements for name in facts if name.startswith("on")]
    assert not [link for link in page.links if "javascript" in link["href"].lower()]
    assert "{{ 7 * 7 }}" in text
    assert not set(text) & set("\u202a\u202b\u202d\u202e")
    assert text.count("\u2068") == text.count("\u2069")
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_quote_stands_in_an_isolate_of_its_own(hostile, language):
    text = render_report(hostile, language)
    assert '<blockquote dir="ltr"><bdi>&lt;script&gt;' in text


def test_an_address_that_is_no_web_address_is_shown_as_text(hostile):
    assert '<bdi dir="ltr">javascript:alert(1)</bdi>' in render_report(hostile, "en")
