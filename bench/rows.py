"""Rows straight into the database, many at a time: with COPY on PostgreSQL, else by INSERT.

For made-up data only. No action is called and no event recorded, which would take days for a
city; the constraints of the tables hold here too.
"""

from collections.abc import Iterable
from itertools import batched, chain

from django.core.management.color import no_style
from django.db import connection, models

type Text = str | None
BATCH = 20_000


def write(
    model: type[models.Model], names: tuple[str, ...], rows: Iterable[tuple[Text, ...]]
) -> int:
    """Add rows, given as text for some columns; the others get their defaults. Returns how many."""
    rest = {
        field.column: _default(field)
        for field in model._meta.concrete_fields
        if field.column not in names and not field.primary_key
    }
    columns = ", ".join(f'"{name}"' for name in (*names, *rest))
    tail = tuple(rest.values())
    full = (row + tail for row in rows)
    copy = _copy if connection.vendor == "postgresql" else _insert
    return copy(model._meta.db_table, columns, full, width=len(names) + len(rest))


def _default(field: models.Field) -> Text:
    if field.has_default():
        value = field.get_default()
        if isinstance(value, bool):
            return str(int(value))
        return "[]" if value == [] else "{}" if value == {} else str(value)
    return None if field.null else ""


def _copy(table: str, columns: str, rows: Iterable[tuple[Text, ...]], *, width: int) -> int:  # noqa: ARG001
    count = 0
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as to:
        for some in batched(rows, BATCH, strict=False):
            lines = ("\t".join([r"\N" if v is None else v for v in row]) for row in some)
            to.write("\n".join(chain(lines, [""])))
            count += len(some)
    return count


def _insert(table: str, columns: str, rows: Iterable[tuple[Text, ...]], *, width: int) -> int:
    count = 0
    with connection.cursor() as cursor:
        insert = f"INSERT INTO {table} ({columns}) VALUES ({', '.join(['%s'] * width)})"  # noqa: S608
        for some in batched(rows, BATCH, strict=False):
            cursor.executemany(insert, some)
            count += len(some)
    return count


def finish(tables: Iterable[type[models.Model]]) -> None:
    """Set the counters after rows with given numbers, and let the database learn how they lie."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables)):
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
