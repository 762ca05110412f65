"""The council's order in the browser: read on one page, received and answered."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.assignments import make_assignment
from tests.budgeted import draft_budget
from tests.cast import NOW, Cast
from tests.plan_drafts import decide
from tests.planned import plan_everything
from timglas.models import OrderReply, Person


@pytest.fixture
def cast(cast: Cast, settings: object) -> Cast:
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]
    return cast


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def order(name: str, cast: Cast) -> str:
    return reverse(f"orders:{name}", args=[cast.bun.pk, 2025])


def test_the_order_is_read_on_one_page(cast: Cast) -> None:
    plan_everything(cast)
    make_assignment(cast)
    decide(cast, draft_budget(cast))
    client = browser(cast.elected)
    assert order("detail", cast) in client.get(reverse("orders:index")).text
    page = client.get(order("detail", cast)).text
    for shown in (
        *("Unga får en bra start", "Alla når gymnasiet", "Egna mål", "Kulturskola för alla"),
        *("Plan för skolornas lokaler", "Driftramar", "Inget svar än"),
    ):
        assert shown in page
    assert order("reply", cast) not in page


def test_units_below_the_bodies_have_no_order(cast: Cast) -> None:
    for name in ("detail", "reply"):
        address = reverse(f"orders:{name}", args=[cast.buf.pk, 2025])
        assert browser(cast.head).get(address).status_code == 404


def test_an_order_of_nothing_says_so(cast: Cast) -> None:
    page = browser(cast.elected).get(order("detail", cast)).text
    for shown in ("Inga beslutade mål", "Inga uppdrag", "Inga beslutade ramar"):
        assert shown in page


@pytest.mark.parametrize(("asked", "year"), [("2026", "2026"), ("x", "2025"), ("9", "2025")])
def test_the_year_is_chosen_in_the_address(cast: Cast, asked: str, year: str) -> None:
    page = browser(cast.elected).get(reverse("orders:index"), {"ar": asked})
    assert f"Beställningar {year}" in page.text


def test_the_head_answers_and_the_registrar_with_the_committees_decision(cast: Cast) -> None:
    head = browser(cast.head)
    assert order("reply", cast) in head.get(order("detail", cast)).text
    said = {"reply": "answered", "text": "Vi klarar det.", "on": "2025-09-10", "paragraph": "98"}
    answer = head.post(order("reply", cast), said)
    assert (answer.status_code, answer["Location"]) == (303, order("detail", cast))
    assert OrderReply.objects.get().decision is None
    assert "Vi klarar det." in head.get(order("detail", cast)).text
    assert browser(cast.registrar).post(order("reply", cast), said).status_code == 303
    assert str(OrderReply.objects.latest("pk").decision) == (
        "Barn- och utbildningsnämnden 2025-09-10 § 98"
    )


def test_an_empty_answer_is_refused_and_loses_nothing(cast: Cast) -> None:
    said = {"reply": "answered", "text": "", "on": "2025-09-11"}
    answer = browser(cast.head).post(order("reply", cast), said)
    assert answer.status_code == 422
    assert "Skriv hur ni tar er an beställningen." in answer.text
    assert 'value="2025-09-11"' in answer.text
