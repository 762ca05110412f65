"""Accessibility by axe-core: what breaks WCAG 2.2 AA, and what axe calls best practice."""

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


def violations(page: Page, tags: tuple[str, ...] = WCAG) -> list[str]:
    """Return a line for every element that breaks a rule with one of the tags.

    The script comes in by the browser's debugging channel, so the page's policy stays in force.
    """
    page.evaluate(SCRIPT.read_text(encoding="utf-8") + "; undefined")
    found: list[Violation] = page.evaluate(
        """tags => axe.run({runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]})
          .then(results => results.violations)""",
        list(tags),
    )
    return [
        f"{violation['id']}: {node['target']} {' '.join(node['failureSummary'].split())}"
        for violation in found
        for node in violation["nodes"]
    ]
