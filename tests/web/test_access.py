"""Every address says who may use it, and answers each role as the table says.

`200` the page, `302` to sign-in, `403` seen but not allowed, `404` not known of. A new address gets
a row in `EXPECTED`; a test fails for those without one.
"""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.cast import Cast

# The sign-in library checks its own addresses.
LIBRARY = ("account_", "mfa_")
WHO = ("anonymous", "outsider", "reader", "manager", "chief", "auditor", "admin")

PUBLIC = (200, 200, 200, 200, 200, 200, 200)
STAFF = (302, 403, 200, 200, 200, 200, 200)
ADMIN = (302, 403, 403, 403, 403, 403, 200)
ADMIN_POST = (405, 405, 405, 405, 405, 405, 405)
AUDIT = (302, 403, 403, 403, 200, 200, 200)
# Of an object that one may not even know of.
HIDDEN = (302, 404, 403, 403, 403, 403, 200)
STAFF_OBJECT = (302, 404, 200, 200, 200, 200, 200)

# View name: (the field of the cast that its pk is of, the status for each of WHO).
EXPECTED: dict[str, tuple[str | None, tuple[int, ...]]] = {
    "administration:index": (None, STAFF),
    "administration:municipality": (None, ADMIN),
    "administration:statuses": (None, ADMIN),
    "administration:levels": (None, ADMIN),
    "administration:level_add": (None, ADMIN),
    "audit:index": (None, AUDIT),
    "org:index": (None, STAFF),
    "org:add": (None, ADMIN),
    "org:detail": ("ek", STAFF),
    "org:edit": ("ek", ADMIN),
    "org:move": ("ek", ADMIN),
    "org:merge": ("ek", ADMIN),
    "org:close": ("ek", ADMIN),
    "people:index": (None, STAFF),
    "people:roles": (None, STAFF),
    "people:add": (None, ADMIN),
    "people:detail": ("manager", STAFF_OBJECT),
    "people:edit": ("manager", HIDDEN),
    "people:role_give": ("manager", HIDDEN),
    "people:invite": ("manager", ADMIN_POST),
    "people:deactivate": ("manager", ADMIN_POST),
    "people:reactivate": ("manager", ADMIN_POST),
    "profile": (None, STAFF),
}


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
OURS = {name: view for name, view in ALL.items() if not name.startswith(LIBRARY)}


def test_every_address_says_who_may_use_it() -> None:
    assert [name for name, view in OURS.items() if not hasattr(view, "access")] == []


def address(name: str, cast: Cast) -> str:
    """The address of a view, with the object that the table names."""
    of = EXPECTED[name][0]
    return reverse(name, args=[getattr(cast, of).pk] if of else [])


@pytest.mark.parametrize("name", EXPECTED)
def test_every_address_answers_each_role_as_expected(name: str, cast: Cast) -> None:
    answers = []
    for who in WHO:
        client = Client()
        if person := cast.everyone[who]:
            client.force_login(person)
        answers.append(client.get(address(name, cast)).status_code)
    assert dict(zip(WHO, answers, strict=True)) == dict(zip(WHO, EXPECTED[name][1], strict=True))
