"""What a newcomer does in a browser, each step as it would be told.

Every step begins where the one before ended and goes on by what is on the page. Wherever it
arrives, the page also fits a phone.
"""

import re

from playwright.sync_api import Page, expect

from tests.e2e.pages import overflow

DESK, PHONE = 1280, 360  # CSS pixels
SLOW = 90_000  # milliseconds, for what a worker does after the page has answered
COUNCIL_GOALS = ("Svenljunga är en attraktiv arbetsgivare", "Verksamheten håller god kvalitet")
COMMITTEE_GOAL = "Medarbetarna mår bra och stannar hos oss"
INDICATOR = "Sjukfrånvaro bland anställda under 30 år"
SECTIONS = ("Uppdraget", "Förutsättningar på kort sikt", "Förutsättningar på lång sikt")
CONTRIBUTIONS = (
    "Den som mår bra på jobbet stannar och talar väl om kommunen.",
    "Där medarbetarna är friska blir kvaliteten jämn.",
)


def arrived(page: Page, heading: str) -> None:
    """Check where the newcomer is, and that the page fits a phone."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    page.set_viewport_size({"width": PHONE, "height": 800})
    assert overflow(page) == [], f"{page.url} is wider than a phone"
    page.set_viewport_size({"width": DESK, "height": 800})


def follow(page: Page, name: str, heading: str) -> None:
    """Follow a link in the content, by its words, to a page with a heading."""
    page.get_by_role("main").get_by_role("link", name=name).first.click()
    arrived(page, heading)


def press(page: Page, name: str, heading: str) -> None:
    """Press a button that leads to a page with a heading."""
    page.get_by_role("main").get_by_role("button", name=name, exact=True).last.click()
    arrived(page, heading)


def choose_in_menu(page: Page, name: str, heading: str) -> None:
    """Choose a place in the main menu."""
    page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name=name).click()
    arrived(page, heading)


def becomes_administrator(page: Page) -> None:
    """From the start page of an empty installation to an account."""
    page.goto("/")
    arrived(page, "Sätt upp er kommun")
    follow(page, "Börja", "Ditt konto")
    page.get_by_label("Ditt namn").fill("Sara Systemförvaltare")
    page.get_by_label("E-post").fill("sara@svenljunga.example")
    page.get_by_label("Lösenord").fill("fyra ord om ett timglas")
    press(page, "Skapa kontot och fortsätt", "Vilken kommun är det?")


def sets_up_svenljunga(page: Page) -> None:
    """The municipality, its bodies, its levels of goals, and what it follows."""
    page.get_by_label("Kommun", exact=True).select_option("Svenljunga")
    press(page, "Spara och fortsätt", "Vilka nämnder och bolag finns?")
    page.get_by_role("group", name="Rad 4").get_by_label("Namn").fill("Bygg- och miljönämnden")
    press(page, "Spara och fortsätt", "Vad heter målen hos er?")
    press(page, "Spara och fortsätt", "Vilka nyckeltal vill ni följa?")
    press(page, "Spara och fortsätt", "Hämta värden från Kolada")


def fetches_the_first_values(page: Page) -> None:
    """Follow the progress until it is done; the page tells by itself."""
    press(page, "Hämta nu", "Hämta värden från Kolada")
    expect(page.get_by_text("Klar:")).to_have_count(2, timeout=SLOW)
    arrived(page, "Hämta värden från Kolada")
    follow(page, "Fortsätt", "Svenljunga är redo")


def drafts_the_councils_plan(page: Page) -> None:
    """A term plan with vision, core values and two goals."""
    follow(page, "Skriv fullmäktiges plan", "Ny plan")
    page.get_by_label("Enhet", exact=True).select_option("Kommunfullmäktige")
    page.get_by_label("Mandatplan, för fullmäktiges mandatperiod").check()
    page.get_by_label("Mandatperiodens första år").fill("2011")
    page.get_by_label("Mandatperiodens sista år").fill("2014")
    press(page, "Skapa utkastet", "Mandatplan 2011–2014")
    follow(page, "Skriv inledningen", "Planens text")
    page.get_by_label("Vision").fill("Svenljunga är en trygg kommun att växa i.")
    page.get_by_label("Värdegrund").fill("Vi möter varandra med respekt.")
    press(page, "Spara texten", "Mandatplan 2011–2014")
    for wording in COUNCIL_GOALS:
        follow(page, "Lägg till mål", "Nytt mål")
        page.get_by_label("Mål", exact=True).fill(wording)
        press(page, "Spara målet", wording)
        follow(page, "Mandatplan 2011–2014", "Mandatplan 2011–2014")


def drafts_the_committees_plan(page: Page) -> None:
    """An operational plan with a goal tied to both goals of the council, each with its reason."""
    choose_in_menu(page, "Planer", "Planer")
    follow(page, "Ny plan", "Ny plan")
    page.get_by_label("Enhet", exact=True).select_option("Kommunstyrelsen")
    page.get_by_label("Första år", exact=True).fill("2011")
    press(page, "Skapa utkastet", "Verksamhetsplan 2011–2013")
    for section in SECTIONS:
        follow(page, "Skriv texten", section)
        page.get_by_label("Text", exact=True).fill(f"{section}: så ser det ut hos oss.")
        press(page, "Spara", "Verksamhetsplan 2011–2013")
    follow(page, "Lägg till mål", "Nytt mål")
    page.get_by_label("Mål", exact=True).fill(COMMITTEE_GOAL)
    page.get_by_label("Personal", exact=True).check()
    page.get_by_label("Ansvarig person").select_option("Sara Systemförvaltare")
    press(page, "Spara målet", COMMITTEE_GOAL)
    for parent, contribution in zip(COUNCIL_GOALS, CONTRIBUTIONS, strict=True):
        follow(page, "Koppla till ett mål", "Koppla målet uppåt")
        page.get_by_role("radio", name=parent).check()
        page.get_by_label("Så bidrar det").fill(contribution)
        press(page, "Spara kopplingen", COMMITTEE_GOAL)


def adds_an_indicator(page: Page) -> None:
    """A yearly share where lower is better, not yet with targets."""
    follow(page, "Lägg till indikator", "Ny indikator")
    page.get_by_label("Namn").fill(INDICATOR)
    page.get_by_label("Mätenhet", exact=True).fill("%")
    page.get_by_label("Decimaler").fill("1")
    page.get_by_label("Källa").fill("Kolada N00092")
    page.get_by_label("Lägre är bättre").check()
    press(page, "Spara indikatorn", INDICATOR)


def ties_it_to_kolada(page: Page) -> None:
    """Find the KPI by a search without å, and tie the indicator to it."""
    follow(page, "Knyt till Kolada", INDICATOR)
    page.get_by_role("textbox", name="Sök nyckeltal").fill("sjukfranvaro <30")
    press(page, "Sök", INDICATOR)
    kpi = "Sjukfrånvaro bland anställda <30 år, kommun, andel (%)"
    follow(page, kpi, f"Följ ”{kpi}”")
    press(page, "Knyt", INDICATOR)
    expect(page.get_by_role("row", name="N00092")).to_contain_text("Svenljunga")


def fetches_its_values(page: Page) -> None:
    """Fetch, follow the progress, and go back to the draft."""
    press(page, "Hämta värden", "Värden")
    expect(page.get_by_role("heading", name="Det här kom")).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("Klar: 5 nya")).to_be_visible()
    follow(page, "Kolada", "Kolada")
    follow(page, INDICATOR, INDICATOR)
    follow(page, "Till indikatorn i utkastet", INDICATOR)


def sets_targets(page: Page) -> None:
    """At most 3 per cent in each of the plan's years."""
    for year in (2011, 2012, 2013):
        page.get_by_label(f"{year} högst").fill("3")
    press(page, "Spara indikatorn", INDICATOR)


def registers_the_decision(page: Page, *, day: str, paragraph: str, number: str) -> None:
    """From the draft's page to the lock. The only body to choose is chosen already."""
    heading = page.get_by_role("heading", level=1).inner_text()
    follow(page, "Besluta planen", "Registrera beslutet")
    page.get_by_label("Beslutsdatum").fill(day)
    page.get_by_label("Paragraf").fill(paragraph)
    page.get_by_label("Diarienummer").fill(number)
    press(page, "Besluta och lås planen", heading)
    lock = page.locator("#beslut")
    expect(lock).to_contain_text("Planen är beslutad och låst")
    expect(lock).to_contain_text(f"{day} § {paragraph} Dnr {number}")
    expect(lock.locator(".hash")).to_have_text(re.compile(r"^[0-9a-f]{64}$"))


def chooses_year(page: Page, year: int) -> None:
    """Choose a year in the filter above a list."""
    heading = page.get_by_role("heading", level=1).inner_text()
    page.get_by_label("År", exact=True).select_option(str(year))
    press(page, "Visa", heading)
