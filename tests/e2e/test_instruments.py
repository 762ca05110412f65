"""The instruments of these tests find what they are there to find, on small pages of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e import axe, keyboard, vnu
from tests.e2e.pages import overflow

GOOD = """<!doctype html><html lang="sv"><head><title>Mål</title>
<style>a, input { display: inline-block; min-width: 24px; min-height: 24px }</style></head><body>
<a href="#innehall">Till innehållet</a><nav aria-label="Meny"><a href="/">Start</a></nav>
<main id="innehall"><h1>Mål</h1><a href="/mal/">Alla mål</a>
<input type="radio" name="a" aria-label="Ja"><input type="radio" name="a" aria-label="Nej"></main>
</body></html>"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(viewport={"width": 320, "height": 400}) as context:
        yield context.new_page()


def changed(old: str, new: str) -> str:
    """Return the good page with one thing changed."""
    assert old in GOOD
    return GOOD.replace(old, new)


def test_nothing_is_found_on_a_good_page(page: Page, tmp_path: Path) -> None:
    page.set_content(GOOD)
    assert axe.look(page) == axe.Findings([], [])
    assert overflow(page) == []
    assert keyboard.faults(page) == []
    page.set_content(GOOD)
    assert keyboard.skip_link_faults(page) == []
    assert vnu.errors({"good": GOOD}, tmp_path) == []


def test_axe_finds_an_image_without_text(page: Page) -> None:
    page.set_content(changed("<h1>", '<img src="data:,"><h1>'))
    assert [line.split(":")[0] for line in axe.look(page).violations] == ["image-alt"]


def test_overflow_finds_what_is_too_wide_but_not_what_scrolls_by_itself(page: Page) -> None:
    wide = '<p style="width:900px">bred</p>'
    page.set_content(changed("<h1>", f"{wide}<h1>"))
    assert overflow(page) == [wide]
    page.set_content(changed("<h1>", f'<div style="overflow:auto">{wide}</div><h1>'))
    assert overflow(page) == []


def test_the_walk_finds_a_stop_without_a_ring(page: Page) -> None:
    link = '<a href="/mal/" style="outline:none">Alla mål</a>'
    page.set_content(changed('<a href="/mal/">Alla mål</a>', link))
    assert keyboard.faults(page) == [f"no visible focus: {link}"]


def test_the_walk_finds_a_stop_under_something_else(page: Page) -> None:
    cover = '<div style="position:fixed;inset:0;background:white"></div>'
    page.set_content(changed("</main>", f"</main>{cover}"))
    assert [fault.split(":")[0] for fault in keyboard.faults(page)] == ["covered when focused"] * 4


def test_the_walk_finds_a_trap(page: Page) -> None:
    page.set_content(GOOD)
    page.evaluate(
        """document.querySelector("main a").addEventListener(
          "keydown", event => event.key === "Tab" && event.preventDefault())"""
    )
    assert keyboard.faults(page)[0].startswith("the keyboard is trapped at <a href=")


def test_the_walk_finds_what_tab_does_not_reach(page: Page) -> None:
    page.set_content(GOOD)
    page.evaluate(
        """document.querySelector("nav a").addEventListener(
          "focus", () => document.querySelector("main a").focus())"""
    )
    faults = keyboard.faults(page)
    assert faults == ['never reached: <a href="/">Start</a>']


def test_a_skip_link_must_lead_somewhere(page: Page) -> None:
    page.set_content(changed('id="innehall"', ""))
    assert keyboard.skip_link_faults(page) == ["the first stop is not a link into the page"]


def test_the_validator_names_page_and_line(tmp_path: Path) -> None:
    errors = vnu.errors({"good": GOOD, "bad": changed("<h1>", "<h1><p>")}, tmp_path)
    assert errors
    assert {error.split(",")[0] for error in errors} == {"bad"}
