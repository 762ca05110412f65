"""Frames and budget in the browser: written in one form, read by anybody once decided."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.budgeted import add_to, draft_budget, millions
from tests.cast import NOW, Cast
from tests.plan_drafts import decide, draft_operational_plan
from tests.proposals import granted
from timglas.models import Appropriation, BudgetFrame, Decision, PlanVersion
from timglas.queries.budget import budget_of
from timglas.rules.appropriations import Financing
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


@pytest.fixture
def registrar(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.registrar)
    return client


def appropriation(cast: Cast, **more: str) -> dict[str, str]:
    return {
        "unit": str(cast.bun.pk),
        "kind": "operating",
        "amount": "1 751",
        "purpose": "Nytt löneavtal",
        "financing": "result",
        "payer": "",
        "body": str(cast.kf.pk),
        "decided_on": "2025-06-16",
        "paragraph": "71",
        "registry_number": "KS 2025/81",
        **more,
    }


def test_the_registrar_records_what_the_council_has_added(
    cast: Cast, registrar: Client, draft: PlanVersion, client: Client
) -> None:
    decide(cast, draft)
    index = reverse("budget:index")
    address = reverse("budget:appropriate", args=[draft.pk])
    assert address in registrar.get(index).text
    assert "Nytt löneavtal" not in registrar.get(index).text
    answer = registrar.post(address, appropriation(cast))
    assert (answer.status_code, answer["Location"]) == (303, f"{index}?ar=2025")
    page = client.get(index, {"ar": "2025"})
    assert "Nytt löneavtal" in page.text
    assert "301\xa0751" in page.text
    assert "Kommunfullmäktige 2025-06-16 § 71 Dnr KS 2025/81" in page.text
    assert address not in page.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"financing": ""}, "Hur betalas det?"),
        ({"financing": "loan"}, "Det kan inte betala ett sådant anslag."),
        ({"amount": ""}, "Belopp, tkr"),
        ({"amount": "-3"}, "Skriv ett belopp över noll"),
        ({"decided_on": "2026-01-01"}, "Beslutsdatumet har inte varit än."),
        ({"financing": "frame"}, "Välj vilken annan nämnds ram som betalar"),
    ],
)
def test_what_is_not_paid_for_is_refused_and_nothing_typed_is_lost(
    cast: Cast, registrar: Client, draft: PlanVersion, wrong: dict[str, str], said: str
) -> None:
    decide(cast, draft)
    address = reverse("budget:appropriate", args=[draft.pk])
    answer = registrar.post(address, appropriation(cast, **wrong))
    assert answer.status_code == 422
    assert said in answer.text
    assert "Nytt löneavtal" in answer.text
    assert not Appropriation.objects.exists()
    assert Decision.objects.count() == 1


def test_nothing_can_be_added_to_a_draft(registrar: Client, draft: PlanVersion) -> None:
    assert registrar.get(reverse("budget:appropriate", args=[draft.pk])).status_code == 404


def test_frames_appropriations_and_plans_are_taken_home(
    cast: Cast, client: Client, draft: PlanVersion
) -> None:
    decide(cast, draft)
    add_to(cast, draft, cast.bun, "2", financing=Financing.FRAME, payer=cast.ks)
    index = reverse("budget:index")
    asked = {"ar": "2025", "format": "json"}
    frames = client.get(index, asked).json()["rows"]
    assert frames[0] == {
        "year": 2025,
        "kind": "Drift",
        "unit": "Barn- och utbildningsnämnden",
        "original": "300000000",
        "changed": "0",
        "added": "2000000",
        "revised": "302000000",
        "original_version": 1,
        "version": 1,
    }
    (made,) = client.get(index, {**asked, "tabell": "tillagg"}).json()["rows"]
    assert (made["amount"], made["financing"], made["payer"], made["version"]) == (
        "2000000",
        "En annan nämnds ram",
        "Kommunstyrelsen",
        1,
    )
    told = client.get(index, {**asked, "tabell": "argangar"}).json()
    assert told["columns"]["plan_2025–2027"] == "Plan 2025–2027"
    assert told["rows"][-1]["unit"] == "Summa"


def test_a_year_without_frames_is_an_open_page(client: Client, draft: PlanVersion) -> None:
    index = reverse("budget:index")
    assert "Inga ramar för det året" in client.get(index, {"ar": "2031"}).text
    assert client.get(index, {"ar": "2031", "format": "json"}).json()["rows"] == []
    tabell = {"ar": "2031", "format": "json", "tabell": "tillagg"}
    assert client.get(index, tabell).json()["rows"] == []


def test_a_year_to_come_shows_what_plans_have_said_of_it(
    cast: Cast, client: Client, draft: PlanVersion
) -> None:
    decide(cast, draft)
    page = client.get(reverse("budget:index"), {"ar": "2026"})
    assert "Fullmäktige har inte beslutat budgeten för 2026 än." in page.text
    assert "310\xa0000" in page.text


def test_the_laws_list_is_open_and_found_from_the_plan(
    cast: Cast, client: Client, draft: PlanVersion
) -> None:
    address = reverse("budget_law:checklist", args=[draft.pk])
    assert client.get(address).status_code == 404
    decide(cast, draft)
    for page in ("plans:detail", "budget:version"):
        assert address in client.get(reverse(page, args=[draft.pk])).text
    page = client.get(address)
    assert "2 punkter saknas." in page.text
    assert "11 kap. 6 a §" in page.text
    rows = client.get(address, {"format": "json"}).json()["rows"]
    assert rows[0] == {
        "source": "11 kap. 5 §",
        "demand": "Intäkterna ska vara större än kostnaderna.",
        "standing": "Finns",
        "found": "Resultatet för 2025 är 8\xa0000 tkr.",
    }


def test_a_committees_plan_tells_its_frame(
    cast: Cast, controller: Client, draft: PlanVersion
) -> None:
    decide(cast, draft)
    own = draft_operational_plan(cast, cast.bun)
    page = controller.get(reverse("plans:detail", args=[own.pk]))
    assert "Ramen 2025: 300,0 miljoner kronor." in page.text


def test_granted_money_is_put_in_the_frame_and_taken_out_with_one_press(
    controller: Client, cast: Cast
) -> None:
    proposal, draft = granted(cast), draft_budget(cast, first=2027)
    page, press = (reverse(f"budget:{n}", args=[draft.pk]) for n in ("version", "granted"))
    assert "Ligger inte i ramen." in controller.get(page).text
    sent = {"svar": proposal.answer.pk}
    answer = controller.post(press, sent)
    assert (answer.status_code, answer["Location"]) == (303, f"{page}#beviljat")
    text = controller.get(page).text
    assert ("Pengarna ligger i ramen." in text, "301 500" in text.replace("\xa0", " ")) == (
        True,
        True,
    )
    where = reverse("proposals:detail", args=[proposal.pk])
    assert f"{page}#beviljat" in controller.get(where).text
    controller.post(press, sent)
    assert "Pengarna ligger redan i ramen." in controller.get(page).text
    controller.post(press, sent | {"ut": ""})
    assert "Pengarna är uttagna ur ramen." in controller.get(page).text
    assert [controller.post(press, {"svar": wrong}).status_code for wrong in ("", "x", "99")] == [
        404,
        404,
        404,
    ]
