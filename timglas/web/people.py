"""Pages about people: the list, a person with roles, and what changes them."""

from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timglas.actions.people import (
    add_person,
    deactivate_person,
    edit_person,
    end_role,
    give_role,
    offer_password,
    reactivate_person,
)
from timglas.models import Grant, Person
from timglas.queries.people import WantedPeople, people, person_page
from timglas.queries.permissions_matrix import matrix
from timglas.rules.permissions import ROLES, Permission, Role
from timglas.web.accounts import password_link
from timglas.web.acting import Crumb, Done, SeeOther, answer, attempt, sent, signed
from timglas.web.needs import needs
from timglas.web.org_registers import people_register
from timglas.web.page import page
from timglas.web.people_forms import EndRoleForm, PeopleFilter, PersonForm, RoleForm
from timglas.web.registers import register_response, wanted_order
from timglas.web.viewing import ViewedRequest

MANAGE = Permission.MANAGE_PEOPLE


def crumbs(*more: Crumb) -> list[Crumb]:
    """The way to a page about people."""
    return [
        Crumb(_("Administration"), reverse("administration:index")),
        Crumb(_("Personer och roller"), reverse("people:index")),
        *more,
    ]


def person_crumbs(person: Person, here: str) -> list[Crumb]:
    """The way to a page that changes a person."""
    return crumbs(Crumb(person.name, reverse("people:detail", args=[person.pk])), Crumb(here))


@needs(Permission.READ_ORGANISATION)
def index(request: HttpRequest) -> HttpResponse:
    """The people, as `?q=`, `?roll=` and `?konto=` ask."""
    viewer = cast("ViewedRequest", request).viewer
    form = PeopleFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = people(
        viewer,
        WantedPeople(
            words=wanted.get("q", ""),
            role=wanted.get("roll", ""),
            closed=wanted.get("konto") == "stangda",
            sort=wanted_order(request),
        ),
    )
    may_manage = viewer.has(MANAGE)
    crumbs_here = [*crumbs()[:1], Crumb(_("Personer och roller"))]
    return register_response(
        request,
        people_register(with_email=may_manage),
        found,
        form=form,
        file="personer",
        context={"may_manage": may_manage, "crumbs": crumbs_here},
    )


@needs(Permission.READ_ORGANISATION)
def roles(request: HttpRequest) -> HttpResponse:
    """What each role may do."""
    context = {"matrix": matrix(), "crumbs": crumbs(Crumb(_("Vad rollerna får göra")))}
    return page(request, "people/roles.html", context)


@needs(Permission.READ_ORGANISATION, Person)
def detail(request: HttpRequest, person: Person) -> HttpResponse:
    """Somebody with roles now and before."""
    viewer = cast("ViewedRequest", request).viewer
    context = {
        "page": person_page(viewer, person),
        "may_manage": viewer.may(MANAGE, person),
        "may_read_audit": viewer.has(Permission.READ_AUDIT),
        "crumbs": crumbs(Crumb(person.name)),
    }
    return page(request, "people/detail.html", context)


@needs(MANAGE)
def add(request: HttpRequest) -> HttpResponse:
    """Add somebody."""
    form = PersonForm(sent(request))

    def act(**fields: Any) -> Done:
        person = add_person(**fields, **signed(request))
        return done(person, _("%s är tillagd. Ge nu en roll.") % person.name)

    context = {"crumbs": crumbs(Crumb(_("Ny person")))}
    return answer(request, "people/add.html", form=form, act=act, context=context)


@needs(MANAGE, Person)
def edit(request: HttpRequest, person: Person) -> HttpResponse:
    """Change somebody's details."""
    fields = ("name", "title", "email", "is_hidden")
    form = PersonForm(sent(request), initial={name: getattr(person, name) for name in fields})

    def act(**fields: Any) -> Done:
        edit_person(person=person, **fields, **signed(request))
        return done(person, _("Ändringen är sparad."))

    context = {"person": person, "crumbs": person_crumbs(person, _("Ändra uppgifter"))}
    return answer(request, "people/edit.html", form=form, act=act, context=context)


@needs(MANAGE, Person)
def role_give(request: HttpRequest, person: Person) -> HttpResponse:
    """Give somebody a role."""
    viewer = cast("ViewedRequest", request).viewer
    form = RoleForm(sent(request), viewer=viewer, initial={"valid_from": viewer.today})

    def act(**fields: Any) -> Done:
        grant = give_role(person=person, **fields, **signed(request))
        names = {"role": ROLES[Role(grant.role)].title, "unit": grant.unit}
        return done(person, _("Rollen %(role)s vid %(unit)s är given.") % names)

    context = {"person": person, "crumbs": person_crumbs(person, _("Ge en roll"))}
    return answer(request, "people/role_give.html", form=form, act=act, context=context)


@needs(MANAGE, Grant)
def role_end(request: HttpRequest, grant: Grant) -> HttpResponse:
    """End a role."""
    viewer = cast("ViewedRequest", request).viewer
    form = EndRoleForm(sent(request), initial={"on": viewer.today})

    def act(*, on: date) -> Done:
        end_role(grant=grant, on=on, **signed(request))
        return done(grant.person, _("Rollen är avslutad."))

    context = {
        "grant": grant,
        "role": ROLES[Role(grant.role)],
        "crumbs": person_crumbs(grant.person, _("Avsluta en roll")),
    }
    return answer(request, "people/role_end.html", form=form, act=act, context=context)


@require_POST
@needs(MANAGE, Person)
def invite(request: HttpRequest, person: Person) -> HttpResponse:
    """Show a link, good for once, that lets somebody choose a password."""
    if not attempt(request, lambda: offer_password(person=person, **signed(request))):
        return SeeOther(reverse("people:detail", args=[person.pk]))
    context = {
        "person": person,
        "link": password_link(request, person),
        "crumbs": person_crumbs(person, _("Länk för att välja lösenord")),
    }
    return page(request, "people/invite.html", context)


@require_POST
@needs(MANAGE, Person)
def deactivate(request: HttpRequest, person: Person) -> HttpResponse:
    """Close somebody's account."""
    if attempt(request, lambda: deactivate_person(person=person, **signed(request))):
        messages.success(request, _("Kontot är stängt."))
    return SeeOther(reverse("people:detail", args=[person.pk]))


@require_POST
@needs(MANAGE, Person)
def reactivate(request: HttpRequest, person: Person) -> HttpResponse:
    """Open a closed account."""
    if attempt(request, lambda: reactivate_person(person=person, **signed(request))):
        messages.success(request, _("Kontot är öppet. Ge en länk för att välja lösenord."))
    return SeeOther(reverse("people:detail", args=[person.pk]))


def done(person: Person, said: str) -> Done:
    """Go on to the person's page."""
    return Done(said, reverse("people:detail", args=[person.pk]))


urls = (
    [
        path("", index, name="index"),
        path("ny/", add, name="add"),
        path("roller/", roles, name="roles"),
        path("<int:pk>/", detail, name="detail"),
        path("<int:pk>/andra/", edit, name="edit"),
        path("<int:pk>/ge-roll/", role_give, name="role_give"),
        path("<int:pk>/losenordslank/", invite, name="invite"),
        path("<int:pk>/stang/", deactivate, name="deactivate"),
        path("<int:pk>/oppna/", reactivate, name="reactivate"),
        path("roll/<int:pk>/avsluta/", role_end, name="role_end"),
    ],
    "people",
)
