"""What holds for every address: nothing changes by GET, forms are guarded, headers are strict."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection, reset_queries
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from tests.addressed import build_addresses
from tests.cast import NOW, Cast
from tests.web.test_access import EXPECTED

PROJECT = Path(__file__).resolve().parents[2]
WRITES = re.compile(r'^\s*(INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', re.IGNORECASE)
FORM = re.compile(r'<form[^>]*method="post".*?</form>', re.IGNORECASE | re.DOTALL)
# Sign-in keeps half-done steps in the session, and its limits in the cache.
PASSING = {"django_session", "cache"}


def addresses(cast: Cast, *methods: str) -> list[str]:
    """Every address of the table of access that is asked in these ways."""
    keys = build_addresses(cast)
    rows = [(view, of) for how, view, of, _statuses in EXPECTED if how in methods]
    return [reverse(view, args=keys[of]) for view, of in rows]


def written(queries: CaptureQueriesContext) -> set[str]:
    """The tables that were written to."""
    found = (WRITES.match(query["sql"]) for query in queries.captured_queries)
    return {match[2] for match in found if match} - PASSING


def test_looking_changes_nothing_and_every_form_is_guarded(cast: Cast, settings: object) -> None:
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]
    client = Client()
    client.force_login(cast.admin)
    for url in addresses(cast, "GET"):
        for look in (client.head, client.get):
            # Django keeps the last 9,000 queries of a connection, and warns when there are more.
            reset_queries()
            with CaptureQueriesContext(connection) as queries:
                answer = look(url)
            noted = {"timglas_auditevent"} if answer.status_code == 403 else set()
            assert (url, written(queries)) == (url, noted)
        unguarded = [
            form
            for form in FORM.findall(answer.content.decode(errors="replace"))
            if "csrfmiddlewaretoken" not in form
        ]
        assert (url, unguarded) == (url, [])


def test_nothing_is_done_for_a_form_of_another_site(cast: Cast, settings: object) -> None:
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.admin)
    answers = {client.post(url).status_code for url in addresses(cast, "GET", "POST")}
    assert answers == {403}
    page = client.post("/administration/kommunen/").content.decode()
    assert "Formuläret har blivit för gammalt" in page


def test_the_headers_are_strict(cast: Cast, client: Client) -> None:
    headers = client.get("/tillganglighet/").headers
    assert {name: headers.get(name) for name in STRICT} == STRICT


STRICT = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "object-src 'none'; frame-ancestors 'none'; manifest-src 'self'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "Set-Cookie": None,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def test_a_page_for_one_person_is_kept_by_no_cache(cast: Cast, client: Client) -> None:
    client.force_login(cast.manager)
    kept = client.get("/administration/").headers["Cache-Control"]
    assert "private" in kept
    assert "public" not in kept


@pytest.mark.parametrize("number", ["0", "99999999999999999999999999"])
def test_a_number_of_nothing_is_not_found(cast: Cast, client: Client, number: str) -> None:
    client.force_login(cast.admin)
    for url in ("/mal/{}/", "/planer/version/{}/", "/administration/personer/{}/"):
        assert client.get(url.format(number)).status_code == 404


def test_trying_to_be_somebody_is_not_there_without_the_demonstration(
    cast: Cast, client: Client
) -> None:
    assert client.post("/prova/", {"person": cast.admin.pk}).status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("demo:index")


def test_forms_name_their_fields() -> None:
    for path in (PROJECT / "timglas/web").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "__all__" not in text
        assert not re.search(r"^\s+exclude = ", text, re.MULTILINE)


@override_settings(CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}})
def test_who_tries_many_passwords_has_to_wait(cast: Cast, client: Client) -> None:
    tried = {"login": str(cast.chief.email), "password": "fel"}
    answers = [client.post("/konto/login/", tried) for _ in range(6)]
    assert "För många försök" in answers[-1].content.decode()


PRODUCTION = {
    "TIMGLAS_PRODUCTION": "1",
    "TIMGLAS_SECRET_KEY": "".join(map(chr, range(48, 110))),
    "TIMGLAS_SMTP_HOST": "smtp.exempelby.example",
}


@pytest.mark.parametrize(
    ("change", "starts"),
    [
        ({}, True),
        ({"TIMGLAS_DEBUG": "1"}, False),
        ({"TIMGLAS_DEMO": "1"}, False),
        ({"TIMGLAS_SECRET_KEY": "only-for-development"}, False),
    ],
)
def test_production_refuses_what_is_unsafe(
    tmp_path: Path,
    change: dict[str, str],
    starts: bool,  # noqa: FBT001 (a parameter of the table above)
) -> None:
    # Of the environment, not what this project or its browser tests set.
    ours = ("TIMGLAS_", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    env = kept | PRODUCTION | {"TIMGLAS_VAR": str(tmp_path)} | change
    run = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=PROJECT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode == 0) is starts, run.stderr
    assert starts or "Production needs TIMGLAS_SECRET_KEY" in run.stderr
