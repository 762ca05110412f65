"""The page that says what differs between two versions of a unit's plans."""

from typing import cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timglas.models import PlanVersion, VersionState
from timglas.queries.differences import (
    DifferencePage,
    comparable,
    difference_page,
    earlier_one,
)
from timglas.web.data import Column, Table, data_response
from timglas.web.drafts import crumbs_to, readable
from timglas.web.needs import public
from timglas.web.page import page
from timglas.web.viewing import ViewedRequest


class CompareForm(forms.Form):
    """Which version to compare with."""

    mot = forms.TypedChoiceField(label=gettext_lazy("Jämför med"), coerce=int)


@public
def difference(request: HttpRequest, pk: int) -> HttpResponse:
    """What differs from an earlier version (`?mot=`), word by word, for all who may read both."""
    viewer = cast("ViewedRequest", request).viewer
    after = readable(viewer, pk)
    others = {other.pk: other for other in comparable(viewer, after)}
    usual = earlier_one(after, others.values()) or next(iter(others.values()), None)
    form = CompareForm({"mot": request.GET.get("mot", usual and usual.pk)})
    form.fields["mot"].choices = [(key, _title(other)) for key, other in others.items()]  # type: ignore[attr-defined]
    before = others[form.cleaned_data["mot"]] if form.is_valid() else usual
    shown = difference_page(before, after) if before else None
    if shown and (data := data_response(request, _table(after, shown))):
        return data
    context = {
        "version": after,
        "before": before,
        "titles": (_title(before), _title(after)) if before else None,
        "shown": shown,
        "form": form,
        "crumbs": crumbs_to(after, _("Skillnad")),
    }
    return page(request, "plans/difference.html", context)


def _title(version: PlanVersion) -> str:
    """A version among others of its unit: years, number, and when it was decided."""
    plan = version.plan
    decided = version.decision
    names = {
        "kind": plan.get_kind_display(),
        "years": f"{plan.first_year}–{plan.last_year}",
        "number": version.number,
    }
    if version.state == VersionState.DRAFT or decided is None:
        return _("%(kind)s %(years)s, version %(number)s (utkast)") % names
    names["day"] = decided.decided_on.isoformat()
    return _("%(kind)s %(years)s, version %(number)s, beslutad %(day)s") % names


def _table(version: PlanVersion, shown: DifferencePage) -> Table:
    columns = (
        Column("level", _("Nivå")),
        Column("goal", _("Mål")),
        Column("indicator", _("Indikator")),
        Column("change", _("Ändring")),
        Column("field", _("Vad")),
        Column("before", _("Före")),
        Column("after", _("Efter")),
    )
    rows = [
        ("", "", "", _("Ändrat"), f.name, f.before, f.after) for f in (*shown.texts, *shown.money)
    ]
    for goal in shown.goals:
        head = (goal.level, goal.wording)
        rows += [(*head, "", goal.said, f.name, f.before, f.after) for f in goal.fields]
        if not goal.fields and goal.kind != "changed":
            rows.append((*head, "", goal.said, "", "", ""))
        for line in goal.indicators:
            rows += [(*head, line.name, line.said, f.name, f.before, f.after) for f in line.fields]
            if not line.fields:
                rows.append((*head, line.name, line.said, "", "", ""))
    return Table(f"skillnad-plan-{version.pk}", columns, tuple(rows))


paths = [path("version/<int:pk>/skillnad/", difference, name="difference")]
