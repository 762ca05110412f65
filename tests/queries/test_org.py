"""The tree and what is summed along it follow the day that is asked about."""

from collections.abc import Callable
from datetime import date

from tests.cast import BEGINNING, NOW, Cast
from tests.planned import plan_everything
from timglas.access import Viewer
from timglas.actions.org import move_unit
from timglas.actions.people import end_role, give_role
from timglas.kept import asking_once
from timglas.queries.org import (
    UNIT_ORDERS,
    RollUpRow,
    UnitName,
    listed_units,
    roll_up,
    tree_page,
    unit_page,
)
from timglas.queries.views import person_view
from timglas.rules.permissions import Permission, Role

NEXT_YEAR = date(2026, 10, 15)
TODAY = NOW.date()


def totals(rows: dict[int, RollUpRow] | object, cast: Cast) -> dict[str, int]:
    """The number of goals in a unit and below it, for the units that have any."""
    units = {unit.pk: unit.code for unit in (cast.kf, cast.ks, cast.klk, cast.bun, cast.bjork)}
    return {code: rows[pk].goals for pk, code in units.items() if rows[pk].goals}  # type: ignore[index]


def test_a_unit_moved_in_may_leaves_last_years_totals_alone(cast: Cast) -> None:
    plan_everything(cast)
    viewer = cast.viewer(cast.admin, NEXT_YEAR)
    before = roll_up(viewer, 2025)
    assert totals(before, cast) == {"kf": 5, "bun": 3, "bjork": 1}
    move_unit(unit=cast.bjork, parent=cast.klk, on=date(2026, 5, 1), by=cast.admin, at=NOW)
    assert roll_up(viewer, 2025) == before


def test_a_unit_moved_during_the_year_takes_its_goals_along(cast: Cast) -> None:
    plan_everything(cast)
    move_unit(unit=cast.bjork, parent=cast.klk, on=date(2025, 5, 1), by=cast.admin, at=NOW)
    assert totals(roll_up(cast.viewer(cast.admin), 2025), cast) == {
        "kf": 5,
        "ks": 1,
        "klk": 1,
        "bun": 2,
        "bjork": 1,
    }


def test_a_units_page_tells_where_it_was(cast: Cast) -> None:
    move_unit(unit=cast.ek, parent=cast.klk, on=date(2025, 5, 1), by=cast.admin, at=NOW)
    page = unit_page(cast.viewer(cast.manager), cast.ek)
    assert [unit.name for unit in page.path] == [
        "Kommunfullmäktige",
        "Kommunstyrelsen",
        "Kommunledningskontoret",
    ]
    assert [(p.parent and p.parent.name, p.valid_from, p.valid_to) for p in page.places] == [
        ("Kommunledningskontoret", date(2025, 5, 1), None),
        ("Barn- och utbildningsförvaltningen", BEGINNING, date(2025, 5, 1)),
    ]
    assert page.here == RollUpRow(UnitName(cast.ek.pk, "Ekskolan"), (), ())


def test_the_tree_names_those_who_lead(cast: Cast) -> None:
    page = tree_page(cast.viewer(cast.reader), date(2025, 1, 1))
    leads = {row.code: row.heads for row in page.rows if row.heads}
    assert leads == {
        "kf": ("Kim Kommunchef",),
        "bun": ("Folke Förvaltningschef",),
        "bjork": ("Eva Enhetschef",),
        "ab": ("Vera Vd",),
    }
    assert page.changes == (BEGINNING,)
    assert tree_page(cast.viewer(None), date(2025, 1, 1)).rows == ()


def test_who_has_no_role_here_reads_a_title_and_no_name(cast: Cast) -> None:
    def shown(viewer: Viewer) -> tuple[str, str]:
        eva = cast.manager
        view = person_view(viewer, id=eva.pk, name=eva.name, title=eva.title)
        return view.name, view.in_words

    assert shown(cast.viewer(None)) == ("", "rektor för Björkskolan")
    assert shown(cast.viewer(cast.outsider)) == ("", "rektor för Björkskolan")
    assert shown(cast.viewer(cast.reader))[0] == "Eva Enhetschef"


def test_units_taken_out_of_the_tree_lie_side_by_side(cast: Cast) -> None:
    tree = tree_page(cast.viewer(cast.reader), date(2025, 1, 1))
    assert listed_units(tree) == list(tree.rows)
    schools = listed_units(tree, q="SKOLAN", kind="unit", sort="-namn")
    assert [(row.name, row.depth, row.parent_code) for row in schools] == [
        ("Ekskolan", 0, "buf"),
        ("Björkskolan", 0, "buf"),
    ]
    assert [row.code for row in listed_units(tree, q="eva")] == ["bjork"]
    for order in UNIT_ORDERS:
        assert {row.id for row in listed_units(tree, sort=order)} == {row.id for row in tree.rows}
    assert [row.code for row in listed_units(tree, sort="under")][-1] == "kf"


def test_the_tree_is_kept_until_it_changes_or_somebody_else_leads(
    cast: Cast, keeping: None, django_assert_num_queries: Callable[[int], object]
) -> None:
    signature = {"by": cast.admin, "at": NOW}

    def school() -> tuple[str, tuple[str, ...]]:
        with asking_once():
            rows = {row.code: row for row in tree_page(cast.viewer(cast.admin), TODAY).rows}
        return rows["ek"].parent_code, rows["ek"].heads

    assert school() == ("buf", ())
    viewer = cast.viewer(cast.admin)
    with asking_once():
        viewer.has(Permission.READ_ORGANISATION)
        with django_assert_num_queries(0):  # type: ignore[attr-defined]
            tree_page(viewer, TODAY)
    role, beginning = Role.UNIT_MANAGER, {"valid_from": TODAY}
    grant = give_role(person=cast.outsider, role=role, unit=cast.ek, **beginning, **signature)
    assert school() == ("buf", (cast.outsider.name,))
    end_role(grant=grant, on=TODAY, **signature)
    assert school() == ("buf", ())
    move_unit(unit=cast.ek, parent=cast.klk, on=TODAY, **signature)
    assert school() == ("klk", ())
