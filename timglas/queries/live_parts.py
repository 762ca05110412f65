"""What the sections of a unit's report show as of the round's day, in Swedish, as the report is.

A report can show all of it, so what several parts rest on is read once.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property

from timglas.models import GoalEdition, IndicatorEdition, Sex, Unit
from timglas.queries.decided_year import DecidedYear, decided_year
from timglas.queries.differences import field_name
from timglas.queries.figures import result_figure
from timglas.queries.recent import with_series
from timglas.queries.report_figures import chart_of
from timglas.queries.report_tables import (
    activity_blocks,
    assignment_blocks,
    deviation_blocks,
    forecast_blocks,
    frame_blocks,
)
from timglas.queries.views import IndicatorResult, Judgement
from timglas.rules.annual_report import Changed, unexplained
from timglas.rules.numbers import MISSING, format_value
from timglas.rules.periods import date_words
from timglas.rules.report_differences import difference_blocks
from timglas.rules.report_document import Block, Column, Fact, Grid, Table
from timglas.rules.report_goals import Given, balance_blocks, goal_blocks
from timglas.rules.report_template import ReportPart
from timglas.rules.rich_text import words

WITHOUT_CHART = "Indikatorer med högst ett känt värde"


class LiveParts:
    """The parts of one unit's report as of a day. `text` is what people have written in it."""

    def __init__(self, unit: Unit, as_of: date, text: str = "") -> None:
        self._unit, self._as_of, self._text = unit, as_of, text

    def blocks(self, part: ReportPart) -> tuple[Block, ...]:
        """What a part shows."""
        shown: Mapping[ReportPart, Callable[[], tuple[Block, ...]]] = {
            ReportPart.BALANCE: lambda: balance_blocks(self.decided.rows, self._given),
            ReportPart.GOALS: lambda: goal_blocks(self.decided.rows, self._given),
            ReportPart.INDICATORS: lambda: tuple(self._indicators()),
            ReportPart.DIFFERENCES: self._differences,
            ReportPart.DEVIATIONS: lambda: deviation_blocks(self.decided),
            ReportPart.ACTIVITIES: lambda: activity_blocks(self.decided, self._as_of),
            ReportPart.ASSIGNMENTS: lambda: assignment_blocks(self._unit, self._as_of),
            ReportPart.FRAMES: lambda: frame_blocks(self._unit, self._as_of),
            ReportPart.FORECASTS: lambda: forecast_blocks(self.decided, self._as_of),
        }
        return shown.get(part, tuple)()

    @cached_property
    def decided(self) -> DecidedYear:
        """What the unit's plans decided for the year, and what has come of it."""
        return decided_year(self._unit, self._as_of)

    @property
    def unexplained(self) -> tuple[Changed, ...]:
        """The differences from what was decided that the report's text says nothing of."""
        return unexplained(self.decided.changes, self._text)

    @property
    def _given(self) -> Given:
        return Given(
            year=self.decided.year,
            has_ended=self.decided.has_ended,
            name=lambda status: self.decided.names[status].name,
            sex=lambda letter: str(Sex(letter).label),
            facts={goal: tuple(_facts(told)) for goal, told in self.decided.judgements.items()},
        )

    def _differences(self) -> tuple[Block, ...]:
        return difference_blocks(
            self.decided.documents,
            self.decided.changes,
            field_name=_field,
            lacking=self.unexplained,
        )

    def _indicators(self) -> Iterator[Block]:
        """A chart for each indicator with several values, and a table of the others."""
        decided = self.decided
        each = {result.id: result for result in decided.indicators}.values()
        results = with_series(each, year=decided.year, as_of=self._as_of)
        plain = []
        for result in results:
            figure = result_figure(result)
            if figure:
                yield chart_of(figure)
            else:
                plain.append(result)
        if plain:
            columns = (Column("Indikator"), Column("Mål"), Column("Senaste värde"), Column("Läge"))
            rows = tuple(map(_row, plain))
            yield Table(WITHOUT_CHART, Grid(columns, rows))


def _field(change: Changed, field: str) -> str:
    return field_name(GoalEdition if change.is_goal else IndicatorEdition, field)


def _row(result: IndicatorResult) -> tuple[str, ...]:
    latest = MISSING
    if result.latest_value is not None and result.latest_period is not None:
        value = format_value(result.latest_value, result.measure_unit, result.decimals)
        latest = f"{value} ({result.latest_period.label})"
    return (result.name, result.target_in_words or MISSING, latest, result.status.name)


def _facts(told: Judgement) -> Iterator[Fact]:
    """What people have judged of a goal. Offices are named, never persons."""
    if told.summary:
        yield Fact("Bedömning", words(told.summary))
    if told.reason:
        yield Fact("Motivering", words(told.reason))
    if told.forecast:
        yield Fact("Prognos för året", words(told.forecast.name_in_words))
    if told.remedy:
        yield Fact("Orsak", words(told.remedy.cause))
        by = ", ".join(filter(None, (date_words(told.remedy.on), told.remedy.by.title.lower())))
        yield Fact("Åtgärd", words(f"{told.remedy.action} ({by})"))
