"""Röda tråden: from the vision to the unit and back."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import cast

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import path
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from timglas.charts.figure import Figure
from timglas.models import Perspective, PlanVersion
from timglas.queries.overview import legend, overview, status_shares
from timglas.queries.placed import Body
from timglas.queries.thread import ThreadChoice, ThreadPage, thread_page
from timglas.queries.years import plan_years
from timglas.rules.language import Written
from timglas.rules.permissions import Permission
from timglas.rules.status import Colour
from timglas.web import page as pages
from timglas.web.data import Column, Table, data_response, wants_data
from timglas.web.figures import figure_response
from timglas.web.needs import needs
from timglas.web.viewing import ViewedRequest
from timglas.web.years import chosen_year

# Nobody has planned in Timglas before that.
EARLIEST = date(1990, 1, 1)
COLOURS = [
    ("", _("Alla lägen")),
    (Colour.GREEN.value, _("Grönt: uppnått eller på väg")),
    (Colour.YELLOW.value, _("Gult: risk eller delvis uppnått")),
    (Colour.RED.value, _("Rött: avviker eller ej uppnått")),
    (Colour.GREY.value, _("Grått: ej mätt eller ej bedömt")),
]


class ThreadFilter(forms.Form):
    """The filters above the columns; every name stands in the address."""

    enhet = forms.TypedChoiceField(
        label=_("Nämnd eller bolag"), required=False, coerce=int, empty_value=None
    )
    lage = forms.TypedChoiceField(
        label=_("Läge"), required=False, choices=COLOURS, coerce=Colour, empty_value=None
    )
    perspektiv = forms.ChoiceField(
        label=_("Perspektiv"),
        required=False,
        choices=[("", _("Alla perspektiv")), *Perspective.choices],
    )
    ar = forms.ChoiceField(label=_("År"), required=False)
    brutna = forms.BooleanField(label=_("Saknar koppling"), required=False)

    def __init__(
        self, chosen: QueryDict, *, bodies: tuple[Body, ...], years: Iterable[int], year: int
    ) -> None:
        super().__init__(chosen.dict() | {"ar": str(year)})
        ar = cast("forms.ChoiceField", self.fields["ar"])
        ar.choices = [(str(y), str(y)) for y in sorted({*years, year}, reverse=True)]
        enhet = cast("forms.TypedChoiceField", self.fields["enhet"])
        enhet.choices = [("", _("Alla")), *((body.id, Written(body.name)) for body in bodies)]


def choice_of(request: HttpRequest) -> ThreadChoice:
    """Read a choice from the address; what cannot be understood is left out."""
    wanted = request.GET

    def whole(name: str) -> int | None:
        text = wanted.get(name, "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

    colour, perspective = wanted.get("lage"), wanted.get("perspektiv", "")
    day = _day_of(request)
    return ThreadChoice(
        year=day.year if day else chosen_year(request),
        goal=whole("mal"),
        body=whole("enhet"),
        colour=Colour(colour) if colour in {c.value for c in Colour} else None,
        perspective=perspective if perspective in Perspective.values else "",
        only_broken="brutna" in wanted,
        as_list=wanted.get("visa") == "lista",
        as_overview=wanted.get("visa") == "oversikt",
        show_all="alla" in wanted,
        day=day,
    )


def _day_of(request: HttpRequest) -> date | None:
    """The earlier day that the thread is asked for, if it is one."""
    try:
        day = date.fromisoformat(request.GET.get("datum", ""))
    except ValueError:
        return None
    today = cast("ViewedRequest", request).viewer.today
    return day if EARLIEST <= day < today else None


@needs(Permission.READ)
def page(request: HttpRequest) -> HttpResponse:
    """The columns, the chosen thread, the same as a nested list, and where it is broken."""
    viewer = cast("ViewedRequest", request).viewer
    choice = choice_of(request)
    found = thread_page(viewer, choice)
    if choice.goal and not found.chosen and not choice.is_filtered:
        # A goal that another year's plan had: say so by showing the thread unlit.
        found = replace(found, choice=replace(choice, goal=None))
    figures = _overview(found) if choice.as_overview else ()
    if data := figure_response(request, *figures):
        return data
    if wants_data(request) and (data := data_response(request, thread_table(found))):
        return data
    years = plan_years(viewer.reach(Permission.READ, PlanVersion), viewer.today)
    form = ThreadFilter(request.GET, bodies=found.bodies, years=years, year=choice.year)
    context = {
        "thread": found,
        "filter": form,
        "figures": figures,
        "legend": legend(found.goals) if figures else {},
    }
    return pages.page(request, "thread/page.html", context)


def _overview(found: ThreadPage) -> tuple[Figure, ...]:
    """Where the goals gather, and how they go on each level; nothing when none is shown."""
    if not found.goals:
        return ()
    shares = status_shares(found.goals)
    return shares, overview(found)


def thread_table(found: ThreadPage) -> Table:
    """Every goal shown, once for each goal above it."""
    wordings = {goal.id: goal.wording for goal in found.goals}
    columns = (
        Column("mal_id", gettext("Mål-id")),
        Column("mal", pgettext("one", "Mål")),
        Column("niva", gettext("Nivå")),
        Column("enhet", gettext("Enhet")),
        Column("lage", gettext("Läge")),
        Column("over_id", gettext("Mål ovanför, id")),
        Column("over", gettext("Mål ovanför")),
        Column("bidrag", gettext("Så bidrar det")),
        Column("huvudsaklig", gettext("Huvudsaklig koppling")),
    )
    rows = (
        (
            *(goal.id, goal.wording, goal.level_name, goal.unit_name, goal.status.name),
            *((link.parent_id, wordings.get(link.parent_id)) if link else (None, None)),
            *((link.contribution, link.is_primary) if link else (None, None)),
        )
        for goal in found.goals
        for link in goal.parents or (None,)
    )
    return Table(f"roda-traden-{found.choice.year}", columns, tuple(rows))


urls = ([path("", page, name="page")], "thread")
