"""The template that plans begin with, which is the municipality's own."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from timglas.actions.plan_templates import add_section, edit_section, move_section, remove_section
from timglas.models import TemplateSection, UnitKind
from timglas.queries.plan_sections import template_rows
from timglas.rules.permissions import Permission
from timglas.rules.plan_template import Part, part_words
from timglas.web.acting import Crumb, Done, SeeOther, answer, attempt, sent, signed
from timglas.web.needs import needs
from timglas.web.page import page

MANAGE = Permission.MANAGE_MODEL
NAMED = ("title", "guidance", "part", "required_for")


class TemplateForm(forms.Form):
    """A section of the template."""

    title = forms.CharField(label=gettext_lazy("Rubrik"), max_length=120)
    guidance = forms.CharField(
        label=gettext_lazy("Vägledning"),
        help_text=gettext_lazy("Visas för den som skriver."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    part = forms.TypedChoiceField(
        label=gettext_lazy("Visar också"), coerce=Part, required=False, empty_value=Part.NONE
    )
    required_for = forms.MultipleChoiceField(
        label=gettext_lazy("Måste skrivas av"),
        help_text=gettext_lazy("För andra är avsnittet frivilligt."),
        required=False,
        choices=UnitKind.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = [(part.value, part_words(part)) for part in Part]  # type: ignore[attr-defined]


@needs(MANAGE)
def index(request: HttpRequest) -> HttpResponse:
    """The sections of the template."""
    context = {"sections": template_rows(), "crumbs": _crumbs()}
    return page(request, "plan_templates/index.html", context)


@needs(MANAGE)
def add(request: HttpRequest) -> HttpResponse:
    """Add a section."""
    form = TemplateForm(sent(request))

    def act(**fields: Any) -> Done:
        section = add_section(**fields, **signed(request))
        return Done(_("Avsnittet ”%s” är tillagt.") % section, reverse("plan_templates:index"))

    context = {"crumbs": _crumbs(_("Nytt avsnitt"))}
    return answer(request, "plan_templates/add.html", form=form, act=act, context=context)


@needs(MANAGE, TemplateSection)
def edit(request: HttpRequest, section: TemplateSection) -> HttpResponse:
    """Change a section."""
    form = TemplateForm(sent(request), initial={name: getattr(section, name) for name in NAMED})

    def act(**fields: Any) -> Done:
        edit_section(section=section, **fields, **signed(request))
        return Done(_("Ändringen är sparad."), reverse("plan_templates:index"))

    context = {"section": section, "crumbs": _crumbs(section.title)}
    return answer(request, "plan_templates/edit.html", form=form, act=act, context=context)


@require_POST
@needs(MANAGE, TemplateSection)
def move(request: HttpRequest, section: TemplateSection) -> HttpResponse:
    """Move a section one step up or down."""
    steps = -1 if request.POST.get("steg") == "upp" else 1
    attempt(request, lambda: move_section(section=section, steps=steps, **signed(request)))
    return SeeOther(reverse("plan_templates:index"))


@require_POST
@needs(MANAGE, TemplateSection)
def remove(request: HttpRequest, section: TemplateSection) -> HttpResponse:
    """Take a section out of the template; plans that have it keep it."""
    attempt(request, lambda: remove_section(section=section, **signed(request)))
    return SeeOther(reverse("plan_templates:index"))


def _crumbs(here: str = "") -> list[Crumb]:
    way = [Crumb(_("Administration"), reverse("administration:index"))]
    if not here:
        return [*way, Crumb(_("Planernas avsnitt"))]
    return [*way, Crumb(_("Planernas avsnitt"), reverse("plan_templates:index")), Crumb(here)]


urls = (
    [
        path("", index, name="index"),
        path("nytt/", add, name="add"),
        path("<int:pk>/", edit, name="edit"),
        path("<int:pk>/flytta/", move, name="move"),
        path("<int:pk>/ta-bort/", remove, name="remove"),
    ],
    "plan_templates",
)
