"""The units that a register can be narrowed to."""

from collections.abc import Callable

from tests.cast import NOW, Cast
from timglas.kept import asking_once
from timglas.queries.within import UnitChoice, unit_choices, units_within

TODAY = NOW.date()


def test_units_are_offered_in_the_tree_with_those_above(cast: Cast) -> None:
    units = {cast.bjork.pk: cast.bjork.name, cast.ks.pk: cast.ks.name}
    assert unit_choices(units, TODAY) == (
        UnitChoice(cast.kf.pk, "Kommunfullmäktige", 0),
        UnitChoice(cast.ks.pk, "Kommunstyrelsen", 1),
        UnitChoice(cast.bun.pk, "Barn- och utbildningsnämnden", 1),
        UnitChoice(cast.buf.pk, "Barn- och utbildningsförvaltningen", 2),
        UnitChoice(cast.bjork.pk, "Björkskolan", 3),
    )


def test_a_large_tree_is_offered_from_the_top_and_opens_where_something_is_chosen(
    cast: Cast,
) -> None:
    units = {unit.pk: unit.name for unit in (cast.bjork, cast.ek, cast.ks)}

    def offered(chosen: int | None = None, most: int = 4) -> list[int]:
        return [c.id for c in unit_choices(units, TODAY, chosen=chosen, most=most)]

    top = [cast.kf.pk, cast.ks.pk, cast.bun.pk]
    assert offered(most=1) == top[:1]
    assert offered(most=3) == top
    assert offered(most=4) == offered(most=5) == [*top, cast.buf.pk]
    assert offered(cast.kf.pk, most=1) == top
    schools = [*top, cast.buf.pk, cast.bjork.pk, cast.ek.pk]
    assert offered(cast.buf.pk) == offered(cast.ek.pk) == schools
    assert offered(-1) == offered()


def test_a_chosen_unit_that_has_nothing_and_a_closed_one_that_has_can_be_chosen(
    cast: Cast,
) -> None:
    assert [c.id for c in unit_choices({}, TODAY, chosen=cast.ks.pk)] == [cast.kf.pk, cast.ks.pk]
    gone = UnitChoice(999, "Gamla skolan", 0)
    assert unit_choices({999: "Gamla skolan"}, TODAY) == (gone,)


def test_a_unit_is_within_itself_and_all_above_it(cast: Cast) -> None:
    department = {cast.buf.pk, cast.bjork.pk, cast.ek.pk}
    assert units_within(cast.buf.pk, TODAY) == department
    assert units_within(cast.bun.pk, TODAY) == department | {cast.bun.pk}


def test_what_is_kept_is_asked_for_once(
    cast: Cast, keeping: None, django_assert_num_queries: Callable[[int], object]
) -> None:
    units = {cast.bjork.pk: cast.bjork.name}
    unit_choices(units, TODAY)
    with asking_once(), django_assert_num_queries(1):  # type: ignore[attr-defined]
        unit_choices(units, TODAY)
        unit_choices(units, TODAY, chosen=cast.bjork.pk)
