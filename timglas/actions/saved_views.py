"""Views of registers: saved, renamed, shared and removed; and the columns that somebody wants."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timglas.actions.audit import fields_of, record
from timglas.actions.refusal import Refusal
from timglas.models import Person, SavedView

MOST_CHARACTERS = 1000  # as many as the table holds
KEPT = ("name", "query", "is_shared", "is_default")


@transaction.atomic
def save_view(
    *,
    register: str,
    name: str,
    query: str,
    is_shared: bool = False,
    is_default: bool = False,
    by: Person,
    at: datetime,
) -> SavedView:
    """Save a register as it is shown, for oneself or, shared, for all."""
    if len(query) > MOST_CHARACTERS:
        raise Refusal(_("Det är för mycket att spara. Ta bort något filter."))
    if SavedView.objects.filter(owner=by, register=register, name=name).exists():
        raise Refusal(_("Du har redan en vy som heter så. Välj ett annat namn."), "name")
    view = SavedView(register=register, name=name, query=query, owner=by)
    _keep(view, is_shared=is_shared, is_default=is_default)
    record("save_view", view, by=by, at=at, after=fields_of(view, "register", *KEPT))
    return view


@transaction.atomic
def edit_view(
    *, view: SavedView, name: str, is_shared: bool, is_default: bool, by: Person, at: datetime
) -> None:
    """Rename a view, share it, or let the register open with it."""
    others = SavedView.objects.filter(owner=view.owner, register=view.register).exclude(pk=view.pk)
    if others.filter(name=name).exists():
        raise Refusal(_("Det finns redan en vy som heter så. Välj ett annat namn."), "name")
    before = fields_of(view, *KEPT)
    view.name = name
    _keep(view, is_shared=is_shared, is_default=is_default)
    record("edit_view", view, by=by, at=at, before=before, after=fields_of(view, *KEPT))


@transaction.atomic
def remove_view(*, view: SavedView, by: Person, at: datetime) -> None:
    """Remove a saved view; what it showed stays."""
    record("remove_view", view, by=by, at=at, before=fields_of(view, "register", *KEPT))
    view.delete()


@transaction.atomic
def choose_view_columns(
    *, person: Person, register: str, columns: Sequence[str], at: datetime
) -> None:
    """Remember which columns of a register somebody wants to see; none is the usual ones."""
    before = {"columns": person.columns.get(register, [])}
    person.columns = {**person.columns, register: list(columns)}
    person.save(update_fields=["columns"])
    after = {"columns": list(columns)}
    record("choose_view_columns", person, by=person, at=at, before=before, after=after)


def _keep(view: SavedView, *, is_shared: bool, is_default: bool) -> None:
    """Save a view; the one that the register opened with until now gives way to it."""
    view.is_shared, view.is_default = is_shared, is_default
    if is_default:
        earlier = SavedView.objects.filter(register=view.register, is_default=True)
        scope = {"is_shared": True} if is_shared else {"is_shared": False, "owner": view.owner}
        earlier.filter(**scope).exclude(pk=view.pk).update(is_default=False)
    view.save()
