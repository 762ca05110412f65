"""In English nothing but what people have written is left in Swedish."""

import re
import tomllib
from collections.abc import Iterator

import httpx
import pytest
from lxml import html

from tests.e2e.conftest import StartServer
from tests.e2e.inventory import PUBLIC, Inventory, Page, client_of
from tests.scripts import script
from timglas.rules.plan_template import DEFAULT_SECTIONS

catalogue = script("catalogue")

HOLE = re.compile(r"\{\w*\}|%\(\w+\)s|%s")
# So much of a text is the same whatever is put into it, or anything would look like it.
TELLING = 8
SPOKEN = ("aria-label", "title", "alt", "placeholder")


@pytest.fixture(scope="module")
def swedish() -> re.Pattern[str]:
    """Every text that is another in English, whole, whatever is put into it."""
    texts = []
    for message in catalogue.messages_of(catalogue.catalogue()).values():
        forms = [message.id] if isinstance(message.id, str) else message.id
        english = [message.string] if isinstance(message.string, str) else message.string
        texts += [form.replace("%%", "%") for form in forms if form not in english]
    telling = [text for text in texts if not HOLE.search(text) or len(said(text)) > TELLING]
    return re.compile("|".join(".+?".join(map(re.escape, HOLE.split(text))) for text in telling))


@pytest.fixture(scope="module")
def written() -> set[str]:
    """What people have written in Exempelby: some of its names are words of the interface too.

    The headings of its plans' template are among them.
    """
    files = (catalogue.SOURCES / "exempelby").glob("*.toml")
    texts = {text for file in files for text in strings(tomllib.loads(file.read_text("utf-8")))}
    return texts | {section.title for section in DEFAULT_SECTIONS}


def strings(data: object) -> Iterator[str]:
    """Every text in what a TOML file holds."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for part in data.values() if isinstance(data, dict) else data:
            yield from strings(part)


def said(text: str) -> str:
    """The letters that stand outside the holes."""
    return re.sub(r"\W", "", HOLE.sub("", text))


def spoken(element: html.HtmlElement, around: str = "en") -> Iterator[str]:
    """The texts of a page, also those that only some readers meet, but for what is marked Swedish.

    What stands inside something has its language, unless it says otherwise.
    """
    language = element.get("lang", around)
    if language != "sv" and element.tag not in {"script", "style"}:
        yield from filter(None, map(element.get, SPOKEN))
        yield element.text or ""
    for child in element.iterchildren("*"):
        yield from spoken(child, language)
        yield (child.tail or "") if language != "sv" else ""


def left(page: str, swedish: re.Pattern[str], written: set[str]) -> set[str]:
    """What a page in English says in Swedish, apart from what people have written."""
    texts = {" ".join(text.split()) for text in spoken(html.fromstring(page))}
    return {text for text in texts - written if swedish.fullmatch(text)}


def in_english(client: httpx.Client, pages: list[Page]) -> dict[str, str]:
    """The same pages in English, by address."""
    return {f"/en{page.path}": client.get(f"/en{page.path}").text for page in pages}


def assert_english(pages: dict[str, str], swedish: re.Pattern[str], written: set[str]) -> None:
    assert pages
    assert {html.fromstring(page).get("lang") for page in pages.values()} == {"en"}
    found = {path: left(page, swedish, written) for path, page in pages.items()}
    assert {path: texts for path, texts in found.items() if texts} == {}


def test_a_citizen_reads_english(
    start_server: StartServer, inventory: Inventory, swedish: re.Pattern[str], written: set[str]
) -> None:
    server = start_server(demo=True)
    with client_of(server, PUBLIC) as client:
        assert_english(in_english(client, inventory.examples(PUBLIC)), swedish, written)


def test_who_has_chosen_english_reads_english(
    start_server: StartServer, inventory: Inventory, swedish: re.Pattern[str], written: set[str]
) -> None:
    server = start_server(demo=True)
    mine = [page for page in inventory.pages if page.visitor == "Controller"]
    with client_of(server, "Controller") as client:
        form = html.fromstring(client.get("/konto/profil/").text).forms[-1]
        client.post("/konto/profil/", data={**dict(form.fields), "language": "en"})
        assert client.get("/mal/").headers["location"] == "/en/mal/"
        assert_english(in_english(client, mine), swedish, written)


def test_swedish_is_found_where_it_is_left(swedish: re.Pattern[str]) -> None:
    page = """<html lang="en"><p title="Läs planen">Skolans plan <b>Plans</b>Kommunen har 4 mål.</p>
    <h2>Enhetschef</h2><a lang="sv" href="/">Planer</a> Inga planer än
    <article lang="sv"><h2>Planer</h2><i lang="en">Läs hela planen</i>Mål</article></html>"""
    assert left(page, swedish, {"Enhetschef"}) == {
        "Läs planen",
        "Kommunen har 4 mål.",
        "Inga planer än",
        "Läs hela planen",
    }
