"""The executive board's yearly oversight of each company: the list, what it rests on, deciding."""

from datetime import date
from typing import Any, cast

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timglas.actions.decisions import decision_at_meeting
from timglas.actions.oversight import record_oversight
from timglas.models import Unit, UnitKind
from timglas.queries.oversight import oversight_list, oversight_page
from timglas.rules.oversight import Finding
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb, Done, answer, sent, signed
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.plan_forms import FIRST, LAST, MinutesFields, date_field
from timglas.web.viewing import ViewedRequest


class FindingForm(MinutesFields):
    """What the board found, and where it is written down."""

    finding = forms.TypedChoiceField(
        label=gettext_lazy(
            "Har verksamheten varit förenlig med bolagets ändamål och inom de kommunala "
            "befogenheterna?"
        ),
        coerce=Finding,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "Vad anmärkningen gäller. Blir svaret nej, skriv vilka åtgärder som föreslås "
            "fullmäktige."
        ),
    )
    decided_on = date_field(label=gettext_lazy("Beslutsdatum"))
    field_order = ("finding", "text", "decided_on", "paragraph", "registry_number")

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data, initial={"decided_on": today})
        findings = [(finding.value, finding.name_in_words) for finding in Finding]
        self.fields["finding"].choices = findings  # type: ignore[attr-defined]
        self.fields["paragraph"].required = True


@needs(Permission.READ_ASSIGNMENT)
def index(request: HttpRequest) -> HttpResponse:
    """The companies of a year, and what the board has found of each."""
    viewer = cast("ViewedRequest", request).viewer
    asked, last = request.GET.get("ar", ""), viewer.today.year - 1
    year = int(asked) if asked.isdecimal() and FIRST <= int(asked) <= LAST else last
    context = {
        "page": oversight_list(viewer, year),
        "years": [one for one in (last - 1, last, last + 1) if one != year],
        "crumbs": [Crumb(_("Planer"), reverse("plans:index")), Crumb(_("Uppsikt över bolagen"))],
    }
    return page(request, "oversight/index.html", context)


@needs(Permission.READ_ASSIGNMENT)
def detail(request: HttpRequest, company: int, year: int) -> HttpResponse:
    """What the board has to go by for a company and a year, and what it found."""
    viewer = cast("ViewedRequest", request).viewer
    unit = viewer.get(Permission.READ_ORGANISATION, Unit, pk=company, kind=UnitKind.COMPANY)
    boards = viewer.reach(Permission.RECORD_DECISION, Unit).filter(kind=UnitKind.EXECUTIVE_BOARD)
    found = oversight_page(viewer, unit, year)
    context = {
        "page": found,
        "may_decide": found.is_ended and boards.exists(),
        "crumbs": crumbs(year, unit.name),
    }
    return page(request, "oversight/detail.html", context)


@needs(Permission.RECORD_DECISION)
def decide(request: HttpRequest, company: int, year: int) -> HttpResponse:
    """Record what the board found of a company and a year."""
    viewer = cast("ViewedRequest", request).viewer
    unit = viewer.get(Permission.READ_ORGANISATION, Unit, pk=company, kind=UnitKind.COMPANY)
    board = viewer.get(Permission.RECORD_DECISION, Unit, kind=UnitKind.EXECUTIVE_BOARD)
    form = FindingForm(sent(request), today=viewer.today)
    address = reverse("oversight:detail", args=[unit.pk, year])

    @transaction.atomic
    def act(*, finding: Finding, text: str, **minutes: Any) -> Done:
        decision = decision_at_meeting(body=board, **minutes, **signed(request))
        record_oversight(
            company=unit,
            year=year,
            finding=finding,
            text=text,
            decision=decision,
            **signed(request),
        )
        return Done(_("Kommunstyrelsens beslut är registrerat."), address)

    above = Crumb(unit.name, address)
    context = {"unit": unit, "year": year, "crumbs": crumbs(year, _("Registrera beslut"), above)}
    return answer(request, "oversight/decide.html", form=form, act=act, context=context)


def crumbs(year: int, here: str, *between: Crumb) -> list[Crumb]:
    """The way to a page about oversight."""
    above = f"{reverse('oversight:index')}?ar={year}"
    return [
        Crumb(_("Planer"), reverse("plans:index")),
        Crumb(_("Uppsikt över bolagen"), above),
        *between,
        Crumb(here),
    ]


urls = (
    [
        path("", index, name="index"),
        path("<int:company>/<int:year>/", detail, name="detail"),
        path("<int:company>/<int:year>/beslut/", decide, name="decide"),
    ],
    "oversight",
)
