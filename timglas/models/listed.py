"""Many numbers in a query as one parameter."""

from collections.abc import Collection
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, Expression, Q
from django.db.models.sql.compiler import SQLCompiler

type Sql = tuple[str, tuple[Any, ...]]


class _Listed(Expression):
    """Numbers as a column of a table."""

    def __init__(self, numbers: Collection[int]) -> None:
        super().__init__(output_field=BigIntegerField())
        self.numbers = ",".join(map(str, numbers))

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:  # noqa: ARG002
        """As SQLite has it."""
        return "SELECT value FROM json_each(%s)", (f"[{self.numbers}]",)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:  # noqa: ARG002
        """As PostgreSQL has it."""
        return "SELECT unnest(%s::bigint[])", (f"{{{self.numbers}}}",)


def among(field: str, numbers: Collection[int]) -> Q:
    """That a field is one of some numbers, which may be thousands: each as a parameter is slow."""
    return Q(**{f"{field}__in": _Listed(numbers) if numbers else ()})
