"""Choosing which indicator speaks for a goal on the open start."""

from typing import Any, cast

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timglas.actions.chosen_figures import choose_figure
from timglas.models import Goal, Indicator
from timglas.queries.public import chosen_figures, figures_of
from timglas.queries.results import year_results
from timglas.rules.language import Written
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb, Done, answer, sent, signed
from timglas.web.needs import needs
from timglas.web.viewing import ViewedRequest
from timglas.web.years import chosen_year


class FigureForm(forms.Form):
    """Which of a goal's measured indicators speaks for it; "" lets the rule choose."""

    indicator = forms.ChoiceField(label=gettext_lazy("Siffra"), required=False)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_rule = ("", _("Låt regeln välja: den första som är mätt"))
        self.fields["indicator"].choices = [of_rule, *((pk, Written(name)) for pk, name in choices)]  # type: ignore[attr-defined]


@needs(Permission.EDIT_PLAN, Goal)
def figure(request: HttpRequest, goal: Goal) -> HttpResponse:
    """Choose the figure that is shown for a goal on the open start."""
    viewer, year = cast("ViewedRequest", request).viewer, chosen_year(request)
    results = year_results(viewer, year)
    shown = results.goals.get(goal.pk)
    if shown is None:
        raise Http404
    measured = figures_of(shown, results.goals)
    chosen = chosen_figures([goal.pk]).get(goal.pk, "")
    form = FigureForm(
        sent(request),
        initial={"indicator": chosen},
        choices=[(str(i.id), f"{i.name}, {i.unit_name}") for i in measured],
    )

    def act(*, indicator: str) -> Done:
        speaks = Indicator.objects.get(pk=indicator) if indicator else None
        choose_figure(goal=goal, indicator=speaks, **signed(request))
        return Done(_("Valet är sparat."), reverse("goals:detail", args=[goal.pk]))

    there = reverse("goals:detail", args=[goal.pk])
    crumbs = [Crumb(_("Mål"), reverse("goals:index")), Crumb(shown.wording, there)]
    context = {"goal": shown, "crumbs": [*crumbs, Crumb(_("Välj siffra"))]}
    return answer(request, "goals/figure.html", form=form, act=act, context=context)
