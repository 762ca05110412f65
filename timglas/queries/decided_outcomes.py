"""What came of every target that a year's decided plans hold, whoever it is for."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import F, Q, QuerySet

from timglas.models import IndicatorEdition, Outcome, Provider, Sex, Target
from timglas.queries.collected import Collection, collections_of, gathered
from timglas.queries.measured import first_day, indicator_results, judged, target_line
from timglas.queries.results import status_names
from timglas.rules.annual_report import EVERYBODY, Measured, Place
from timglas.rules.numbers import format_value
from timglas.rules.periods import Frequency, Period, period_of
from timglas.rules.plan_document import PlanDocument
from timglas.rules.status import Colour, Verdict, explain

HIDDEN = "Värdet visas inte, eftersom det gäller få personer."
WHOLE_YEAR = 1

type Values = dict[Period, Decimal]
# An indicator, a unit and whom a value is about, by id.
type PlaceIds = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decided version by id, with the document that its decision froze."""

    version: int
    document: PlanDocument


def outcomes_of(decided: Sequence[Decided], year: int, day: date) -> dict[Place, Measured]:
    """What came of each target of a year as known on a day, judged as it was last decided.

    Five to eight queries however many indicators there are, three more where units report.
    """
    latest = _latest(decided)
    editions = IndicatorEdition.objects.filter(pk__in=latest.values())
    found = _of_others(editions, year, day)
    units = {
        line.indicator: line.unit
        for one in decided
        for goal in one.document.goals
        for line in goal.indicators
    }
    results = indicator_results(editions, day, year, names=status_names())
    comments = _comments(latest, year, day)
    for result in (result for of_goal in results.values() for result in of_goal):
        measured = _in_words(result.verdict, result.measure_unit, result.decimals)
        if not measured.value and result.id in comments:
            measured = replace(measured, why=comments[result.id])
        found[result.id, units[result.id], EVERYBODY] = measured
    return found


def _latest(decided: Sequence[Decided]) -> dict[int, int]:
    """The last edition of each indicator, by indicator."""
    order = {one.version: number for number, one in enumerate(decided)}
    rows = IndicatorEdition.objects.filter(goal_edition__version__in=order).values_list(
        "goal_edition__version_id", "pk", "indicator_id"
    )
    told = sorted(rows, key=lambda row: (order[row[0]], row[1]))
    return {indicator: edition for _version, edition, indicator in told}


def _in_words(verdict: Verdict, unit: str, decimals: int) -> Measured:
    """A judged value as the report writes it, with its period unless that is the whole year."""
    value, why = "", ""
    if verdict.value is not None and verdict.period is not None:
        value = format_value(verdict.value, unit, decimals)
        if verdict.period.frequency.per_year > WHOLE_YEAR:
            value = f"{value} ({verdict.period.label})"
    if verdict.status.colour is Colour.GREY:
        why = explain(verdict, unit=unit, decimals=decimals).basis
    return Measured(value, verdict.status, why)


def _comments(indicators: Iterable[int], year: int, day: date) -> dict[int, str]:
    """What was said of those that were reported as not measurable in the year, by indicator."""
    rows = Outcome.objects.current().filter(
        indicator__in=indicators,
        unit=F("indicator__unit"),
        sex=Sex.ALL,
        value=None,
        period_end__range=(date(year, 1, 1), _until(year, day)),
    )
    told = rows.exclude(comment="").order_by("period_end")
    return dict(told.values_list("indicator_id", "comment"))


def _of_others(editions: QuerySet[IndicatorEdition], year: int, day: date) -> dict[Place, Measured]:
    """What came of targets for women, for men and for other units than the indicator's own."""
    mine = Q(unit=F("edition__indicator__unit"), sex=Sex.ALL)
    targets = list(
        Target.objects.filter(edition__in=editions, year=year)
        .exclude(mine)
        .select_related("unit", "edition__indicator")
    )
    values: dict[PlaceIds, Values | None] = {
        **_of_sexes(targets, year, day),
        **_of_units(targets, year, day),
    }
    found = {}
    for target in targets:
        edition, place = target.edition, (target.edition.indicator_id, target.unit_id, target.sex)
        known = values.get(place, {})
        verdict = judged(edition, known or {}, target_line(target), year=year, today=day)
        measured = _in_words(verdict, edition.measure_unit, edition.decimals)
        if known is None:
            measured = replace(measured, why=HIDDEN)
        found[edition.indicator_id, target.unit.name, target.sex] = measured
    return found


def _of_sexes(targets: Iterable[Target], year: int, day: date) -> dict[PlaceIds, Values]:
    """What the indicators' own units have reported of women and of men."""
    asked = {t.edition.indicator_id: t.edition for t in targets if t.sex != Sex.ALL}
    if not asked:
        return {}
    rows = Outcome.objects.current().filter(
        indicator__in=asked,
        unit=F("indicator__unit"),
        provider=Provider.ALL,
        value__isnull=False,
        period_end__range=(first_day(year), _until(year, day)),
    )
    found: dict[PlaceIds, Values] = defaultdict(dict)
    told = rows.values_list("indicator_id", "unit_id", "sex", "period_end", "value")
    for indicator, unit, sex, end, value in told:
        if value is not None:
            period = period_of(end, Frequency(asked[indicator].frequency))
            found[indicator, unit, sex][period] = value
    return found


def _of_units(targets: Iterable[Target], year: int, day: date) -> dict[PlaceIds, Values | None]:
    """What units below have reported, or what is made of it; None where a value is hidden."""
    asked = [t for t in targets if t.sex == Sex.ALL]
    collections = collections_of(
        gathered({t.edition_id: t.edition for t in asked}.values()),
        first=date(year, 1, 1),
        until=_until(year, day),
    )
    found: dict[PlaceIds, Values | None] = {}
    for target in asked:
        indicator, unit = target.edition.indicator_id, target.unit_id
        if collection := collections.get(indicator):
            found[indicator, unit, EVERYBODY] = _shown(collection, unit)
    return found


def _shown(collection: Collection, unit: int) -> Values | None:
    """The values of a unit by period, None if one of them would tell of few people."""
    found: Values = {}
    for period in collection.parts:
        tree = collection.tree(period)
        if unit in collection.hidden(period, tree):
            return None
        whole = collection.wholes(period, tree).get(unit)
        part = whole.as_part(period.end) if whole else collection.part(period, unit)
        if part.value is not None and part.is_whole:
            found[period] = part.value
    return found


def _until(year: int, day: date) -> date:
    return min(day, date(year, 12, 31))
