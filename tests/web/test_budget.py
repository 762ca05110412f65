"""Frames and budget in the browser: written in one form, read by anybody once decided."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.budgeted import draft_budget, millions
from tests.cast import NOW, Cast
from tests.plan_drafts import decide, draft_operational_plan
from timglas.models import BudgetFrame, PlanVersion
from timglas.queries.budget import budget_of
from timglas.rules.budget import FrameKind, LineKind


@pytest.fixture
def draft(cast: Cast, settings: object) -> PlanVersion:
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]
    return draft_budget(cast)


@pytest.fixture
def controller(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.controller)
    return client


def typed(client: Client, version: PlanVersion) -> dict[str, str]:
    """What the form has in its fields when it is opened."""
    form = client.get(reverse("budget:edit", args=[version.pk])).context["form"]
    return {field.html_name: str(field.value() or "") for field in form}


def test_the_form_gives_back_what_is_stored(controller: Client, draft: PlanVersion) -> None:
    before = budget_of(draft)
    page = controller.get(reverse("budget:version", args=[draft.pk]))
    assert reverse("budget:edit", args=[draft.pk]) in page.text
    answer = controller.post(reverse("budget:edit", args=[draft.pk]), typed(controller, draft))
    assert (answer.status_code, answer["Location"]) == (
        303,
        reverse("budget:version", args=[draft.pk]),
    )
    assert budget_of(draft) == before


def test_thousands_are_typed_and_rows_are_added(
    cast: Cast, controller: Client, draft: PlanVersion
) -> None:
    fields = typed(controller, draft)
    fields[f"ram-{cast.bun.pk}-operating-2025"] = "357 900,5"
    empty = next(
        name.removesuffix("-slag")
        for name, kind in fields.items()
        if kind == LineKind.COST and not fields[name.replace("-slag", "-namn")]
    )
    fields |= {f"{empty}-namn": "Löneökningar", f"{empty}-2026": "9 000"}
    assert controller.post(reverse("budget:edit", args=[draft.pk]), fields).status_code == 303
    frame = BudgetFrame.objects.get(unit=cast.bun, kind=FrameKind.OPERATING, year=2025)
    assert frame.amount == 357_900_500
    added = budget_of(draft).lines_of(LineKind.COST)[-1]
    assert (added.name, added.amounts) == ("Löneökningar", {2026: 9_000_000})


@pytest.mark.parametrize(
    ("field", "wrong", "said"),
    [
        ("ram-{bun}-operating-2025", "mycket", "är inget tal"),
        ("ram-{bun}-operating-2025", "1,000001", "Skriv högst fem decimaler"),
        ("ram-{ab}-company_return-2025", "3,555", "Skriv högst två decimaler"),
        ("rad-0-namn", "", "Skriv vad raden gäller."),
    ],
)
def test_what_was_typed_is_kept_when_something_is_wrong(
    cast: Cast, controller: Client, draft: PlanVersion, field: str, wrong: str, said: str
) -> None:
    before = budget_of(draft)
    fields = typed(controller, draft)
    fields["rad-1-namn"] = "Skatt på inkomst"
    fields[field.format(bun=cast.bun.pk, ab=cast.ab.pk)] = wrong
    answer = controller.post(reverse("budget:edit", args=[draft.pk]), fields)
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="Skatt på inkomst"' in answer.text
    assert budget_of(draft) == before


def test_two_rows_of_one_name_are_refused(controller: Client, draft: PlanVersion) -> None:
    fields = typed(controller, draft) | {"rad-1-namn": "Skattesats"}
    answer = controller.post(reverse("budget:edit", args=[draft.pk]), fields)
    assert answer.status_code == 422
    assert "Två rader har samma namn." in answer.text


def test_anybody_reads_what_is_decided_and_nobody_outside_a_draft(
    cast: Cast, client: Client, draft: PlanVersion
) -> None:
    address = reverse("budget:version", args=[draft.pk])
    assert client.get(address).status_code == 404
    decide(cast, draft)
    page = client.get(address)
    assert "470\xa0000" in page.text
    assert "−470\xa0000" in page.text
    assert reverse("budget:edit", args=[draft.pk]) not in page.text
    assert address in client.get(reverse("plans:detail", args=[draft.pk])).text
    rows = client.get(address, {"format": "json"}).json()["rows"]
    assert {
        "version": 1,
        "table": "Driftramar",
        "row": "Barn- och utbildningsnämnden",
        "year": 2026,
        "amount": "310000000",
        "measure": "kr",
    } in rows


def test_a_decided_budget_is_locked(cast: Cast, controller: Client, draft: PlanVersion) -> None:
    decide(cast, draft)
    assert controller.get(reverse("budget:edit", args=[draft.pk])).status_code == 409


def test_plans_of_others_hold_no_budget(cast: Cast, controller: Client) -> None:
    other = draft_operational_plan(cast, cast.bun)
    assert controller.get(reverse("budget:version", args=[other.pk])).status_code == 404


def test_an_empty_budget_leads_to_where_it_is_written(cast: Cast, controller: Client) -> None:
    version = draft_operational_plan(cast, cast.kf, first_year=2026)
    page = controller.get(reverse("budget:version", args=[version.pk]))
    assert "Inga ramar än" in page.text
    fields = typed(controller, version)
    assert controller.post(reverse("budget:edit", args=[version.pk]), fields).status_code == 303
    fields[f"ram-{cast.ks.pk}-operating-2026"] = "0"
    controller.post(reverse("budget:edit", args=[version.pk]), fields)
    (frame,) = budget_of(version).frames
    assert frame.amounts == millions("0", first=2026)
