"""Målstad, the shape on which two other open systems have been measured.

    script/bench town

73 units, goals in a tree of 8, 40 and 200, 500 activities, and 250 and then 1,000 indicators with
36 monthly values and three targets each. Prints Markdown tables: how long it takes from no tables
to ready, what is not a page, and the main pages.
"""

import argparse
from dataclasses import replace

from bench import serving, work
from bench.load import load
from bench.shapes import TOWN
from timglas.models import Goal, Person

PAGES = ("/roda-traden/", "/roda-traden/?visa=lista", "/timglaset/", "/mal/", "/indikatorer/")


def main() -> None:
    """Make up the town in an empty database, and measure."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--indicators", type=int, default=TOWN.indicators)
    count = asked.parse_args().indicators
    took = load(replace(TOWN, indicators=count))
    print(f"\n**{count} indicators**, {took:.1f} s from no tables to ready.\n")  # noqa: T201
    print(work.HEAD, *work.all_work(), sep="\n")  # noqa: T201
    print(f"\n{serving.HEAD}")  # noqa: T201
    goal = Goal.objects.latest("pk").pk
    with serving.server() as served:
        for who, person in (("citizen", None), ("controller", Person.objects.get(pk=1))):
            with serving.client(served, person) as asking:
                for address in (*PAGES, f"/mal/{goal}/", "/indikatorer/1/"):
                    print(serving.measure(asking, who, address))  # noqa: T201
        print(f"\nThe server holds {served.megabytes:.0f} MB.")  # noqa: T201


if __name__ == "__main__":
    main()
