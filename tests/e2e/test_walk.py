"""The walk that makes the inventory notes what it meets, on a small site of its own."""

import httpx
import pytest

from tests.e2e.inventory import PUBLIC, Inventory, Page, local_path, name_of, walk

START = """<a href="/mal/">Mål</a>
<a href="/mal/?ar=2025">Mål 2025</a> <a href="#innehall">Hoppa</a>
<a href="/finns-inte/">Borta</a> <a href="https://kolada.se/">Kolada</a>
<form method="post" action="/konto/logout/"></form><form action="/indikatorer/"></form>"""
SITE = {
    "/": httpx.Response(200, html=START),
    "/mal/": httpx.Response(200, html="<p>Mål</p>"),
    "/mal/?ar=2025": httpx.Response(200, text="mål;2025", headers={"content-type": "text/csv"}),
    "/indikatorer/": httpx.Response(403),
}


def answer(request: httpx.Request) -> httpx.Response:
    """Answer as the small site does."""
    return SITE[request.url.raw_path.decode()]


def test_the_walk_notes_pages_files_forms_and_broken_links() -> None:
    found = Inventory()
    site = httpx.MockTransport(answer)
    with httpx.Client(base_url="http://site", transport=site) as client:
        walk(client, PUBLIC, found, ("/",))
    goals = name_of("/mal/") or ""
    assert found == Inventory(
        pages=[
            Page(name_of("/") or "", PUBLIC, "/", START),
            Page(goals, PUBLIC, "/mal/", "<p>Mål</p>"),
        ],
        files=[goals],
        posts=["account_logout"],
        broken=["/finns-inte/ (as citizen): no such address", "/indikatorer/ (as citizen): 403"],
    )


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/planer/", "/planer/"),
        ("?ar=2025", "/mal/?ar=2025"),
        ("../vision/", "/vision/"),
        ("#innehall", None),
        ("/static/timglas/base.css", None),
        ("https://kolada.se/", None),
        ("mailto:kommun@example.se", None),
    ],
)
def test_only_other_places_on_the_same_server_are_followed(
    target: str, expected: str | None
) -> None:
    assert local_path("/mal/", target) == expected
