"""The council's orders of a year, the order to a committee or a company, and what it replies."""

from datetime import date
from typing import Any, cast

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timglas.actions.decisions import decision_at_meeting
from timglas.actions.orders import reply_to_order
from timglas.models import Unit
from timglas.queries.orders import order_page, orders
from timglas.queries.placed import BODIES
from timglas.rules.orders import Reply
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb, Done, answer, sent, signed
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.plan_forms import FIRST, LAST, MinutesFields, date_field
from timglas.web.viewing import ViewedRequest


class ReplyForm(MinutesFields):
    """What a body replies, on which day, and by which decision if any."""

    reply = forms.TypedChoiceField(
        label=gettext_lazy("Vad har hänt?"), coerce=Reply, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Hur ni tar er an mål, uppdrag och ramar. Behövs i ett svar."),
    )
    on = date_field(label=gettext_lazy("Datum"))
    field_order = ("reply", "text", "on")

    def __init__(self, data: Any, *, today: date, with_minutes: bool) -> None:
        super().__init__(data, initial={"on": today, "reply": Reply.RECEIVED.value})
        replies = [(reply.value, reply.name_in_words) for reply in Reply]
        self.fields["reply"].choices = replies  # type: ignore[attr-defined]
        if not with_minutes:
            del self.fields["paragraph"], self.fields["registry_number"]


@needs(Permission.READ_ASSIGNMENT)
def index(request: HttpRequest) -> HttpResponse:
    """What the council orders of each committee and company in a year."""
    viewer = cast("ViewedRequest", request).viewer
    asked = request.GET.get("ar", "")
    year = int(asked) if asked.isdecimal() and FIRST <= int(asked) <= LAST else viewer.today.year
    now = viewer.today.year
    context = {
        "year": year,
        "years": [one for one in (now - 1, now, now + 1) if one != year],
        "rows": orders(viewer, year),
    }
    return page(request, "orders/index.html", context)


@needs(Permission.READ_ASSIGNMENT)
def detail(request: HttpRequest, body: int, year: int) -> HttpResponse:
    """What the council orders of a body for a year."""
    viewer = cast("ViewedRequest", request).viewer
    unit = viewer.get(Permission.READ_ORGANISATION, Unit, pk=body, kind__in=BODIES)
    context = {
        "page": order_page(viewer, unit, year),
        "may_reply": unit.pk in viewer.units(Permission.ANSWER_ASSIGNMENT),
        "crumbs": crumbs(year, unit.name),
    }
    return page(request, "orders/detail.html", context)


@needs(Permission.ANSWER_ASSIGNMENT)
def reply(request: HttpRequest, body: int, year: int) -> HttpResponse:
    """Say for the body that the order is received, or how it takes it on."""
    viewer = cast("ViewedRequest", request).viewer
    unit = viewer.get(Permission.ANSWER_ASSIGNMENT, Unit, pk=body, kind__in=BODIES)
    with_minutes = unit.pk in viewer.units(Permission.RECORD_DECISION)
    form = ReplyForm(sent(request), today=viewer.today, with_minutes=with_minutes)
    address = reverse("orders:detail", args=[unit.pk, year])

    @transaction.atomic
    def act(**said: Any) -> Done:
        paragraph, number = said.pop("paragraph", ""), said.pop("registry_number", "")
        minutes = {"decided_on": said["on"], "paragraph": paragraph, "registry_number": number}
        decision = (
            decision_at_meeting(body=unit, **minutes, **signed(request)) if paragraph else None
        )
        reply_to_order(unit=unit, year=year, decision=decision, **said, **signed(request))
        return Done(_("Svaret är sparat."), address)

    above = Crumb(unit.name, address)
    context = {"unit": unit, "year": year, "crumbs": crumbs(year, _("Svara"), above)}
    return answer(request, "orders/reply.html", form=form, act=act, context=context)


def crumbs(year: int, here: str, *between: Crumb) -> list[Crumb]:
    """The way to a page about orders."""
    way = [
        Crumb(_("Planer"), reverse("plans:index")),
        Crumb(_("Beställningar"), f"{reverse('orders:index')}?ar={year}"),
    ]
    return [*way, *between, Crumb(here)]


urls = (
    [
        path("", index, name="index"),
        path("<int:body>/<int:year>/", detail, name="detail"),
        path("<int:body>/<int:year>/svara/", reply, name="reply"),
    ],
    "orders",
)
