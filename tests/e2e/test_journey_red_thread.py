"""A newcomer's first journey: from an empty installation to a decided, explained, locked result.

The values are Svenljunga's own, as recorded from Kolada.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import newcomer
from tests.e2e.conftest import OpenPage, StartServer
from tests.e2e.newcomer import COMMITTEE_GOAL, CONTRIBUTIONS, COUNCIL_GOALS, INDICATOR, follow
from tests.e2e.servers import Server, environment, manage
from tests.kolada_server import RecordedKolada
from timglas.web import plans

pytestmark = pytest.mark.real

VALUES = (("2011", "4,0"), ("2010", "2,4"), ("2009", "3,0"), ("2008", "2,3"), ("2007", "1,4"))
STATUS = "Ej uppnått"
RULE = "Grönt när värdet är högst 3 %. Gult till och med 3,3 %. Annars rött."
REASONS = (
    "Värdet 4,0 % ligger 1 procentenhet över målet.",
    "Grönt hade krävt högst 3 %, det vill säga 1 procentenhet lägre.",
)
NOT_EDITS = {
    *("index", "create", "detail", "difference", "document", "release", "revise", "years"),
    *("term_change", "report", "report_pdf", "report_word"),
}
TABLE_OF = {
    "avsnitt": "plansection",
    "version": "planversion",
    "mal": "goaledition",
    "indikator": "indicatoredition",
}
CHANGED: dict[str, str | float | bool] = {
    "wording": "Ändrat",
    "body": "Ändrad",
    "vision": "Ändrad",
    "introduction": "Ändrad",
    "valid_from": "2011-01-01",
    "name": "Ändrad",
    "contribution": "Ändrat",
    "kind": "law",
    "reference": "Ändrad",
    "perspective": "economy",
    "high_2011_T": "9",
    "steg": "upp",
}
PLAN_TABLES = (
    "plan",
    "planversion",
    "plandocument",
    "goal",
    "goaledition",
    "goallink",
    "ground",
    "indicator",
    "indicatoredition",
    "target",
    "decision",
    "release",
    "auditevent",
)
TAMPERING = (
    "UPDATE timglas_planversion SET vision = 'Ändrad'",
    "UPDATE timglas_planversion SET state = 'draft'",
    "UPDATE timglas_goaledition SET wording = 'Ändrat'",
    "UPDATE timglas_goallink SET contribution = 'Ändrat'",
    "UPDATE timglas_indicatoredition SET name = 'Ändrad'",
    "UPDATE timglas_target SET high = 9",
    "UPDATE timglas_plandocument SET sha256 = ''",
    "UPDATE timglas_decision SET paragraph = '1'",
    "UPDATE timglas_outcome SET value = 2",
    "DELETE FROM timglas_target",
    "DELETE FROM timglas_goallink",
    "DELETE FROM timglas_planversion",
    "DELETE FROM timglas_auditevent",
)


@pytest.fixture
def server(start_server: StartServer) -> Iterator[Server]:
    """An empty installation that asks the recorded Kolada."""
    with RecordedKolada() as kolada:
        yield start_server(demo=False, TIMGLAS_KOLADA_URL=kolada.url)


def test_a_newcomer_goes_from_an_empty_installation_to_a_locked_and_explained_result(
    server: Server, new_page: OpenPage
) -> None:
    page = new_page(server)
    newcomer.becomes_administrator(page)
    newcomer.sets_up_svenljunga(page)
    newcomer.fetches_the_first_values(page)
    newcomer.drafts_the_councils_plan(page)
    newcomer.registers_the_decision(page, day="2010-11-22", paragraph="142", number="KS 2010/310")
    newcomer.drafts_the_committees_plan(page)
    sees_both_links(page)
    newcomer.adds_an_indicator(page)
    newcomer.ties_it_to_kolada(page)
    newcomer.fetches_its_values(page)
    newcomer.sets_targets(page)
    reads_what_the_status_would_be(page)
    draft = page.url
    follow(page, "Verksamhetsplan 2011–2013", "Verksamhetsplan 2011–2013")
    newcomer.registers_the_decision(page, day="2010-12-13", paragraph="201", number="KS 2010/345")

    finds_nothing_to_change_on_the_page(page)
    reads_the_decided_indicator(page)
    is_told_that_the_draft_is_locked(page, draft)
    cannot_change_it_by_direct_posts(page, server)
    cannot_change_it_in_the_database(server)
    everybody_reads_the_same(new_page(server))
    the_audit_chain_is_whole(server)


def sees_both_links(page: Page) -> None:
    """The first link became the primary one."""
    links = page.locator("#koppling").get_by_role("listitem")
    expect(links).to_have_count(2)
    for link, goal, role, contribution in zip(
        links.all(),
        COUNCIL_GOALS,
        ("Huvudsaklig koppling", "Stödjer även"),
        CONTRIBUTIONS,
        strict=True,
    ):
        for words in (goal, role, contribution):
            expect(link).to_contain_text(words)


def reads_what_the_status_would_be(page: Page) -> None:
    """The draft's own page shows the values, the status of 2011 and what would turn it green."""
    page.get_by_label("Visa år").fill("2011")
    newcomer.press(page, "Visa", INDICATOR)
    preview = page.locator("#forhandsvisning")
    values = ", ".join(f"{value}\xa0% ({year})" for year, value in VALUES)
    for words in ("Så skulle läget bli 2011", STATUS, RULE, *REASONS, values):
        expect(preview).to_contain_text(words)


def finds_nothing_to_change_on_the_page(page: Page) -> None:
    """A decided plan has no buttons; its links lead on to read, or to a new version."""
    main = page.get_by_role("main")
    expect(main.get_by_role("button")).to_have_count(0)
    links = {link.get_attribute("href") or "" for link in main.get_by_role("link").all()}
    inside = {link for link in links if link.startswith("/planer/")}
    version = page.url.removeprefix(page.url.split("/planer/")[0])
    (years,) = (link for link in inside if re.fullmatch(r"/planer/enhet/\d+/ar/", link))
    whole = {f"{version}las/", f"{version}plan.pdf", f"{version}plan.docx"}
    reading = {"/planer/", years, *whole, f"{version}skillnad/", f"{version}dokument.json"}
    assert inside == {*reading, f"{version}ny-version/"}


def reads_the_decided_indicator(page: Page) -> None:
    """From the decided plan to the indicator's page with its series, and back."""
    follow(page, INDICATOR, INDICATOR)
    shows_the_series_and_the_status(page)
    page.go_back()


def shows_the_series_and_the_status(page: Page) -> None:
    """An indicator's page for 2011: values, status and its explanation."""
    table = page.get_by_role("region", name="Period").get_by_role("row")
    rows = [(r.get_by_role("rowheader").inner_text(), r) for r in table.all()[1:]]
    assert tuple((year, row.get_by_role("cell").first.inner_text()) for year, row in rows) == VALUES
    explained = page.locator(".explain").first
    explained.get_by_text("Så räknas läget").click()
    for words in (f"Därför är läget {STATUS.lower()}", *REASONS, RULE):
        expect(explained).to_contain_text(words)


def is_told_that_the_draft_is_locked(page: Page, draft: str) -> None:
    """Somebody who kept the address of the draft's page is told why it cannot be changed."""
    answer = page.goto(draft)
    assert answer is not None
    assert answer.status == 409
    newcomer.arrived(page, "Planen är låst")
    expect(page.get_by_role("alert")).to_contain_text(
        "Planen beslutades 2010-12-13 § 201 och kan inte ändras."
    )
    expect(page.get_by_role("link", name="Ny version")).to_be_visible()


def cannot_change_it_by_direct_posts(page: Page, server: Server) -> None:
    """Every address that edits a plan refuses, in both plans, and nothing is changed."""
    follow(page, "Läs planen", "Verksamhetsplan 2011–2013")
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    before = everything_about_plans(server)
    for path in edit_addresses(server):
        form = CHANGED | {"csrfmiddlewaretoken": token}
        answer = page.request.post(path, form=form, max_redirects=0)
        assert (path, answer.status) == (path, 409)
        assert "Planen är låst" in answer.text()
    assert everything_about_plans(server) == before


def edit_addresses(server: Server) -> list[str]:
    """Every address under /planer/ that changes something, for every version, goal, indicator."""
    routes = [str(p.pattern) for p in plans.urls[0] if p.name not in NOT_EDITS]
    return [
        "/planer/" + re.sub(r"<int:(?!pk)\w+>", "1", route).replace("<int:pk>", str(row[0]))
        for route in routes
        for row in rows_of(server, TABLE_OF[route.partition("/")[0]])
    ]


def rows_of(server: Server, table: str) -> list[tuple[object, ...]]:
    """Return all rows of a table, with the id first."""
    with closing(sqlite3.connect(server.var / "timglas.sqlite3")) as database:
        return database.execute(f"SELECT * FROM timglas_{table} ORDER BY id").fetchall()  # noqa: S608 (tables named in this file)


def everything_about_plans(server: Server) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows about plans, decisions and what was done."""
    return {table: rows_of(server, table) for table in PLAN_TABLES}


def cannot_change_it_in_the_database(server: Server) -> None:
    """Not even somebody with a SQL prompt changes what is decided."""
    before = everything_about_plans(server)
    with closing(sqlite3.connect(server.var / "timglas.sqlite3")) as database:
        for statement in TAMPERING:
            with pytest.raises(sqlite3.IntegrityError, match=r"^timglas: "):
                database.execute(statement)
    assert everything_about_plans(server) == before


def everybody_reads_the_same(page: Page) -> None:
    """Somebody without an account follows the thread down to the indicator, without cookies."""
    page.goto("/")
    newcomer.arrived(page, "Så går det i Svenljunga")
    newcomer.choose_in_menu(page, "Mål", "Mål")
    newcomer.chooses_year(page, 2011)
    expect(page.get_by_role("row", name=COMMITTEE_GOAL)).to_contain_text(STATUS)
    follow(page, COMMITTEE_GOAL, COMMITTEE_GOAL)
    for words in (*CONTRIBUTIONS, STATUS):
        expect(page.get_by_role("main")).to_contain_text(words)
    follow(page, INDICATOR, INDICATOR)
    shows_the_series_and_the_status(page)
    follow(page, COMMITTEE_GOAL, COMMITTEE_GOAL)
    follow(page, "Visa i röda tråden", "Röda tråden")
    for words in ("Svenljunga är en trygg kommun att växa i.", *COUNCIL_GOALS, COMMITTEE_GOAL):
        expect(page.locator(".loom")).to_contain_text(words)
    assert page.context.cookies() == []


def the_audit_chain_is_whole(server: Server) -> None:
    """Everything done on the way is sealed and verifies."""
    env = environment(server.var, demo=False, extra={})
    manage("seal_audit", env)
    manage("verify_audit", env)
