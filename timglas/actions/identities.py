"""Forget goals and indicators that only a discarded draft ever knew.

An identity that a decided plan, an outcome, a judgement or another goal refers to is kept.
"""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from timglas.actions.refusal import Refusal
from timglas.models import (
    Goal,
    GoalEdition,
    GoalLink,
    GoalResponsibility,
    Indicator,
    IndicatorResponsibility,
)


def require_not_cited(ids: Iterable[int], leaving: QuerySet[GoalEdition]) -> None:
    """Refuse to remove the only edition of a goal that goals outside `leaving` contribute to."""
    staying = GoalEdition.objects.exclude(pk__in=leaving.values("pk"))
    only_here = Goal.objects.filter(pk__in=list(ids)).exclude(editions__in=staying)
    link = GoalLink.objects.filter(parent__in=only_here, edition__in=staying).first()
    if link:
        raise Refusal(
            _("Målet ”%(child)s” (%(unit)s) bidrar hit. Ta bort den kopplingen först.")
            % {"child": link.edition, "unit": link.edition.goal.unit}
        )


def forget_goals(ids: Iterable[int]) -> None:
    """Remove those of the goals that nothing refers to any longer."""
    unused = Goal.objects.filter(
        pk__in=list(ids), editions=None, assessments=None, links_from_below=None
    )
    unused_ids = list(unused.values_list("pk", flat=True))
    GoalResponsibility.objects.filter(goal__in=unused_ids).delete()
    Goal.objects.filter(pk__in=unused_ids).delete()


def forget_indicators(ids: Iterable[int]) -> None:
    """Remove those of the indicators that nothing refers to any longer."""
    unused = Indicator.objects.filter(
        pk__in=list(ids), editions=None, outcomes=None, ties=None, breaks=None
    )
    unused_ids = list(unused.values_list("pk", flat=True))
    IndicatorResponsibility.objects.filter(indicator__in=unused_ids).delete()
    Indicator.objects.filter(pk__in=unused_ids).delete()
