"""What a judgement of a goal must say, and when the same goal has been missed again and again.

Sources: `mission.md` M17 (a red item needs cause, action, date and person) and section 3 (the same
goal missed year after year); `domain.md` 2.5 and 5.1 (a forecast is not an outcome).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import takewhile
from types import MappingProxyType

from timglas.rules.language import N_, _
from timglas.rules.periods import Frequency, Period, date_words, period_of
from timglas.rules.scale import Colour, Status
from timglas.rules.summary import in_words

OFTEN = 3
_ORDER = (Colour.GREEN, Colour.YELLOW, Colour.RED)


class GoalForecast(StrEnum):
    """Whether a goal will be reached at the year's end, as who answers for it believes."""

    REACHED = "reached"
    PARTLY = "partly"
    NOT_REACHED = "not_reached"
    UNKNOWN = "unknown"

    @property
    def name_in_words(self) -> str:
        """The forecast, in the reader's language."""
        return _(FORECASTS[self])


FORECASTS: Mapping[GoalForecast, str] = MappingProxyType(
    {
        GoalForecast.REACHED: N_("Kommer att uppnås"),
        GoalForecast.PARTLY: N_("Kommer delvis att uppnås"),
        GoalForecast.NOT_REACHED: N_("Kommer inte att uppnås"),
        GoalForecast.UNKNOWN: N_("Kan inte bedömas"),
    }
)


def has_ended(year: int, as_of: date) -> bool:
    """Whether a year had ended on a day: then there is an outcome, and nothing to forecast."""
    return as_of >= date(year, 12, 31)


def needs_remedy(judged: Status, last: Status | None) -> bool:
    """Whether a judgement must say cause, action, date and person: red, or worse than the last.

    What cannot be judged is neither better nor worse than anything.
    """
    if judged.colour is Colour.RED:
        return True
    if last is None or Colour.GREY in {judged.colour, last.colour}:
        return False
    return _ORDER.index(judged.colour) > _ORDER.index(last.colour)


def reason_fault(judged: Status, proposed: Status, reason: str) -> str:
    """What is lacking where a judgement differs from the proposal without a reason, else ""."""
    if judged is proposed or reason.strip():
        return ""
    return _("Skriv varför bedömningen skiljer sig från förslaget.")


def remedy_faults(
    *, cause: str, action: str, on: date | None, has_person: bool, as_of: date
) -> dict[str, str]:
    """What is lacking in what is said to be done about a goal, by the field that lacks it."""
    faults = {}
    if not cause.strip():
        faults["cause"] = _("Skriv orsaken: varför det går så.")
    if not action.strip():
        faults["remedy"] = _("Skriv åtgärden: vad ni gör åt det.")
    if on is None:
        faults["remedy_on"] = _("Ange när åtgärden ska vara klar.")
    elif on < as_of:
        faults["remedy_on"] = _("Åtgärden ska bli klar efter den dag som bedömningen gäller.")
    if not has_person:
        faults["remedy_by"] = _("Välj vem som ansvarar för åtgärden.")
    return faults


@dataclass(frozen=True, slots=True)
class Judged:
    """What a goal was judged to be for a year, as things stood on a day."""

    year: int
    as_of: date
    status: Status


@dataclass(frozen=True, slots=True)
class Missed:
    """A goal that has been missed several times in a row: years, or follow-ups up to a day."""

    times: int
    last: Judged
    in_years: bool

    @property
    def sentence(self) -> str:
        """What is said beside the form and on the goal's page."""
        times = in_words(self.times)
        if self.in_years:
            first = self.last.year - self.times + 1
            return _("Målet har bedömts som missat {times} år i rad, {first}–{last}.").format(
                times=times, first=first, last=self.last.year
            )
        return _(
            "Målet har bedömts som missat vid {times} uppföljningar i rad, senast {day}."
        ).format(times=times, day=date_words(self.last.as_of))


def missed_again(judged: Iterable[Judged]) -> Missed | None:
    """Whether the same goal is missed for at least the third time in a row.

    A goal is missed when it is judged red: *Avviker* or *Ej uppnått*. Years come first: three
    consecutive years or more whose last judgements are red. Otherwise follow-ups: a municipality
    follows up every fourth month (April, August, the year's end), so the last judgement as of a day
    in such a period is one, and a period without a judgement is none. Anything else than red ends
    the row, also a judgement that could not be made: then nobody knows that the goal was missed.
    `judged` lie in the order they were made.
    """
    in_order = tuple(judged)
    years = {each.year: each for each in in_order}
    rounds = {(each.year, _round(each)): each for each in in_order}
    missed_years = _latest_red(years[year] for year in sorted(years))
    consecutive = tuple(
        each for steps, each in enumerate(missed_years) if each.year == missed_years[0].year - steps
    )
    if len(consecutive) >= OFTEN:
        return Missed(len(consecutive), consecutive[0], in_years=True)
    missed_rounds = _latest_red(rounds[key] for key in sorted(rounds))
    if len(missed_rounds) >= OFTEN:
        return Missed(len(missed_rounds), missed_rounds[0], in_years=False)
    return None


def _round(judged: Judged) -> Period:
    """The four months that a judgement is of; one made afterwards is of the year's last."""
    return period_of(min(judged.as_of, date(judged.year, 12, 31)), Frequency.FOUR_MONTHS)


def _latest_red(judged: Iterable[Judged]) -> tuple[Judged, ...]:
    """The red ones at the end of a row, the latest first."""
    latest_first = reversed(tuple(judged))
    return tuple(takewhile(lambda each: each.status.colour is Colour.RED, latest_first))
