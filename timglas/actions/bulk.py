"""Storing very many rows at once."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from django.db import connection, models

# What databases hold in other shapes than Python does. Text and whole numbers are the same.
SHAPED = (models.DecimalField, models.DateField, models.JSONField)


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Insert rows of a model, each with a value for every column but the key; returns how many.

    It makes no object of each, and is four times as fast as `bulk_create`. References are given as
    ids ("batch_id"), and nothing is filled in: a column with a default needs its value too.
    """
    fields: list[Any] = [model._meta.get_field(name.removesuffix("_id")) for name in columns]
    quote = connection.ops.quote_name
    named = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({named}) VALUES ({places})"  # noqa: S608 (names of our own)
    shaping = [(n, _shape(field)) for n, field in enumerate(fields) if isinstance(field, SHAPED)]
    shaped = [_shaped(row, shaping) for row in rows]
    if shaped:
        with connection.cursor() as cursor:
            cursor.executemany(sql, shaped)
    return len(shaped)


def _shape(field: Any) -> Callable[[Any], Any]:
    """From Python to the database; each value once, unless it cannot be looked up."""

    def shape(value: Any) -> Any:
        return field.get_db_prep_save(value, connection)

    return shape if isinstance(field, models.JSONField) else cache(shape)


def _shaped(row: Sequence[Any], shaping: Sequence[tuple[int, Callable[[Any], Any]]]) -> list[Any]:
    shaped = list(row)
    for n, shape in shaping:
        if shaped[n] is not None:
            shaped[n] = shape(shaped[n])
    return shaped
