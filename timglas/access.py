"""The viewer: one way to ask what a person may see and do.

`viewer.reach(permission, Model)` is the queryset of objects that a permission reaches,
`viewer.may(permission, obj)` is membership in it, and `viewer.get(permission, Model, pk=…)`
fetches: 404 for what the viewer may not know of, 403 for what is seen but not allowed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.http import Http404

from timglas.kept import Kept
from timglas.models import (
    Activity,
    AlternativeBudget,
    Assignment,
    AuditEvent,
    CalendarFeed,
    Cycle,
    CycleStep,
    DevelopmentArea,
    Deviation,
    DeviationRule,
    DocumentVersion,
    Fetch,
    Goal,
    GoalEdition,
    GoalLevel,
    GoalResponsibility,
    GoverningDocument,
    Grant,
    Import,
    Indicator,
    IndicatorEdition,
    IndicatorResponsibility,
    KpiTie,
    Mail,
    Municipality,
    Observation,
    Outcome,
    Person,
    Placement,
    Plan,
    PlanSection,
    PlanVersion,
    ProcessChange,
    Proposal,
    Release,
    Report,
    ReportSection,
    Round,
    RoundKind,
    RoundUnit,
    SavedView,
    TemplateSection,
    Unit,
    UnitKind,
    VersionState,
    YearChange,
)
from timglas.models.listed import among
from timglas.rules.events import ASSIGNING, GRANTING, QUIET, REPORTING
from timglas.rules.permissions import (
    EVERYONE,
    OFFICIAL_DECISION,
    OVERSIGHT,
    POLITICAL_DECISION,
    ROLES,
    STAFF,
    WHOLE,
    Permission,
    Role,
)
from timglas.rules.proposals import State
from timglas.rules.reports import ReportState
from timglas.rules.tree import descendants

NOTHING = Q(pk__in=())
EVERYTHING = Q()
# What lets somebody know that an object is there.
READING = (
    Permission.READ,
    Permission.READ_DRAFT,
    Permission.READ_ORGANISATION,
    Permission.READ_ACTIVITY,
    Permission.READ_ASSIGNMENT,
    Permission.READ_CYCLE,
    Permission.READ_SCAN,
    Permission.READ_PROPOSAL,
    Permission.READ_REPORT,
    Permission.READ_DEVIATION,
    Permission.READ_ROUND,
)

# What is done with a report; no other permission makes a draft known.
OF_REPORTS = frozenset(
    {
        *(Permission.WRITE_REPORT, Permission.REVIEW_REPORT, Permission.APPROVE_REPORT),
        Permission.DECIDE_REPORT,
    }
)

type Placed = tuple[int, int | None, str]
_placed: Kept[date, tuple[Placed, ...]] = Kept(quiet=QUIET | REPORTING, most=4)


def placed_on(day: date) -> tuple[Placed, ...]:
    """Every unit that has a place on a day: its id, that of the unit above, and its kind."""
    rows = Placement.objects.on(day).values_list("unit_id", "parent_id", "unit__kind")
    return _placed.get(day, lambda: tuple(rows))


_granted: Kept[tuple[int, date], tuple[tuple[Role, int], ...]] = Kept(
    quiet=(QUIET | REPORTING) - GRANTING, most=1_000
)


def _grants(person: int, day: date) -> tuple[tuple[Role, int], ...]:
    rows = Grant.objects.on(day).filter(person=person)
    return tuple((Role(role), unit) for role, unit in rows.values_list("role", "unit_id"))


_answering: Kept[tuple[Permission, int, date], bool] = Kept(
    quiet=(QUIET | REPORTING) - ASSIGNING, most=1_000
)
_reached: Kept[tuple[date, tuple[int, ...], tuple[int, ...]], frozenset[int]] = Kept(
    quiet=QUIET | REPORTING, most=100
)


def _all_below(
    places: tuple[Placed, ...], into: tuple[int, ...], stay: tuple[int, ...]
) -> frozenset[int]:
    """Some units and all below them: `into` companies too, or with those that `stay` outside."""
    whole = {unit: parent for unit, parent, _kind in places}
    # Cut above each company: a grant from above ends there.
    cut = {u: None if kind == UnitKind.COMPANY else p for u, p, kind in places}
    return descendants(whole, into) | descendants(cut, stay)


_overseeing: Kept[None, bool] = Kept(quiet=QUIET | REPORTING, most=1)
_held: Kept[None, tuple[tuple[int, int], ...]] = Kept(quiet=QUIET | REPORTING, most=2)


def _not_released() -> tuple[tuple[int, int], ...]:
    held = PlanVersion.objects.decided().filter(releases=None).order_by("pk")
    return tuple(held.values_list("pk", "plan__unit_id"))


@dataclass(frozen=True)
class Viewer:
    """A person (or nobody) who looks at the municipality on a day."""

    person: Person | None
    today: date
    _units: dict[Permission, frozenset[int]] = field(default_factory=dict, repr=False)

    @cached_property
    def grants(self) -> tuple[tuple[Role, int], ...]:
        """The viewer's (role, unit id) pairs that hold today."""
        if self.person is None or not self.person.is_active:
            return ()
        person = self.person.pk
        return _granted.get((person, self.today), lambda: _grants(person, self.today))

    @cached_property
    def unreleased(self) -> tuple[int, ...]:
        """Decided versions that the viewer may read although they are not released, by id."""
        held = _held.get(None, _not_released)
        own = self.units(Permission.READ) if held else ()
        return tuple(pk for pk, unit in held if unit in own)

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The viewer's roles, whatever the unit."""
        return frozenset(role for role, _unit in self.grants)

    @cached_property
    def _placements(self) -> tuple[Placed, ...]:
        return placed_on(self.today)

    @cached_property
    def companies(self) -> frozenset[int]:
        """Ids of the municipal companies and the units below them."""
        parents = {unit: parent for unit, parent, _kind in self._placements}
        roots = (unit for unit, _parent, kind in self._placements if kind == UnitKind.COMPANY)
        return descendants(parents, roots)

    @cached_property
    def sits_in_board(self) -> bool:
        """Whether the viewer has a role in the executive board itself."""
        boards = {u for u, _p, kind in self._placements if kind == UnitKind.EXECUTIVE_BOARD}
        return any(unit in boards for _role, unit in self.grants)

    def units(self, permission: Permission) -> frozenset[int]:
        """Ids of the units where the viewer has a permission: granted ones and those below.

        Decisions are by kind: one permission for political bodies, another for the rest.
        """
        if permission not in self._units:
            below = self._below(permission)
            if permission in OFFICIAL_DECISION | POLITICAL_DECISION:
                political = permission in POLITICAL_DECISION
                below &= {
                    u for u, _p, k in self._placements if UnitKind(k).is_political == political
                }
            self._units[permission] = below
        return self._units[permission]

    def _below(self, permission: Permission) -> frozenset[int]:
        granted = [(r, unit) for r, unit in self.grants if permission in ROLES[r].permissions]
        if not granted:
            return frozenset()
        into = tuple(unit for role, unit in granted if ROLES[role].into_companies)
        if permission in OVERSIGHT and self._oversees:
            into += tuple(u for u, _p, kind in self._placements if kind == UnitKind.COMPANY)
        stay = tuple(unit for role, unit in granted if not ROLES[role].into_companies)
        return _reached.get(
            (self.today, into, stay), lambda: _all_below(self._placements, into, stay)
        )

    @cached_property
    def _oversees(self) -> bool:
        """Whether the viewer, with a role in the executive board itself, oversees companies."""
        if not self.sits_in_board:
            return False
        return _overseeing.get(None, Municipality.objects.filter(board_oversees=True).exists)

    def has(self, permission: Permission) -> bool:
        """Whether the viewer has a permission anywhere; at the top if it is about the whole."""
        if permission in EVERYONE or (permission in STAFF and self.grants):
            return True
        if permission in WHOLE:
            return self.has_at_top(permission)
        return any(permission in ROLES[role].permissions for role in self.roles) or (
            self.answers_for_something(permission)
        )

    def answers_for_something(self, permission: Permission) -> bool:
        """Whether the viewer, whatever the role, has the permission for what is theirs."""
        theirs = ANSWERED_FOR.get(permission)
        if theirs is None or self.person is None or not self.person.is_active:
            return False
        found = theirs(self.today).filter(person=self.person)
        return _answering.get((permission, self.person.pk, self.today), found.exists)

    def has_at_top(self, permission: Permission) -> bool:
        """Whether the viewer has a permission in the whole municipality."""
        tops = {unit for unit, parent, _kind in self._placements if parent is None}
        return not tops.isdisjoint(self.units(permission))

    def reach[M: Model](self, permission: Permission, model: type[M]) -> QuerySet[M]:
        """The objects of a model that a permission reaches. Unknown models reach nothing."""
        if not self.has(permission):
            return model._default_manager.none()
        return model._default_manager.filter(REACH[model](self, permission))

    def may(self, permission: Permission, obj: Model) -> bool:
        """Whether a permission reaches an object."""
        return self.reach(permission, type(obj)).filter(pk=obj.pk).exists()

    def allowed(self, obj: Model, *permissions: Permission) -> frozenset[Permission]:
        """Those of some permissions that reach an object: one query, where `may` asks one each."""
        reaching = self.reaching(type(obj), *permissions)
        if not reaching:
            return frozenset()
        rows = type(obj)._default_manager.filter(pk=obj.pk).annotate(**reaching)
        row = rows.values(*reaching).first() or {}
        return frozenset(p for p in permissions if row.get(p.value))

    def reaching(self, model: type[Model], *permissions: Permission) -> dict[str, Any]:
        """For a query of a model: whether each of some permissions, by its value, reaches a row.

        Those that the viewer has nowhere are left out.
        """
        reach = {p.value: REACH[model](self, p) for p in permissions if self.has(p)}
        return {
            name: ExpressionWrapper(q, output_field=BooleanField()) if q else Value(value=True)
            for name, q in reach.items()
        }

    def get[M: Model](self, permission: Permission, model: type[M], **lookup: Any) -> M:
        """Fetch an object: 404 if it may not be known of, 403 if seen but not allowed."""
        found = self.reach(permission, model).filter(**lookup).first()
        if found is not None:
            return found
        for reading in READING:
            if self.reach(reading, model).filter(**lookup).exists():
                raise PermissionDenied
        raise Http404


def _unit(viewer: Viewer, permission: Permission) -> Q:
    if permission in EVERYONE | STAFF:
        return EVERYTHING
    return among("pk", viewer.units(permission))


def _person(viewer: Viewer, permission: Permission) -> Q:
    if permission == Permission.READ_ORGANISATION:
        return EVERYTHING
    if permission == Permission.MANAGE_PEOPLE:
        # Somebody with a role elsewhere is managed from above: else an administrator of a part
        # could take over the account of one of the whole.
        current = Grant.objects.exclude(valid_to__lte=viewer.today)
        elsewhere = current.exclude(among("unit", viewer.units(permission)))
        return ~Q(pk__in=elsewhere.values("person"))
    return NOTHING


def _grant(viewer: Viewer, permission: Permission) -> Q:
    if permission == Permission.READ_ORGANISATION:
        return EVERYTHING
    return among("unit", viewer.units(permission))


def _plan(viewer: Viewer, permission: Permission) -> Q:
    own = among("unit", viewer.units(permission))
    if permission == Permission.READ:
        return Q(pk__in=_readable_versions(viewer).values("plan"))
    return own


def _year_change(viewer: Viewer, permission: Permission) -> Q:
    if permission != Permission.EDIT_PLAN:
        return NOTHING
    return Q(unit__in=viewer.units(permission))


def _version(viewer: Viewer, permission: Permission) -> Q:
    if permission == Permission.READ:
        released = Exists(Release.objects.filter(version=OuterRef("pk")))
        return Q(state=VersionState.DECIDED) & (Q(released) | Q(pk__in=viewer.unreleased))
    return among("plan__unit", viewer.units(permission))


def _readable_versions(viewer: Viewer) -> QuerySet[PlanVersion]:
    return PlanVersion.objects.filter(_version(viewer, Permission.READ))


def _goal(viewer: Viewer, permission: Permission) -> Q:
    if permission == Permission.READ:
        editions = GoalEdition.objects.filter(version__in=_readable_versions(viewer))
        return Q(pk__in=editions.values("goal"))
    own = among("unit", viewer.units(permission))
    if permission == Permission.ASSESS_GOAL:
        mine = GoalResponsibility.objects.on(viewer.today).filter(person=viewer.person)
        return own | Q(pk__in=mine.values("goal"))
    return own


def _goal_edition(viewer: Viewer, permission: Permission) -> Q:
    return Q(version__in=PlanVersion.objects.filter(_version(viewer, permission)))


def _section(viewer: Viewer, permission: Permission) -> Q:
    return Q(version__in=PlanVersion.objects.filter(_version(viewer, permission)))


def _indicator(viewer: Viewer, permission: Permission) -> Q:
    if permission == Permission.READ:
        editions = IndicatorEdition.objects.filter(
            goal_edition__version__in=_readable_versions(viewer)
        )
        return Q(pk__in=editions.values("indicator"))
    own = among("unit", viewer.units(permission))
    if permission == Permission.REPORT_OUTCOME:
        mine = IndicatorResponsibility.objects.on(viewer.today).filter(person=viewer.person)
        return own | Q(pk__in=mine.values("indicator"))
    return own


def _indicator_edition(viewer: Viewer, permission: Permission) -> Q:
    versions = PlanVersion.objects.filter(_version(viewer, permission))
    return Q(goal_edition__version__in=versions)


def _of_indicator(viewer: Viewer, permission: Permission) -> Q:
    return Q(indicator__in=viewer.reach(permission, Indicator))


def _outcome(viewer: Viewer, permission: Permission) -> Q:
    of_indicator = Q(indicator__in=viewer.reach(permission, Indicator))
    if permission == Permission.READ:
        # What units below report is read where small groups are hidden, not one by one.
        own = Q(unit=F("indicator__unit"))
        return of_indicator & (own | _outcome(viewer, Permission.REPORT_OUTCOME))
    return of_indicator | among("unit", viewer.units(permission))


def _activity(viewer: Viewer, permission: Permission) -> Q:
    if permission == Permission.READ_ACTIVITY:
        return Q(goal__in=viewer.reach(Permission.READ, Goal))
    own = among("unit", viewer.units(permission))
    if permission == Permission.FOLLOW_ACTIVITY:
        return own | Q(person=viewer.person)
    return own


def _document(viewer: Viewer, permission: Permission) -> Q:
    if permission == Permission.READ:
        # What others have decided for a company, as its articles, is no secret of the company.
        held = viewer.companies - viewer.units(permission)
        if not held:
            return EVERYTHING
        outside = DocumentVersion.objects.exclude(decision__body__in=viewer.companies)
        is_open = Q(Exists(outside.filter(document=OuterRef("pk")))) | Q(release__isnull=False)
        return ~among("unit", held) | is_open
    own = among("unit", viewer.units(permission))
    if permission == Permission.MANAGE_DOCUMENT:
        return own | Q(person=viewer.person)
    return own


def _assignment(viewer: Viewer, permission: Permission) -> Q:
    # What is asked and answered is between public bodies, also where the receiver is a company.
    if permission == Permission.READ_ASSIGNMENT:
        return EVERYTHING
    if permission == Permission.GIVE_ASSIGNMENT:
        return Q(decision__body__in=viewer.units(permission))
    return Q(receiver__in=viewer.units(permission))


def _cycle(_viewer: Viewer, permission: Permission) -> Q:
    return EVERYTHING if permission in {Permission.READ_CYCLE, Permission.MANAGE_CYCLE} else NOTHING


def _cycle_step(viewer: Viewer, permission: Permission) -> Q:
    there = _cycle(viewer, permission) & Q(withdrawn_at=None)
    return there if viewer.person else there & Q(is_public=True)


def _calendar_feed(viewer: Viewer, permission: Permission) -> Q:
    if permission != Permission.SUBSCRIBE_CALENDAR:
        return NOTHING
    return Q(person=viewer.person, closed_at=None)


def _scanned(viewer: Viewer, permission: Permission) -> Q:
    if permission == Permission.READ_SCAN:
        held = viewer.companies - viewer.units(permission)
        return ~among("unit", held) if held else EVERYTHING
    return among("unit", viewer.units(permission))


def _proposal(viewer: Viewer, permission: Permission) -> Q:
    if permission == Permission.READ_PROPOSAL:
        # To submit a proposal to the council is to let go of it, also for a company.
        own = Q(unit__in=viewer.units(Permission.READ_DRAFT))
        return ~Q(state=State.DRAFT.value) | own
    if permission == Permission.WRITE_PROPOSAL:
        return Q(unit__in=viewer.units(permission))
    if permission == Permission.SUBMIT_PROPOSAL:
        return Q(body__in=viewer.units(permission))
    return EVERYTHING if permission == Permission.ANSWER_PROPOSAL else NOTHING


def _round(viewer: Viewer, permission: Permission) -> Q:
    if permission == Permission.NOTE_RECEIPT:
        return EVERYTHING if viewer.units(permission) else NOTHING
    known = {Permission.READ_ROUND, Permission.MANAGE_ROUND}
    return EVERYTHING if permission in known else NOTHING


def _round_kind(_viewer: Viewer, permission: Permission) -> Q:
    return EVERYTHING if permission == Permission.MANAGE_ROUND else NOTHING


def _round_unit(viewer: Viewer, permission: Permission) -> Q:
    if permission == Permission.READ_ROUND:
        return EVERYTHING
    return among("unit", viewer.units(permission))


def _report(viewer: Viewer, permission: Permission) -> Q:
    if permission in OF_REPORTS:
        return among("round_unit__unit", viewer.units(permission))
    if permission != Permission.READ_REPORT:
        return NOTHING
    # What a company's board has decided goes on to the council; before that it is its own.
    held = viewer.companies - viewer.units(permission)
    is_approved = Q(state=ReportState.APPROVED.value)
    others = is_approved & ~among("round_unit__unit", held) if held else is_approved
    own = among("round_unit__unit", viewer.units(Permission.READ_DRAFT))
    return own | others | Q(state=ReportState.DECIDED.value)


def _report_section(viewer: Viewer, permission: Permission) -> Q:
    return Q(report__in=Report.objects.filter(_report(viewer, permission)))


def _event(viewer: Viewer, permission: Permission) -> Q:
    if permission != Permission.READ_AUDIT:
        return NOTHING
    # Events of no unit (sign-in, settings) are for those who may read the whole log.
    of_no_unit = Q(unit=None) if viewer.has_at_top(permission) else NOTHING
    return among("unit", viewer.units(permission)) | of_no_unit


def _fetch(_viewer: Viewer, permission: Permission) -> Q:
    return EVERYTHING if permission == Permission.COMPARE else NOTHING


def _import(viewer: Viewer, permission: Permission) -> Q:
    if permission != Permission.IMPORT:
        return NOTHING
    everywhere = viewer.units(permission).issuperset(u for u, _p, _k in placed_on(viewer.today))
    return EVERYTHING if everywhere else Q(uploaded_by=viewer.person)


def _saved_view(viewer: Viewer, permission: Permission) -> Q:
    is_known = permission in {Permission.READ, Permission.SAVE_VIEW}
    if not (is_known and viewer.has(Permission.SAVE_VIEW)):
        return NOTHING
    own = Q(owner=viewer.person, is_shared=False)
    with_shared = permission == Permission.READ or viewer.has(Permission.SHARE_VIEW)
    return own | Q(is_shared=True) if with_shared else own


def _level(_viewer: Viewer, permission: Permission) -> Q:
    return EVERYTHING if permission == Permission.MANAGE_MODEL else NOTHING


def _deviation(viewer: Viewer, permission: Permission) -> Q:
    if permission not in {Permission.READ_DEVIATION, Permission.HANDLE_DEVIATION}:
        return NOTHING
    own = among("unit", viewer.units(permission)) | Q(action_by=viewer.person)
    if permission == Permission.HANDLE_DEVIATION or not viewer.sits_in_board:
        return own
    # What is a company's own stays with the company.
    return own | (Q(rule__tells_board=True) & ~among("unit", viewer.companies))


def _deviation_rule(_viewer: Viewer, permission: Permission) -> Q:
    return EVERYTHING if permission == Permission.MANAGE_DEVIATION_RULE else NOTHING


def _mail(_viewer: Viewer, permission: Permission) -> Q:
    return EVERYTHING if permission == Permission.MANAGE_OUTBOX else NOTHING


def _alternative(viewer: Viewer, permission: Permission) -> Q:
    """Its author's own until it is put forward."""
    own = Q(created_by=viewer.person)
    if permission == Permission.READ_ALTERNATIVE:
        units = viewer.units(permission)
        return own | (Q(put_forward_at__isnull=False) & among("version__plan__unit", units))
    return own if permission == Permission.WRITE_ALTERNATIVE else NOTHING


# Who answers for something may do this with it, without a role.
ANSWERED_FOR: Mapping[Permission, Callable[[date], QuerySet[Any]]] = {
    Permission.ASSESS_GOAL: GoalResponsibility.objects.on,
    Permission.REPORT_OUTCOME: IndicatorResponsibility.objects.on,
    Permission.FOLLOW_ACTIVITY: lambda _day: Activity.objects.all(),
    Permission.MANAGE_DOCUMENT: lambda _day: GoverningDocument.objects.all(),
}
REACH: Mapping[type[Model], Callable[[Viewer, Permission], Q]] = {
    Activity: _activity,
    AlternativeBudget: _alternative,
    Assignment: _assignment,
    AuditEvent: _event,
    CalendarFeed: _calendar_feed,
    Cycle: _cycle,
    CycleStep: _cycle_step,
    Deviation: _deviation,
    DeviationRule: _deviation_rule,
    DevelopmentArea: _scanned,
    Fetch: _fetch,
    Goal: _goal,
    GoalEdition: _goal_edition,
    GoalLevel: _level,
    GoverningDocument: _document,
    Grant: _grant,
    Import: _import,
    Indicator: _indicator,
    IndicatorEdition: _indicator_edition,
    KpiTie: _of_indicator,
    Mail: _mail,
    Observation: _scanned,
    Outcome: _outcome,
    Person: _person,
    Plan: _plan,
    PlanSection: _section,
    PlanVersion: _version,
    SavedView: _saved_view,
    Proposal: _proposal,
    ProcessChange: _of_indicator,
    Report: _report,
    ReportSection: _report_section,
    Round: _round,
    RoundKind: _round_kind,
    RoundUnit: _round_unit,
    TemplateSection: _level,
    Unit: _unit,
    YearChange: _year_change,
}
