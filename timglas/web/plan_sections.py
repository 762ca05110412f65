"""The sections of a draft: write their texts one by one."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timglas.actions.plan_sections import Meanwhile, write_section
from timglas.actions.writings import end_writing
from timglas.models import PlanSection
from timglas.rules.permissions import Permission
from timglas.rules.plan_outline import section_key
from timglas.web.acting import Done, answer, sent, signed
from timglas.web.drafts import crumbs_to, draft_only, outline_beside, to_version
from timglas.web.needs import needs
from timglas.web.rich_text import RichTextField
from timglas.web.writing import kept, writing_page


class SectionForm(forms.Form):
    """The text of a section."""

    body = RichTextField(label=gettext_lazy("Text"), required=False, longest=20_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A text can wait until the plan is proposed: it is not optional.
        self.fields["body"].may_wait = True  # type: ignore[attr-defined]


@needs(Permission.EDIT_PLAN, PlanSection)
@draft_only
def section_edit(request: HttpRequest, section: PlanSection) -> HttpResponse:
    """Write the text of a section."""
    version, place = section.version, f"plansection:{section.pk}"
    if answered := kept(request, place, section.body):
        return answered
    writing = writing_page(request, place, section.body)
    form = SectionForm(sent(request), initial={"body": writing.html})

    def act(**fields: Any) -> Done:
        try:
            based_on = request.POST.get("based_on")
            write_section(section=section, based_on=based_on, **fields, **signed(request))
        except Meanwhile:
            writing.meets(section.body)
            raise
        end_writing(place=place, by=signed(request)["by"])
        said = _("Avsnittet ”%s” är sparat.") % section.title
        return Done(said, f"{to_version(version)}#avsnitt-{section.pk}")

    context = {
        **outline_beside(version, section_key(section.pk)),
        "section": section,
        "writing": writing,
        "crumbs": crumbs_to(version, section.title),
    }
    return answer(request, "plans/section_edit.html", form=form, act=act, context=context)


paths = [path("avsnitt/<int:pk>/", section_edit, name="section_edit")]
