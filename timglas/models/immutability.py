"""Database triggers that keep what must never change: decided plans and append-only tables.

They hold whatever reaches the database: our own code, another program, or a person with a SQL
prompt. Each message begins with `timglas:`.
"""

from collections.abc import Container, Iterable, Iterator

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from timglas.models.replacements import create_replacement_guards, drop_replacement_guards

# Rows are added, never changed or removed.
APPEND_ONLY = (
    "plandocument",
    "release",
    "outcome",
    "externalvalue",
    "assessment",
    "forecast",
    "decision",
    "documentversion",
    "documentrepeal",
    "documentrelease",
    "processchange",
    "headline",
    "activitynote",
    "assignmentgoal",
    "assignmentnote",
    "appropriation",
    "proposalanswer",
    "orderreply",
    "oversightdecision",
    "yearclosing",
    "roundreceipt",
    "sectiontext",
    "reportstep",
    "reportsnapshot",
    "auditevent",
    "seal",
)

# Rows that belong to a plan version, with the SQL that finds its id from a row {row}.
EDITION = "(SELECT version_id FROM timglas_goaledition WHERE id = {row}.edition_id)"
INDICATOR = (
    "(SELECT g.version_id FROM timglas_indicatoredition i"
    " JOIN timglas_goaledition g ON g.id = i.goal_edition_id WHERE i.id = {row}.edition_id)"
)
PARTS_OF_VERSION = {
    "goaledition": "{row}.version_id",
    "goallink": EDITION,
    "ground": EDITION,
    "indicatoredition": "(SELECT version_id FROM timglas_goaledition"
    " WHERE id = {row}.goal_edition_id)",
    "target": INDICATOR,
    "budgetframe": "{row}.version_id",
    "budgetline": "{row}.version_id",
    "budgetamount": "(SELECT version_id FROM timglas_budgetline WHERE id = {row}.line_id)",
    "plansection": "{row}.version_id",
    "grantedmoney": "{row}.version_id",
    "goalrenewal": "{row}.version_id",
    "indicatorrenewal": "{row}.version_id",
}
DECIDED = (
    "EXISTS (SELECT 1 FROM timglas_planversion v WHERE v.id = {version} AND v.state = 'decided')"
)
# Tables where some columns are decided when the row is made, and the rest stay open.
KEPT_COLUMNS = {
    "assignment": (
        *("decision_id", "receiver_id", "name", "text", "amount", "due_on", "replaces_id"),
        "created_at",
    ),
}
# What a proposal says, which stays from when it is submitted; all of it stays when it is answered.
SAID_BY_PROPOSAL = (
    *("unit_id", "body_id", "year", "kind", "name", "description", "impact", "weighed"),
    *("earlier_id", "created_by_id", "created_at"),
)
SUBMITTED = (
    "EXISTS (SELECT 1 FROM timglas_proposal p"
    " WHERE p.id = {row}.proposal_id AND p.state <> 'draft')"
)
WRITTEN_IN_NO_DRAFT = (
    "EXISTS (SELECT 1 FROM timglas_reportsection s JOIN timglas_report r ON r.id = s.report_id"
    " WHERE s.id = NEW.section_id AND r.state <> 'draft')"
)
ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


type Guard = tuple[str, str, str, str, str]


def guards() -> Iterator[Guard]:
    """Every guard as (name, table, operation, SQL condition, message)."""
    for table in APPEND_ONLY:
        for operation in ("UPDATE", "DELETE"):
            message = f"timglas: {table} is append-only"
            yield f"{table}_{operation.lower()}", table, operation, "", message
    for operation in ("UPDATE", "DELETE"):
        message = "timglas: a decided plan version never changes"
        name = f"planversion_{operation.lower()}"
        yield name, "planversion", operation, "OLD.state = 'decided'", message
    for table, columns in KEPT_COLUMNS.items():
        message = f"timglas: what is decided of {table} never changes"
        yield f"{table}_update", table, "UPDATE", _changes(columns), message
        yield f"{table}_delete", table, "DELETE", "", message
    yield from _of_proposals()
    yield from _of_reports()
    for table, version in PARTS_OF_VERSION.items():
        for operation, rows in ROWS.items():
            checks = (DECIDED.format(version=version.format(row=row)) for row in rows)
            message = f"timglas: {table} belongs to a decided plan version"
            yield f"{table}_{operation.lower()}", table, operation, " OR ".join(checks), message


def _of_proposals() -> Iterator[Guard]:
    message = "timglas: what is submitted or answered of a proposal stays"
    answered, submitted = "OLD.state NOT IN ('draft', 'submitted')", "OLD.state <> 'draft'"
    changed = f"{answered} OR ({submitted} AND ({_changes(SAID_BY_PROPOSAL)}))"
    yield "proposal_update", "proposal", "UPDATE", changed, message
    yield "proposal_delete", "proposal", "DELETE", submitted, message
    for operation, rows in ROWS.items():
        condition = " OR ".join(SUBMITTED.format(row=row) for row in rows)
        yield f"proposalamount_{operation.lower()}", "proposalamount", operation, condition, message


def _of_reports() -> Iterator[Guard]:
    for operation in ("UPDATE", "DELETE"):
        message = "timglas: a decided report never changes"
        yield f"report_{operation.lower()}", "report", operation, "OLD.state = 'decided'", message
    message = "timglas: a text is written in a draft"
    yield "sectiontext_insert", "sectiontext", "INSERT", WRITTEN_IN_NO_DRAFT, message


def _changes(columns: Iterable[str]) -> str:
    return " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)


def _of(tables: Container[str] | None) -> Iterator[Guard]:
    return (guard for guard in guards() if tables is None or guard[1] in tables)


def guarded(tables: Container[str] | None = None) -> tuple[str, ...]:
    """Every guarded table, or those of some."""
    return tuple(dict.fromkeys(table for _name, table, *_rest in _of(tables)))


def create_guards(editor: BaseDatabaseSchemaEditor, tables: Container[str] | None = None) -> None:
    """Create the triggers of all tables or some, on SQLite or PostgreSQL.

    A migration that changes a table takes them away meanwhile, since SQLite makes the table anew.
    """
    for table in guarded(tables):
        create_replacement_guards(editor, table)
    write = _postgresql if editor.connection.vendor == "postgresql" else _sqlite
    for name, table, operation, condition, message in _of(tables):
        for statement in write(f"keep_{name}", f"timglas_{table}", operation, condition, message):
            editor.execute(statement, params=None)


def _sqlite(  # noqa: PLR0917 (one trigger)
    name: str, table: str, operation: str, condition: str, message: str
) -> tuple[str, ...]:
    when = f"WHEN {condition} " if condition else ""
    head = f"CREATE TRIGGER {name} BEFORE {operation} ON {table} FOR EACH ROW {when}"
    return (f"{head}BEGIN SELECT RAISE(ABORT, '{message}'); END",)


def _postgresql(  # noqa: PLR0917 (one trigger)
    name: str, table: str, operation: str, condition: str, message: str
) -> tuple[str, ...]:
    result = "OLD" if operation == "DELETE" else "NEW"
    check = f"IF {condition or 'TRUE'} THEN RAISE EXCEPTION '{message}'; END IF;"
    body = f"$$ BEGIN {check} RETURN {result}; END $$"
    event = f"BEFORE {operation} ON {table} FOR EACH ROW"
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS {body}",
        f"CREATE TRIGGER {name} {event} EXECUTE FUNCTION {name}()",
    )


def drop_guards(editor: BaseDatabaseSchemaEditor, tables: Container[str] | None = None) -> None:
    """Remove the triggers of all tables or some."""
    is_postgresql = editor.connection.vendor == "postgresql"
    for name, table, *_rest in _of(tables):
        on = f" ON timglas_{table}" if is_postgresql else ""
        editor.execute(f"DROP TRIGGER keep_{name}{on}", params=None)
        if is_postgresql:
            editor.execute(f"DROP FUNCTION keep_{name}()", params=None)
    for table in guarded(tables):
        drop_replacement_guards(editor, table)
