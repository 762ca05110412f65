"""Storstad: a large city, on PostgreSQL or SQLite.

    script/bench city                   on SQLite
    script/bench city-postgresql        on PostgreSQL
    script/bench city --scale 0.1       a tenth of it

3,000 units, 10,000 goals and 20,000 activities a year, 30,000 indicators, 4,000,000 outcomes over
twelve years, 4,000 users. Prints Markdown tables.
"""

import argparse
import statistics
from collections.abc import Iterator

from django.db import connection

from bench import serving, work
from bench.load import load
from bench.shapes import CITY
from timglas.models import Goal, Grant, IndicatorEdition, Person


def main() -> None:
    """Make up the city in an empty database, and measure."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--scale", type=float, default=1.0)
    asked.add_argument("--loaded", action="store_true", help="measure what is there already")
    wanted = asked.parse_args()
    if not wanted.loaded:
        took = load(CITY.scaled(wanted.scale))
        print(f"\nMade up in {took:.0f} s on {connection.vendor}.\n")  # noqa: T201
    print(work.HEAD, *work.all_work(), sep="\n")  # noqa: T201
    print(f"\n{serving.HEAD}")  # noqa: T201
    with serving.server() as served:
        for who, person, addresses in asked_by():
            with serving.client(served, person) as asking:
                for address in addresses:
                    print(serving.measure(asking, who, address), flush=True)  # noqa: T201
            print(f"| | The server holds {served.megabytes:.0f} MB | | | | |")  # noqa: T201
        print(f"\n{share_of_bare(served)}")  # noqa: T201


def asked_by() -> Iterator[tuple[str, Person | None, tuple[str, ...]]]:
    """Who asks, and for which pages."""
    editions = IndicatorEdition.objects.filter(goal_edition__version__plan__first_year=2025)
    monthly = editions.filter(frequency="month", collected_from="own").earliest("pk")
    collected = editions.filter(collected_from="units").earliest("pk")
    low, compared = Goal.objects.latest("pk").pk, 1
    open_pages = (
        *("/roda-traden/", "/roda-traden/?mal=1", "/timglaset/", "/mal/1/", f"/mal/{low}/"),
        *(f"/indikatorer/{monthly.indicator_id}/", f"/indikatorer/{collected.indicator_id}/"),
        f"/indikatorer/{compared}/jamfor/",
        *("/mal/?q=trygga", "/indikatorer/?q=frånvaro", "/indikatorer/?sortera=-lage"),
    )
    yield "citizen", None, ("/", *open_pages)
    staff = ("/start/", *open_pages, "/administration/enheter/", "/administration/personer/")
    yield "controller", Person.objects.get(pk=1), staff
    mine = ("/start/", "/rapportera/")
    for role in ("department_head", "unit_manager"):
        grants = Grant.objects.filter(role=role).order_by("pk")
        yield role.replace("_", " "), grants[grants.count() // 2].person, mine


def share_of_bare(served: serving.Server) -> str:
    """How many goal pages are answered in the time of as many of the barest view there is."""
    goal = Goal.objects.latest("pk").pk
    with serving.client(served) as asking:
        bare = [serving.measure(asking, "", "/profil.css").median for _ in range(3)]
        page = [serving.measure(asking, "", f"/mal/{goal}/").median for _ in range(3)]
    ratio = statistics.median(bare) / statistics.median(page)
    return (
        f"A view that answers with an empty file takes {statistics.median(bare):.1f} ms, a goal's "
        f"page {statistics.median(page):.1f} ms: {ratio:.2f} of its throughput."
    )


if __name__ == "__main__":
    main()
