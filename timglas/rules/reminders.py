"""Reminders: who is told when of what is to be done, before and after its last day.

Five working days before, the day before and the day after, those who are to do it; if nothing has
happened three working days after, their chief.
"""

from datetime import date, timedelta
from enum import StrEnum

from timglas.rules.language import _
from timglas.rules.periods import date_words
from timglas.rules.working_days import working_days_after, working_days_before

EARLY, CLOSE, AFTER, CHIEF = 5, 1, 1, 3
# What has been late for longer than this many working days is told of on pages only.
OLD = 8
# No last day is further away than this from a day when something is told of it.
AWAY = timedelta(days=30)


class Stage(StrEnum):
    """Which of the reminders it is."""

    EARLY = "early"
    CLOSE = "close"
    LATE = "late"
    CHIEF = "chief"

    @property
    def is_late(self) -> bool:
        """Whether the last day has passed."""
        return self in {Stage.LATE, Stage.CHIEF}


def stage_on(due_on: date, today: date) -> Stage | None:
    """Which reminder is the right one on a day: also when the day before was missed."""
    if today > due_on:
        return _late(due_on, today)
    if today >= working_days_before(due_on, CLOSE):
        return Stage.CLOSE
    return Stage.EARLY if today >= working_days_before(due_on, EARLY) else None


def _late(due_on: date, today: date) -> Stage | None:
    if today >= working_days_after(due_on, OLD):
        return None
    if today >= working_days_after(due_on, CHIEF):
        return Stage.CHIEF
    return Stage.LATE if today >= working_days_after(due_on, AFTER) else None


def subject_of(stage: Stage, name: str, due_on: date) -> str:
    """What the reminder is about, as the subject of a mail."""
    if stage.is_late:
        return _("Försenat: {name}").format(name=name)
    return _("Klart senast {day}: {name}").format(day=date_words(due_on), name=name)


def text_of(stage: Stage, *, what: str, unit: str, due_on: date) -> str:
    """What the reminder says; `what` is the kind of thing: "Aktivitet"."""
    about = {"what": what, "unit": unit, "day": date_words(due_on)}
    sentences = {
        Stage.EARLY: _("{what}, {unit}. Sista dagen är {day}."),
        Stage.CLOSE: _("{what}, {unit}. Sista dagen är {day}, och det är inte klart än."),
        Stage.LATE: _("{what}, {unit}. Sista dagen var {day}. Gör det klart, eller säg varför."),
        Stage.CHIEF: _(
            "{what}, {unit}. Sista dagen var {day}, och det är fortfarande inte klart. "
            "Du får veta det som chef."
        ),
    }
    return sentences[stage].format(**about)
