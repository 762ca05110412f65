"""States of pages that no link leads to: what stands there after something was done, or went wrong.

Each walk does what people do in one part of Timglas, and stops where there is something to look at.
"""

from collections.abc import Callable, Iterator

import httpx
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.pages import sign_in_as

type Walk = Callable[[Page], Iterator[str]]
"""Takes a page of Exempelby to one state after the other, and tells what each is."""

YEARLY = ("Behöriga till gymnasiet", "Barn- och utbildningsnämnden")
SHEET = "Indikator;Enhet;År;Utfall\n{0};{1};2001;71,5\n{0};{1};2002;ungefär 72\n"
SERIES = "Sjukfrånvaro i förskolan"
REASON = "Ny bemanning i två arbetslag sedan årsskiftet."
REGISTERS = (
    *("/mal/", "/indikatorer/", "/utfall/", "/aktiviteter/"),
    *("/administration/enheter/", "/administration/personer/", "/administration/handelser/"),
)
NOTHING = "q=finns+inte+n%C3%A5gonstans"


def press(page: Page, name: str) -> None:
    """Press a button in the content."""
    page.get_by_role("main").get_by_role("button", name=name).first.click()


def follow(page: Page, name: str) -> None:
    """Follow a link in the content."""
    page.get_by_role("main").get_by_role("link", name=name).first.click()


def headed(page: Page, name: str) -> None:
    """Wait for a page's heading."""
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def refused(page: Page) -> None:
    """Wait for the list of what needs to be put right."""
    expect(page.locator("#fel")).to_be_visible()


def upload(page: Page, name: str, content: bytes) -> None:
    """Choose a file to read in."""
    file = FilePayload(name=name, mimeType="application/octet-stream", buffer=content)
    page.set_input_files("input[type=file]", file)
    press(page, "Ladda upp")


def a_file_with_a_fault(page: Page) -> Iterator[str]:
    """A sheet of outcomes on its way in, until it waits to be confirmed."""
    sign_in_as(page, "Controller")
    page.goto("/importera/")
    follow(page, "Utfall")
    press(page, "Ladda upp")
    refused(page)
    yield "no file chosen"
    upload(page, "bild.xlsx", b"\x89PNG")
    refused(page)
    yield "a file that cannot be read"
    upload(page, "utfall.csv", SHEET.format(*YEARLY).encode())
    headed(page, "Stämmer kolumnerna?")
    yield "columns guessed"
    period = page.locator("[name=period]")
    guessed = period.input_value()
    period.select_option("")
    press(page, "Kontrollera raderna")
    refused(page)
    yield "a column is missing"
    period.select_option(guessed)
    press(page, "Kontrollera raderna")
    headed(page, "Det här händer om du läser in filen")
    yield "a preview with rejects"
    follow(page, "Fel 1")
    yield "the rejects alone"


def what_was_read_in(page: Page) -> Iterator[str]:
    """An import that is confirmed and undone, and one that is thrown away."""
    for _ in a_file_with_a_fault(page):
        pass
    press(page, "Läs in en rad")
    refused(page)
    yield "rows with faults are not skipped yet"
    page.get_by_label("Hoppa över raden med fel").check()
    press(page, "Läs in en rad")
    expect(page.get_by_text("Importen är klar")).to_be_visible()
    yield "read in"
    follow(page, "Ångra hela importen")
    yield "undoing"
    press(page, "Ångra importen")
    refused(page)
    yield "undoing without a reason"
    page.get_by_label("Varför ångras importen?").fill("Fel läsår.")
    press(page, "Ångra importen")
    expect(page.get_by_text("Importen är ångrad.")).to_be_visible()
    yield "undone"
    for _ in a_file_with_a_fault(page):
        pass
    press(page, "Kasta filen")
    headed(page, "Importera")
    yield "the imports so far"
    follow(page, "utfall.csv")
    yield "thrown away"


def a_saved_view(page: Page) -> Iterator[str]:
    """A register as somebody wants to see it again."""
    sign_in_as(page, "Controller")
    page.goto("/mal/?q=barn")
    follow(page, "Spara den här vyn")
    press(page, "Spara")
    refused(page)
    yield "a view without a name"
    page.get_by_label("Namn").fill("Barn")
    page.get_by_label("Dela vyn med alla").check()
    press(page, "Spara")
    headed(page, "Mål")
    yield "a register with a view of its own"
    follow(page, "Ändra vyn Barn")
    yield "editing a view"
    page.get_by_label("Namn").fill("")
    press(page, "Spara")
    refused(page)
    yield "a view that lost its name"


def a_changed_process(page: Page) -> Iterator[str]:
    """Limits that are computed anew, and as before again."""
    sign_in_as(page, "Controller")
    page.goto(f"/indikatorer/?q={SERIES}")
    follow(page, SERIES)
    follow(page, "Har ni ändrat arbetssättet?")
    press(page, "Räkna om gränserna")
    refused(page)
    yield "a change without a reason"
    page.get_by_label("Första perioden med det nya arbetssättet").select_option("2025-02")
    page.get_by_label("Vad har ni ändrat i arbetssättet?").fill(REASON)
    press(page, "Räkna om gränserna")
    expect(page.get_by_text("Gränserna är räknade från och med februari 2025")).to_be_visible()
    yield "limits in two parts"
    follow(page, "Har ni ändrat arbetssättet?")
    yield "changes so far"
    follow(page, "Ångra")
    yield "withdrawing a change"
    press(page, "Ångra ändringen")
    refused(page)
    yield "withdrawing without a reason"
    page.get_by_role("textbox").last.fill("Det var en annan enhet.")
    press(page, "Ångra ändringen")
    expect(page.get_by_text("Processändringen är ångrad.")).to_be_visible()
    yield "withdrawn"


def a_sentence_of_ones_own(page: Page) -> Iterator[str]:
    """What somebody wrote above a chart."""
    sign_in_as(page, "Controller")
    page.goto(f"/indikatorer/?q={SERIES}")
    follow(page, SERIES)
    follow(page, "Skriv en egen mening över diagrammet")
    yield "writing a sentence"
    page.get_by_label("Vad visar värdena?").fill("Fler är borta sedan i höstas.")
    press(page, "Spara")
    expect(page.locator("figcaption b").first).to_have_text("Fler är borta sedan i höstas.")
    yield "a sentence above a chart"


def a_year_that_is_changed(page: Page) -> Iterator[str]:
    """A year without steps, one that is moved until steps warn, and an address for calendars."""
    sign_in_as(page, "Controller")
    page.goto("/aret/?ar=2031")
    yield "a year without steps"
    page.goto("/aret/?ar=2027")
    follow(page, "Flytta hela året")
    page.get_by_label("Antal dagar").fill("60")
    press(page, "Flytta stegen")
    headed(page, "Året 2027")
    yield "a year with warnings"
    follow(page, "Fullmäktige beslutar verksamhetsplan, budget och skattesats 2028–2030")
    yield "a step with a warning"
    page.goto("/kalender/")
    press(page, "Skapa adress")
    expect(page.get_by_role("heading", name="Din adress")).to_be_visible()
    yield "an address for a calendar"


def registers_without_rows(page: Page) -> Iterator[str]:
    """What stands there when nothing fits a filter."""
    sign_in_as(page, "Systemförvaltare")
    for register in REGISTERS:
        page.goto(f"{register}?{NOTHING}")
        yield register
    page.goto("/roda-traden/?ar=2031")
    yield "a thread without goals"
    page.goto("/timglaset/?ar=2031")
    yield "an hourglass without goals"
    page.goto("/mal/?ar=2031")
    yield "a year without goals"


def signing_in(page: Page) -> Iterator[str]:
    """The doors, tried without a name."""
    page.goto("/konto/login/")
    page.get_by_role("main").locator("button[type=submit]").first.click()
    refused(page)
    yield "signing in without a name"
    page.goto("/konto/password/reset/")
    page.get_by_role("main").locator("button[type=submit]").first.click()
    refused(page)
    yield "a new password without an address"


WALKS: tuple[Walk, ...] = (
    *(a_file_with_a_fault, what_was_read_in, a_saved_view, a_changed_process),
    *(a_sentence_of_ones_own, a_year_that_is_changed, registers_without_rows, signing_in),
)

# Forms of whole pages; what htmx swaps into a page is met in the walks.
FIELDS = """main form[method=post]:not([data-hx-post])
    :is(input:not([type=hidden]), textarea, select)"""
EMPTY = """fields => {
  const form = fields[0].form;
  for (const field of fields.filter(field => field.form === form)) {
    if (field.type === "checkbox" || field.type === "radio") field.checked = false;
    else field.value = "";
  }
  form.noValidate = true;
  form.requestSubmit();
}"""


def send_empty(page: Page) -> str | None:
    """Send a page's first form with nothing in it, and return the refusal, or None."""
    fields = page.locator(FIELDS)
    if not fields.count():
        return None
    with page.expect_navigation() as waited:
        fields.evaluate_all(EMPTY)
    answer = waited.value
    refused = answer.status == httpx.codes.UNPROCESSABLE_ENTITY
    return answer.text() if refused else None
