"""Saving views of registers, and choosing which columns to see."""

import re
from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from timglas.access import Viewer
from timglas.actions.saved_views import choose_view_columns, edit_view, remove_view, save_view
from timglas.clock import now
from timglas.models import Person, SavedView
from timglas.rules.language import N_
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb, Done, SeeOther, answer, sent, signed
from timglas.web.needs import needs
from timglas.web.registers import COLUMNS, EVERYTHING, query_to_save
from timglas.web.viewing import ViewedRequest

# The registers, by the namespace of their addresses.
REGISTERS: Mapping[str, str] = {
    "activities": N_("Aktiviteter"),
    "deviations": N_("Avvikelser"),
    "documents": N_("Styrdokument"),
    "assignments": N_("Uppdrag"),
    "goals": N_("Mål"),
    "indicators": N_("Indikatorer"),
    "org": N_("Organisation"),
    "outcome_list": N_("Utfall"),
    "proposals": N_("Förslag"),
    "people": N_("Personer och roller"),
    "reports": N_("Rapporter"),
    "scan": N_("Omvärld"),
}
COLUMN = re.compile(r"[-_a-z]{1,30}")


class ViewForm(forms.Form):
    """What a saved view is called, and for whom it is."""

    name = forms.CharField(label=gettext_lazy("Namn"), max_length=60)
    is_default = forms.BooleanField(
        label=gettext_lazy("Öppna registret med den här vyn"), required=False
    )
    is_shared = forms.BooleanField(
        label=gettext_lazy("Dela vyn med alla"),
        required=False,
        help_text=gettext_lazy("Alla med en roll ser den. Öppnas den först, gör den det för alla."),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not viewer.has(Permission.SHARE_VIEW):
            del self.fields["is_shared"]


@needs(Permission.SAVE_VIEW)
def add(request: HttpRequest, register: str) -> HttpResponse:
    """Save a register as the address after the question mark shows it."""
    viewer = cast("ViewedRequest", request).viewer
    query = query_to_save(request.GET)
    back = register_address(register, query)
    form = ViewForm(sent(request), viewer=viewer)

    def act(**fields: Any) -> Done:
        save_view(register=register, query=query, **fields, **signed(request))
        return Done(_("Vyn är sparad."), back)

    context = {"back": back, "crumbs": crumbs(register, _("Spara vyn"))}
    return answer(request, "views/add.html", form=form, act=act, context=context)


@needs(Permission.SAVE_VIEW, SavedView)
def edit(request: HttpRequest, view: SavedView) -> HttpResponse:
    """Rename a saved view, share it, or let the register open with it."""
    viewer = cast("ViewedRequest", request).viewer
    back = register_address(view.register, view.query)
    initial = {"name": view.name, "is_default": view.is_default, "is_shared": view.is_shared}
    form = ViewForm(sent(request), viewer=viewer, initial=initial)

    def act(*, name: str, is_default: bool, is_shared: bool = False) -> Done:
        chosen = {"name": name, "is_default": is_default, "is_shared": is_shared}
        edit_view(view=view, **chosen, **signed(request))  # type: ignore[arg-type]
        return Done(_("Ändringen är sparad."), back)

    context = {"view": view, "back": back, "crumbs": crumbs(view.register, _("Ändra vyn"))}
    return answer(request, "views/edit.html", form=form, act=act, context=context)


@require_POST
@needs(Permission.SAVE_VIEW, SavedView)
def remove(request: HttpRequest, view: SavedView) -> HttpResponse:
    """Remove a saved view."""
    remove_view(view=view, **signed(request))
    messages.success(request, _("Vyn är borttagen."))
    return SeeOther(register_address(view.register))


@require_POST
@needs(Permission.SAVE_VIEW)
def columns(request: HttpRequest, register: str) -> HttpResponse:
    """Show the columns that are chosen, now and when the register is opened again."""
    back = register_address(register)
    wanted = () if "vanliga" in request.POST else request.POST.getlist(COLUMNS)
    chosen = list(dict.fromkeys(filter(COLUMN.fullmatch, wanted)))
    person = cast("Person", cast("ViewedRequest", request).viewer.person)
    choose_view_columns(person=person, register=register, columns=chosen, at=now())
    query = request.GET.copy()
    query.setlist(COLUMNS, chosen)
    return SeeOther(f"{back.partition('?')[0]}?{query.urlencode() or EVERYTHING}")


def register_address(register: str, query: str = "") -> str:
    """The address of a register, as a view shows it. Raises Http404 if there is none."""
    if register not in REGISTERS:
        raise Http404
    return f"{reverse(f'{register}:index')}?{query or EVERYTHING}"


def crumbs(register: str, here: str) -> list[Crumb]:
    """The way to a page about a saved view."""
    return [Crumb(_(REGISTERS[register]), register_address(register)), Crumb(here)]


urls = (
    [
        path("<int:pk>/", edit, name="edit"),
        path("<int:pk>/ta-bort/", remove, name="remove"),
        path("<slug:register>/ny/", add, name="add"),
        path("<slug:register>/kolumner/", columns, name="columns"),
    ],
    "views",
)
