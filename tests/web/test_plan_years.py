"""A unit's plans year by year: for all to read, to choose years in, and to fetch."""

from django.test import Client
from django.urls import reverse
from lxml import html
from pytest_django import DjangoAssertNumQueries

from tests.budgeted import draft_budget
from tests.cast import Cast
from tests.plan_drafts import decide
from tests.planned import plan_everything

HEAD = (
    "2025Verksamhetsplan 2025–2027, Barn- och utbildningsnämnden, 2025 Barn- och "
    "utbildningsnämnden, version 1Barn- och utbildningsnämnden 2024-11-25 § 142 Dnr KS 2024/310"
)


def address(cast: Cast, asked: str = "") -> str:
    """Where the committee's years are."""
    return reverse("plans:years", args=[cast.bun.pk]) + asked


def test_a_unit_s_years_stand_beside_each_other_for_all(client: Client, cast: Cast) -> None:
    plan_everything(cast)
    page = html.fromstring(client.get(address(cast)).text)
    table = page.find_class("years")[0]
    rows = [" ".join(row.text_content().split()) for row in table.xpath(".//tr")]
    assert rows == [
        HEAD,
        "Nämndmål",
        "Mål Alla når gymnasiet",
        "Indikator Behöriga till gymnasiet (%)2025: minst 88 (vid årets slut)",
        "Mål Kulturskola för alla",
    ]


def test_the_years_asked_for_are_shown_and_what_is_no_year_is_passed_over(
    client: Client, cast: Cast
) -> None:
    plan_everything(cast)
    council = reverse("plans:years", args=[cast.kf.pk])

    def shown(asked: str) -> list[str]:
        page = html.fromstring(client.get(council + asked).text)
        return [year.text_content() for year in page.find_class("years__year")]

    assert shown("") == ["2024", "2025", "2026"]
    assert shown("?ar=2023,2025") == ["2023", "2025"]
    assert shown("?ar=2023&ar=2024&ar=x&ar=٢٠٢٥") == ["2023", "2024"]


def test_more_than_four_years_are_cut_and_the_page_says_so(client: Client, cast: Cast) -> None:
    plan_everything(cast)
    council = reverse("plans:years", args=[cast.kf.pk])
    decide(cast, draft_budget(cast, first=2027))
    assert "Högst 4 år" not in client.get(f"{council}?ar=2023,2024,2025,2026").text
    assert "Högst 4 år" in client.get(f"{council}?ar=2023,2024,2025,2026,2027").text


def test_a_unit_without_decided_plans_says_so(client: Client, cast: Cast) -> None:
    assert "Ingen plan är beslutad än" in client.get(address(cast)).text


def test_the_years_can_be_fetched(client: Client, cast: Cast) -> None:
    plan_everything(cast)
    rows = client.get(address(cast, "?ar=2025&format=json")).json()["rows"]
    bun = "Barn- och utbildningsnämnden"
    assert [tuple(row.values()) for row in rows] == [
        ("Nämndmål", "Alla når gymnasiet", "", 2025, bun, "", "Alla når gymnasiet", ""),
        (
            *("Nämndmål", "Alla når gymnasiet", "Behöriga till gymnasiet", 2025, bun, ""),
            *("Behöriga till gymnasiet", "minst\u00a088 (vid årets slut)"),
        ),
        ("Nämndmål", "Kulturskola för alla", "", 2025, bun, "", "Kulturskola för alla", ""),
    ]


def test_the_page_asks_eight_times(
    client: Client, cast: Cast, keeping: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    plan_everything(cast)
    client.force_login(cast.controller)
    client.get(address(cast))
    with django_assert_num_queries(8):
        client.get(address(cast))
