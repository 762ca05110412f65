"""The council's plan against the list of what the law asks of a budget."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from timglas.models import PlanVersion
from timglas.queries.budget_law import budget_law
from timglas.rules.budget_law import LawPoint, Standing
from timglas.rules.permissions import Permission
from timglas.web.budget import with_budget
from timglas.web.data import Column, Table, data_response
from timglas.web.drafts import crumbs_to
from timglas.web.needs import needs
from timglas.web.page import page


@needs(Permission.READ, PlanVersion, either=Permission.READ_DRAFT)
@with_budget
def checklist(request: HttpRequest, version: PlanVersion) -> HttpResponse:
    """What the law asks of the budget, and what the plan says of each point."""
    points = budget_law(version)
    if data := data_response(request, _table(version, points)):
        return data
    counts = Counter(point.standing for point in points)
    context = {
        "version": version,
        "points": points,
        "missing": counts[Standing.MISSING],
        "by_hand": counts[Standing.BY_HAND],
        "crumbs": crumbs_to(version, _("Lagens krav")),
    }
    return page(request, "budget_law/checklist.html", context)


def _table(version: PlanVersion, points: tuple[LawPoint, ...]) -> Table:
    columns = (
        Column("source", _("Kommunallagen")),
        Column("demand", _("Krav")),
        Column("standing", _("Läge")),
        Column("found", _("Vad planen säger")),
    )
    rows = tuple((p.source, p.demand, p.standing.name, p.found) for p in points)
    return Table(f"lagkrav-plan-{version.pk}", columns, rows)


urls = (
    [path("version/<int:pk>/lagkrav/", checklist, name="checklist")],
    "budget_law",
)
