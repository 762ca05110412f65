"""The year as each may see it: the steps by part, now and next, warnings, and whose they are."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.cast import NOW, Cast
from tests.years import empty_year, make_step, make_year
from timglas.actions.cycle import finish_step, withdraw_step
from timglas.queries.cycle import CyclePage, StateView, StepRow, cycle_page, step_page
from timglas.queries.views import PersonView
from timglas.rules.cycle import Part, State, Timing
from timglas.rules.legal_days import Law


def three(cast: Cast) -> None:
    """One that is late and waited for, one that goes on too early, and one of council to come."""
    cycle = empty_year()
    late = make_step(cast, cycle, name="Försenat")
    make_step(
        cast,
        cycle,
        name="Pågår",
        part="decision",
        role="department_head",
        unit_kind="department",
        begins_on=date(2025, 9, 1),
        ends_on=date(2025, 11, 30),
        law="budget_proposal",
        after=[late],
    )
    make_step(
        cast,
        cycle,
        name="Kommer",
        unit_kind="council",
        begins_on=date(2025, 12, 1),
        ends_on=date(2025, 12, 2),
        is_public=True,
    )


def names(rows: tuple[StepRow, ...]) -> list[str]:
    return [row.name for row in rows]


def page(cast: Cast, who: str, year: int = 2025) -> CyclePage:
    return cycle_page(cast.viewer(cast.everyone[who]), year)


def test_a_step_is_told_with_days_law_warnings_and_whose_it_is(cast: Cast) -> None:
    three(cast)
    row = next(row for row in page(cast, "head").steps if row.name == "Pågår")
    assert row == StepRow(
        id=row.id,
        number=3,
        name="Pågår",
        part=Part.DECISION,
        who="Förvaltningschef",
        timing=Timing(2025, date(2025, 9, 1), date(2025, 11, 30), law=Law.BUDGET_PROPOSAL),
        state=StateView(State.NOW),
        warnings=(
            "Slutar efter lagens sista dag, 31 oktober 2025 (KL 11:8).",
            "Börjar innan ”Försenat” är klart, 2 september 2025.",
        ),
        notes=(
            (
                "30 november 2025 är en ledig dag (söndag). "
                "Sista arbetsdagen före är 28 november 2025."
            ),
        ),
        is_mine=True,
        is_public=False,
    )
    assert (row.days, row.deadline) == ("1 september – 30 november 2025", date(2025, 10, 31))


def test_steps_lie_part_by_part_and_what_is_now_and_next_stands_by_itself(cast: Cast) -> None:
    three(cast)
    found = page(cast, "reader")
    assert [(part.part, names(part.steps)) for part in found.parts] == [
        (Part.PLANNING, ["Försenat", "Kommer"]),
        (Part.DECISION, ["Pågår"]),
    ]
    assert [row.number for row in found.steps] == [1, 2, 3]
    assert (names(found.now), names(found.next)) == (["Försenat", "Pågår"], ["Kommer"])
    assert (found.years, found.warned) == ((2025,), 1)


def test_now_is_now_whichever_year_is_shown(cast: Cast) -> None:
    three(cast)
    found = page(cast, "reader", 2026)
    assert (found.cycle, found.parts, found.wheel) == (None, (), None)
    assert names(found.now) == ["Försenat", "Pågår"]


def test_nobody_signed_in_sees_the_public_steps_alone(cast: Cast) -> None:
    three(cast)
    found = page(cast, "anonymous")
    assert (names(found.steps), found.now) == (["Kommer"], ())
    assert names(page(cast, "outsider").steps) == ["Försenat", "Kommer", "Pågår"]


@pytest.mark.parametrize(
    ("who", "mine"),
    [
        ("elected", ["Kommer"]),
        ("head", ["Försenat", "Pågår"]),
        ("manager", []),
        ("controller", []),
        ("outsider", []),
    ],
)
def test_steps_are_somebodys_by_role_and_unit(cast: Cast, who: str, mine: list[str]) -> None:
    three(cast)
    assert [row.name for row in page(cast, who).steps if row.is_mine] == mine


def test_what_is_taken_away_is_not_shown(cast: Cast) -> None:
    step = make_step(cast, empty_year())
    withdraw_step(step=step, by=cast.controller, at=NOW)
    assert page(cast, "admin").steps == ()


def test_the_page_of_a_step_tells_what_it_waits_for_and_who_said_it_was_done(cast: Cast) -> None:
    three(cast)
    late = next(row for row in page(cast, "chief").steps if row.name == "Försenat")
    cycle = page(cast, "chief").cycle
    assert cycle
    step = cycle.steps.get(pk=late.id)
    finish_step(step=step, on=date(2025, 9, 3), by=cast.controller, at=NOW)
    step.refresh_from_db()
    found = step_page(cast.viewer(cast.reader), step)
    assert found.done_by == PersonView(cast.controller.pk, "Cilla Controller", "Controller")
    assert (found.description, found.row.state.state) == ("Två dagar för nämnden.", State.DONE)
    assert (names(found.after), names(found.before)) == ([], ["Pågår"])
    later = step_page(cast.viewer(cast.reader), cycle.steps.get(name="Pågår"))
    assert (names(later.after), later.done_by) == (["Försenat"], None)


def test_the_public_page_of_a_step_names_no_official_and_no_hidden_step(cast: Cast) -> None:
    cycle = empty_year()
    hidden = make_step(cast, cycle, name="Internt")
    step = make_step(cast, cycle, name="Öppet", is_public=True, after=[hidden])
    finish_step(step=step, on=date(2025, 9, 3), by=cast.controller, at=NOW)
    step.refresh_from_db()
    found = step_page(cast.viewer(None), step)
    assert (found.after, found.done_by, found.row.warnings) == ((), None, ())


@pytest.mark.parametrize("count", [1, 10])
def test_a_year_is_asked_for_as_often_with_one_step_as_with_ten(
    cast: Cast, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cycle = empty_year()
    first = make_step(cast, cycle)
    for _number in range(count - 1):
        make_step(cast, cycle, after=[first])
    viewer = cast.viewer(cast.head)
    with django_assert_num_queries(5):
        cycle_page(viewer, 2025)


def test_the_templates_year_has_a_wheel_with_every_step(cast: Cast) -> None:
    make_year(cast)
    found = page(cast, "chief")
    assert found.wheel
    assert found.wheel[0].count("w-dot") == len(found.steps)
