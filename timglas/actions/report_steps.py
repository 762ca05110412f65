"""A report's steps from draft to decision, and back with a comment."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timglas.actions.audit import record
from timglas.actions.refusal import Refusal
from timglas.actions.reports import require_writable
from timglas.models import (
    Decision,
    Person,
    Report,
    ReportSnapshot,
    ReportStep,
    Unit,
    UnitKind,
)
from timglas.queries.report_parts import (
    latest_texts,
    report_document,
    unexplained_of,
    with_decision,
)
from timglas.rules.plan_document import sha256
from timglas.rules.report_differences import unexplained_in_words
from timglas.rules.report_document import ReportDocument, canonical, read
from timglas.rules.reports import ReportState, can_return


@transaction.atomic
def submit_report(*, report: Report, by: Person, at: datetime) -> None:
    """Lay a written report before whoever reviews it. Raises Refusal."""
    require_writable(report)
    if lacking := _unwritten(report):
        raise Refusal(_("Skriv först: %s.") % ", ".join(lacking))
    _step(report, ReportState.READY, by=by, at=at)
    record("submit_report", report, by=by, at=at, unit=_unit(report))


@transaction.atomic
def review_report(*, report: Report, by: Person, at: datetime) -> None:
    """Say that a report is reviewed, and lay it before the chief."""
    _require(report, ReportState.READY)
    _step(report, ReportState.REVIEWED, by=by, at=at)
    record("review_report", report, by=by, at=at, unit=_unit(report))


@transaction.atomic
def approve_report(*, report: Report, by: Person, at: datetime) -> ReportSnapshot:
    """Approve a report, which freezes it as it stands.

    Raises Refusal where an annual report does not explain what is not as it was decided.
    """
    _require(report, ReportState.REVIEWED)
    if lacking := unexplained_in_words(unexplained_of(report)):
        raise Refusal(" ".join(lacking))
    _step(report, ReportState.APPROVED, by=by, at=at)
    snapshot = _freeze(report, report_document(report), at)
    after = {"sha256": snapshot.sha256}
    record("approve_report", report, by=by, at=at, unit=_unit(report), after=after)
    return snapshot


@transaction.atomic
def decide_report(*, report: Report, decision: Decision, by: Person, at: datetime) -> None:
    """Record that the body whose report it is has decided it, at a meeting after the period.

    The decision is added to what was approved, which stays as it is.
    """
    _require(report, ReportState.APPROVED)
    unit = _unit(report)
    if not UnitKind(unit.kind).is_political or decision.body != unit:
        raise Refusal(_("Bara den nämnd eller styrelse vars rapport det är beslutar den."))
    as_of = report.round_unit.round.as_of
    if not as_of < decision.decided_on <= timezone.localdate(at):
        raise Refusal(_("Välj en dag efter periodens slut, men inte senare än i dag."), "on")
    report.decision = decision
    _step(report, ReportState.DECIDED, by=by, at=at)
    approved = read(report.snapshots.latest("pk").body)
    snapshot = _freeze(report, with_decision(approved, report), at)
    after = {"decision": decision, "sha256": snapshot.sha256}
    record("decide_report", report, by=by, at=at, unit=unit, after=after)


@transaction.atomic
def return_report(*, report: Report, comment: str, by: Person, at: datetime) -> None:
    """Send a report back to be written again, with what is to be changed. Snapshots stay."""
    state = _state(report)
    if not can_return(state, is_political=UnitKind(_unit(report).kind).is_political):
        raise Refusal(_("Rapporten kan inte skickas tillbaka nu."))
    if not comment.strip():
        raise Refusal(_("Skriv vad som behöver ändras."), "comment")
    _step(report, ReportState.DRAFT, by=by, at=at, comment=comment.strip())
    after = {"comment": comment.strip()}
    record("return_report", report, by=by, at=at, unit=_unit(report), after=after)


def _unit(report: Report) -> Unit:
    return report.round_unit.unit


def _state(report: Report) -> ReportState:
    """Where the report is, as the database has it now."""
    now = Report.objects.select_for_update().values_list("state", flat=True)
    return ReportState(now.get(pk=report.pk))


def _require(report: Report, wanted: ReportState) -> None:
    state = _state(report)
    if state is not wanted:
        raise Refusal(_("Rapporten har redan ett annat läge: %s.") % state.name_in_words.lower())


def _unwritten(report: Report) -> list[str]:
    """The titles of sections that must be written and are not."""
    sections = report.sections.filter(is_required=True).order_by("order", "pk")
    texts = latest_texts(sections)
    return [one.title for one in sections if not (one.pk in texts and texts[one.pk].html)]


def _step(report: Report, to: ReportState, *, by: Person, at: datetime, comment: str = "") -> None:
    ReportStep.objects.create(
        report=report, from_state=report.state, to_state=to, comment=comment, by=by, at=at
    )
    report.state = to.value
    report.save(update_fields=["state", "decision"])


def _freeze(report: Report, document: ReportDocument, at: datetime) -> ReportSnapshot:
    body = canonical(document)
    return ReportSnapshot.objects.create(
        report=report, body=body, sha256=sha256(body), created_at=at
    )
