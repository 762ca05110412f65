"""What becomes of last year's goals and indicators: kept, changed or ended, one by one or all."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from timglas.actions.audit import record
from timglas.actions.identities import require_not_cited
from timglas.actions.immutability import require_draft
from timglas.actions.plan_copies import copy_editions, copy_indicators, copy_targets, copy_ties
from timglas.actions.refusal import Refusal
from timglas.models import (
    GoalEdition,
    GoalRenewal,
    IndicatorEdition,
    IndicatorRenewal,
    Person,
    PlanVersion,
    RenewalChoice,
)
from timglas.models.year_changes import Renewal
from timglas.queries.renewals import Said, said_of

# What an edition takes from last year's when it is kept as it was: all but what places it.
PLACE = {"id", "version_id", "goal_id", "goal_edition_id", "indicator_id", "order"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody chooses for something of last year's plan; "" chooses nothing yet."""

    choice: str
    reason: str = ""


@transaction.atomic
def choose_renewals(
    *,
    version: PlanVersion,
    goals: Mapping[int, Wanted],
    indicators: Mapping[int, Wanted],
    by: Person,
    at: datetime,
) -> None:
    """Do what is chosen for a draft's goals and indicators, by the ids of their renewals.

    What is kept reads as last year again; what is ended leaves the draft, and comes back when
    another choice is made. An indicator goes with its goal. Refused without a reason for ending.
    """
    require_draft(version)
    said = said_of(version)
    told: dict[str, list[str]] = defaultdict(list)
    for goal in version.goal_renewals.filter(pk__in=goals).select_related("source"):
        if _is_news(goal, goals[goal.pk], holds=said.of_goal(goal), field=f"goal_{goal.pk}"):
            _renew_goal(goal, goals[goal.pk].choice, said=said, version=version)
            _choose(goal, goals[goal.pk], by=by, at=at)
            told[goal.choice].append(goal.source.wording)
    said = said_of(version)
    rows = version.indicator_renewals.filter(pk__in=indicators)
    for line in rows.select_related("source__goal_edition"):
        wanted = indicators[line.pk]
        goal_edition = said.goals.get(line.source.goal_edition.goal_id)
        if goal_edition and _is_news(
            line, wanted, holds=said.of_indicator(line), field=f"indicator_{line.pk}"
        ):
            _renew_indicator(line, wanted.choice, said=said, goal=goal_edition)
            _choose(line, wanted, by=by, at=at)
            told[line.choice].append(line.source.name)
    if told:
        record("choose_renewals", version, by=by, at=at, unit=version.plan.unit, after=told)


@transaction.atomic
def keep_the_rest(*, version: PlanVersion, by: Person, at: datetime) -> int:
    """Keep as last year all that nobody has chosen for, and call changed what has been changed.

    Returns how many goals and indicators that was.
    """
    require_draft(version)
    said = said_of(version)
    rest: list[Renewal] = []
    for goal in version.goal_renewals.filter(choice="").select_related("source"):
        if choice := _settled(said.of_goal(goal)):
            goal.choice, goal.chosen_by, goal.chosen_at = choice, by, at
            goal.save(update_fields=["choice", "chosen_by", "chosen_at"])
            rest.append(goal)
    lines = version.indicator_renewals.filter(choice="").select_related("source__goal_edition")
    for line in lines:
        if choice := _settled(said.of_indicator(line)):
            line.choice, line.chosen_by, line.chosen_at = choice, by, at
            line.save(update_fields=["choice", "chosen_by", "chosen_at"])
            rest.append(line)
    if rest:
        after = {"rows": len(rest)}
        record("keep_the_rest", version, by=by, at=at, unit=version.plan.unit, after=after)
    return len(rest)


def _settled(choice: str) -> str:
    """What is chosen for something untouched or changed; "" for what has left the draft."""
    return "" if choice == RenewalChoice.END else choice or RenewalChoice.KEEP


def _is_news(renewal: Renewal, wanted: Wanted, *, holds: str, field: str) -> bool:
    """Whether a choice says something new. Refused where a reason is missing."""
    if not wanted.choice:
        return False
    if wanted.choice == RenewalChoice.END and not wanted.reason.strip():
        raise Refusal(_("Skriv varför det avslutas."), f"{field}_reason")
    chosen = (wanted.choice, _reason(wanted))
    return wanted.choice != holds or (renewal.choice, renewal.reason) != chosen


def _choose(renewal: GoalRenewal | IndicatorRenewal, wanted: Wanted, **chosen: Any) -> None:
    renewal.choice, renewal.reason = wanted.choice, _reason(wanted)
    renewal.chosen_by, renewal.chosen_at = chosen["by"], chosen["at"]
    renewal.save(update_fields=["choice", "reason", "chosen_by", "chosen_at"])


def _reason(wanted: Wanted) -> str:
    """Why something is ended; a reason that was written and then left is not kept."""
    return wanted.reason.strip() if wanted.choice == RenewalChoice.END else ""


def _renew_goal(renewal: GoalRenewal, choice: str, *, said: Said, version: PlanVersion) -> None:
    edition = said.goals.get(renewal.goal_id)
    if choice == RenewalChoice.END:
        if edition:
            require_not_cited([renewal.goal_id], GoalEdition.objects.filter(pk=edition.pk))
            edition.delete()
    elif edition is None:
        source = GoalEdition.objects.filter(pk=renewal.source_id)
        copy_editions(source, {renewal.source.version_id: version})
    elif choice == RenewalChoice.KEEP and renewal.goal_id in said.changed_goals:
        _as_before(edition, renewal.source)
        edition.links.all().delete()
        edition.grounds.all().delete()
        copy_ties(renewal.source, edition)


def _renew_indicator(
    renewal: IndicatorRenewal, choice: str, *, said: Said, goal: GoalEdition
) -> None:
    source = renewal.source
    pair = (goal.goal_id, renewal.indicator_id)
    edition = said.indicators.get(pair)
    if choice == RenewalChoice.END:
        if edition:
            edition.delete()
    elif edition is None:
        rows = IndicatorEdition.objects.filter(pk=source.pk)
        first_year = goal.version.plan.first_year
        copy_indicators(rows, {source.goal_edition_id: goal.pk}, first_year)
    elif choice == RenewalChoice.KEEP and pair in said.changed_indicators:
        _as_before(edition, source)
        plan = goal.version.plan
        # Years that last year's plan was not for keep what has been written for them here.
        edition.targets.filter(year__lt=plan.last_year).delete()
        copy_targets({source.pk: edition.pk}, plan.first_year)


def _as_before(edition: GoalEdition | IndicatorEdition, source: Any) -> None:
    names = {f.attname for f in edition._meta.concrete_fields} - PLACE
    for name in names:
        setattr(edition, name, getattr(source, name))
    edition.save(update_fields=sorted(names))
