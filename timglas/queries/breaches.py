"""What breaks the rules for deviations now: values, judgements, forecasts, late work.

Looked for as a whole every half minute, so that whatever stored a value, also a file that was read
in, is found; a handful of indexed queries whatever the size of the municipality.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, Subquery

from timglas.models import (
    Activity,
    Assessment,
    Assignment,
    DeviationRule,
    GoalEdition,
    GoalResponsibility,
    IndicatorEdition,
    IndicatorResponsibility,
    Outcome,
    Provider,
    Sex,
)
from timglas.rules import activities, assignments
from timglas.rules.assessments import GoalForecast
from timglas.rules.deviations import Subject, breaks
from timglas.rules.scale import Colour, Status

# Values that are older than a year, and judgements and last days from before the last season, say
# nothing of how it goes now.
OLD_VALUE, OLD = timedelta(days=400), timedelta(days=100)


@dataclass(frozen=True, slots=True)
class Breach:
    """Something that breaks a rule: `about` is the field of a deviation, and `id` its thing.

    `told` is what is already said of it, by field. `people` answer for it.
    """

    rule: DeviationRule
    about: str
    id: int
    unit_id: int
    name: str
    as_of: date
    people: tuple[int, ...]
    told: Mapping[str, Any]

    @property
    def key(self) -> tuple[str, int, int]:
        """What is one deviation, whatever breaks next."""
        return self.about, self.id, self.unit_id


def breaches(today: date) -> Iterator[Breach]:
    """All that breaks a rule as known on a day. At most eleven queries."""
    rules: dict[Subject, list[DeviationRule]] = defaultdict(list)
    for rule in DeviationRule.objects.filter(retired_at=None).order_by("pk"):
        rules[Subject(rule.subject)].append(rule)
    measured = rules[Subject.ABOVE] + rules[Subject.BELOW]
    if measured:
        yield from _values(measured, today)
    if rules[Subject.JUDGEMENT] or rules[Subject.FORECAST]:
        yield from _judgements(rules, today)
    for rule in rules[Subject.ACTIVITY][:1]:
        yield from _activities(rule, today)
    for rule in rules[Subject.ASSIGNMENT][:1]:
        yield from _assignments(rule, today)


def _values(rules: list[DeviationRule], today: date) -> Iterator[Breach]:
    indicators = {rule.indicator_id for rule in rules}
    rows = Outcome.objects.current().filter(
        indicator__in=indicators,
        sex=Sex.ALL,
        provider=Provider.ALL,
        value__isnull=False,
        period_end__range=(today - OLD_VALUE, today),
    )
    fields = ("indicator_id", "unit_id", "period_end", "value", "indicator__unit_id")
    newest = {(row[0], row[1]): row for row in rows.order_by("period_end").values_list(*fields)}
    names = dict(
        IndicatorEdition.objects.filter(indicator__in=indicators)
        .order_by("pk")
        .values_list("indicator_id", "name")
    )
    people = _answering(IndicatorResponsibility.objects.on(today), "indicator_id", indicators)
    for rule in rules:
        subject, limit = Subject(rule.subject), rule.limit
        for (indicator, unit), (*_place, as_of, value, own) in newest.items():
            if indicator != rule.indicator_id or limit is None:
                continue
            if breaks(subject, value, limit):
                # Whoever answers for the whole does not answer for each unit's own value.
                answers = people.get(indicator, ()) if unit == own else ()
                name = names.get(indicator, "")
                yield Breach(rule, "indicator", indicator, unit, name, as_of, answers, {})


def _judgements(rules: Mapping[Subject, list[DeviationRule]], today: date) -> Iterator[Breach]:
    later = Assessment.objects.filter(goal=OuterRef("goal")).order_by("-as_of", "-pk")
    rows = Assessment.objects.filter(
        as_of__range=(today - OLD, today), pk=Subquery(later.values("pk")[:1])
    ).select_related("goal")
    found = [(row, rule) for row in rows.order_by("pk") if (rule := _broken_by(row, rules))]
    goals = {row.goal_id for row, _rule in found}
    names = dict(
        GoalEdition.objects.filter(goal__in=goals).order_by("pk").values_list("goal_id", "wording")
    )
    people = _answering(GoalResponsibility.objects.on(today), "goal_id", goals)
    for row, rule in found:
        told = {
            "cause": row.cause,
            "action": row.remedy,
            "action_on": row.remedy_on,
            "action_by_id": row.remedy_by_id,
        }
        answers = people.get(row.goal_id, ())
        name, unit = names.get(row.goal_id, ""), row.goal.unit_id
        yield Breach(rule, "goal", row.goal_id, unit, name, row.as_of, answers, told)


def _broken_by(
    row: Assessment, rules: Mapping[Subject, list[DeviationRule]]
) -> DeviationRule | None:
    """The rule that a judgement breaks, if any."""
    broken = []
    if Status(row.judged).colour is Colour.RED:
        broken += rules[Subject.JUDGEMENT]
    if row.forecast == GoalForecast.NOT_REACHED:
        broken += rules[Subject.FORECAST]
    return next(iter(broken), None)


def _activities(rule: DeviationRule, today: date) -> Iterator[Breach]:
    rows = Activity.objects.filter(
        state__in=activities.OPEN, ends_on__lt=today, ends_on__gte=today - OLD
    )
    for row in rows.order_by("pk"):
        people = (row.person_id,) if row.person_id else ()
        yield Breach(rule, "activity", row.pk, row.unit_id, row.name, row.ends_on, people, {})


def _assignments(rule: DeviationRule, today: date) -> Iterator[Breach]:
    rows = Assignment.objects.filter(
        state__in=assignments.OPEN, due_on__lt=today, due_on__gte=today - OLD
    )
    for row in rows.order_by("pk"):
        yield Breach(rule, "assignment", row.pk, row.unit_id, row.name, row.due_on, (), {})


def _answering(rows: Any, field: str, ids: Iterable[int | None]) -> dict[int, tuple[int, ...]]:
    found = rows.filter(**{f"{field.removesuffix('_id')}__in": list(ids)})
    return {pk: (person,) for pk, person in found.values_list(field, "person_id")}
