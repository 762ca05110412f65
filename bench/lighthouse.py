"""What Lighthouse says of the public pages with Exempelby, as a phone on a slow line meets them.

    script/bench lighthouse

Prints a Markdown table: scores of 100, seconds to the first and to the largest content, and how
much of the page moves while it loads (cumulative layout shift). Pages are warm. Nothing is
asserted.
"""

import io
import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from django.core.management import call_command

from bench import serving

PAGES = (
    *("/", "/roda-traden/", "/timglaset/", "/mal/", "/mal/1/"),
    *("/indikatorer/1/", "/indikatorer/1/jamfor/"),
)
HEAD = (
    "| Page | Performance | Accessibility | First content, s | Largest content, s | Shift |\n"
    "|---|--:|--:|--:|--:|--:|"
)
CHROMIUM = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@dataclass(frozen=True, slots=True)
class Report:
    """What Lighthouse says of a page: scores of 1, times in milliseconds."""

    address: str
    performance: float
    accessibility: float
    first: float
    largest: float
    shift: float

    def __str__(self) -> str:
        return (
            f"| `{self.address}` | {self.performance * 100:.0f} | {self.accessibility * 100:.0f} "
            f"| {self.first / 1000:.1f} | {self.largest / 1000:.1f} | {self.shift:.2g} |"
        )


def report(lighthouse: str, server: str, address: str) -> Report:
    """Let Lighthouse, a program at a path, look at a page."""
    command = [
        *(lighthouse, server + address, "--quiet", "--output=json"),
        "--only-categories=performance,accessibility",
        f"--chrome-flags={' '.join(CHROMIUM)}",
    ]
    run = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603
    told: dict[str, Any] = json.loads(run.stdout)
    scores, audits = told["categories"], told["audits"]
    return Report(
        address,
        performance=scores["performance"]["score"],
        accessibility=scores["accessibility"]["score"],
        first=audits["first-contentful-paint"]["numericValue"],
        largest=audits["largest-contentful-paint"]["numericValue"],
        shift=audits["cumulative-layout-shift"]["numericValue"],
    )


def main() -> None:
    """Print the table; the path to Lighthouse is on the command line."""
    lighthouse = sys.argv[1]
    call_command("migrate", verbosity=0)
    call_command("load_exempelby", stdout=io.StringIO())
    print(HEAD)  # noqa: T201
    with serving.server() as served, serving.client(served) as asking:
        for address in PAGES:
            for _ in range(serving.WARM_UP):
                asking.get(address).raise_for_status()
            print(report(lighthouse, served.address, address))  # noqa: T201


if __name__ == "__main__":
    main()
