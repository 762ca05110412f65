"""How fast the main pages answer: a real server with Exempelby, asked over loopback.

    script/bench pages

Prints a Markdown table: for each page the median and the 95th percentile of 40 answers in
milliseconds after 3 to warm up, database queries of one answer, and its size compressed. The
figures in docs/performance.md come from here. Nothing is asserted.
"""

import io
import time
from collections.abc import Iterator

from django.core.management import call_command

from bench import serving
from timglas.models import Grant, Person

OPEN = (
    *("/", "/vision/", "/timglaset/", "/roda-traden/", "/mal/", "/indikatorer/", "/oppna-data/"),
    *("/mal/1/", "/indikatorer/1/", "/indikatorer/1/jamfor/"),
)
SIGNED_IN = (
    *("/start/", "/roda-traden/", "/roda-traden/?visa=lista", "/timglaset/", "/mal/"),
    *("/indikatorer/", "/utfall/", "/rapportera/", "/planer/", "/administration/enheter/"),
    *("/administration/handelser/", "/mal/1/", "/indikatorer/1/", "/indikatorer/1/jamfor/"),
)


def main() -> None:
    """Print the table."""
    began = time.perf_counter()
    call_command("migrate", verbosity=0)
    call_command("load_exempelby", stdout=io.StringIO())
    print(f"Loaded in {time.perf_counter() - began:.1f} s.\n\n{serving.HEAD}")  # noqa: T201
    with serving.server() as served:
        for who, person, pages in asked_by():
            with serving.client(served, person) as asking:
                for address in pages:
                    print(serving.measure(asking, who, address))  # noqa: T201
        print(f"\nThe server holds {served.megabytes:.0f} MB.")  # noqa: T201


def asked_by() -> Iterator[tuple[str, Person | None, tuple[str, ...]]]:
    """Who asks, and for which pages."""
    yield "citizen", None, OPEN
    for role, pages in (
        ("controller", SIGNED_IN),
        ("department_head", ("/start/", "/rapportera/")),
        ("unit_manager", ("/start/", "/rapportera/")),
    ):
        person = Grant.objects.filter(role=role).earliest("pk").person
        yield role.replace("_", " "), person, pages


if __name__ == "__main__":
    main()
