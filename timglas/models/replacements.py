"""Triggers against the two ways round the other ones: SQLite's REPLACE and PostgreSQL's TRUNCATE.

`INSERT OR REPLACE` and `UPDATE OR REPLACE` take away a row that stands in the way, and fire no
trigger for it (https://www.sqlite.org/lang_conflict.html). Without REPLACE such a change fails by
the table's own keys, so it is refused for any row of a guarded table. TRUNCATE fires no trigger of
rows either.
"""

import re
from collections.abc import Iterator

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.utils import CursorWrapper

NAMED = re.compile(r'"(\w+)"')


def names_of(vendor: str, table: str) -> tuple[str, ...]:
    """What the triggers of a table are called on a database."""
    ways = ("truncate",) if vendor == "postgresql" else ("replace", "replace_by_update")
    return tuple(f"keep_{table}_{way}" for way in ways)


def create_replacement_guards(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Lay the triggers of a table that are not there."""
    vendor, message = editor.connection.vendor, f"timglas: nothing of {table} is replaced"
    names = names_of(vendor, table)
    if vendor == "postgresql":
        (name,) = names
        body = f"$$ BEGIN RAISE EXCEPTION '{message}'; END $$"
        editor.execute(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS {body}",
            params=None,
        )
        event = f"BEFORE TRUNCATE ON timglas_{table} EXECUTE FUNCTION {name}()"
        editor.execute(f"CREATE OR REPLACE TRIGGER {name} {event}", params=None)
        return
    with editor.connection.cursor() as cursor:
        stands = " OR ".join(_standing_in_the_way(cursor, f"timglas_{table}"))
    for name, operation, other in zip(
        names, ("INSERT", "UPDATE"), ("", " AND o.id <> OLD.id"), strict=True
    ):
        row = f"EXISTS (SELECT 1 FROM timglas_{table} o WHERE ({stands}){other})"  # noqa: S608 (names of tables)
        event = f"BEFORE {operation} ON timglas_{table} FOR EACH ROW WHEN {row}"
        raised = f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        editor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} {event} {raised}", params=None)


def drop_replacement_guards(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Remove the triggers of a table, if they are there."""
    vendor = editor.connection.vendor
    for name in names_of(vendor, table):
        on = f" ON timglas_{table}" if vendor == "postgresql" else ""
        editor.execute(f"DROP TRIGGER IF EXISTS {name}{on}", params=None)
        if vendor == "postgresql":
            editor.execute(f"DROP FUNCTION IF EXISTS {name}()", params=None)


def _standing_in_the_way(cursor: CursorWrapper, table: str) -> Iterator[str]:
    """When a row `o` has a key of the row that comes: its id, or what an index holds unique."""
    yield "o.id = NEW.id"
    cursor.execute(f"PRAGMA index_list({table})")
    unique = [name for _seq, name, is_unique, *_rest in cursor.fetchall() if is_unique]
    for name in unique:
        cursor.execute(f"PRAGMA index_info({name})")
        same = [f'o."{column}" = NEW."{column}"' for _seq, _cid, column in cursor.fetchall()]
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [name])
        _head, where, condition = (cursor.fetchone()[0] or "").partition(" WHERE ")
        if where:
            same += [NAMED.sub(rf'{row}."\1"', f"({condition})") for row in ("o", "NEW")]
        yield f"({' AND '.join(same)})"
