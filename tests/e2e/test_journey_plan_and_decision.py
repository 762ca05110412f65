"""A three-year plan that is decided, locked and honest: from this year's plan to the difference.

Next year's plans are begun from this year's, a committee proposes, frames move, bodies decide, a
company lets go of its part, and whoever sits in the council reads what changed. In the example it
is October 2025, so this year's plan is that of 2025–2027 and next year's that of 2026–2028.
"""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import OpenPage, StartServer
from tests.e2e.pages import View, overflow

WIDTHS = (1280, 360)
DAY = "2025-10-13"
REASON = "Målet är nått och följs upp i linjen."


@pytest.mark.parametrize("width", WIDTHS)
def test_next_years_plan_is_made_decided_and_told_apart_from_this_years(
    start_server: StartServer, new_page: OpenPage, width: int
) -> None:
    server = start_server(demo=True)
    view = View("light", width)
    controller = signed_in(new_page(server, view), "Cilla")
    registrar = signed_in(new_page(server, view), "Rut")
    begins_next_year(controller)
    chooses_what_becomes_of_the_goals(controller)
    proposes_an_investment(signed_in(new_page(server, view), "Folke Förvaltningschef"))
    grants_it_partly(registrar)
    moves_money_between_frames(controller)
    decides(registrar, "Kommunfullmäktige", paragraph="131")
    decides(registrar, "Kommunstyrelsen", paragraph="164")
    keeps_everything(controller, "Fastighetsbolaget AB")
    decides(registrar, "Fastighetsbolaget AB", paragraph="71")
    lets_go_of_the_companys_part(registrar)
    revises_after_a_supplementary_appropriation(controller, registrar)
    reads_what_changed(signed_in(new_page(server, view), "Fatima"))


def signed_in(page: Page, name: str) -> Page:
    """The page as somebody of the example opens it."""
    page.goto("/prova/")
    page.get_by_role("button", name=name).first.click()
    page.wait_for_url("**/start/")
    return page


def opens_plan(page: Page, unit: str, *, number: int = 1) -> None:
    """Go to a unit's plan for 2026–2028 from the list of plans."""
    page.goto("/planer/?ar=2026")
    name = re.compile(rf"version {number}\s*, Verksamhetsplan 2026–2028, {unit}$", re.IGNORECASE)
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Verksamhetsplan 2026–2028")


def begins_next_year(page: Page) -> None:
    """One press begins the plans of the executive board and its units."""
    page.goto("/planer/")
    page.get_by_role("link", name="Starta nästa års planer").click()
    page.get_by_label("Enhet och de under den").select_option("Kommunstyrelsen")
    page.get_by_role("button", name="Visa").click()
    page.get_by_role("button", name="Starta planeringen för 2026").click()
    expect(page.get_by_text("utkast är skapade")).to_be_visible()
    assert overflow(page) == []


def chooses_what_becomes_of_the_goals(page: Page) -> None:
    """One goal is changed, one is ended with a reason, the rest is kept."""
    page.get_by_role("link", name=re.compile("av .*, Kommunstyrelsen$")).click()
    goals = page.locator("article.renewal")
    goals.nth(0).get_by_role("radio", name="Ändra").first.check()
    goals.nth(1).get_by_role("radio", name="Avsluta").first.check()
    page.get_by_role("button", name="Spara valen").click()
    expect(page.get_by_text("Skriv varför det avslutas.").first).to_be_visible()
    goals.nth(1).get_by_label("Varför avslutas det?").first.fill(REASON)
    page.get_by_role("button", name="Spara valen").click()
    expect(page.get_by_text("Valen är sparade.")).to_be_visible()
    assert overflow(page) == []
    page.get_by_role("link", name="Ändra målet i utkastet").first.click()
    page.get_by_label("Önskat resultat").fill("Fler stannar kvar, och färre är sjuka.")
    page.get_by_role("button", name="Spara målet").click()
    goes_by_the_outline(page)
    puts_goals_in_order(page)
    keeps_everything(page, "Kommunstyrelsen")


def outline_of(page: Page) -> Locator:
    """The outline beside the form, unfolded where the window is narrow."""
    outline = page.get_by_role("navigation", name="I planen")
    fold = outline.locator("summary")
    if fold.is_visible() and outline.locator("details").get_attribute("open") is None:
        fold.click()
    return outline


def goes_by_the_outline(page: Page) -> None:
    """Each part is a link that says how far it has come; the chosen one is marked and has focus."""
    goal = page.get_by_role("heading", level=1).inner_text()
    expect(outline_of(page).locator("[aria-current]")).to_contain_text(goal)
    outline_of(page).get_by_role("link", name=re.compile("^Uppdraget")).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Uppdraget")
    expect(page.locator("#den-valda-delen")).to_be_focused()
    expect(outline_of(page).locator("[aria-current]")).to_contain_text("Uppdraget")
    outline_of(page).get_by_role("link", name=goal).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(goal)
    assert overflow(page) == []


def puts_goals_in_order(page: Page) -> None:
    """A goal is dragged below the next one, and goes back by a button."""
    rows = outline_of(page).locator("[data-move]")
    rows.nth(0).scroll_into_view_if_needed()
    names = rows.locator(".outline__title").all_inner_texts()
    handle, below = rows.nth(0).locator("[data-drag]").bounding_box(), rows.nth(1).bounding_box()
    assert handle
    assert below
    page.mouse.move(handle["x"] + 8, handle["y"] + 8)
    page.mouse.down()
    page.mouse.move(handle["x"] + 8, below["y"] + below["height"] - 4, steps=4)
    page.mouse.up()
    expect(page.locator("#meddelande")).to_have_text(f"Målet är nu nummer 2 av {len(names)}.")
    assert rows.locator(".outline__title").all_inner_texts()[:2] == [names[1], names[0]]
    outline_of(page).get_by_role("link", name=names[0]).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(names[0])
    page.get_by_role("button", name=f"Flytta upp {names[0]}").click()
    expect(page.get_by_text(f"Målet är nu nummer 1 av {len(names)}.")).to_be_visible()


def keeps_everything(page: Page, unit: str) -> None:
    """Keep all that nobody has chosen for, and propose the plan."""
    opens_plan(page, unit)
    page.get_by_role("link", name="Välj vad som följer med").click()
    page.get_by_role("button", name="Behåll allt som ingen har valt för").click()
    page.get_by_role("button", name="Föreslå planen").click()
    expect(page.get_by_text("Väntar på beslut av")).to_be_visible()
    assert overflow(page) == []


def proposes_an_investment(page: Page) -> None:
    """It cannot be handed in before its consequences are described."""
    page.goto("/forslag/")
    page.get_by_role("link", name="Nytt förslag").click()
    page.get_by_label("Vem föreslår?").select_option("Barn- och utbildningsnämnden")
    page.get_by_label("Rubrik").fill("Ny ventilation i Lindskolan")
    page.get_by_role("radio", name="Investering").check()
    page.get_by_label("Planår").fill("2026")
    page.get_by_role("main").get_by_role("button").last.click()
    page.get_by_role("link", name="Avbryt").click()
    page.get_by_role("link", name="Lämna in").click()
    expect(page.get_by_role("link", name="Skriv det som saknas")).to_be_visible()
    page.get_by_role("link", name="Skriv det som saknas").click()
    page.get_by_label("Beskrivning").fill("Byt aggregaten i tre hus, så att luften räcker.")
    for field in page.locator("textarea").all():
        if not field.input_value():
            field.fill("Luften blir bättre, för flickor och pojkar lika.")
    for group in page.locator("fieldset:has(input[type=radio])").all():
        group.get_by_role("radio").first.check()
    for amount in page.locator("input.amount").all():
        amount.fill("1 200")
    assert overflow(page) == []
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("link", name="Lämna in").click()
    page.get_by_role("button", name="Lämna in").click()
    expect(page.get_by_text("Inlämnat").first).to_be_visible()


def grants_it_partly(page: Page) -> None:
    """The council gives less than was asked for, and says why."""
    page.goto("/forslag/?q=ventilation")
    page.get_by_role("link", name="Ny ventilation i Lindskolan").click()
    page.get_by_role("link", name="Registrera fullmäktiges svar").click()
    page.get_by_role("radio", name="Beviljat till en del").check()
    page.get_by_label("Skäl").fill("Två hus byggs om nu, det tredje prövas nästa år.")
    page.get_by_label("Beviljad investering 2026").fill("800")
    page.get_by_label("Beslutsdatum").fill(DAY)
    page.get_by_label("Paragraf").fill("130")
    page.get_by_role("button", name="Registrera svaret").click()
    expect(page.get_by_text("Beviljat till en del").first).to_be_visible()
    assert overflow(page) == []


def moves_money_between_frames(page: Page) -> None:
    """A million goes from one frame to another, and the result is the same."""
    opens_plan(page, "Kommunfullmäktige")
    page.get_by_role("link", name="Läs ramarna och budgeten").first.click()
    result = page.get_by_role("row", name=re.compile("Årets resultat")).first.inner_text()
    moves(page, {"Kommunstyrelsen": -1000, "Socialnämnden": 1000})
    assert page.get_by_role("row", name=re.compile("Årets resultat")).first.inner_text() == result
    assert overflow(page) == []


def moves(page: Page, changes: dict[str, int]) -> None:
    """Change operating frames of 2026 by so many thousands of kronor."""
    page.get_by_role("link", name="Skriv ramar och budget").first.click()
    for unit, change in changes.items():
        field = page.get_by_label(re.compile(rf"^{unit}, .*drift.* 2026", re.IGNORECASE)).first
        before = int(re.sub(r"\s", "", field.input_value()))
        field.fill(str(before + change))
    page.get_by_role("button", name=re.compile("Spara")).first.click()
    expect(page.get_by_text("Ramarna och budgeten är sparade.")).to_be_visible()


def decides(page: Page, unit: str, *, paragraph: str, number: int = 1) -> None:
    """Record a body's decision of its plan, which locks it."""
    opens_plan(page, unit, number=number)
    page.get_by_role("link", name="Besluta planen").click()
    page.get_by_label("Beslutsdatum").fill(DAY)
    page.get_by_label("Paragraf").fill(paragraph)
    page.get_by_label("Diarienummer").fill(f"KS 2025/{paragraph}")
    page.get_by_role("button", name="Besluta och lås planen").click()
    expect(page.locator("#beslut")).to_contain_text(f"{DAY} § {paragraph}")
    assert overflow(page) == []


def lets_go_of_the_companys_part(page: Page) -> None:
    """What a company's board has decided is everybody's when the board lets go of it."""
    expect(page.locator("#beslut")).to_contain_text("Planen är inte släppt till allmänheten.")
    page.get_by_role("link", name="Släpp planen").click()
    page.get_by_label("Beslutsdatum").fill(DAY)
    page.get_by_label("Paragraf").fill("72")
    page.get_by_role("button", name=re.compile("Släpp")).click()
    expect(page.get_by_text("Planen är släppt. Nu kan alla läsa den.")).to_be_visible()


def revises_after_a_supplementary_appropriation(controller: Page, registrar: Page) -> None:
    """Money is added with its financing stated, and a new version of the plan says so."""
    registrar.goto("/ramar/?ar=2026")
    registrar.get_by_role("link", name=re.compile("[Tt]illäggsanslag")).first.click()
    registrar.get_by_label("Vem får anslaget?").select_option("Socialnämnden")
    registrar.get_by_label("Belopp, tkr").fill("1 751")
    registrar.get_by_label("Vad ska pengarna användas till?").fill("Nytt löneavtal.")
    registrar.get_by_role("group", name="Hur betalas det?").get_by_role("radio").first.check()
    registrar.get_by_label("Beslutsdatum").fill(DAY)
    registrar.get_by_label("Paragraf").fill("140")
    registrar.get_by_role("main").get_by_role("button", name=re.compile("[Rr]egistrera")).click()
    expect(registrar.get_by_text("Tilläggsanslaget är registrerat.")).to_be_visible()
    assert overflow(registrar) == []
    opens_plan(controller, "Kommunfullmäktige")
    controller.get_by_role("link", name="Ny version").click()
    controller.get_by_label(re.compile("[Gg]äller från")).fill("2026-03-01")
    controller.get_by_role("main").get_by_role("button").last.click()
    controller.get_by_role("link", name="Läs ramarna och budgeten").first.click()
    moves(controller, {"Socialnämnden": 1751})
    decides(registrar, "Kommunfullmäktige", paragraph="141", number=2)


def reads_what_changed(page: Page) -> None:
    """Whoever sits in the council sees the amount that changed, and what became of the goals."""
    opens_plan(page, "Kommunfullmäktige", number=2)
    page.get_by_role("link", name="Vad har ändrats?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Det här har ändrats")
    expect(page.locator(".lead")).to_contain_text("1 belopp är ändrat.")
    expect(page.locator(".changed dt")).to_contain_text("Socialnämnden")
    assert overflow(page) == []
    opens_plan(page, "Kommunstyrelsen")
    page.get_by_role("link", name="Vad har ändrats?").click()
    expect(page.locator(".lead")).to_contain_text("1 mål är ändrat. 1 mål är borttaget.")
    expect(page.locator(".changed ins").first).to_contain_text("Fler stannar kvar")
    assert overflow(page) == []
