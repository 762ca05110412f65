"""The audit trail: read, narrowed and taken home as a file."""

from typing import cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timglas.access import Viewer
from timglas.actions.audit import record_export
from timglas.models import Person, Unit
from timglas.queries.audit import AuditFilter, EventView, audit_choices, audit_page, audit_rows
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb
from timglas.web.data import csv_response
from timglas.web.needs import needs
from timglas.web.org_forms import DayField
from timglas.web.page import page
from timglas.web.viewing import ViewedRequest

HEADS = (
    gettext_lazy("tid"),
    gettext_lazy("vem"),
    gettext_lazy("vad"),
    gettext_lazy("slag"),
    gettext_lazy("föremål"),
    gettext_lazy("enhet"),
    gettext_lazy("ändringar"),
    gettext_lazy("ip"),
    gettext_lazy("plats i kedjan"),
    gettext_lazy("hash"),
)


class AuditForm(forms.Form):
    """What to look for."""

    q = forms.CharField(
        label=gettext_lazy("Sök"), required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    vem = forms.ModelChoiceField(
        Person.objects.none(),
        label=gettext_lazy("Vem"),
        required=False,
        empty_label=gettext_lazy("Alla"),
    )
    enhet = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("Enhet"),
        required=False,
        empty_label=gettext_lazy("Alla"),
    )
    vad = forms.ChoiceField(label=gettext_lazy("Vad som gjordes"), required=False)
    slag = forms.ChoiceField(label=gettext_lazy("Med vad"), required=False)
    fran = DayField(label=gettext_lazy("Från"), required=False)
    till = DayField(label=gettext_lazy("Till och med"), required=False)

    def __init__(self, *args: object, viewer: Viewer) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        actions, subjects = audit_choices(viewer)
        people = viewer.reach(Permission.READ_ORGANISATION, Person).order_by("name")
        units = viewer.reach(Permission.READ_AUDIT, Unit).order_by("name")
        self.fields["vem"].queryset = people  # type: ignore[attr-defined]
        self.fields["enhet"].queryset = units  # type: ignore[attr-defined]
        self.fields["vad"].choices = [("", _("Allt")), *actions]  # type: ignore[attr-defined]
        self.fields["slag"].choices = [("", _("Allt")), *subjects]  # type: ignore[attr-defined]

    def wanted(self) -> AuditFilter:
        """What is asked for; what cannot be read is not asked for."""
        self.is_valid()
        asked = self.cleaned_data
        return AuditFilter(
            person=asked.get("vem"),
            unit=asked.get("enhet"),
            action=asked.get("vad", ""),
            subject=asked.get("slag", ""),
            first=asked.get("fran"),
            last=asked.get("till"),
            words=asked.get("q", ""),
        )


@needs(Permission.READ_AUDIT)
def index(request: HttpRequest) -> HttpResponse:
    """The events asked for, newest first; `?format=csv` gives them all."""
    viewer = cast("ViewedRequest", request).viewer
    form = AuditForm(request.GET, viewer=viewer)
    wanted = form.wanted()
    if request.GET.get("format") == "csv":
        person = cast("Person", viewer.person)
        record_export(by=person, at=timezone.now(), wanted=request.GET.urlencode()[:300])
        return csv_response(
            [map(str, HEADS), *map(line, audit_rows(viewer, wanted))], "handelser.csv"
        )
    found = audit_page(viewer, wanted, request.GET.get("sida", "1"))
    context = {
        "form": form,
        "audit": found,
        "page_obj": found.page,
        "crumbs": [
            Crumb(_("Administration"), reverse("administration:index")),
            Crumb(_("Händelselogg")),
        ],
    }
    return page(request, "audit/index.html", context, status=200 if form.is_valid() else 422)


def line(event: EventView) -> tuple[str, ...]:
    """An event as a line of a file."""
    changes = "; ".join(f"{c.field}: {c.before or '–'} → {c.after or '–'}" for c in event.changes)
    return (
        timezone.localtime(event.at).isoformat(timespec="seconds"),
        event.person,
        event.action,
        event.subject,
        event.label,
        event.unit,
        changes,
        event.ip,
        str(event.seal or ""),
        event.hash,
    )


urls = ([path("", index, name="index")], "audit")
