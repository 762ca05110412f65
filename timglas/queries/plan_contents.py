"""What stands in a version of a plan, read once for every page and document that needs it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from timglas.models import (
    Activity,
    GoalEdition,
    GoalLink,
    GoalResponsibility,
    Ground,
    IndicatorEdition,
    IndicatorResponsibility,
    PlanSection,
    PlanVersion,
    Target,
    VersionState,
)
from timglas.rules.activities import OPEN


@dataclass(frozen=True, slots=True)
class Contents:
    """The sections of a version and its goals, each in order.

    Under a goal lie its `read_links`, `read_grounds` and `read_indicators`, under an indicator its
    `read_targets`, as lists: a query set of each takes as long as all the rest. Where a unit is
    only named, `unit_name` stands in place of the unit.

    A goal says whether it is `answered`, and whether it is decided and `lacks_activity`; an
    indicator whether it is `answered`; both by whom (`answered_by`, `answered_as` by title) on the
    day asked for. A link says how the goal above is worded, here or else in the latest decided plan
    (`known_wording`), and in its draft, with whose that is (`draft_wording`, `draft_unit`).
    """

    sections: tuple[PlanSection, ...]
    goals: tuple[Any, ...]


def contents_of(version: PlanVersion, day: date | None = None) -> Contents:
    """Read a version; with who answers on a day, if it is given. Six queries, whatever its size."""
    goals = _answering(version.goal_editions.all(), day, GoalResponsibility, of="goal")
    rows = goals.select_related("goal__level").annotate(lacks_activity=_lacks_activity())
    under = (
        Prefetch("links", _links(), to_attr="read_links"),
        Prefetch("grounds", Ground.objects.order_by("pk"), to_attr="read_grounds"),
        Prefetch("indicators", _indicators(day), to_attr="read_indicators"),
    )
    return Contents(
        sections=tuple(version.sections.order_by("order", "pk")),
        goals=tuple(rows.prefetch_related(*under).order_by("goal__level__order", "order", "pk")),
    )


def _lacks_activity() -> Q:
    """A goal that is decided for the first time cannot have activities yet, and lacks none."""
    decided = GoalEdition.objects.filter(goal=OuterRef("goal"), version__state=VersionState.DECIDED)
    activities = Activity.objects.filter(goal=OuterRef("goal"), state__in=OPEN)
    return Exists(decided) & ~Exists(activities)


def _links() -> QuerySet[GoalLink]:
    above = GoalEdition.objects.filter(goal=OuterRef("parent"))
    here = above.filter(version=OuterRef("edition__version"))
    decided = above.filter(version__state=VersionState.DECIDED).order_by(
        "-version__valid_from", "-version__number", "-pk"
    )
    drafts = above.filter(version__state=VersionState.DRAFT).order_by("-pk")
    return GoalLink.objects.annotate(
        unit_name=F("parent__unit__name"),
        known_wording=Coalesce(
            Subquery(here.values("wording")[:1]), Subquery(decided.values("wording")[:1])
        ),
        draft_wording=Subquery(drafts.values("wording")[:1]),
        draft_unit=Subquery(drafts.values("version__plan__unit")[:1]),
    ).order_by("-is_primary", "pk")


def _indicators(day: date | None) -> QuerySet[IndicatorEdition]:
    targets = Target.objects.annotate(unit_name=F("unit__name"))
    ordered = targets.order_by("year", "unit__code", "sex")
    rows = _answering(IndicatorEdition.objects.all(), day, IndicatorResponsibility, of="indicator")
    named = rows.annotate(unit_name=F("indicator__unit__name")).order_by("order", "pk")
    return named.prefetch_related(Prefetch("targets", ordered, to_attr="read_targets"))


def _answering[E: (GoalEdition, IndicatorEdition)](
    rows: QuerySet[E],
    day: date | None,
    responsibility: type[GoalResponsibility] | type[IndicatorResponsibility],
    *,
    of: str,
) -> QuerySet[E]:
    """Editions with whether anybody answers, and who on a day."""
    theirs = responsibility.objects.filter(**{of: OuterRef(of)})
    found = rows.annotate(answered=Exists(theirs.filter(valid_to=None)))
    if day is None:
        return found
    then = responsibility.objects.on(day).filter(**{of: OuterRef(of)}).order_by("-pk")
    return found.annotate(
        answered_by=Subquery(then.values("person__name")[:1]),
        answered_as=Subquery(then.values("person__title")[:1]),
    )
