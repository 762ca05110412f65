"""The database itself keeps what is decided, whatever reaches it."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from tests.budgeted import add_to, draft_budget
from tests.cast import NOW, Cast
from tests.plan_drafts import (
    decide,
    draft_operational_plan,
    draft_term_plan,
    make_goal,
    make_indicator,
    make_levels,
)
from timglas.actions.goals import add_ground
from timglas.models import (
    Appropriation,
    BudgetAmount,
    BudgetFrame,
    BudgetLine,
    Decision,
    GoalEdition,
    GoalLink,
    Ground,
    GroundKind,
    IndicatorEdition,
    PlanDocument,
    PlanVersion,
    Release,
    Target,
)
from timglas.models.immutability import guarded, guards
from timglas.models.replacements import names_of

PARTS: tuple[tuple[type[Model], str, object], ...] = (
    (PlanVersion, "vision", "En annan vision"),
    (GoalEdition, "wording", "Ett annat mål"),
    (GoalLink, "contribution", "På ett annat sätt"),
    (Ground, "reference", "En annan lag"),
    (IndicatorEdition, "name", "En annan indikator"),
    (Target, "low", 1),
    (BudgetFrame, "amount", 1),
    (BudgetLine, "name", "En annan rad"),
    (BudgetAmount, "amount", 1),
    (PlanDocument, "body", "{}"),
    (Release, "released_at", NOW),
    (Decision, "paragraph", "1"),
    (Appropriation, "amount", 1),
)


@pytest.fixture
def decided(cast: Cast) -> PlanVersion:
    """A decided plan with one of everything."""
    council, committee, _unit = make_levels(cast)
    term_plan = draft_term_plan(cast)
    top = make_goal(cast, term_plan, council, "Kunskap för livet")
    decide(cast, term_plan)
    version = draft_operational_plan(cast, cast.bun)
    goal = make_goal(cast, version, committee, parent=top.goal)
    add_ground(
        edition=goal, kind=GroundKind.LAW, reference="Skollagen 3 kap.", by=cast.controller, at=NOW
    )
    make_indicator(cast, goal)
    add_to(cast, decide(cast, draft_budget(cast)), cast.bun, "1")
    return decide(cast, version)


def refused(change: Callable[[], object]) -> str:
    """What the database says when it refuses a change."""
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        change()
    return str(refusal.value)


@pytest.mark.parametrize(("model", "field", "content"), PARTS)
def test_nothing_of_a_decided_plan_can_be_changed_in_the_database(
    decided: PlanVersion, model: type[Model], field: str, content: object
) -> None:
    rows = model._default_manager.all()
    before = list(rows.values())
    assert before
    assert "timglas:" in refused(lambda: rows.update(**{field: content}))
    assert list(rows.values()) == before


@pytest.mark.parametrize("model", [model for model, _field, _content in PARTS])
def test_nothing_of_a_decided_plan_can_be_removed_from_the_database(
    decided: PlanVersion, model: type[Model]
) -> None:
    rows = model._default_manager.all()
    before = list(rows.values())
    assert "timglas:" in refused(lambda: rows._raw_delete(rows.db))
    assert list(rows.values()) == before


@pytest.mark.parametrize("model", [model for model, _field, _content in PARTS[1:9]])
def test_nothing_can_be_added_to_a_decided_plan_in_the_database(
    decided: PlanVersion, model: type[Model]
) -> None:
    row = model._default_manager.order_by("-pk").first()
    assert row is not None
    row.pk = None
    message = refused(lambda: model._default_manager.bulk_create([row]))
    assert "belongs to a decided plan version" in message


def test_a_draft_can_be_changed_in_the_database(cast: Cast) -> None:
    council, _committee, _unit = make_levels(cast)
    version = draft_term_plan(cast)
    edition = make_goal(cast, version, council)
    GoalEdition.objects.update(wording="Ett annat mål")
    edition.refresh_from_db()
    assert edition.wording == "Ett annat mål"
    edition.delete()
    assert not GoalEdition.objects.exists()


def test_every_guard_stands_when_all_migrations_have_run(db: None) -> None:
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(catalogue[connection.vendor])
        standing = {name for (name,) in cursor.fetchall()}
    replaced = {name for table in guarded() for name in names_of(connection.vendor, table)}
    assert standing == {f"keep_{name}" for name, *_rest in guards()} | replaced


@pytest.mark.parametrize("model", [model for model, _field, _content in PARTS])
def test_nothing_of_a_decided_plan_is_replaced_or_truncated_away(
    decided: PlanVersion, model: type[Model]
) -> None:
    table, rows = model._meta.db_table, model._default_manager.all()
    before = list(rows.values())
    statement = {
        "sqlite": f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",  # noqa: S608
        "postgresql": f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {table} CASCADE",
    }[connection.vendor]
    with connection.cursor() as cursor:
        assert "timglas:" in refused(lambda: cursor.execute(statement))
    assert list(rows.values()) == before


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no REPLACE")
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT OR REPLACE INTO {table} SELECT {old}, {rest} FROM {table} n WHERE n.id = {new}",
        "UPDATE OR REPLACE {table} SET id = {old} WHERE id = {new}",
    ],
)
def test_an_indicator_of_a_draft_does_not_take_the_place_of_a_decided_one(
    cast: Cast, decided: PlanVersion, statement: str
) -> None:
    kept = IndicatorEdition.objects.get()
    draft = draft_operational_plan(cast, cast.bun, first_year=2026)
    new = make_indicator(cast, make_goal(cast, draft, kept.goal_edition.goal.level), "En annan")
    rest = ", ".join(f'n."{f.column}"' for f in IndicatorEdition._meta.fields if f.name != "id")
    table = IndicatorEdition._meta.db_table
    sql = statement.format(table=table, rest=rest, new=new.pk, old=kept.pk)
    with connection.cursor() as cursor:
        assert "timglas: nothing of indicatoredition is replaced" in refused(
            lambda: cursor.execute(sql)
        )
    assert set(IndicatorEdition.objects.values_list("name", flat=True)) == {kept.name, "En annan"}
