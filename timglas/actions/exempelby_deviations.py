"""Exempelby's rules for deviations, what breaks them, and what is done about one of them."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import partial

from timglas.actions.deviations import add_deviation_rule, explain_deviation, raise_deviations
from timglas.actions.exempelby_town import Entry, Town, moment
from timglas.models import Deviation
from timglas.rules.deviations import Subject

CONTROLLER = "cilla"


def deviation_diary(town: Town) -> Iterator[Entry]:
    """The rules, the days when they were broken, and what was written of one deviation."""
    content = town.content.deviations
    yield Entry(moment(content["rules_on"]), partial(_add_rules, town))
    for day in content["looked_on"]:
        yield Entry(moment(day, minutes=420), partial(_look, today=day))
    yield Entry(moment(content["explained"]["on"]), partial(_explain, town))


def _add_rules(town: Town, at: datetime) -> None:
    by = town.people[CONTROLLER]
    for told in town.content.deviations["limits"]:
        add_deviation_rule(
            subject=Subject.ABOVE,
            indicator=town.indicators[told["indicator"]],
            limit=Decimal(str(told["limit"])),
            tells_body=True,
            tells_board=told["board"],
            is_urgent=told["urgent"],
            by=by,
            at=at,
        )
    add_deviation_rule(subject=Subject.JUDGEMENT, tells_body=True, by=by, at=at)
    add_deviation_rule(subject=Subject.ASSIGNMENT, by=by, at=at)


def _look(at: datetime, *, today: date) -> None:
    raise_deviations(today=today, at=at)


def _explain(town: Town, at: datetime) -> None:
    told = town.content.deviations["explained"]
    by = town.people[told["by"]]
    explain_deviation(
        deviation=Deviation.objects.get(indicator=town.indicators[told["indicator"]]),
        cause=told["cause"],
        action=told["action"],
        action_on=told["ready"],
        action_by=by,
        by=by,
        at=at,
    )
