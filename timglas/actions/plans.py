"""Changes to plans: drafting, revising, deciding, releasing."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timglas.actions.audit import fields_of, record
from timglas.actions.budget_copies import copy_frames, forget_budget
from timglas.actions.granted_money import copy_granted_money
from timglas.actions.identities import forget_goals, forget_indicators, require_not_cited
from timglas.actions.immutability import require_draft, require_undecided
from timglas.actions.plan_copies import copy_goals
from timglas.actions.plan_sections import copy_sections, lay_out_sections
from timglas.actions.refusal import Refusal
from timglas.actions.year_closings import require_open_year
from timglas.models import (
    Decision,
    Goal,
    Indicator,
    Person,
    Plan,
    PlanDocument,
    PlanKind,
    PlanVersion,
    Release,
    Term,
    Unit,
    UnitKind,
    VersionState,
)
from timglas.queries.placed import belongs_to_company, units_above
from timglas.queries.plan_contents import contents_of
from timglas.queries.plan_document import plan_document
from timglas.queries.readiness import readiness
from timglas.rules.plan_document import SCHEMA, canonical, sha256
from timglas.rules.readiness import Finding

YEARS = 3
TEXTS = ("vision", "core_values", "introduction", "many_goals_why", "valid_from")


@transaction.atomic
def draft_plan(
    *,
    unit: Unit,
    kind: PlanKind,
    first_year: int,
    valid_from: date,
    term: Term | None = None,
    by: Person,
    at: datetime,
) -> PlanVersion:
    """Begin a plan; returns its first version, a draft.

    A term plan has its term's years, an operational plan `first_year` and the two after.
    """
    if kind == PlanKind.TERM:
        term, first_year, last_year = _term_years(unit, term)
    else:
        term, last_year = None, first_year + YEARS - 1
    if Plan.objects.filter(unit=unit, kind=kind, first_year=first_year).exists():
        raise Refusal(
            _("%(unit)s har redan en plan av det slaget från %(year)s.")
            % {"unit": unit, "year": first_year},
            "first_year",
        )
    plan = Plan.objects.create(
        unit=unit, kind=kind, term=term, first_year=first_year, last_year=last_year
    )
    version = _draft(plan, number=1, valid_from=valid_from, by=by, at=at)
    if kind == PlanKind.OPERATIONAL:
        lay_out_sections([version])
    record("draft_plan", version, by=by, at=at, unit=unit, after={"plan": str(plan)})
    return version


@transaction.atomic
def revise_plan(*, plan: Plan, valid_from: date, by: Person, at: datetime) -> PlanVersion:
    """Begin a new version with copies of the latest decided one's texts, goals and indicators."""
    latest = plan.versions.decided().order_by("-number").first()
    if latest is None:
        raise Refusal(_("Planen är inte beslutad. Ändra i utkastet i stället."))
    if plan.versions.filter(state=VersionState.DRAFT).exists():
        raise Refusal(_("Det finns redan ett utkast till en ny version. Fortsätt i det."))
    version = _draft(plan, number=latest.number + 1, valid_from=valid_from, by=by, at=at)
    version.vision, version.core_values = latest.vision, latest.core_values
    version.introduction, version.many_goals_why = latest.introduction, latest.many_goals_why
    version.save(update_fields=["vision", "core_values", "introduction", "many_goals_why"])
    copy_goals({latest.pk: version})
    copy_frames(latest, version)
    copy_granted_money(latest, version)
    copy_sections({latest.pk: version})
    record("revise_plan", version, by=by, at=at, unit=plan.unit, after={"from": str(latest)})
    return version


@transaction.atomic
def edit_version(
    *,
    version: PlanVersion,
    vision: str,
    core_values: str,
    introduction: str,
    many_goals_why: str | None = None,
    valid_from: date,
    by: Person,
    at: datetime,
) -> None:
    """Change the texts of a draft, or the day it is to hold from.

    `many_goals_why` is the reason to have more goals than the municipality finds healthy; left out
    it stays as it is.
    """
    require_draft(version)
    _require_in_time(version.plan, version.number, valid_from)
    before = fields_of(version, *TEXTS)
    version.vision, version.core_values = vision.strip(), core_values.strip()
    version.introduction, version.valid_from = introduction.strip(), valid_from
    if many_goals_why is not None:
        version.many_goals_why = many_goals_why.strip()
    version.save(update_fields=TEXTS)
    record(
        "edit_version",
        version,
        by=by,
        at=at,
        unit=version.plan.unit,
        before=before,
        after=fields_of(version, *TEXTS),
    )


@transaction.atomic
def discard_draft(*, version: PlanVersion, by: Person, at: datetime) -> None:
    """Remove a draft with all in it; a plan without other versions goes with it."""
    require_draft(version)
    plan, goals = version.plan, Goal.objects.filter(editions__version=version)
    indicators = Indicator.objects.filter(editions__goal_edition__version=version)
    goal_ids = list(goals.values_list("pk", flat=True))
    indicator_ids = list(indicators.values_list("pk", flat=True))
    require_not_cited(goal_ids, version.goal_editions.all())
    record(
        "discard_draft", version, by=by, at=at, unit=plan.unit, before=fields_of(version, *TEXTS)
    )
    version.goal_editions.all().delete()
    forget_budget(version)
    version.delete()
    forget_indicators(indicator_ids)
    forget_goals(goal_ids)
    if not plan.versions.exists():
        plan.delete()


class NotReady(Refusal):
    """A plan lacks something; `lacks` tells all of it, each with where."""

    def __init__(self, lacks: tuple[Finding, ...]) -> None:
        told = " ".join(f"{lack.where}: {lack.text}" for lack in lacks)
        super().__init__(_("Planen kan inte beslutas än. %s") % told)
        self.lacks = lacks


@transaction.atomic
def decide_plan(
    *, version: PlanVersion, decision: Decision, by: Person, at: datetime
) -> PlanDocument:
    """Freeze a draft as its unit's body has decided it; returns the document that keeps it.

    All but a company's plans are thereby released: theirs wait for `release_plan`.
    """
    require_undecided(version)
    unit = version.plan.unit
    _require_competent(unit, decision)
    _require_open(version.plan, version.valid_from)
    _require_not_backwards(version, decision)
    contents = contents_of(version)
    check = readiness(version, contents)
    if not check.is_ready:
        raise NotReady(check.lacks)
    body = canonical(plan_document(version, decision, contents))
    version.state, version.decision = VersionState.DECIDED, decision
    version.save(update_fields=["state", "decision"])
    document = PlanDocument.objects.create(
        version=version, schema=SCHEMA, body=body, sha256=sha256(body), created_at=at
    )
    if not belongs_to_company(unit, decision.decided_on):
        Release.objects.create(version=version, decision=decision, released_by=by, released_at=at)
    after = {"decision": decision, "sha256": document.sha256}
    record("decide_plan", version, by=by, at=at, unit=unit, after=after)
    return document


@transaction.atomic
def release_plan(*, version: PlanVersion, decision: Decision, by: Person, at: datetime) -> Release:
    """Let go of a decided version to the group and the public; a company's board decides it."""
    unit = version.plan.unit
    if version.state != VersionState.DECIDED:
        raise Refusal(_("Planen är inte beslutad och kan inte släppas."))
    if version.releases.exists():
        raise Refusal(_("Planen är redan släppt."))
    _require_competent(unit, decision)
    release = Release.objects.create(
        version=version, decision=decision, released_by=by, released_at=at
    )
    record("release_plan", version, by=by, at=at, unit=unit, after={"decision": decision})
    return release


def _require_competent(unit: Unit, decision: Decision) -> None:
    """A political body decides its own plan; a department's is also decided by those above."""
    if decision.body_id == unit.pk:
        return
    above = units_above(unit, decision.decided_on)
    if UnitKind(unit.kind).is_political or decision.body_id not in above:
        raise Refusal(
            _("%(body)s kan inte besluta planen för %(unit)s.")
            % {"body": decision.body, "unit": unit},
            "body",
        )


def _term_years(unit: Unit, term: Term | None) -> tuple[Term, int, int]:
    if unit.kind != UnitKind.COUNCIL:
        raise Refusal(_("Bara kommunfullmäktige har en mandatplan."), "kind")
    if term is None:
        raise Refusal(_("Välj vilken mandatperiod planen gäller."), "term")
    return term, term.first_year, term.last_year


def _draft(plan: Plan, *, number: int, valid_from: date, by: Person, at: datetime) -> PlanVersion:
    _require_in_time(plan, number, valid_from)
    _require_open(plan, valid_from)
    return PlanVersion.objects.create(
        plan=plan, number=number, valid_from=valid_from, created_by=by, created_at=at
    )


def _require_open(plan: Plan, valid_from: date) -> None:
    """A closed year keeps its plan: an operational one is for its first year."""
    operational = plan.kind == PlanKind.OPERATIONAL
    require_open_year(plan.unit, plan.first_year if operational else valid_from.year)


def _require_not_backwards(version: PlanVersion, decision: Decision) -> None:
    """A term plan that was to hold from a coming day never replaces goals before it is decided.

    One that is written down afterwards, as what was decided before Timglas came, may do so.
    """
    drafted_on, day = timezone.localdate(version.created_at), version.valid_from
    if version.plan.kind == PlanKind.TERM and drafted_on < day < decision.decided_on:
        raise Refusal(
            _(
                "Utkastet ska gälla från {day} men beslutades först {decided}. Gå tillbaka till "
                "utkastet och välj beslutsdagen eller en senare dag i Gäller från. De tidigare "
                "målen gäller tills dess."
            ).format(day=day.isoformat(), decided=decision.decided_on.isoformat()),
            "decided_on",
        )


def _require_in_time(plan: Plan, number: int, valid_from: date) -> None:
    """A version holds from within the plan's time, and never from before an earlier version."""
    last = plan.first_year if plan.kind == PlanKind.OPERATIONAL else plan.last_year
    if valid_from.year > last:
        raise Refusal(
            _("Planen styr till och med %s och måste börja gälla före årets slut.") % last,
            "valid_from",
        )
    earlier = plan.versions.filter(number__lt=number, valid_from__gt=valid_from).first()
    if earlier:
        raise Refusal(
            _("Version %(number)s gäller från %(day)s. Den nya kan inte gälla från tidigare.")
            % {"number": earlier.number, "day": earlier.valid_from.isoformat()},
            "valid_from",
        )
