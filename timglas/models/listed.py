"""Many numbers in a query as one parameter."""

from collections.abc import Collection
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func, Q
from django.db.models.sql.compiler import SQLCompiler

type Sql = tuple[str, tuple[Any, ...]]


class _Among(Func):
    """Whether a field is one of some numbers."""

    output_field = BooleanField()

    def __init__(self, field: str, numbers: Collection[int]) -> None:
        super().__init__(F(field))
        self.numbers = ",".join(map(str, numbers))

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:  # type: ignore[override]  # noqa: ARG002
        """As SQLite has it."""
        field, params = compiler.compile(self.source_expressions[0])
        return f"{field} IN (SELECT value FROM json_each(%s))", (*params, f"[{self.numbers}]")  # noqa: S608

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:  # noqa: ARG002
        """As PostgreSQL has it, which plans as well for it as for a list."""
        field, params = compiler.compile(self.source_expressions[0])
        return f"{field} = ANY(%s::bigint[])", (*params, f"{{{self.numbers}}}")


def among(field: str, numbers: Collection[int]) -> Q:
    """That a field is one of some numbers, which may be thousands: each as a parameter is slow."""
    return Q(_Among(field, numbers)) if numbers else Q(pk__in=())
