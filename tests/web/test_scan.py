"""The surroundings in the browser: seen, weighed, tied to units and goals, and ranked."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.planned import Planned, plan_everything
from tests.scan import make_area, make_observation
from timglas.actions.scan import choose_affected
from timglas.models import DevelopmentArea, Observation, TemplateSection


@pytest.fixture
def planned(cast: Cast, settings: object) -> Planned:
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]
    return plan_everything(cast)


@pytest.fixture
def manager(planned: Planned) -> Client:
    client = Client()
    client.force_login(planned.cast.manager)
    return client


def typed(cast: Cast, **more: str) -> dict[str, str]:
    return {
        "title": "Färre barn börjar skolan",
        "text": "Klasserna blir mindre.",
        "source": "Befolkningsprognosen",
        "link": "exempelby.example/prognos",
        "observed_on": "2025-03-14",
        "unit": str(cast.bjork.pk),
        "horizon": "long",
        "effect": "large",
        "certainty": "likely",
        "is_current": "on",
        **more,
    }


def test_something_is_written_down_and_then_tied_to_what_it_affects(
    planned: Planned, manager: Client
) -> None:
    cast = planned.cast
    assert reverse("scan:add") in manager.get(reverse("scan:index")).text
    answer = manager.post(reverse("scan:add"), typed(cast))
    observation = Observation.objects.get()
    form = reverse("scan:affect", args=[observation.pk])
    assert (answer.status_code, answer["Location"]) == (303, form)
    assert "Björkskolan" in manager.get(form).text
    ticked = {"units": [str(cast.bjork.pk)], "goals": [str(planned.reading.pk)]}
    answer = manager.post(form, ticked)
    assert answer.status_code == 303
    page = manager.get(answer["Location"])
    for said in ("Planera för det.", "Alla läser i trean", "https://exempelby.example/prognos"):
        assert said in page.text
    goal = manager.get(reverse("goals:detail", args=[planned.reading.pk]))
    assert reverse("scan:detail", args=[observation.pk]) in goal.text


def test_what_is_ticked_stays_while_one_searches(planned: Planned, manager: Client) -> None:
    cast = planned.cast
    observation = make_observation(cast)
    form = reverse("scan:affect", args=[observation.pk])
    sent = {"units": [str(cast.ab.pk), "x"], "sok": "ekskolan", "hitta": "1"}
    page = manager.post(form, sent)
    assert page.status_code == 200
    assert f'value="{cast.ab.pk}"' in page.text
    assert "Ekskolan" in page.text
    assert "Barn- och utbildningsnämnden</" not in page.text
    assert not observation.units.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"observed_on": "2025-10-16"}, "Dagen har inte varit än."),
        ({"source": " "}, "Källa"),
        ({"link": "javascript:alert(1)"}, "Länk till källan"),
        ({"effect": ""}, "Hur mycket påverkar det oss?"),
    ],
)
def test_what_was_typed_is_kept_when_something_is_wrong(
    planned: Planned, manager: Client, wrong: dict[str, str], said: str
) -> None:
    answer = manager.post(reverse("scan:add"), typed(planned.cast, **wrong))
    assert answer.status_code == 422
    assert said in answer.text
    assert "Klasserna blir mindre." in answer.text
    assert not Observation.objects.exists()


def test_a_unit_of_others_cannot_be_chosen(planned: Planned, manager: Client) -> None:
    other = typed(planned.cast, unit=str(planned.cast.ek.pk))
    assert manager.post(reverse("scan:add"), other).status_code == 422


def test_what_was_seen_is_changed_and_set_aside(planned: Planned, manager: Client) -> None:
    observation = make_observation(planned.cast)
    form = reverse("scan:edit", args=[observation.pk])
    assert 'value="2025-03-14"' in manager.get(form).text
    changed = typed(planned.cast, title="Färre barn")
    del changed["is_current"]
    answer = manager.post(form, changed)
    assert answer.status_code == 303
    assert "Iakttagelsen är inte längre aktuell." in manager.get(answer["Location"]).text
    assert "Inte längre aktuell" in manager.get(reverse("scan:index")).text


def test_the_register_is_narrowed_and_taken_home(planned: Planned, manager: Client) -> None:
    cast = planned.cast
    seen = make_observation(cast)
    choose_affected(observation=seen, units=[cast.bun], goals=[], by=cast.manager, at=NOW)
    make_observation(cast, title="Elpriset svänger")
    page = manager.get(reverse("scan:index"), {"enhet": str(cast.bun.pk), "vikt": "plan"})
    assert "Färre barn" in page.text
    assert "Elpriset svänger" not in page.text
    asked = {"format": "json", "kolumner": "alla", "q": "barn"}
    (row,) = manager.get(reverse("scan:index"), asked).json()["rows"]
    assert (row["weight"], row["affects"], row["unit"], row["source"]) == (
        "Planera för det",
        "Barn- och utbildningsnämnden",
        "Björkskolan",
        "Befolkningsprognosen",
    )


def test_citizens_do_not_meet_it(planned: Planned, client: Client) -> None:
    cast = planned.cast
    seen, goal = make_observation(cast), planned.reading
    choose_affected(observation=seen, units=[], goals=[goal], by=cast.manager, at=NOW)
    assert client.get(reverse("scan:index")).status_code == 302
    assert seen.title not in client.get(reverse("goals:detail", args=[goal.pk])).text
    assert reverse("scan:index") not in client.get(reverse("plans:index")).text


def test_areas_are_chosen_reworded_ranked_and_removed(planned: Planned, manager: Client) -> None:
    cast, seen = planned.cast, make_observation(planned.cast)
    make_area(cast, "Digitala läromedel")
    fields = {"name": "Mindre klasser", "text": "", "observations": [str(seen.pk)]}
    place = {"unit": str(cast.bjork.pk), "year": "2026"}
    assert manager.post(reverse("scan:area_add"), {**fields, "year": "2026"}).status_code == 422
    answer = manager.post(reverse("scan:area_add"), {**fields, **place})
    assert answer.status_code == 303
    page = manager.get(answer["Location"])
    assert "2. Mindre klasser" in page.text
    assert seen.title in page.text
    area = DevelopmentArea.objects.get(name="Mindre klasser")
    answer = manager.post(reverse("scan:area_move", args=[area.pk]), {"steg": "upp"})
    assert "1. Mindre klasser" in manager.get(answer["Location"]).text
    manager.post(reverse("scan:area_move", args=[area.pk]), {"steg": "ned"})
    form = reverse("scan:area_edit", args=[area.pk])
    assert "checked" in manager.get(form).text
    manager.post(form, {**fields, "name": "Små klasser"})
    area.refresh_from_db()
    assert (area.name, area.order) == ("Små klasser", 2)
    manager.post(reverse("scan:area_remove", args=[area.pk]))
    assert not DevelopmentArea.objects.filter(pk=area.pk).exists()


def test_a_plan_shows_what_affects_its_unit_where_its_template_says(
    cast: Cast, client: Client, settings: object
) -> None:
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]
    section = {"title": "Omvärlden", "guidance": "", "part": "surroundings", "required_for": []}
    TemplateSection.objects.create(order=1, **section)
    planned = plan_everything(cast)
    client.force_login(cast.manager)
    make_area(cast, "Mindre klasser", make_observation(cast))
    version = planned.reading.editions.get().version
    page = client.get(reverse("plans:detail", args=[version.pk]))
    assert "1. Mindre klasser" in page.text
    assert "Mindre klasser" not in Client().get(reverse("plans:detail", args=[version.pk])).text


def test_an_empty_search_among_areas_leads_back(planned: Planned, manager: Client) -> None:
    address = reverse("scan:areas")
    assert "Inga utvecklingsområden än" in manager.get(address).text
    make_area(planned.cast)
    assert "Inga utvecklingsområden passar" in manager.get(address, {"ar": "2030"}).text
    assert "Mindre klasser" in manager.get(address, {"ar": "x"}).text
