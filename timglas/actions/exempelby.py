"""Exempelby, the municipality of the demonstration, built through the actions of everyday use.

What happened in Exempelby is laid out as a diary and then done in order of time, so that the
event log, earlier versions and what was known on a day look as in a real municipality.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timglas.actions.audit import record
from timglas.actions.exempelby_activities import activity_diary
from timglas.actions.exempelby_alternatives import alternative_diary
from timglas.actions.exempelby_assignments import assignment_diary
from timglas.actions.exempelby_budget import budget_diary
from timglas.actions.exempelby_content import read_content
from timglas.actions.exempelby_cycle import cycle_diary
from timglas.actions.exempelby_deviations import deviation_diary
from timglas.actions.exempelby_documents import document_diary
from timglas.actions.exempelby_forecasts import forecast_diary
from timglas.actions.exempelby_kolada import kolada_diary
from timglas.actions.exempelby_org import found, org_diary
from timglas.actions.exempelby_plans import plan_diary
from timglas.actions.exempelby_proposals import proposal_diary
from timglas.actions.exempelby_reports import report_diary
from timglas.actions.exempelby_results import result_diary
from timglas.actions.exempelby_rounds import round_diary
from timglas.actions.exempelby_scan import scan_diary
from timglas.actions.exempelby_town import Town
from timglas.actions.refusal import Refusal
from timglas.models import CycleStep, Municipality, Outcome


@dataclass(frozen=True, slots=True)
class Built:
    """How much was made."""

    units: int
    people: int
    plans: int
    goals: int
    indicators: int
    outcomes: int
    activities: int
    documents: int
    assignments: int
    steps: int
    observations: int
    proposals: int


@transaction.atomic
def load_exempelby(*, at: datetime) -> Built:
    """Build Exempelby in an empty installation. Raises Refusal if there is a municipality."""
    if Municipality.objects.exists():
        raise Refusal(_("Här finns redan en kommun. Exempelby laddas bara i en tom installation."))
    town = Town(read_content())
    found(town)
    diary = [*org_diary(town), *plan_diary(town), *kolada_diary(town), *result_diary(town)]
    diary += [*forecast_diary(town), *document_diary(town), *activity_diary(town)]
    diary += [*assignment_diary(town), *proposal_diary(town), *scan_diary(town)]
    diary += [*budget_diary(town), *alternative_diary(town), *cycle_diary(town)]
    diary += [*round_diary(town), *report_diary(town), *deviation_diary(town)]
    for entry in sorted(diary, key=lambda entry: entry.at):
        entry.do(entry.at)
    built = Built(
        units=len(town.units),
        people=len(town.people),
        plans=len(town.versions),
        goals=len(town.goals),
        indicators=len(town.indicators),
        outcomes=Outcome.objects.count(),
        activities=len(town.activities),
        documents=len(town.documents),
        assignments=len(town.assignments),
        steps=CycleStep.objects.count(),
        observations=len(town.observations),
        proposals=len(town.proposals),
    )
    after = {name: getattr(built, name) for name in Built.__slots__}
    record("load_exempelby", Municipality.objects.get(), by=None, at=at, after=after)
    return built
