"""Exempelby's outcomes, judgements and comparisons, known when they would have been known."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from timglas.access import Viewer
from timglas.actions.assessments import NOTHING, Remedy, assess_goal
from timglas.actions.exempelby_content import IndicatorText, Table, day
from timglas.actions.exempelby_series import Value, values_of
from timglas.actions.exempelby_town import SOURCE, Entry, Town, moment
from timglas.actions.outcomes import correct_outcome, report_outcome
from timglas.models import Outcome, OutcomeQuality, Person, Sex
from timglas.queries.results import year_results
from timglas.rules.assessments import GoalForecast
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
    for table in town.content.plans["assessments"]:
        for level, made_on in table["made_on"].items():
            as_of = day(table, "as_of")
            yield Entry(moment(made_on), partial(_judge, town, level=level, as_of=as_of))


def _outcomes(town: Town, text: IndicatorText, correction: Table | None) -> Iterator[Entry]:
    yearly = Frequency(text.frequency).per_year == 1
    first = date(text.since, 1, 10)
    for value in values_of(text):
        at = moment(max(value.period.end + (YEARLY_LAG if yearly else LAG), first))
        told = value
        if correction and value.period.code == correction["period"]:
            told = replace(value, value=Decimal(correction["reported"]))
            correct = partial(_correct, town, text=text, value=value, reason=correction["reason"])
            yield Entry(moment(day(correction, "made_on")), correct)
        yield Entry(at, partial(_report, town, text=text, value=told))


def _report(town: Town, at: datetime, *, text: IndicatorText, value: Value) -> None:
    code = value.period.code
    comment = text.comments.get(code, "") if value.sex == Sex.ALL else ""
    above, below = value.counts or (None, None)
    content = town.content
    reporter = content.manager_of(value.unit) if value.unit else content.reporter_of(text.key)
    report_outcome(
        indicator=town.indicators[text.key],
        unit=town.units[value.unit] if value.unit else None,
        period=value.period,
        sex=value.sex,
        numerator=above,
        denominator=below,
        value=value.value,
        source=SOURCE,
        comment=comment,
        quality=OutcomeQuality.ESTIMATED if code in text.estimated else OutcomeQuality.FINAL,
        by=town.people[reporter],
        at=at,
    )


def _correct(town: Town, at: datetime, *, text: IndicatorText, value: Value, reason: str) -> None:
    outcome = Outcome.objects.current().get(
        indicator=town.indicators[text.key], period_start=value.period.start, sex=value.sex
    )
    by = town.people[town.content.reporter_of(text.key)]
    correct_outcome(outcome=outcome, value=value.value, reason=reason, by=by, at=at)


def _judge(town: Town, at: datetime, *, level: str, as_of: date) -> None:
    """Judge the goals of a level that their file has a judgement of, beside what is proposed."""
    results = year_results(Viewer(town.administrator, as_of), as_of.year)
    for text in town.content.goals.values():
        told = text.judged_as_of(as_of)
        if text.level != level or told is None:
            continue
        goal, by = town.goals[text.key], town.people[town.content.owner_of(text.key)]
        proposed, judged = results.goals[goal.pk].proposal.status, Status(told["judged"])
        assess_goal(
            goal=goal,
            year=as_of.year,
            as_of=as_of,
            proposed=proposed,
            judged=judged,
            reason=told.get("reason", "") if judged != proposed else "",
            summary=told["summary"],
            forecast=GoalForecast(told["forecast"]) if "forecast" in told else None,
            remedy=_remedy(told, by),
            by=by,
            at=at,
        )


def _remedy(told: Table, by: Person) -> Remedy:
    if "cause" not in told:
        return NOTHING
    return Remedy(told["cause"], told["remedy"], day(told, "remedy_on"), by)
