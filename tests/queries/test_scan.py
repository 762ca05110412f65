"""What is seen in the surroundings, as the viewer may see it, what weighs most first."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.cast import NOW, Cast
from tests.planned import Planned, plan_everything
from tests.scan import make_area, make_observation
from timglas.actions.scan import choose_affected
from timglas.models import Goal, Observation, Unit
from timglas.queries.affected import affectable, chosen_of
from timglas.queries.scan import (
    AreaGroup,
    AreaRow,
    ObservationRow,
    UnitName,
    WantedObservations,
    area_groups,
    goal_observations,
    listed_observations,
    observation_page,
    observation_titles,
    observations,
    plan_scan,
)
from timglas.queries.views import PersonView
from timglas.rules.permissions import Permission
from timglas.rules.scan import Certainty, Effect, Horizon, Weight


@pytest.fixture
def planned(cast: Cast) -> Planned:
    return plan_everything(cast)


def affect(observation: Observation, *units: Unit, goals: tuple[Goal, ...] = ()) -> Observation:
    by = observation.by
    choose_affected(observation=observation, units=units, goals=goals, by=by, at=NOW)
    return observation


def titles(rows: tuple[ObservationRow, ...]) -> list[str]:
    return [row.title for row in rows]


def test_a_row_tells_what_was_seen_how_it_is_weighed_and_what_it_affects(cast: Cast) -> None:
    observation = affect(make_observation(cast), cast.ek, cast.bun)
    assert observations(cast.viewer(cast.reader)) == (
        ObservationRow(
            id=observation.pk,
            title="Färre barn börjar skolan",
            unit=UnitName(cast.bjork.pk, "Björkskolan"),
            observed_on=date(2025, 3, 14),
            source="Befolkningsprognosen",
            horizon=Horizon.LONG,
            effect=Effect.LARGE,
            certainty=Certainty.LIKELY,
            weight=Weight.PLAN,
            is_current=True,
            units=(
                UnitName(cast.bun.pk, "Barn- och utbildningsnämnden"),
                UnitName(cast.ek.pk, "Ekskolan"),
            ),
        ),
    )


def test_what_weighs_most_comes_first_then_the_latest_and_last_what_is_past(cast: Cast) -> None:
    make_observation(cast, title="Förr", is_current=False)
    make_observation(cast, title="Litet", effect=Effect.SMALL)
    make_observation(cast, title="Äldst", observed_on=date(2024, 1, 1))
    make_observation(cast, title="Nyast", observed_on=date(2025, 10, 1))
    found = titles(observations(cast.viewer(cast.reader)))
    assert found == ["Nyast", "Äldst", "Litet", "Förr"]
    assert observations(cast.viewer(None)) == observations(cast.viewer(cast.outsider)) == ()


def test_what_a_company_has_seen_stays_with_the_company(cast: Cast) -> None:
    make_observation(cast, unit=cast.ab)
    assert observations(cast.viewer(cast.reader)) == ()
    assert len(observations(cast.viewer(cast.director))) == 1
    assert len(observations(cast.viewer(cast.controller))) == 1


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["Färre barn", "Elpriset"]),
        ({"q": "ELPRIS"}, ["Elpriset"]),
        ({"unit": "bun"}, ["Färre barn"]),
        ({"unit": "klk"}, ["Elpriset"]),
        ({"weight": "watch"}, ["Elpriset"]),
        ({"horizon": "long"}, ["Färre barn"]),
        ({"current": "ja"}, ["Färre barn"]),
        ({"current": "nej"}, ["Elpriset"]),
        ({"sort": "iakttagelse"}, ["Elpriset", "Färre barn"]),
        ({"sort": "sikt"}, ["Elpriset", "Färre barn"]),
        ({"sort": "-vikt"}, ["Elpriset", "Färre barn"]),
    ],
)
def test_the_register_is_narrowed_and_sorted(
    cast: Cast, wanted: dict[str, str], found: list[str]
) -> None:
    affect(make_observation(cast, title="Färre barn"), cast.bun)
    small = {"effect": Effect.SMALL, "horizon": Horizon.SHORT, "is_current": False}
    make_observation(cast, title="Elpriset", unit=cast.klk, **small)
    if code := wanted.get("unit"):
        wanted = {**wanted, "unit": str(getattr(cast, code).pk)}
    rows = observations(cast.viewer(cast.reader))
    assert titles(listed_observations(rows, WantedObservations(**wanted))) == found


def test_a_page_tells_what_is_affected_and_what_it_has_led_to(planned: Planned) -> None:
    cast = planned.cast
    observation = make_observation(cast)
    affect(observation, cast.bun, goals=(planned.reading, planned.eligible))
    area = make_area(cast, "Mindre klasser", observation)
    page = observation_page(cast.viewer(cast.reader), observation)
    assert (page.text, page.link) == (
        "Klasserna blir mindre.",
        "https://exempelby.example/prognos",
    )
    assert page.by == PersonView(cast.manager.pk, "Eva Enhetschef", "Rektor för Björkskolan")
    assert [goal.wording for goal in page.goals] == ["Alla når gymnasiet", "Alla läser i trean"]
    assert page.areas == (
        AreaRow(
            id=area.pk,
            rank=1,
            name="Mindre klasser",
            text="Läraren hinner med fler.",
            unit=UnitName(cast.bjork.pk, "Björkskolan"),
            year=2026,
            observations=((observation.pk, "Färre barn börjar skolan"),),
        ),
    )


def test_a_goal_shows_the_five_that_weigh_most_of_what_is_current(planned: Planned) -> None:
    cast = planned.cast
    for number in range(6):
        effect = Effect.SMALL if number == 0 else Effect.LARGE
        seen = make_observation(cast, title=f"Sett {number}", effect=effect)
        affect(seen, goals=(planned.reading,))
    affect(make_observation(cast, title="Förr", is_current=False), goals=(planned.reading,))
    make_observation(cast, title="Annat")
    viewer = cast.viewer(cast.reader)
    expected = [f"Sett {number}" for number in range(1, 6)]
    assert titles(goal_observations(viewer, planned.reading)) == expected
    assert goal_observations(cast.viewer(None), planned.reading) == ()


def test_a_plan_shows_what_affects_its_unit_and_what_is_developed_in_its_years(
    planned: Planned,
) -> None:
    cast = planned.cast
    affect(make_observation(cast), cast.bjork)
    for year in (2024, 2026, 2028):
        make_area(cast, f"År {year}", year=year)
    make_area(cast, "En annans", unit=cast.ek)
    plan = planned.reading.editions.get().version.plan
    found = plan_scan(cast.viewer(cast.reader), plan)
    assert titles(found.observations) == ["Färre barn börjar skolan"]
    assert [area.name for area in found.areas] == ["År 2026"]


def test_areas_lie_by_year_and_unit_and_are_changed_by_who_manages_the_unit(cast: Cast) -> None:
    first, second = make_area(cast, "Första"), make_area(cast, "Andra")
    make_area(cast, "En annans", unit=cast.ek)
    make_area(cast, "Nästa år", year=2027)
    viewer = cast.viewer(cast.manager)
    groups = area_groups(viewer)
    assert [(group.unit.name, group.year, group.may_manage) for group in groups] == [
        ("Björkskolan", 2027, True),
        ("Björkskolan", 2026, True),
        ("Ekskolan", 2026, False),
    ]
    (group,) = area_groups(viewer, unit=cast.bjork.pk, year=2026)
    assert isinstance(group, AreaGroup)
    assert [(area.rank, area.id) for area in group.areas] == [(1, first.pk), (2, second.pk)]


def test_an_area_can_rest_on_what_is_current_or_what_it_already_rests_on(cast: Cast) -> None:
    past = make_observation(cast, title="Förr", is_current=False)
    seen = make_observation(cast, title="Nu")
    viewer, area = cast.viewer(cast.manager), make_area(cast, "Mindre klasser", past)
    assert observation_titles(viewer) == {seen.pk: "Nu"}
    assert observation_titles(viewer, area) == {seen.pk: "Nu", past.pk: "Förr"}


def test_what_a_company_has_seen_is_not_named_in_an_area(cast: Cast) -> None:
    make_area(cast, "Energi", make_observation(cast, unit=cast.ab))
    (group,) = area_groups(cast.viewer(cast.reader))
    assert group.areas[0].observations == ()


def test_units_and_goals_are_found_by_words_and_the_chosen_stay(
    planned: Planned, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = planned.cast
    viewer = cast.viewer(cast.manager)
    observation = affect(make_observation(cast), cast.ab, goals=(planned.young,))
    units, goals = chosen_of(viewer, observation)
    assert (units, goals) == ([cast.ab.pk], [planned.young.pk])
    found = affectable(viewer, " SKOLAN ", units=units, goals=goals)
    assert [name for _pk, name in found.units] == [
        "Exempelby Bostäder AB",
        "Björkskolan",
        "Ekskolan",
    ]
    assert found.goals[0] == (planned.young.pk, "Unga får en bra start (Kommunfullmäktige)")
    assert [pk for pk, _name in found.goals[1:]] == [planned.reading.pk]
    monkeypatch.setattr("timglas.queries.affected.MOST", 1)
    found = affectable(viewer, "skolan", units=(), goals=())
    assert (len(found.units), len(found.goals), found.more) == (1, 1, 1)


@pytest.mark.parametrize("rows", [1, 10])
def test_ten_observations_are_read_as_one(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for number in range(rows):
        affect(make_observation(cast, title=f"Sett {number}"), cast.bun, cast.ek)
        make_area(cast, f"Område {number}", Observation.objects.all()[0])
    viewer = cast.viewer(cast.reader)
    assert viewer.companies - viewer.units(Permission.READ_SCAN) == {cast.ab.pk}
    with django_assert_num_queries(2):
        assert len(observations(viewer)) == rows
    with django_assert_num_queries(2):
        assert len(area_groups(viewer)[0].areas) == rows
