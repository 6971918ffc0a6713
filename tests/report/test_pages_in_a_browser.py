"""The pages in a real browser: nothing asked of the outside, nothing cut off, every link lands, all of it legible."""

import functools
import http.server
import itertools
import os
import shutil
import threading

import pytest
from invented import invented_assessment
from playwright.sync_api import sync_playwright

from exeunt.report.html import FILES
from exeunt.report.outputs import outputs

pytestmark = pytest.mark.browser

FLAGS = (
    "--no-sandbox",  # Chromium refuses to run as root otherwise
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
)
WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")

# Ratio of contrast by WCAG 2.1 of every element with text of its own, against the nearest ground that is painted.
CONTRAST = """() => {
  const canvas = document.createElement('canvas'); canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', {willReadFrequently: true});
  const rgba = (text) => {
    context.clearRect(0, 0, 1, 1); context.fillStyle = text; context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => {
    const parts = [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return rgba('white');
  };
  const low = [];
  for (const element of document.body.querySelectorAll('*')) {
    const own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (!own || !element.checkVisibility() || element.closest('title, desc')) continue;
    const style = getComputedStyle(element);
    const ink = rgba(element instanceof SVGElement ? style.fill : style.color);
    const [a, b] = [light(ink), light(ground(element))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) low.push([element.tagName, element.className.baseVal ?? element.className, ratio]);
  }
  return low;
}"""

CLIPPED = """() => [...document.querySelectorAll('main *, header *')].filter(element => {
  if (!element.checkVisibility() || element.closest('svg, thead') || element.matches('.skip')) return false;
  const box = element.getBoundingClientRect();
  return box.width > 0 && (box.left < -0.5 || box.right > innerWidth + 0.5);
}).map(element => element.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def chromium():
    path = shutil.which("chromium")
    if path is None:
        if os.environ.get("EXEUNT_REQUIRE_ALL") == "1":
            pytest.fail("chromium is required and not installed")
        pytest.skip("needs chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Where the published files are served, on this machine alone."""
    folder = tmp_path_factory.mktemp("published")
    for name, text in outputs(invented_assessment()).items():
        (folder / name).write_text(text, encoding="utf-8")
    handler = functools.partial(QuietHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


# One page serves all tests of its kind, as opening it takes longest; the last test leaves it.
@pytest.fixture(
    scope="module", params=[(language, width, scheme) for language in FILES for width in WIDTHS for scheme in SCHEMES]
)
def page(request, chromium, address):
    language, width, scheme = request.param
    page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.said, page.asked, page.language = [], [], language
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("request", lambda asked: page.asked.append(asked.url))
    page.goto(f"{address}/{FILES[language]}")
    yield page
    page.close()


def test_a_page_opens_in_silence_fits_its_width_and_is_legible(page, address):
    assert page.said == []
    assert page.asked == [f"{address}/{FILES[page.language]}"]
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate(CONTRAST) == []


def test_text_begins_on_the_side_of_its_language(page):
    direction = {"en": "ltr", "ar": "rtl"}[page.language]
    assert page.evaluate("getComputedStyle(document.body).direction") == direction
    left, right = page.evaluate("""() => {
      const box = document.querySelector('h1 bdi').getBoundingClientRect();
      return [box.left, innerWidth - box.right];
    }""")
    assert (right < 100) if direction == "rtl" else (left < 100)


def test_every_link_in_the_page_lands_on_something_that_is_shown(page):
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    lost = page.evaluate("""() => [...document.querySelectorAll('a[href^="#"]')]
      .map(link => decodeURIComponent(link.getAttribute('href').slice(1)))
      .filter(target => !document.getElementById(target)?.checkVisibility())""")
    assert lost == []


def test_headings_tables_lists_and_links_can_be_read_aloud(page):
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(one => Number(one.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert page.evaluate("[...document.querySelectorAll('thead th')].every(one => one.scope === 'col')")
    assert page.evaluate("[...document.querySelectorAll('tbody tr')].every(row => row.querySelector('th[scope=row]'))")
    nameless = "[...document.querySelectorAll('a')].filter(one => !one.textContent.trim() && !one.ariaLabel).length"
    assert page.evaluate(nameless) == 0
    assert page.evaluate("document.querySelectorAll('main, [role=main]').length") == 1
    assert page.evaluate("[...document.querySelectorAll('nav')].every(one => one.ariaLabel)")


def test_one_drawing_of_each_chart_is_shown_and_its_letters_are_legible(page):
    wide, narrow = (page.locator(f"svg.{name}:visible").count() for name in ("wide", "narrow"))
    assert sorted([wide, narrow]) == [0, 6]
    sizes = page.evaluate("""() => [...document.querySelectorAll('svg.chart text')]
      .filter(text => text.checkVisibility())
      .map(text => text.getScreenCTM().a * parseFloat(getComputedStyle(text).fontSize))""")
    assert min(sizes) >= 10


def test_reasons_open_with_the_keyboard_and_lead_to_a_claim(page):
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = false })")
    summary = page.locator("article summary").first
    summary.focus()
    page.keyboard.press("Enter")
    link = page.locator("article details[open] a").first
    target = link.get_attribute("href")
    link.click()
    assert page.evaluate("location.hash") == target
    assert page.locator(":target").count() == 1


def test_paper_shows_what_a_screen_folds_away(page):
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = false })")
    page.emulate_media(media="print", color_scheme="light")
    assert page.evaluate(
        "[...document.querySelectorAll('details li')].every(one => one.getBoundingClientRect().height > 0)"
    )
    assert page.evaluate(CONTRAST) == []
    page.emulate_media(media="screen")


def test_the_other_language_is_one_click_away(page):
    page.locator(".other a").click()
    other = {"en": "ar", "ar": "en"}[page.language]
    assert page.evaluate("document.documentElement.lang") == other
    assert page.said == []
