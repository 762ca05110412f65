"""The change of term: draft goals are linked to the new council's goals, one by one or all."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timglas.access import Viewer
from timglas.actions.term_changes import Instead, relink_goals, undo_relinking
from timglas.models import Goal, PlanVersion
from timglas.queries.term_changes import (
    LinkToMove,
    TermChangePage,
    latest_term_plan,
    links_to_move,
    movable,
    term_change_page,
)
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb, Done, SeeOther, answer, attempt, sent, signed
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.viewing import ViewedRequest

ENDS, KEPT = "ends", "kept"
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Row:
    """A link to move with its fields: the new goal, how it contributes there, why it ends."""

    shown: LinkToMove
    new: BoundField
    how: BoundField
    why: BoundField


class RelinkForm(forms.Form):
    """A new goal for each link; rows where nothing is chosen are left as they are."""

    def __init__(
        self, *args: Any, shown: TermChangePage, suggests: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        goals = {str(goal.id): goal.wording for goal in shown.new}
        others = [(KEPT, _("Kopplingen behålls")), (ENDS, _("Kopplingen upphör"))]
        self.links = {link.link: link for draft in shown.drafts for link in draft.left}
        for pk, link in self.links.items():
            choices = [("", _("Välj senare")), *goals.items(), *others]
            self.fields[f"new_{pk}"] = forms.ChoiceField(
                label=gettext_lazy("Bidrar i stället till"),
                choices=choices,
                required=False,
                initial=link.suggestion.goal if suggests and link.suggestion else "",
            )
            self.fields[f"how_{pk}"] = forms.CharField(
                label=gettext_lazy("Så bidrar det"),
                max_length=LONGEST,
                required=False,
                initial=link.contribution,
            )
            self.fields[f"why_{pk}"] = forms.CharField(
                label=gettext_lazy("Varför?"), max_length=LONGEST, required=False
            )

    def row(self, link: LinkToMove) -> Row:
        """A link with its fields."""
        pk = link.link
        return Row(link, self[f"new_{pk}"], self[f"how_{pk}"], self[f"why_{pk}"])

    def instead(self, only: str) -> Iterator[tuple[int, Instead]]:
        """What is chosen, by link; for one row alone if `only` is its link."""
        for pk in self.links:
            new = self.cleaned_data[f"new_{pk}"]
            if new and only in {"", str(pk)}:
                how, why = self.cleaned_data[f"how_{pk}"], self.cleaned_data[f"why_{pk}"]
                yield pk, Instead(self._goal(pk, new), why if new in {ENDS, KEPT} else how)

    def _goal(self, link: int, new: str) -> Goal | None:
        """The goal that a link goes to: its own where it is kept."""
        if new == ENDS:
            return None
        return Goal.objects.get(pk=self.links[link].old_goal if new == KEPT else int(new))


@needs(Permission.EDIT_PLAN)
def guide(request: HttpRequest) -> HttpResponse:
    """What is left to link anew and what has been; saving, and taking back."""
    viewer = cast("ViewedRequest", request).viewer
    version = latest_term_plan(viewer)
    if version is None:
        return page(request, "term_changes/guide.html", {"crumbs": _crumbs()})
    if request.method == "POST" and "angra" in request.POST:
        return _undo(request, viewer, version)
    shown = term_change_page(viewer, version)
    form = RelinkForm(sent(request), shown=shown, suggests="forslag" in request.GET)

    def act(**_fields: Any) -> Done:
        instead = dict(form.instead(request.POST.get("rad", "")))
        links = links_to_move(viewer, version).filter(pk__in=instead)
        related = links.select_related("edition__version__plan__unit", "edition__goal__unit")
        relink_goals(links=list(related), instead=instead, **signed(request))
        return Done(_("Kopplingarna är sparade.") if instead else "", _here())

    rows = [(draft, [form.row(link) for link in draft.left]) for draft in shown.drafts]
    context = {
        "shown": shown,
        "rows": rows,
        "has_suggestions": any(link.suggestion for link in form.links.values()),
        "crumbs": _crumbs(),
    }
    return answer(request, "term_changes/guide.html", form=form, act=act, context=context)


def _undo(request: HttpRequest, viewer: Viewer, version: PlanVersion) -> HttpResponse:
    pk = request.POST["angra"]
    found = get_object_or_404(movable(viewer, version), pk=int(pk) if pk.isdecimal() else 0)
    if attempt(request, lambda: undo_relinking(relinking=found, **signed(request))):
        messages.success(request, _("Kopplingen är som den var."))
    return SeeOther(_here())


def _here() -> str:
    return reverse("plans:term_change")


def _crumbs() -> list[Crumb]:
    return [Crumb(_("Planer"), reverse("plans:index")), Crumb(_("Mandatskifte"))]


paths = [path("mandatskifte/", guide, name="term_change")]
