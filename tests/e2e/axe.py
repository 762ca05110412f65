"""Accessibility by axe-core: what breaks WCAG 2.2 AA, and what axe calls best practice."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from playwright.sync_api import Page

PROJECT = Path(__file__).resolve().parent.parent.parent
SCRIPT = PROJECT / "node_modules/axe-core/axe.min.js"
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")


class Node(TypedDict):
    """Where on the page, and what axe says about it."""

    target: list[str]
    failureSummary: str


class Violation(TypedDict):
    """One rule broken by one or more elements."""

    id: str
    tags: list[str]
    nodes: list[Node]


@dataclass(frozen=True, slots=True)
class Findings:
    """What axe says of a page, a line for each element: broken criteria, and advice beyond them."""

    violations: list[str]
    advice: list[str]


def look(page: Page) -> Findings:
    """Let axe look at a page.

    The script comes in by the browser's debugging channel, so the page's policy stays in force.
    """
    page.evaluate(SCRIPT.read_text(encoding="utf-8") + "; undefined")
    found: list[Violation] = page.evaluate(
        """tags => axe.run({runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]})
          .then(results => results.violations)""",
        [*WCAG, "best-practice"],
    )
    broken = [violation for violation in found if set(WCAG) & set(violation["tags"])]
    return Findings(lines(broken), lines([v for v in found if v not in broken]))


def lines(found: list[Violation]) -> list[str]:
    """Return rule, element and axe's explanation on one line for each element."""
    return [
        f"{violation['id']}: {node['target']} {' '.join(node['failureSummary'].split())}"
        for violation in found
        for node in violation["nodes"]
    ]
