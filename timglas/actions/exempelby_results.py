"""Exempelby's outcomes, judgements and comparisons, known when they would have been known."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from timglas.access import Viewer
from timglas.actions.assessments import assess_goal
from timglas.actions.exempelby_content import GoalText, IndicatorText, Table, day
from timglas.actions.exempelby_series import Value, values_of
from timglas.actions.exempelby_town import SOURCE, Doing, Entry, Town, moment
from timglas.actions.outcomes import correct_outcome, report_outcome
from timglas.models import Outcome, OutcomeQuality, Sex
from timglas.queries.results import year_results
from timglas.queries.views import GoalResult
from timglas.rules.periods import Frequency
from timglas.rules.status import Status

# How long after its period a value is reported; what is counted for a whole year takes longer.
LAG = timedelta(days=10)
YEARLY_LAG = timedelta(days=25)


def result_diary(town: Town) -> Iterator[Entry]:
    """All that is reported, corrected and judged."""
    corrections = {c["indicator"]: c for c in town.content.plans["corrections"]}
    for indicator in town.content.indicators.values():
        yield from _outcomes(town, indicator, corrections.get(indicator.key))
    for year, table in town.content.plans["assessments"].items():
        for level, made_on in table["made_on"].items():
            yield Entry(moment(made_on), _judging(town, int(year), level, day(table, "as_of")))


def _outcomes(
    town: Town, indicator: IndicatorText, correction: Table | None
) -> Iterator[Entry]:
    yearly = Frequency(indicator.frequency).per_year == 1
    first = date(indicator.since, 1, 10)
    for value in values_of(indicator):
        known_on = max(value.period.end + (YEARLY_LAG if yearly else LAG), first)
        if correction and value.sex == Sex.ALL and value.period.code == correction["period"]:
            reported = Value(value.period, value.sex, Decimal(correction["reported"]))
            yield Entry(moment(known_on), _reporting(town, indicator, reported))
            at = moment(day(correction, "made_on"))
            yield Entry(at, _correcting(town, indicator, value, correction["reason"]))
        else:
            yield Entry(moment(known_on), _reporting(town, indicator, value))


def _reporting(town: Town, text: IndicatorText, value: Value) -> Doing:
    is_estimate = value.period.code in text.estimated

    def report(at: datetime) -> None:
        report_outcome(
            indicator=town.indicators[text.key],
            period=value.period,
            sex=value.sex,
            value=value.value,
            source=SOURCE,
            quality=OutcomeQuality.ESTIMATED if is_estimate else OutcomeQuality.FINAL,
            by=town.people[town.content.reporter_of(text.key)],
            at=at,
        )

    return report


def _correcting(town: Town, text: IndicatorText, value: Value, reason: str) -> Doing:
    def correct(at: datetime) -> None:
        outcome = Outcome.objects.current().get(
            indicator=town.indicators[text.key],
            period_start=value.period.start,
            sex=value.sex,
        )
        by = town.people[town.content.reporter_of(text.key)]
        correct_outcome(outcome=outcome, value=value.value, reason=reason, by=by, at=at)

    return correct


def _judging(town: Town, year: int, level: str, as_of: date) -> Doing:
    """Judge the goals of a level that their file has a judgement of, beside what is proposed."""

    def judge(at: datetime) -> None:
        results = year_results(Viewer(town.administrator, as_of), year)
        for text in town.content.goals.values():
            if text.level == level and text.judgement(year)[0]:
                result = results.goals[town.goals[text.key].pk]
                _assess(town, text, result, year=year, as_of=as_of, at=at)

    return judge


def _assess(  # noqa: PLR0913 (a judgement: whose, of what, when)
    town: Town, text: GoalText, result: GoalResult, *, year: int, as_of: date, at: datetime
) -> None:
    judged, summary, reason = text.judgement(year)
    proposed = result.proposal.status
    assess_goal(
        goal=town.goals[text.key],
        year=year,
        as_of=as_of,
        proposed=proposed,
        judged=Status(judged),
        reason=reason if judged != proposed else "",
        summary=summary,
        by=town.people[town.content.owner_of(text.key)],
        at=at,
    )
