"""Changes to a draft's goals and their place in the thread, and to who answers for a goal."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Required, TypedDict, Unpack

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from timglas.actions.audit import fields_of, record
from timglas.actions.identities import forget_goals, forget_indicators, require_not_cited
from timglas.actions.immutability import require_draft, require_term_wording
from timglas.actions.order import move_among
from timglas.actions.refusal import Refusal
from timglas.actions.responsibility import hand_over
from timglas.models import (
    Goal,
    GoalEdition,
    GoalLevel,
    GoalLink,
    GoalResponsibility,
    GoverningDocument,
    Ground,
    GroundKind,
    Indicator,
    Person,
    Perspective,
    PlanVersion,
    UnitKind,
)
from timglas.queries.placed import units_above
from timglas.rules.thread import Link, link_allowed, makes_loop

NAMED = (
    "wording",
    "need",
    "wanted_result",
    "perspective",
    "sound_finance",
    "agenda_2030",
    "measured_why_not",
)
LINK = ("contribution", "is_primary")
AGENDA = range(1, 18)


class Wording(TypedDict, total=False):
    """What a plan says of a goal; what is left out keeps its value or the table's default."""

    wording: Required[str]
    need: str
    wanted_result: str
    perspective: Required[Perspective]
    sound_finance: bool
    agenda_2030: Iterable[int]
    measured_why_not: str


@transaction.atomic
def add_goal(
    *,
    version: PlanVersion,
    level: GoalLevel,
    order: int | None = None,
    goal: Goal | None = None,
    by: Person,
    at: datetime,
    **wording: Unpack[Wording],
) -> GoalEdition:
    """Add a goal to a draft: a new one, or the next edition of one the unit already has."""
    require_draft(version)
    unit = version.plan.unit
    _require_suitable(level, version, goal)
    if goal is None:
        goal = Goal.objects.create(unit=unit, level=level, created_at=at)
    siblings = version.goal_editions.filter(goal__level=level)
    last = siblings.aggregate(last=Max("order"))["last"] or 0
    edition = GoalEdition(goal=goal, version=version, order=order or last + 1)
    _word(edition, wording)
    require_term_wording(edition)
    edition.save()
    record("add_goal", edition, by=by, at=at, unit=unit, after=fields_of(edition, *NAMED))
    return edition


@transaction.atomic
def edit_goal(
    *, edition: GoalEdition, by: Person, at: datetime, **wording: Unpack[Wording]
) -> None:
    """Change a goal of a draft."""
    require_draft(edition.version)
    before = fields_of(edition, *NAMED)
    _word(edition, wording)
    require_term_wording(edition)
    edition.save(update_fields=NAMED)
    after = fields_of(edition, *NAMED)
    unit = edition.goal.unit
    record("edit_goal", edition, by=by, at=at, unit=unit, before=before, after=after)


@transaction.atomic
def remove_goal(*, edition: GoalEdition, by: Person, at: datetime) -> None:
    """Remove a goal from a draft, with its indicators; what earlier plans say of it stays."""
    require_draft(edition.version)
    goal = edition.goal
    require_not_cited([goal.pk], GoalEdition.objects.filter(pk=edition.pk))
    indicators = Indicator.objects.filter(editions__goal_edition=edition)
    ids = list(indicators.values_list("pk", flat=True))
    before = fields_of(edition, *NAMED)
    record("remove_goal", edition, by=by, at=at, unit=goal.unit, before=before)
    edition.delete()
    forget_indicators(ids)
    forget_goals([goal.pk])


@transaction.atomic
def move_goal(*, edition: GoalEdition, steps: int, by: Person, at: datetime) -> None:
    """Move a goal up (−1) or down (+1) among the draft's goals of its level."""
    require_draft(edition.version)
    siblings = GoalEdition.objects.filter(
        version=edition.version, goal__level=edition.goal.level_id
    )
    before = fields_of(edition, "order")
    move_among(siblings, edition, steps)
    after = fields_of(edition, "order")
    unit = edition.goal.unit
    record("move_goal", edition, by=by, at=at, unit=unit, before=before, after=after)


@transaction.atomic
def link_goal(
    *,
    edition: GoalEdition,
    parent: Goal,
    contribution: str,
    is_primary: bool = False,
    by: Person,
    at: datetime,
) -> GoalLink:
    """Say that a goal contributes to another, and how. The first link is the primary one."""
    require_draft(edition.version)
    _require_contribution(contribution)
    _require_upwards(edition, parent)
    links = edition.links.all()
    if links.filter(parent=parent).exists():
        raise Refusal(_("Målet är redan kopplat dit."), "parent")
    first = not links.exists()
    if is_primary and not first:
        links.filter(is_primary=True).update(is_primary=False)
    link = GoalLink.objects.create(
        edition=edition,
        parent=parent,
        contribution=contribution.strip(),
        is_primary=is_primary or first,
    )
    after = {"parent": parent, **fields_of(link, *LINK)}
    record("link_goal", link, by=by, at=at, unit=edition.goal.unit, after=after)
    return link


@transaction.atomic
def edit_link(
    *, link: GoalLink, contribution: str, is_primary: bool, by: Person, at: datetime
) -> None:
    """Reword how a goal contributes, or make the link the primary one.

    A primary link stays so until another takes its place.
    """
    edition = link.edition
    require_draft(edition.version)
    _require_contribution(contribution)
    before = fields_of(link, *LINK)
    if is_primary and not link.is_primary:
        edition.links.filter(is_primary=True).update(is_primary=False)
        link.is_primary = True
    link.contribution = contribution.strip()
    link.save(update_fields=LINK)
    after = fields_of(link, *LINK)
    record("edit_link", link, by=by, at=at, unit=edition.goal.unit, before=before, after=after)


@transaction.atomic
def unlink_goal(*, link: GoalLink, by: Person, at: datetime) -> None:
    """Remove a link; if it was the primary one, the oldest of the others becomes it."""
    edition = link.edition
    require_draft(edition.version)
    before = {"parent": link.parent, **fields_of(link, *LINK)}
    record("unlink_goal", link, by=by, at=at, unit=edition.goal.unit, before=before)
    was_primary = link.is_primary
    link.delete()
    heir = edition.links.order_by("pk").first()
    if was_primary and heir:
        heir.is_primary = True
        heir.save(update_fields=["is_primary"])


@transaction.atomic
def add_ground(
    *,
    edition: GoalEdition,
    kind: GroundKind,
    reference: str,
    document: GoverningDocument | None = None,
    by: Person,
    at: datetime,
) -> Ground:
    """Rest a goal on something beside the goals above: a mandate, a law, an owner directive."""
    require_draft(edition.version)
    if not reference.strip():
        raise Refusal(
            _("Skriv vad målet vilar på, till exempel lagens namn och paragraf."), "reference"
        )
    ground = Ground.objects.create(
        edition=edition, kind=kind, reference=reference.strip(), document=document
    )
    after = {"edition": edition, "ground": str(ground)}
    record("add_ground", ground, by=by, at=at, unit=edition.goal.unit, after=after)
    return ground


@transaction.atomic
def remove_ground(*, ground: Ground, by: Person, at: datetime) -> None:
    """Take away one of a goal's other grounds."""
    edition = ground.edition
    require_draft(edition.version)
    before = {"edition": edition, "ground": str(ground)}
    record("remove_ground", ground, by=by, at=at, unit=edition.goal.unit, before=before)
    ground.delete()


@transaction.atomic
def assign_goal(*, goal: Goal, person: Person | None, on: date, by: Person, at: datetime) -> None:
    """Name who answers for a goal from a day on, or nobody; allowed whatever is decided."""
    before = hand_over(GoalResponsibility, person=person, on=on, goal=goal)
    record(
        "assign_goal",
        goal,
        by=by,
        at=at,
        unit=goal.unit,
        before={"person": before},
        after={"person": person, "on": on},
    )


def _require_suitable(level: GoalLevel, version: PlanVersion, goal: Goal | None) -> None:
    unit = version.plan.unit
    if unit.kind not in level.unit_kinds:
        raise Refusal(
            _("%(unit)s (%(kind)s) har inga mål på nivån %(level)s.")
            % {"unit": unit, "kind": UnitKind(unit.kind).label.lower(), "level": level},
            "level",
        )
    if goal is None:
        return
    if goal.unit_id != unit.pk or goal.level_id != level.pk:
        raise Refusal(_("Målet hör till en annan enhet eller nivå."), "goal")
    if goal.editions.filter(version=version).exists():
        raise Refusal(_("Målet finns redan i planen."), "goal")


def _require_contribution(contribution: str) -> None:
    if not contribution.strip():
        raise Refusal(_("Skriv hur målet bidrar till målet ovanför."), "contribution")


def _require_upwards(edition: GoalEdition, parent: Goal) -> None:
    child = edition.goal
    above = units_above(child.unit, edition.version.valid_from)
    problem = link_allowed(
        child.level.order,
        parent.level.order,
        same_level_of_unit_above=parent.unit_id in above,
    )
    if problem:
        raise Refusal(problem, "parent")
    rows = GoalLink.objects.values_list("edition__goal_id", "parent_id", "is_primary")
    if makes_loop((Link(*row) for row in rows), child.pk, parent.pk):
        raise Refusal(_("Då skulle målet bidra till sig självt."), "parent")


def _word(edition: GoalEdition, wording: Wording) -> None:
    for field, content in wording.items():
        setattr(edition, field, content.strip() if isinstance(content, str) else content)
    edition.agenda_2030 = sorted(set(edition.agenda_2030))
    if not edition.wording:
        raise Refusal(_("Skriv målet."), "wording")
    if set(edition.agenda_2030) - set(AGENDA):
        raise Refusal(_("Agenda 2030 har mål 1 till 17."), "agenda_2030")
