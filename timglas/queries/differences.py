"""What differs between two versions of a unit's plans, in the words of the page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from django.db.models import Field, Model

from timglas.access import Viewer
from timglas.kept import Kept
from timglas.models import (
    BasisChoice,
    GoalEdition,
    GroundKind,
    IndicatorEdition,
    PlanVersion,
    Sex,
)
from timglas.queries.plan_document import plan_document
from timglas.queries.plan_shelves import with_document
from timglas.queries.plans import readable_versions
from timglas.rules import differences as rule
from timglas.rules.budget import FrameKind
from timglas.rules.differences import FieldChange, Kind
from timglas.rules.events import ACTIONS
from timglas.rules.language import N_, _
from timglas.rules.plan_document import PlanDocument, read
from timglas.rules.word_difference import Piece

# Fields that are no column of a table of their own.
NAMES = {
    "target": N_("målvärde"),
    "parents": N_("bidrar till"),
    "grounds": N_("annan grund"),
}
# Fields that are known by what they are about alone: a section's heading, whose amount it is.
ITSELF = {"section", "amount"}
KINDS: Mapping[Kind, str] = {
    Kind.ADDED: N_("Nytt"),
    Kind.REMOVED: N_("Borttaget"),
    Kind.CHANGED: N_("Ändrat"),
}
CHOICES = {"ground": GroundKind, "sex": Sex, "basis": BasisChoice}


# By its hash, so that nothing that happens can make it another.
_documents: Kept[str, PlanDocument] = Kept(quiet=ACTIONS, most=16)


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field that says something else: its name to the reader, and the two texts as one."""

    name: str
    before: str
    after: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ShownIndicator:
    """An indicator that is new, gone or changed."""

    kind: Kind
    said: str
    name: str
    fields: tuple[ShownField, ...]


@dataclass(frozen=True, slots=True)
class ShownGoal:
    """A goal that is new, gone or changed, or whose indicators are."""

    kind: Kind
    said: str
    goal: int
    level: str
    wording: str
    fields: tuple[ShownField, ...]
    indicators: tuple[ShownIndicator, ...]


@dataclass(frozen=True, slots=True)
class DifferencePage:
    """All that differs from one version to another, and in a few sentences how much.

    Targets are compared for `years`, which both plans are for.
    """

    summary: tuple[str, ...]
    years: tuple[int, ...]
    texts: tuple[ShownField, ...]
    goals: tuple[ShownGoal, ...]
    money: tuple[ShownField, ...]


def difference_page(before: PlanVersion, after: PlanVersion) -> DifferencePage:
    """Compare two versions: decided ones as they were decided, drafts as they stand.

    Two queries for decided versions, eight more for each draft; the same for three goals or 3,000.
    """
    texts = document_of(before), document_of(after)
    found = rule.difference(*texts, in_words)
    return DifferencePage(
        summary=rule.summary(found),
        years=tuple(rule.shared_years(*texts)),
        texts=_shown(PlanVersion, found.texts),
        goals=tuple(
            ShownGoal(
                kind=goal.kind,
                said=_(KINDS[goal.kind]),
                goal=goal.goal,
                level=goal.level,
                wording=goal.wording,
                fields=_shown(GoalEdition, goal.fields),
                indicators=tuple(
                    ShownIndicator(
                        line.kind,
                        _(KINDS[line.kind]),
                        line.name,
                        _shown(IndicatorEdition, line.fields),
                    )
                    for line in goal.indicators
                ),
            )
            for goal in found.goals
        ),
        money=_shown(PlanVersion, found.money),
    )


def document_of(version: PlanVersion) -> PlanDocument:
    """What a version says: the frozen document of a decided one, else what stands in it now."""
    document = getattr(version, "document", None)
    if document is None:
        return plan_document(version, version.decision)
    return _documents.get(document.sha256, lambda: read(document.body))


def comparable(viewer: Viewer, version: PlanVersion) -> tuple[PlanVersion, ...]:
    """Versions of the unit's plans of the same kind that the viewer may read, newest first."""
    plan = version.plan
    rows = (
        readable_versions(viewer)
        .filter(plan__unit=plan.unit_id, plan__kind=plan.kind)
        .exclude(pk=version.pk)
    )
    return tuple(with_document(rows).order_by("-plan__first_year", "-number"))


def earlier_one(version: PlanVersion, others: Iterable[PlanVersion]) -> PlanVersion | None:
    """What a version is compared with unless asked otherwise.

    The version before it of the same plan, else the last one of the plan before.
    """
    place = (version.plan.first_year, version.number)
    earlier = [other for other in others if (other.plan.first_year, other.number) < place]
    return max(earlier, key=lambda other: (other.plan.first_year, other.number), default=None)


def in_words(field: str, code: str) -> str:
    """What a code of a plan document means to the reader; a text that is no code is itself."""
    if field == "frame":
        return FrameKind(code).name_in_words
    if field in CHOICES:
        return str(CHOICES[field](code).label)
    for model in (GoalEdition, IndicatorEdition):
        choices = _field(model, field).flatchoices if _has(model, field) else ()
        if choices:
            return str(dict(choices).get(code, code))
    return code


def _shown(model: type[Model], changes: Iterable[FieldChange]) -> tuple[ShownField, ...]:
    return tuple(
        ShownField(_name(model, change), change.before, change.after, change.pieces)
        for change in changes
    )


def _name(model: type[Model], change: FieldChange) -> str:
    """The name of a field as its form has it: "Målvärde 2026, kvinnor"."""
    if change.field in ITSELF:
        return change.about
    name = field_name(model, change.field)
    return f"{name} {change.about}" if change.about else name


def field_name(model: type[Model], field: str) -> str:
    """The name of a field as its form has it: "Målvärde"."""
    name = _(NAMES[field]) if field in NAMES else _verbose(model, field)
    return name[:1].upper() + name[1:]


def _verbose(model: type[Model], field: str) -> str:
    return str(_field(model, field).verbose_name)


def _has(model: type[Model], field: str) -> bool:
    return any(field == known.name for known in model._meta.fields)


def _field(model: type[Model], field: str) -> "Field[object, object]":
    return cast("Field[object, object]", model._meta.get_field(field))
