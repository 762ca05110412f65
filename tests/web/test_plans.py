"""Planning by the pages alone: a plan is drafted, filled, decided, locked and revised."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.plan_drafts import (
    decide,
    draft_operational_plan,
    draft_term_plan,
    make_goal,
    make_indicator,
    make_levels,
)
from tests.proposals import draft as draft_proposal
from timglas.actions.external import follow_kpi
from timglas.actions.outcomes import report_outcome
from timglas.models import (
    Area,
    AuditEvent,
    GoalEdition,
    GoalLevel,
    GoalLink,
    GoalResponsibility,
    Ground,
    IndicatorEdition,
    IndicatorResponsibility,
    Kpi,
    Person,
    PlanVersion,
    Release,
    Target,
    Term,
    VersionState,
)
from timglas.rules.periods import Frequency, Period

INDICATOR = {
    "name": "Nöjda elever",
    "kind": "quality",
    "direction": "up",
    "measure_unit": "%",
    "decimals": "1",
    "frequency": "year",
    "accumulation": "level",
    "collected_from": "own",
    "aggregation": "none",
    "aggregation_over_time": "latest",
    "source": "Elevenkäten",
    "tolerance_percent": "90",
    "basis": "year_end",
}
DECISION = {"decided_on": "2025-10-01", "paragraph": "142", "registry_number": "KS 2025/310"}


@pytest.fixture
def levels(cast: Cast) -> tuple[GoalLevel, GoalLevel, GoalLevel]:
    """Three levels of goals."""
    return make_levels(cast)


@pytest.fixture
def controller(client: Client, cast: Cast) -> Client:
    """A browser where the controller is signed in."""
    return signed_in(client, cast.controller)


def signed_in(client: Client, person: Person) -> Client:
    """The browser, with somebody signed in."""
    client.force_login(person)
    return client


def post(client: Client, name: str, /, *args: int, **data: Any) -> Any:
    """Send a form to a page of plans."""
    return client.post(reverse(f"plans:{name}", args=args), data)


def text_of(client: Client, name: str, *args: int) -> str:
    """The page as text."""
    return client.get(reverse(f"plans:{name}", args=args)).content.decode()


def test_a_term_plan_is_made_with_its_term(controller: Client, cast: Cast) -> None:
    response = post(
        controller,
        "create",
        unit=cast.kf.pk,
        kind="term",
        first_year="",
        term="",
        term_first_year="2023",
        term_last_year="2026",
    )
    version = PlanVersion.objects.get()
    assert response.status_code == 303
    assert response["Location"] == reverse("plans:detail", args=[version.pk])
    assert version.plan.term == Term.objects.get(first_year=2023, last_year=2026)
    assert (version.plan.first_year, version.plan.last_year) == (2023, 2026)
    assert "Visionen saknas" in text_of(controller, "detail", version.pk)


def test_a_form_that_cannot_be_saved_keeps_what_was_typed(controller: Client, cast: Cast) -> None:
    response = post(
        controller,
        "create",
        unit=cast.kf.pk,
        kind="term",
        term_first_year="tjugo",
        term_last_year="2026",
    )
    assert response.status_code == 422
    assert 'value="tjugo"' in response.content.decode()
    assert not Term.objects.exists()


def test_a_term_that_overlaps_another_is_refused_at_its_field(
    controller: Client, cast: Cast
) -> None:
    draft_term_plan(cast)
    response = post(
        controller,
        "create",
        unit=cast.kf.pk,
        kind="term",
        term_first_year="2026",
        term_last_year="2029",
    )
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["term_first_year"]


def test_a_plan_is_filled_decided_and_locked_by_the_pages_alone(
    controller: Client, cast: Cast, levels: tuple[GoalLevel, GoalLevel, GoalLevel]
) -> None:
    council, _committee, _unit = levels
    term_plan = draft_term_plan(cast)
    top = make_goal(cast, term_plan, council, "Kunskap för livet")
    decide(cast, term_plan)
    post(controller, "create", unit=cast.bun.pk, kind="operational", first_year="2025")
    version = PlanVersion.objects.get(plan__unit=cast.bun)
    post(controller, "edit", version.pk, introduction="Vårt uppdrag.", valid_from="2025-01-01")
    post(
        controller,
        "goal_add",
        version.pk,
        level=levels[1].pk,
        wording="Alla elever når målen",
        perspective="service",
        person=cast.head.pk,
        agenda_2030=["4", "5"],
    )
    goal = GoalEdition.objects.get(version=version)
    assert goal.agenda_2030 == [4, 5]
    assert GoalResponsibility.objects.get().person == cast.head
    assert "bidrar inte till något mål" in text_of(controller, "detail", version.pk)
    response = post(controller, "link_add", goal.pk, parent=top.goal_id, contribution="Grunden.")
    assert response.status_code == 303
    assert GoalLink.objects.get(edition=goal).is_primary
    response = post(
        controller,
        "indicator_add",
        goal.pk,
        **INDICATOR,
        low_2025_T="87,5",
        low_2026_T="88",
        person=cast.reporter.pk,
    )
    assert response.status_code == 303
    assert list(Target.objects.values_list("year", "low", "high")) == [
        (2025, Decimal("87.5"), None),
        (2026, Decimal(88), None),
    ]
    assert IndicatorResponsibility.objects.get().person == cast.reporter
    signed_in(controller, cast.registrar)
    response = post(controller, "decide", version.pk, body=cast.bun.pk, **DECISION)
    assert response.status_code == 303
    version.refresh_from_db()
    assert version.state == VersionState.DECIDED
    assert Release.objects.filter(version=version).exists()
    page = text_of(controller, "detail", version.pk)
    assert version.document.sha256 in page
    assert "2025-10-01 § 142 Dnr KS 2025/310" in page
    document = controller.get(reverse("plans:document", args=[version.pk]))
    assert document.content.decode() == version.document.body


def test_every_direct_post_to_a_decided_plan_is_refused_and_changes_nothing(
    controller: Client, cast: Cast, levels: tuple[GoalLevel, GoalLevel, GoalLevel]
) -> None:
    council, committee, _unit = levels
    term_plan = draft_term_plan(cast)
    top = make_goal(cast, term_plan, council)
    decide(cast, term_plan)
    version = draft_operational_plan(cast, cast.bun)
    goal = make_goal(cast, version, committee, parent=top.goal)
    indicator = make_indicator(cast, goal)
    decide(cast, version)
    link = goal.links.get()
    addresses = [
        ("edit", version.pk),
        ("discard", version.pk),
        ("goal_add", version.pk),
        ("goal_edit", goal.pk),
        ("goal_remove", goal.pk),
        ("goal_move", goal.pk),
        ("link_add", goal.pk),
        ("link_edit", goal.pk, link.pk),
        ("link_remove", goal.pk, link.pk),
        ("ground_add", goal.pk),
        ("ground_remove", goal.pk, 1),
        ("indicator_add", goal.pk),
        ("indicator_edit", indicator.pk),
        ("indicator_remove", indicator.pk),
        ("indicator_move", indicator.pk),
    ]
    before = _everything()
    for name, *args in addresses:
        response = post(controller, name, *args, wording="Nytt", vision="Ny", perspective="service")
        page = response.content.decode()
        assert response.status_code == 409, name
        assert "Planen beslutades 2024-11-25 § 142 och kan inte ändras." in page
        assert reverse("plans:revise", args=[version.pk]) in page
    signed_in(controller, cast.registrar)
    response = post(controller, "decide", version.pk, body=cast.bun.pk, **DECISION)
    assert response.status_code == 409
    assert _everything() == before


def _everything() -> list[list[dict[str, Any]]]:
    models = (PlanVersion, GoalEdition, GoalLink, Ground, IndicatorEdition, Target)
    rows = [list(model._default_manager.order_by("pk").values()) for model in models]
    return [*rows, list(AuditEvent.objects.exclude(action="sign_in").values())]


def test_a_plan_that_lacks_something_is_not_decided_and_the_page_says_where(
    client: Client, cast: Cast, levels: tuple[GoalLevel, GoalLevel, GoalLevel]
) -> None:
    version = draft_operational_plan(cast, cast.bun)
    make_goal(cast, version, levels[1], "Ett mål utan grund")
    signed_in(client, cast.registrar)
    response = post(client, "decide", version.pk, body=cast.bun.pk, **DECISION)
    assert response.status_code == 422
    page = response.content.decode()
    assert "Ett mål utan grund" in page
    assert "har ingen annan grund" in page
    assert 'value="KS 2025/310"' in page
    version.refresh_from_db()
    assert version.state == VersionState.DRAFT
    assert not AuditEvent.objects.filter(action="record_decision").exists()


def test_more_goals_than_is_healthy_are_reminded_of_until_a_reason_is_written(
    controller: Client, cast: Cast, levels: tuple[GoalLevel, GoalLevel, GoalLevel]
) -> None:
    version = draft_term_plan(cast)
    text = {"vision": version.vision, "valid_from": "2023-01-01"}
    label = "Varför målen är fler än lagom"
    assert label not in text_of(controller, "edit", version.pk)
    for name in ("Kunskap", "Trygghet", "Klimat"):
        make_goal(cast, version, levels[0], name)
    reminder = "Planen har 3 fullmäktigemål. Lagom är högst 2"
    page = text_of(controller, "detail", version.pk)
    assert reminder in page
    assert f"{reverse('plans:edit', args=[version.pk])}#id_many_goals_why" in page
    assert label in text_of(controller, "edit", version.pk)
    post(controller, "edit", version.pk, **text, many_goals_why="Tre nämnder slås ihop.")
    page = text_of(controller, "detail", version.pk)
    assert reminder not in page
    assert "Tre nämnder slås ihop." in page
    event = AuditEvent.objects.filter(action="edit_version").latest("pk")
    changed = (event.before["many_goals_why"], event.after["many_goals_why"])
    assert changed == ("", "Tre nämnder slås ihop.")
    decide(cast, version)
    assert "Tre nämnder slås ihop." in text_of(controller, "detail", version.pk)
    post(controller, "revise", version.pk, valid_from="2025-11-01")
    draft = PlanVersion.objects.get(state=VersionState.DRAFT)
    assert draft.many_goals_why == "Tre nämnder slås ihop."


def test_each_point_of_the_check_leads_to_the_field(
    controller: Client, cast: Cast, levels: tuple[GoalLevel, GoalLevel, GoalLevel]
) -> None:
    version = draft_operational_plan(cast, cast.bun)
    goal = make_goal(cast, version, levels[1])
    indicator = make_indicator(cast, goal)
    bare = draft_proposal(cast, unit=cast.bun, year=version.plan.first_year)
    page = text_of(controller, "detail", version.pk)
    for url, fields in (
        (reverse("plans:goal_edit", args=[goal.pk]), ("koppling", "id_need", "id_person")),
        (reverse("plans:indicator_edit", args=[indicator.pk]), ("id_baseline", "malvarden")),
        (reverse("proposals:edit", args=[bare.pk]), ("",)),
    ):
        form = controller.get(url).text
        for field in fields:
            assert f'href="{url}{"#" if field else ""}{field}"' in page
            assert f'id="{field}"' in form or not field


def test_a_new_version_is_a_draft_with_the_same_content(
    controller: Client, cast: Cast, levels: tuple[GoalLevel, GoalLevel, GoalLevel]
) -> None:
    version = draft_term_plan(cast)
    make_indicator(cast, make_goal(cast, version, levels[0], "Kunskap för livet"))
    decide(cast, version)
    assert post(controller, "revise", version.pk, valid_from="2025-11-01").status_code == 303
    draft = PlanVersion.objects.get(state=VersionState.DRAFT)
    assert (draft.number, draft.valid_from) == (2, date(2025, 11, 1))
    assert draft.goal_editions.get().wording == "Kunskap för livet"
    again = post(controller, "revise", version.pk, valid_from="2025-11-01")
    assert again.status_code == 422
    assert "Det finns redan ett utkast" in again.content.decode()


def test_a_draft_is_seen_by_nobody_outside_its_units(
    client: Client, cast: Cast, levels: tuple[GoalLevel, GoalLevel, GoalLevel]
) -> None:
    version = draft_operational_plan(cast, cast.bun)
    edition = make_goal(cast, version, levels[1], "Hemligt än så länge")
    for person in (None, cast.reader, cast.director, cast.elected, cast.outsider):
        client.logout()
        if person:
            client.force_login(person)
        assert client.get(reverse("plans:detail", args=[version.pk])).status_code == 404
        assert "Hemligt" not in text_of(client, "index")
        if person:
            address = reverse("plans:goal_edit", args=[edition.pk])
            assert client.get(address).status_code in {403, 404}
    signed_in(client, cast.head)
    assert "Hemligt än så länge" in text_of(client, "detail", version.pk)


def test_a_discarded_draft_is_gone_with_all_it_held(
    controller: Client, cast: Cast, levels: tuple[GoalLevel, GoalLevel, GoalLevel]
) -> None:
    version = draft_operational_plan(cast, cast.bun)
    make_indicator(cast, make_goal(cast, version, levels[1]))
    assert "Ta bort utkastet?" in text_of(controller, "discard", version.pk)
    assert post(controller, "discard", version.pk).status_code == 303
    assert not PlanVersion.objects.exists()
    assert not GoalEdition.objects.exists()
    assert not IndicatorEdition.objects.exists()


@pytest.mark.parametrize(
    ("direction", "typed", "error"),
    [
        ("up", {"low_2025_T": "tre"}, "”tre” är inget tal."),
        ("up", {"high_2025_T": "88"}, "Högre är bättre: skriv målvärdet under ”Minst”."),
        ("down", {"low_2025_T": "88"}, "Lägre är bättre: skriv målvärdet under ”Högst”."),
        ("span", {"low_2025_T": "88"}, "Ett spann har både ”Minst” och ”Högst”."),
        ("span", {"low_2025_T": "9", "high_2025_T": "8"}, "”Minst” är större än ”Högst”."),
    ],
)
def test_a_target_that_cannot_be_read_is_told_and_nothing_is_lost(
    controller: Client,
    cast: Cast,
    levels: tuple[GoalLevel, GoalLevel, GoalLevel],
    direction: str,
    typed: dict[str, str],
    error: str,
) -> None:
    goal = make_goal(cast, draft_operational_plan(cast, cast.bun), levels[1])
    data = INDICATOR | typed | {"direction": direction}
    response = post(controller, "indicator_add", goal.pk, **data)
    page = response.content.decode()
    assert response.status_code == 422
    assert error in page
    assert 'value="Nöjda elever"' in page
    for content in typed.values():
        assert f'value="{content}"' in page
    assert not IndicatorEdition.objects.exists()


def test_targets_are_changed_and_taken_away_in_the_small_table(
    controller: Client, cast: Cast, levels: tuple[GoalLevel, GoalLevel, GoalLevel]
) -> None:
    goal = make_goal(cast, draft_operational_plan(cast, cast.bun), levels[1])
    edition = make_indicator(cast, goal)
    assert 'value="88"' in text_of(controller, "indicator_edit", edition.pk)
    data = INDICATOR | {"direction": "span", "low_2026_T": "4 000", "high_2026_T": "5 000,5"}
    assert post(controller, "indicator_edit", edition.pk, **data).status_code == 303
    assert list(Target.objects.values_list("year", "low", "high")) == [
        (2026, Decimal(4000), Decimal("5000.5"))
    ]


def test_searching_for_a_goal_above_keeps_what_is_written(
    controller: Client, cast: Cast, levels: tuple[GoalLevel, GoalLevel, GoalLevel]
) -> None:
    term_plan = draft_term_plan(cast)
    make_goal(cast, term_plan, levels[0], "Kunskap för livet")
    make_goal(cast, term_plan, levels[0], "Trygghet i vardagen")
    goal = make_goal(cast, draft_operational_plan(cast, cast.bun), levels[1])
    response = post(
        controller, "link_add", goal.pk, sok="trygg", hitta="1", contribution="Så här tänker vi"
    )
    page = response.content.decode()
    assert response.status_code == 200
    assert "Trygghet i vardagen" in page
    assert "Kunskap för livet" not in page
    assert "Så här tänker vi" in page
    assert not GoalLink.objects.exists()


def test_goals_and_indicators_are_moved_with_buttons(
    controller: Client, cast: Cast, levels: tuple[GoalLevel, GoalLevel, GoalLevel]
) -> None:
    version = draft_operational_plan(cast, cast.bun)
    first, second = (make_goal(cast, version, levels[1], name) for name in ("Ett", "Två"))
    a, b = (make_indicator(cast, first, name) for name in ("A", "B"))
    post(controller, "goal_move", second.pk, steg="upp")
    post(controller, "indicator_move", a.pk, steg="ned")
    goals = version.goal_editions.order_by("order")
    assert [goal.wording for goal in goals] == ["Två", "Ett"]
    assert list(first.indicators.order_by("order")) == [b, a]
    post(controller, "goal_move", first.pk, steg="upp", bredvid="1")
    beside = controller.get(reverse("plans:goal_edit", args=[first.pk])).text
    assert "Målet är nu nummer 1 av 2." in beside


def test_a_goal_that_is_dragged_goes_all_the_way_and_the_answer_says_where_it_lies(
    controller: Client, cast: Cast, levels: tuple[GoalLevel, GoalLevel, GoalLevel]
) -> None:
    version = draft_operational_plan(cast, cast.bun)
    first, *_rest = (make_goal(cast, version, levels[1], name) for name in ("Ett", "Två", "Tre"))
    a, _b = (make_indicator(cast, first, name) for name in ("A", "B"))
    address = reverse("plans:goal_move", args=[first.pk])
    answer = controller.post(address, {"steg": "2"}, headers={"Accept": "text/plain"})
    assert answer.text == "Målet är nu nummer 3 av 3."
    goals = version.goal_editions.order_by("order")
    assert [goal.wording for goal in goals] == ["Två", "Tre", "Ett"]
    address = reverse("plans:indicator_move", args=[a.pk])
    answer = controller.post(address, {"steg": "1"}, headers={"Accept": "text/plain"})
    assert answer.text == "Indikatorn är nu nummer 2 av 2."
    controller.post(reverse("plans:goal_move", args=[first.pk]), {"steg": "-2"})
    assert [goal.wording for goal in goals.all()] == ["Ett", "Två", "Tre"]


def test_the_outline_beside_a_form_leads_to_every_part_and_says_how_far_it_has_come(
    controller: Client, cast: Cast, levels: tuple[GoalLevel, GoalLevel, GoalLevel]
) -> None:
    version = draft_operational_plan(cast, cast.bun)
    goal, other = (make_goal(cast, version, levels[1], name) for name in ("Ett", "Två"))
    for name, key in (("goal_edit", goal.pk), ("goal_add", version.pk), ("edit", version.pk)):
        page = controller.get(reverse(f"plans:{name}", args=[key])).text
        assert reverse("plans:goal_edit", args=[other.pk]) in page
        assert "1 sak saknas" in page
        # In the menu, in the way here and in the outline.
        assert page.count('aria-current="page"') == 3
    page = controller.get(reverse("plans:goal_edit", args=[goal.pk])).text
    assert "Målet bidrar inte till något mål ovanför och har ingen annan grund." in page


def test_the_preview_explains_the_status_of_a_chosen_year(
    controller: Client, cast: Cast, levels: tuple[GoalLevel, GoalLevel, GoalLevel]
) -> None:
    goal = make_goal(cast, draft_operational_plan(cast, cast.bun), levels[1])
    edition = make_indicator(cast, goal)
    for year, value in ((2023, "85.5"), (2024, "87")):
        report_outcome(
            indicator=edition.indicator,
            period=Period(Frequency.YEAR, year),
            value=Decimal(value),
            by=cast.reporter,
            at=NOW,
        )
    page = controller.get(reverse("plans:indicator_edit", args=[edition.pk]), {"ar": "2024"})
    assert "Så skulle läget bli 2024" in page.text
    assert "Senaste utfallen: 87,0\xa0% (2024), 85,5\xa0% (2023)." in page.text


def test_a_decided_plan_leads_on_to_its_goals_and_indicators(
    controller: Client, cast: Cast, levels: tuple[GoalLevel, GoalLevel, GoalLevel]
) -> None:
    term_plan = draft_term_plan(cast)
    make_indicator(cast, make_goal(cast, term_plan, levels[0], "Kunskap för livet"))
    page = reverse("plans:detail", args=[term_plan.pk])
    assert not re.search(r'href="/(mal|indikatorer)/\d', controller.get(page).text)
    decide(cast, term_plan)
    links = re.findall(r'href="(/(?:mal|indikatorer)/\d+/)"', controller.get(page).text)
    assert [controller.get(link).status_code for link in links] == [200, 200]


def test_a_company_plan_is_released_by_a_decision_of_its_own(
    client: Client, cast: Cast, levels: tuple[GoalLevel, GoalLevel, GoalLevel]
) -> None:
    version = draft_operational_plan(cast, cast.ab)
    goal = make_goal(cast, version, levels[1], "Fler bostäder")
    signed_in(client, cast.director)
    post(client, "ground_add", goal.pk, kind="owner_directive", reference="Ägardirektiv § 4")
    decide(cast, version)
    client.logout()
    assert client.get(reverse("plans:detail", args=[version.pk])).status_code == 404
    signed_in(client, cast.director)
    response = post(client, "release", version.pk, body=cast.ab.pk, **DECISION)
    assert response.status_code == 303
    client.logout()
    page = client.get(reverse("plans:detail", args=[version.pk]))
    assert page.status_code == 200
    assert "Fler bostäder" in page.content.decode()
    assert not page.cookies
    assert "public" in page["Cache-Control"]


def test_a_key_figure_that_is_followed_can_be_picked_for_a_goal(
    controller: Client, cast: Cast, levels: tuple[GoalLevel, GoalLevel, GoalLevel]
) -> None:
    kpi = Kpi.objects.create(
        id="N00092", title="Sjukfrånvaro -29 år, andel (%)", description="Andel av tiden."
    )
    area = Area.objects.create(id=cast.municipality.kolada_id, title="Exempelby", kind="K")
    indicator = follow_kpi(unit=cast.kf, kpi=kpi, area=area, by=cast.admin, at=NOW)
    goal = make_goal(cast, draft_operational_plan(cast, cast.bun), levels[1])
    assert f"?foljd={indicator.pk}" in text_of(controller, "indicator_add", goal.pk)
    address = reverse("plans:indicator_add", args=[goal.pk]) + f"?foljd={indicator.pk}"
    form = controller.get(address).context["form"]
    begun = {name: form[name].value() for name in ("indicator", "name", "measure_unit", "source")}
    assert begun == {
        "indicator": indicator.pk,
        "name": "Sjukfrånvaro -29 år",
        "measure_unit": "%",
        "source": "Kolada N00092",
    }
    response = controller.post(address, INDICATOR | begun)
    assert response.status_code == 303
    assert IndicatorEdition.objects.get().indicator == indicator
