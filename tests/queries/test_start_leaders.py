"""What heads, the chief executive and controllers meet first."""

from collections.abc import Callable

import pytest

from tests.cast import NOW, TODAY, Cast
from tests.plan_drafts import make_levels
from tests.planned import Planned, plan_everything, report_year
from timglas.access import Viewer
from timglas.actions.indicators import assign_indicator
from timglas.models import Fetch, Import, Person
from timglas.queries.results import year_results
from timglas.queries.start_chief import ChiefStart, chief_start
from timglas.queries.start_controller import (
    BodyState,
    BreakCount,
    Came,
    ControllerStart,
    controller_start,
)
from timglas.queries.start_head import HeadStart, UnitState, head_start
from timglas.queries.views import YearResults
from timglas.rules.thread import Break


@pytest.fixture
def planned(cast: Cast) -> Planned:
    return plan_everything(cast)


def composed[P](compose: Callable[[Viewer, YearResults], P], cast: Cast, person: Person) -> P:
    """A start page's own part, for somebody in October."""
    viewer = cast.viewer(person)
    return compose(viewer, year_results(viewer, TODAY.year))


def test_a_head_sees_which_units_have_reported(planned: Planned) -> None:
    cast = planned.cast
    bun = UnitState(cast.bun.pk, "Barn- och utbildningsnämnden", 1, 0, 2, 0, 2)
    school = UnitState(cast.bjork.pk, "Björkskolan", 0, 0, 1, 0, 1)
    page = composed(head_start, cast, cast.head)
    assert page == HeadStart(
        says="Inget av dem kan bedömas än.", units=(bun, school), more=0, deviating=(), signals=()
    )
    assert page.left == 1
    report_year(planned, 2024, "60")
    page = composed(head_start, cast, cast.head)
    assert [(unit.name, unit.left) for unit in page.units] == [
        ("Barn- och utbildningsnämnden", 0),
        ("Björkskolan", 0),
    ]


def test_a_head_of_units_without_plans_sees_none(cast: Cast) -> None:
    make_levels(cast)
    assert composed(head_start, cast, cast.head).units == ()


def test_the_chief_executive_sees_what_waits_on_whom(planned: Planned) -> None:
    cast = planned.cast
    page = composed(chief_start, cast, cast.chief)
    assert [row.goal.wording for row in page.goals] == [
        "Unga får en bra start",
        "En attraktiv kommun",
    ]
    assert (page.deviating, page.signals) == ((), ())
    waits = {row.who.name if row.who else None: (row.unjudged, row.breaks) for row in page.waits}
    assert waits["Folke Förvaltningschef"] == (1, 4)
    assert waits[None] == (3, 0)


def test_before_anything_is_decided_nothing_waits_on_anybody(cast: Cast) -> None:
    page = composed(chief_start, cast, cast.chief)
    assert page == ChiefStart(says="", goals=(), deviating=(), signals=(), waits=())


def test_a_controller_sees_how_far_each_body_has_come(planned: Planned) -> None:
    cast = planned.cast
    page = composed(controller_start, cast, cast.controller)
    assert page.bodies == (
        BodyState(None, "Kommunfullmäktige", 2, 2, 0, 0, 0, 0, 2),
        BodyState(cast.bun.pk, "Barn- och utbildningsnämnden", 3, 3, 1, 1, 0, 1, 3),
    )
    assert BreakCount(Break.NO_OUTCOME, 1) in page.breaks
    assert (page.imports, page.fetches) == ((), ())
    assign_indicator(indicator=planned.indicator, person=cast.head, on=TODAY, by=cast.admin, at=NOW)
    report_year(planned, 2024, "88")
    after = composed(controller_start, cast, cast.controller).bodies[1]
    assert (after.without_value, after.without_owner) == (0, 0)


def test_a_controller_sees_what_came_in_lately(cast: Cast) -> None:
    for number in range(4):
        Import.objects.create(
            kind="outcomes",
            file_name=f"utfall-{number}.csv",
            sha256="",
            is_small=True,
            head_row=1,
            uploaded_by=cast.controller,
            uploaded_at=NOW,
        )
    fetch = Fetch.objects.create(kind="values", requested_by=cast.controller, requested_at=NOW)
    page = composed(controller_start, cast, cast.controller)
    assert [came.name for came in page.imports] == ["utfall-3.csv", "utfall-2.csv", "utfall-1.csv"]
    assert page.fetches == (Came(fetch.pk, "Värden", NOW, "Väntar"),)
    assert page == ControllerStart(
        says="", bodies=(), breaks=(), imports=page.imports, fetches=page.fetches
    )
