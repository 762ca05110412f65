"""Roles and permissions as a table: for the page that explains them and for the documentation."""

from dataclasses import dataclass

from timglas.rules.permissions import (
    EVERYONE,
    ROLES,
    SENTENCES,
    STAFF,
    Permission,
    Role,
    in_words,
)


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role with what it may do, permission by permission in the table's order."""

    role: Role
    name: str
    sentence: str
    into_companies: bool
    may: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """All roles against all permissions."""

    permissions: tuple[tuple[Permission, str], ...]
    roles: tuple[RoleRow, ...]


def matrix() -> Matrix:
    """The table as the rules have it."""
    rows = (
        RoleRow(
            role=role,
            name=spec.title,
            sentence=spec.says,
            into_companies=spec.into_companies,
            may=tuple(permission in spec.permissions for permission in SENTENCES),
        )
        for role, spec in ROLES.items()
    )
    return Matrix(tuple((p, in_words(p)) for p in SENTENCES), tuple(rows))


def as_markdown(table: Matrix) -> str:
    """The table as a page of the documentation."""
    return "\n".join(
        [
            "# Permissions",
            "",
            "Written by `python manage.py permissions_doc` from `timglas/rules/permissions.py`.",
            "A person has a role at a unit, and it reaches the units below. Into a company it",
            "reaches only where the role says so.",
            "",
            "## What there is to do",
            "",
            "| Permission | In words | Who |",
            "|---|---|---|",
            *(f"| `{p}` | {sentence} | {_who(p, table)} |" for p, sentence in table.permissions),
            "",
            "## Roles",
            "",
            "| Role | In words | Into companies | May |",
            "|---|---|---|---|",
            *(_role_line(row, table) for row in table.roles),
            "",
        ]
    )


def _who(permission: Permission, table: Matrix) -> str:
    if permission in EVERYONE:
        return "alla, även utan konto"
    if permission in STAFF:
        return "alla som har en roll"
    place = [p for p, _sentence in table.permissions].index(permission)
    return ", ".join(row.name for row in table.roles if row.may[place])


def _role_line(row: RoleRow, table: Matrix) -> str:
    held = ", ".join(
        f"`{p}`" for (p, _s), may in zip(table.permissions, row.may, strict=True) if may
    )
    return f"| {row.name} | {row.sentence} | {'ja' if row.into_companies else 'nej'} | {held} |"
