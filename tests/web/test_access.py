"""Every address says who may use it, and answers each role as the table beside this file says.

`access_table.txt` has a row for each address and object: `200` the page, `302` to sign-in, `403`
seen but not allowed, `404` not known of, `405` wrong method, `409` decided and locked, `422` and
`303` what a button or an empty form answers. A new address needs a row: a test fails without it.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.addressed import Keys, build_addresses
from tests.cast import BEGINNING, NOW, Cast, make_person
from timglas.models import Grant, Person
from timglas.rules.permissions import Role

TABLE = (Path(__file__).parent / "access_table.txt").read_text()
HEAD, *ROWS = (line for line in TABLE.splitlines() if line.strip())
WHO = HEAD.split()[3:]
REFUSED = {"302", "403", "404"}
# The sign-in library asks for its own kinds of proof; our rules do not reach into its views.
LIBRARY = ("account_", "mfa_")

type Row = tuple[str, str, str, tuple[str, ...]]


def parsed(line: str) -> Row:
    """A row: method, view, object and the statuses in the order of `WHO`."""
    method, view, rest = line.split(maxsplit=2)
    words = rest.split()
    return method, view, " ".join(words[: -len(WHO)]), tuple(words[-len(WHO) :])


EXPECTED = [parsed(line) for line in ROWS]


def views(
    patterns: list[URLPattern | URLResolver], space: str = ""
) -> Iterator[tuple[str, object]]:
    """Every view as (name with its namespace, view)."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from views(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name}", pattern.callback


ALL = dict(views(get_resolver().url_patterns))


def test_every_address_says_who_may_use_it() -> None:
    ours = {name: view for name, view in ALL.items() if not name.startswith(LIBRARY)}
    assert [name for name, view in ours.items() if not hasattr(view, "access")] == []


def test_every_address_has_a_row() -> None:
    assert {view for _method, view, _of, _statuses in EXPECTED} == set(ALL)


@pytest.fixture
def clients(cast: Cast, settings: object) -> list[Client]:
    """A browser for each column, where that person has signed in."""
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]
    people = {**cast.everyone, "local": _administrator_of_a_part(cast)}
    found = []
    for who in WHO:
        client = Client()
        if person := people[who]:
            client.force_login(person)
        found.append(client)
    return found


def _administrator_of_a_part(cast: Cast) -> Person:
    person = make_person("Lokal Systemförvaltare")
    role = Role.SYSTEM_ADMINISTRATOR
    Grant.objects.create(person=person, role=role, unit=cast.bun, valid_from=BEGINNING)
    return person


@pytest.fixture
def keys(cast: Cast) -> dict[str, Keys]:
    """What stands in the addresses."""
    return build_addresses(cast)


def statuses(clients: list[Client], method: str, url: str) -> tuple[str, ...]:
    """What the address answers each; whatever it changes is undone."""
    answers = []
    for client in clients:
        with transaction.atomic():
            answers.append(str(getattr(client, method.lower())(url).status_code))
            transaction.set_rollback(True)
    return tuple(answers)


def drawn(row: Row) -> str:
    """A row as the table has it, to compare and to read."""
    method, view, of, answers = row
    cells = (f"{answer:<{len(who)}}" for answer, who in zip(answers, WHO, strict=True))
    return f"{method:<4} {view:<38} {of:<19} {' '.join(cells)}".rstrip()


@pytest.mark.usefixtures("keeping")
def test_every_address_answers_each_role_as_expected(
    clients: list[Client], keys: dict[str, Keys]
) -> None:
    answers_as_expected(clients, keys, [row for row in EXPECTED if row[0] == "GET"])


def test_every_button_answers_each_role_as_expected(
    clients: list[Client], keys: dict[str, Keys]
) -> None:
    answers_as_expected(clients, keys, [row for row in EXPECTED if row[0] != "GET"])


def answers_as_expected(clients: list[Client], keys: dict[str, Keys], rows: list[Row]) -> None:
    """Fail unless each row's address answers each client as the row says."""
    found = [
        (method, view, of, statuses(clients, method, reverse(view, args=keys[of])))
        for method, view, of, _expected in rows
    ]
    assert list(map(drawn, found)) == list(map(drawn, rows))


@pytest.mark.usefixtures("keeping")
def test_who_may_not_see_a_form_may_not_send_it(
    clients: list[Client], keys: dict[str, Keys]
) -> None:
    for method, view, of, expected in EXPECTED:
        if method == "POST" or view.startswith(LIBRARY):
            continue
        refused = {
            who: (client, seen)
            for who, client, seen in zip(WHO, clients, expected, strict=True)
            if seen in REFUSED
        }
        browsers = [client for client, _seen in refused.values()]
        answers = statuses(browsers, "POST", reverse(view, args=keys[of]))
        sent = dict(zip(refused, answers, strict=True))
        assert (view, of, sent) == (view, of, {who: seen for who, (_c, seen) in refused.items()})
