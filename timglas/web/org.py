"""Pages about the organisation: the tree on any day, a unit, and what changes it."""

from datetime import date
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from timglas.actions.org import add_unit, close_unit, edit_unit, merge_units, move_unit
from timglas.models import Unit, UnitKind
from timglas.queries.activities import unit_activities
from timglas.queries.assignments import body_assignments
from timglas.queries.org import listed_units, tree_page, unit_page
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb, Done, answer, sent, signed
from timglas.web.needs import needs
from timglas.web.org_forms import (
    AddUnitForm,
    CloseForm,
    MergeForm,
    MoveForm,
    UnitForm,
    UnitsFilter,
)
from timglas.web.org_registers import units_register
from timglas.web.page import page
from timglas.web.registers import register_response, wanted_order
from timglas.web.viewing import ViewedRequest


def crumbs(*more: Crumb) -> list[Crumb]:
    """The way to a page about units."""
    return [
        Crumb(_("Administration"), reverse("administration:index")),
        Crumb(_("Organisation"), reverse("org:index")),
        *more,
    ]


def unit_crumbs(unit: Unit, here: str) -> list[Crumb]:
    """The way to a page that changes a unit."""
    return crumbs(Crumb(unit.name, reverse("org:detail", args=[unit.pk])), Crumb(here))


@needs(Permission.READ_ORGANISATION)
def index(request: HttpRequest) -> HttpResponse:
    """The tree, as it was on `?datum=`."""
    viewer = cast("ViewedRequest", request).viewer
    form = UnitsFilter(request.GET, today=viewer.today)
    tree = tree_page(viewer, form.day)
    return register_response(
        request,
        units_register(),
        listed_units(tree, **form.wanted(), sort=wanted_order(request)),
        form=form,
        file=f"enheter-{tree.on}",
        context={
            "tree": tree,
            "may_manage": viewer.has(Permission.MANAGE_ORGANISATION),
            "crumbs": [*crumbs()[:1], Crumb(_("Organisation"))],
        },
    )


@needs(Permission.READ_ORGANISATION, Unit)
def detail(request: HttpRequest, unit: Unit) -> HttpResponse:
    """A unit."""
    viewer = cast("ViewedRequest", request).viewer
    context = {
        "page": unit_page(viewer, unit),
        "activities": unit_activities(viewer, unit),
        "assignments": body_assignments(viewer, unit),
        "may_manage": viewer.may(Permission.MANAGE_ORGANISATION, unit),
        "crumbs": crumbs(Crumb(unit.name)),
    }
    return page(request, "org/detail.html", context)


@needs(Permission.MANAGE_ORGANISATION)
def add(request: HttpRequest) -> HttpResponse:
    """Add a unit."""
    viewer = cast("ViewedRequest", request).viewer
    initial = {"kind": UnitKind.UNIT, "parent": request.GET.get("under"), "opened_on": viewer.today}
    form = AddUnitForm(sent(request), viewer=viewer, initial=initial)

    def act(**fields: Any) -> Done:
        unit = add_unit(**fields, **signed(request))
        return done(unit, _("%s är tillagd.") % unit.name)

    context = {"crumbs": crumbs(Crumb(_("Ny enhet")))}
    return answer(request, "org/add.html", form=form, act=act, context=context)


@needs(Permission.MANAGE_ORGANISATION, Unit)
def edit(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Correct a unit's name or code."""
    form = UnitForm(sent(request), initial={"name": unit.name, "code": unit.code})

    def act(*, name: str, code: str) -> Done:
        edit_unit(unit=unit, name=name, code=code, **signed(request))
        return done(unit, _("Ändringen är sparad."))

    context = {"unit": unit, "crumbs": unit_crumbs(unit, _("Ändra namn eller kod"))}
    return answer(request, "org/edit.html", form=form, act=act, context=context)


@needs(Permission.MANAGE_ORGANISATION, Unit)
def move(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Move a unit from a day."""
    viewer = cast("ViewedRequest", request).viewer
    form = MoveForm(sent(request), viewer=viewer, unit=unit, initial={"on": viewer.today})

    def act(*, parent: Unit, on: date) -> Done:
        move_unit(unit=unit, parent=parent, on=on, **signed(request))
        names = {"unit": unit.name, "parent": parent.name}
        return done(unit, _("%(unit)s ligger nu under %(parent)s.") % names)

    context = {"unit": unit, "crumbs": unit_crumbs(unit, _("Flytta"))}
    return answer(request, "org/move.html", form=form, act=act, context=context)


@needs(Permission.MANAGE_ORGANISATION, Unit)
def merge(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Merge other units into this one."""
    viewer = cast("ViewedRequest", request).viewer
    form = MergeForm(sent(request), viewer=viewer, into=unit, initial={"on": viewer.today})

    def act(*, units: list[Unit], on: date) -> Done:
        merge_units(units=list(units), into=unit, on=on, **signed(request))
        return done(unit, _("Enheterna har gått upp i %s.") % unit.name)

    context = {"unit": unit, "crumbs": unit_crumbs(unit, _("Slå ihop"))}
    return answer(request, "org/merge.html", form=form, act=act, context=context)


@needs(Permission.MANAGE_ORGANISATION, Unit)
def close(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Close a unit from a day."""
    viewer = cast("ViewedRequest", request).viewer
    form = CloseForm(sent(request), initial={"on": viewer.today})

    def act(*, on: date) -> Done:
        close_unit(unit=unit, on=on, **signed(request))
        return done(unit, _("%s är avvecklad. Historiken finns kvar.") % unit.name)

    context = {"unit": unit, "crumbs": unit_crumbs(unit, _("Avveckla"))}
    return answer(request, "org/close.html", form=form, act=act, context=context)


def done(unit: Unit, said: str) -> Done:
    """Go on to the unit's page."""
    return Done(said, reverse("org:detail", args=[unit.pk]))


urls = (
    [
        path("", index, name="index"),
        path("ny/", add, name="add"),
        path("<int:pk>/", detail, name="detail"),
        path("<int:pk>/andra/", edit, name="edit"),
        path("<int:pk>/flytta/", move, name="move"),
        path("<int:pk>/sla-ihop/", merge, name="merge"),
        path("<int:pk>/avveckla/", close, name="close"),
    ],
    "org",
)
