"""A walk through a page with the Tab key, as somebody without a mouse makes it."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

SCRIPT = Path(__file__).with_name("keyboard.js").read_text(encoding="utf-8")
MOST_STAYS = 8
"""A field for a date has stops of its own for year, month, day and calendar; more is a trap."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Where the focus is: the element, its number among those met, what is wrong with it there."""

    number: int
    element: str
    ringed: bool
    uncovered: bool

    @property
    def faults(self) -> list[str]:
        """Return what WCAG 2.4.7 and 2.4.11 have against this stop."""
        unseen = [] if self.ringed else [f"no visible focus: {self.element}"]
        return unseen if self.uncovered else [*unseen, f"covered when focused: {self.element}"]


def press(page: Page, key: str) -> Stop | None:
    """Press a key and return where the focus is then; None if it is nowhere on the page."""
    page.keyboard.press(key)
    found = page.evaluate("timglasKeyboard.stop()")
    return Stop(**found) if found else None


def faults(page: Page) -> list[str]:
    """Tab from the top of a page to its end and return everything wrong, in the order met."""
    page.evaluate(SCRIPT)
    wrong: list[str] = []
    stays, last = 0, -1
    while (stop := press(page, "Tab")) is not None and (stop.number > 0 or last <= 0):
        stays = stays + 1 if stop.number == last else 0
        if stop.number < last or stays == MOST_STAYS:
            return [*wrong, f"the keyboard is trapped at {stop.element}"]
        wrong += [] if stays else stop.faults
        last = stop.number
    missed: list[str] = page.evaluate("timglasKeyboard.missed()")
    return wrong + [f"never reached: {element}" for element in missed]


def skip_link_faults(page: Page) -> list[str]:
    """Use the skip link of a page just opened and return what is wrong with it."""
    page.evaluate(SCRIPT)
    press(page, "Tab")
    if not page.evaluate("timglasKeyboard.isSkipLink()"):
        return ["the first stop is not a link into the page"]
    press(page, "Enter")
    press(page, "Tab")
    landed = page.evaluate("timglasKeyboard.isPastSkipTarget()")
    return [] if landed else ["the skip link does not move the focus"]
