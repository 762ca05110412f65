"""Rounds in the browser: opened after a look at the days, followed, locked, received, undone."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.rounds import TOLD, make_kind, make_round, row_of
from timglas.models import Round, RoundKind
from timglas.rules.rounds import USUAL_KINDS

DAYS = {
    "as_of": "2025-08-31",
    "begins": "2025-08-31",
    "first_days": "8",
    "step_days": "5",
    "grace_days": "2",
}


@pytest.fixture
def controller(cast: Cast, settings: object) -> Client:
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]
    client = Client()
    client.force_login(cast.controller)
    return client


def test_a_round_is_opened_after_a_look_at_the_days(cast: Cast, controller: Client) -> None:
    kind = make_kind(cast)
    index = controller.get(reverse("rounds:index"))
    assert "Delårsbokslut per den 31 augusti 2025" in index.text
    url = reverse("rounds:begin", args=[kind.pk])
    shown = controller.get(url)
    assert "10 september 2025" in shown.text
    assert "Det är före lagens sista dag, 31 oktober 2025 (KL 11:16)." in shown.text
    late = controller.post(url, {**DAYS, "step_days": "30", "visa": "dagar"})
    assert late.status_code == 200
    assert "men lagens sista dag är 31 oktober 2025" in late.text
    assert not Round.objects.exists()
    answer = controller.post(url, DAYS)
    opened = Round.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/omgangar/{opened.pk}/")
    assert "Omgången är öppnad för 8 enheter." in controller.get(answer["Location"]).text


def test_wrong_days_are_refused_beside_the_field(cast: Cast, controller: Client) -> None:
    url = reverse("rounds:begin", args=[make_kind(cast).pk])
    answer = controller.post(url, {**DAYS, "as_of": "2025-04-30", "first_days": "x"})
    assert answer.status_code == 422
    assert 'value="x"' in answer.text
    answer = controller.post(url, {**DAYS, "as_of": "2025-04-30"})
    assert answer.status_code == 422
    assert "slutar en annan månad" in answer.text


def test_a_rounds_page_tells_who_is_late_and_gives_the_table(
    cast: Cast, controller: Client
) -> None:
    opened = make_round(cast)
    page = controller.get(reverse("rounds:detail", args=[opened.pk]))
    assert "Rektor för Björkskolan".lower() in page.text.lower()
    assert "Sista dag 10 september 2025. 2 är försenade." in page.text
    table = controller.get(reverse("rounds:detail", args=[opened.pk]), {"format": "csv"})
    assert "Björkskolan;3;2025-09-10;Försenad" in table.text


def test_a_manager_says_that_the_unit_is_ready(cast: Cast, controller: Client) -> None:
    opened = make_round(cast)
    row = row_of(opened, cast.bjork)
    client = Client()
    client.force_login(cast.manager)
    page = client.get(reverse("rounds:detail", args=[opened.pk]))
    assert reverse("rounds:finish", args=[row.pk]) in page.text
    answer = client.post(reverse("rounds:finish", args=[row.pk]), follow=True)
    assert "Tack! Björkskolan är klar." in answer.text
    again = client.post(reverse("rounds:finish", args=[row.pk]), follow=True)
    assert "Enheten är redan klar." in again.text
    opened_again = client.post(reverse("rounds:reopen", args=[row.pk]), follow=True)
    assert "Björkskolan är öppen igen." in opened_again.text
    client.post(reverse("rounds:reopen", args=[row.pk]))


def test_a_round_is_locked_and_unlocked(cast: Cast, controller: Client) -> None:
    opened = make_round(cast)
    locked = controller.post(reverse("rounds:lock", args=[opened.pk]), follow=True)
    assert "Omgången är låst." in locked.text
    assert "Låsta" in controller.get(reverse("rounds:index")).text
    controller.post(reverse("rounds:lock", args=[opened.pk]))
    unlocked = controller.post(reverse("rounds:unlock", args=[opened.pk]), follow=True)
    assert "Omgången är öppen igen." in unlocked.text
    controller.post(reverse("rounds:unlock", args=[opened.pk]))


def test_a_round_is_undone_after_a_question(cast: Cast, controller: Client) -> None:
    opened = make_round(cast)
    url = reverse("rounds:undo", args=[opened.pk])
    assert "tas bort för alla enheter" in controller.get(url).text
    answer = controller.post(url)
    assert (answer.status_code, answer["Location"]) == (303, "/omgangar/")
    assert not Round.objects.exists()


def test_a_body_has_received_the_report(cast: Cast, controller: Client) -> None:
    opened = make_round(cast)
    registrar = Client()
    registrar.force_login(cast.registrar)
    url = reverse("rounds:receive", args=[opened.pk])
    assert f"{url}?organ={cast.bun.pk}" in registrar.get(opened_url(opened)).text
    told = {
        "body": str(cast.bun.pk),
        "decided_on": "2025-10-06",
        "paragraph": "52",
        "registry_number": "BUN 2025/61",
    }
    wrong = registrar.post(url, {**told, "decided_on": "2025-08-01"})
    assert wrong.status_code == 422
    assert registrar.post(url, told).status_code == 303
    assert "§ 52 Dnr BUN 2025/61" in registrar.get(opened_url(opened)).text


def opened_url(opened: Round) -> str:
    return reverse("rounds:detail", args=[opened.pk])


def test_the_usual_kinds_are_a_beginning_and_a_kind_can_be_added_changed_and_left(
    cast: Cast, controller: Client
) -> None:
    assert "Inga slag av omgångar än" in controller.get(reverse("rounds:index")).text
    answer = controller.post(reverse("round_kinds:usual"), follow=True)
    assert all(spec.name in answer.text for spec in USUAL_KINDS)
    own = {**TOLD, "name": "Personalbokslut", "law": ""}
    assert controller.post(reverse("round_kinds:add"), own).status_code == 303
    kind = RoundKind.objects.get(name="Personalbokslut")
    url = reverse("round_kinds:edit", args=[kind.pk])
    assert 'value="Personalbokslut"' in controller.get(url).text
    assert controller.post(url, {**own, "month": "4"}).status_code == 303
    assert controller.post(url, {**own, "parts": []}).status_code == 422
    assert RoundKind.objects.get(pk=kind.pk).month == 4
    left = controller.post(reverse("round_kinds:retire", args=[kind.pk]), follow=True)
    assert "Personalbokslut används inte längre." in left.text
    assert url not in left.text


def test_a_kind_that_is_due_is_offered_only_when_its_period_is_over(
    cast: Cast, controller: Client
) -> None:
    kind = make_kind(cast)
    make_round(cast, kind=kind)
    page = controller.get(reverse("rounds:index"))
    assert "Kan öppnas från den 31 augusti 2026." in page.text
    assert reverse("rounds:begin", args=[kind.pk]) not in page.text
    assert date(2025, 8, 31) == Round.objects.get().as_of
