"""Every page of Timglas, found as people find them: by following links, as each kind of visitor.

An address pattern that no visitor reaches by a link or a form is a page that nobody finds. Those
that are right to be so are listed in `UNLINKED`, with the reason.
"""

import json
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx
from django.urls import Resolver404, URLPattern, URLResolver, include
from django.urls import path as route
from django.urls.resolvers import RegexPattern
from lxml import html

from tests.e2e.servers import Server
from timglas.urls import urlpatterns
from timglas.web import demo

PUBLIC, SIGNED_IN = AUDIENCES = ("citizen", "signed in")
"""The citizen has no account; every other visitor is the first person of a role on /prova/."""

ENOUGH = 3
"""So many examples of an address pattern are visited per visitor, in search of further links."""

ADDRESSES = URLResolver(RegexPattern(r"^/"), [*urlpatterns, route("prova/", include(demo.urls))])
"""The addresses of a server with the demonstration; the tests themselves run without it."""

ENTRANCES = (
    "/indikatorer/?q=sjukfr%C3%A5nvaro",
    "/mal/1/",
    "/omgangar/1/",
    "/omgangar/2/",
    "/aret/steg/2/",
    "/aret/steg/19/",
    "/forslag/?q=norrby",
    "/",
    "/planer/?lage=draft",
    "/rapporter/?q=nd&sortera=-lage",
    "/konto/inactive/",
    "/konto/password/reset/done/",
    "/konto/password/reset/key/done/",
)
"""Where the walk begins: some indicators of which one is drawn with limits, a goal of the council,
rounds locked and open, steps of the year, one done and one not, proposals drafted and deferred, and
reports on each step of their way, before the first ones that it meets; the first page; and pages
that are met in the course of signing in."""

BY_MAIL = "its address comes by mail"
IN_USE = "meets only those who have a second step of sign-in"
ASKED = "asked before a change of the account, when sign-in was long ago"
CLOSED = "known to the sign-in library and answers 404"
WELCOME = "only an empty installation is welcomed"
UNLINKED = {
    "account_change_password": "people of the demonstration have no passwords",
    "account_email": "the library's name for the profile",
    "account_reauthenticate": ASKED,
    "account_reset_password_from_key": BY_MAIL,
    "account_set_password": CLOSED,
    "account_signup": CLOSED,
    "calendars:close": "nobody in Exempelby subscribes to a calendar",
    "calendars:file": "a secret address, shown once to whoever opens it",
    "external:fetch_detail": "nothing has been fetched in Exempelby",
    "external:tie_areas": "found by a search in the catalogue, which Exempelby lacks",
    **dict.fromkeys(["views:edit", "views:remove"], "nobody has saved a view in Exempelby"),
    "outcomes:link": BY_MAIL,
    "rounds:undo": "somebody has reported in each of Exempelby's rounds",
    "round_kinds:usual": "Exempelby has its kinds of round",
    "process_changes:withdraw": "nobody has changed a process in Exempelby",
    "external:resume": "no fetch has stopped halfway in Exempelby",
    **dict.fromkeys(
        [
            f"imports:{page}"
            for page in ("columns", "detail", "discard", "rejects", "retry", "undo")
        ],
        "nothing has been imported in Exempelby",
    ),
    "mfa_authenticate": IN_USE,
    "mfa_deactivate_totp": IN_USE,
    "mfa_download_recovery_codes": IN_USE,
    "mfa_edit_webauthn": IN_USE,
    "mfa_generate_recovery_codes": IN_USE,
    "mfa_list_webauthn": IN_USE,
    "mfa_reauthenticate": ASKED,
    "mfa_reauthenticate_webauthn": ASKED,
    "mfa_remove_webauthn": IN_USE,
    "mfa_view_recovery_codes": IN_USE,
    "people:reactivate": "nobody's account is closed in Exempelby",
    "budget:granted": "no proposal that Exempelby's council has granted waits for a draft",
    "outbox:retry": "no mail of Exempelby has failed",
    "plans:release": "every decided plan of Exempelby's company is released",
    "public:brand": "a style sheet, and Exempelby has no colour of its own",
    "documents:release": "whatever the company of Exempelby has decided of documents is released",
    "year_changes:go_on": "the plans that were begun in Exempelby were begun at once",
    "welcome:administrator": WELCOME,
    "welcome:bodies": WELCOME,
    "welcome:finished": WELCOME,
    "welcome:indicators": WELCOME,
    "welcome:index": WELCOME,
    "welcome:levels": WELCOME,
    "welcome:municipality": WELCOME,
    "welcome:values": WELCOME,
}
"""Address patterns that no link or form in Exempelby leads to, and why that is right."""


@dataclass(frozen=True, slots=True)
class Page:
    """An example of a page: its address pattern, who reached it, its address and its HTML."""

    name: str
    visitor: str
    path: str
    html: str

    @property
    def audience(self) -> str:
        """Return which of the two audiences the visitor belongs to."""
        return PUBLIC if self.visitor == PUBLIC else SIGNED_IN


@dataclass(slots=True)
class Inventory:
    """What the visitors found: pages, other answers (files), forms to post to, links that fail."""

    pages: list[Page] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def reached(self) -> set[str]:
        """Return the names of all address patterns found in any way."""
        return {page.name for page in self.pages} | {*self.files, *self.posts}

    def examples(self, audience: str) -> list[Page]:
        """Return one page of each address pattern that the audience reaches, the first found."""
        first: dict[str, Page] = {}
        for page in self.pages:
            if page.audience == audience:
                first.setdefault(page.name, page)
        return list(first.values())

    def dump(self, file: Path) -> None:
        """Keep the inventory for other test processes."""
        file.write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def load(cls, file: Path) -> Self:
        """Return an inventory that was kept."""
        kept = json.loads(file.read_text(encoding="utf-8"))
        pages = [Page(**page) for page in kept.pop("pages")]
        return cls(pages, **kept)


def address_names() -> set[str]:
    """Return the name of every address pattern, as `goals:detail`."""
    return set(names_in(ADDRESSES, ""))


def names_in(resolver: URLResolver, prefix: str) -> Iterator[str]:
    """Yield the names below a resolver; an unnamed pattern is shown by its route."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield prefix + (entry.name or str(entry.pattern))
        else:
            space = f"{entry.namespace}:" if entry.namespace else ""
            yield from names_in(entry, prefix + space)


def name_of(path: str) -> str | None:
    """Return the name of the address pattern that a path belongs to, None if it has none."""
    try:
        match = ADDRESSES.resolve(path)
    except Resolver404:
        return None
    return match.view_name or match.route


def roles_to_try(client: httpx.Client) -> dict[str, dict[str, str]]:
    """Return the roles on /prova/, each with what to post there to be its first person."""
    page = html.fromstring(client.get("/prova/").text)
    choices = {}
    for role in page.xpath("//form//li[.//h2 and .//button]"):
        form, button = next(role.iterancestors("form")), role.find(".//button")
        pressed = {button.get("name"): button.get("value")}
        choices[role.findtext(".//h2")] = {**form.fields, **pressed}
    assert choices, "nobody can be tried on /prova/"
    return choices


@contextmanager
def client_of(server: Server, visitor: str) -> Iterator[httpx.Client]:
    """Give a client that is the visitor: signed in by the form on /prova/, or nobody."""
    with httpx.Client(base_url=server.url, timeout=30) as client:
        if visitor != PUBLIC:
            client.post("/prova/", data=roles_to_try(client)[visitor])
            assert "sessionid" in client.cookies, f"nobody could be tried as {visitor}"
        yield client


def explore(server: Server) -> Inventory:
    """Let every visitor follow links from the start page, and return what they found."""
    found = Inventory()
    with client_of(server, PUBLIC) as client:
        visitors = [PUBLIC, *roles_to_try(client)]
    for visitor in visitors:
        with client_of(server, visitor) as client:
            walk(client, visitor, found)
    return found


def walk(
    client: httpx.Client, visitor: str, found: Inventory, entrances: tuple[str, ...] = ENTRANCES
) -> None:
    """Follow links breadth first, a few examples of each address pattern."""
    queue, queued, visits = deque(entrances), set(entrances), Counter[str]()
    while queue:
        path = queue.popleft()
        name = name_of(urlsplit(path).path)
        if name is None:
            found.broken.append(f"{path} (as {visitor}): no such address")
        elif visits[name] < ENOUGH:
            visits[name] += 1
            fresh = [link for link in visit(client, visitor, path, found) if link not in queued]
            queue.extend(fresh)
            queued.update(fresh)


def visit(client: httpx.Client, visitor: str, path: str, found: Inventory) -> list[str]:
    """Fetch one address, note what it is, and return the links on it."""
    name = name_of(urlsplit(path).path) or path
    answer = client.get(path)
    if answer.is_redirect:
        found.files.append(name)
        return [local] if (local := local_path(path, answer.headers["location"])) else []
    if answer.status_code != httpx.codes.OK:
        found.broken.append(f"{path} (as {visitor}): {answer.status_code}")
        return []
    if not answer.headers["content-type"].startswith("text/html"):
        found.files.append(name)
        return []
    found.pages.append(Page(name, visitor, path, answer.text))
    return links(path, answer.text, found)


def links(path: str, text: str, found: Inventory) -> list[str]:
    """Return where a page's links and search forms lead, without duplicates; note its forms."""
    page = html.fromstring(text)
    # The same page in another language is no other page.
    targets = [
        link.get("href") for link in page.iterfind(".//a[@href]") if "hreflang" not in link.attrib
    ]
    for form in page.forms:
        action = local_path(path, form.get("action") or path)
        if form.method == "POST" and action:
            found.posts.append(name_of(urlsplit(action).path) or action)
        elif action:
            targets.append(action)
    return list(dict.fromkeys(filter(None, (local_path(path, target) for target in targets))))


def local_path(page: str, target: str) -> str | None:
    """Return a link's path and query if it leads to another place on the same server."""
    parts = urlsplit(urljoin(f"http://here{page}", target))
    if parts.netloc != "here" or parts.path.startswith("/static/") or target.startswith("#"):
        return None
    return parts.path + (f"?{parts.query}" if parts.query else "")
