"""The way to everything that is administered, and the municipality's own settings."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timglas.actions.levels import add_level, edit_level, remove_level
from timglas.actions.org import edit_municipality, name_status
from timglas.models import GoalLevel, Municipality
from timglas.queries.levels import levels as all_levels
from timglas.queries.results import status_names
from timglas.rules.permissions import Permission
from timglas.rules.status import Status
from timglas.web.acting import Crumb, Done, SeeOther, answer, attempt, sent, signed
from timglas.web.administration_forms import LevelForm, MunicipalityForm, StatusNamesForm
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.viewing import ViewedRequest

MANAGE = Permission.MANAGE_MODEL
LEVEL = ("name", "plural", "order", "unit_kinds", "healthy_count", "rollup")


def crumbs(*more: Crumb) -> list[Crumb]:
    """The way to a settings page."""
    return [Crumb(_("Administration"), reverse("administration:index")), *more]


@needs(Permission.READ_ORGANISATION)
def index(request: HttpRequest) -> HttpResponse:
    """What the viewer may administer or look up."""
    viewer = cast("ViewedRequest", request).viewer
    context = {
        "may_manage_model": viewer.has(MANAGE),
        "may_manage_rounds": viewer.has(Permission.MANAGE_ROUND),
        "may_import": viewer.has(Permission.IMPORT),
        "may_compare": viewer.has(Permission.COMPARE),
        "may_manage_outbox": viewer.has(Permission.MANAGE_OUTBOX),
        "may_read_audit": viewer.has(Permission.READ_AUDIT),
    }
    return page(request, "administration/index.html", context)


@needs(MANAGE)
def municipality(request: HttpRequest) -> HttpResponse:
    """The municipality's name, code, address and colour."""
    form = MunicipalityForm(sent(request), instance=Municipality.objects.get())

    def act(**fields: Any) -> Done:
        # The form has already changed its own copy.
        ours = Municipality.objects.get()
        edit_municipality(municipality=ours, **fields, **signed(request))
        return Done(_("Uppgifterna är sparade."), reverse("administration:municipality"))

    context = {"crumbs": crumbs(Crumb(_("Kommunens uppgifter")))}
    return answer(request, "administration/municipality.html", form=form, act=act, context=context)


@needs(MANAGE)
def statuses(request: HttpRequest) -> HttpResponse:
    """What the municipality calls its statuses."""
    names = status_names()
    form = StatusNamesForm(sent(request), names=names)

    def act(**fields: str) -> Done:
        for status, view in names.items():
            if fields[status.value] != view.name:
                name_status(status=Status(status), name=fields[status.value], **signed(request))
        return Done(_("Namnen är sparade."), reverse("administration:statuses"))

    context = {"crumbs": crumbs(Crumb(_("Lägenas namn"))), "statuses": names.values()}
    return answer(request, "administration/statuses.html", form=form, act=act, context=context)


@needs(MANAGE)
def levels(request: HttpRequest) -> HttpResponse:
    """The levels of the goal chain."""
    context = {"levels": all_levels(), "crumbs": crumbs(Crumb(_("Målnivåer")))}
    return page(request, "administration/levels.html", context)


@needs(MANAGE)
def level_add(request: HttpRequest) -> HttpResponse:
    """Add a level."""
    initial = {"order": len(all_levels()) + 1, "healthy_count": 5, "rollup": "share"}
    form = LevelForm(sent(request), initial=initial)

    def act(**fields: Any) -> Done:
        level = add_level(**fields, **signed(request))
        return Done(_("Nivån %s är tillagd.") % level, reverse("administration:levels"))

    context = {"crumbs": level_crumbs(_("Ny nivå"))}
    return answer(request, "administration/level_add.html", form=form, act=act, context=context)


@needs(MANAGE, GoalLevel)
def level_edit(request: HttpRequest, level: GoalLevel) -> HttpResponse:
    """Change a level."""
    form = LevelForm(sent(request), initial={name: getattr(level, name) for name in LEVEL})

    def act(**fields: Any) -> Done:
        edit_level(level=level, **fields, **signed(request))
        return Done(_("Ändringen är sparad."), reverse("administration:levels"))

    context = {"level": level, "crumbs": level_crumbs(level.name)}
    return answer(request, "administration/level_edit.html", form=form, act=act, context=context)


@require_POST
@needs(MANAGE, GoalLevel)
def level_remove(request: HttpRequest, level: GoalLevel) -> HttpResponse:
    """Remove a level that has no goals."""
    attempt(request, lambda: remove_level(level=level, **signed(request)))
    return SeeOther(reverse("administration:levels"))


def level_crumbs(here: str) -> list[Crumb]:
    """The way to a page about a level."""
    return crumbs(Crumb(_("Målnivåer"), reverse("administration:levels")), Crumb(here))


urls = (
    [
        path("", index, name="index"),
        path("kommunen/", municipality, name="municipality"),
        path("lagen/", statuses, name="statuses"),
        path("malnivaer/", levels, name="levels"),
        path("malnivaer/ny/", level_add, name="level_add"),
        path("malnivaer/<int:pk>/", level_edit, name="level_edit"),
        path("malnivaer/<int:pk>/ta-bort/", level_remove, name="level_remove"),
    ],
    "administration",
)
