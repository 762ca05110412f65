"""What Exempelby's units have seen in the surroundings, and what they choose to develop."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from timglas.actions.exempelby_content import Table
from timglas.actions.exempelby_town import Entry, Town, moment
from timglas.actions.scan import Observed, add_area, add_observation, choose_affected
from timglas.actions.scan import edit_observation as edit
from timglas.rules.scan import Certainty, Effect, Horizon

# The plans of 2026 are being made.
CHOSEN_ON, YEAR = date(2025, 10, 6), 2026
# What was seen before this day and is not current is set aside on it.
TIDIED_ON = date(2025, 9, 30)


def scan_diary(town: Town) -> Iterator[Entry]:
    """All that was seen, what was set aside, and the areas chosen, by rank."""
    for key, text in town.content.scan["observations"].items():
        yield Entry(moment(text["on"]), partial(_see, town, key=key, text=text))
        if text.get("past"):
            yield Entry(moment(TIDIED_ON), partial(_set_aside, town, key=key, text=text))
    for number, text in enumerate(town.content.scan["areas"]):
        yield Entry(moment(CHOSEN_ON, minutes=number), partial(_choose, town, text=text))


def _see(town: Town, at: datetime, *, key: str, text: Table) -> None:
    by = town.manager(text["unit"])
    observation = add_observation(**_observed(town, text, is_current=True), by=by, at=at)
    town.observations[key] = observation
    choose_affected(
        observation=observation,
        units=[town.units[unit] for unit in text["units"]],
        goals=[town.goals[goal] for goal in text.get("goals", ())],
        by=by,
        at=at,
    )


def _set_aside(town: Town, at: datetime, *, key: str, text: Table) -> None:
    by = town.manager(text["unit"])
    observed = _observed(town, text, is_current=False)
    edit(observation=town.observations[key], **observed, by=by, at=at)


def _observed(town: Town, text: Table, *, is_current: bool) -> Observed:
    horizon, effect, certainty = text["weighed"]
    return {
        "unit": town.units[text["unit"]],
        "title": text["title"],
        "text": text["text"],
        "source": text["source"],
        "link": "",
        "observed_on": text["on"],
        "horizon": Horizon(horizon),
        "effect": Effect(effect),
        "certainty": Certainty(certainty),
        "is_current": is_current,
    }


def _choose(town: Town, at: datetime, *, text: Table) -> None:
    add_area(
        unit=town.units[text["unit"]],
        year=YEAR,
        name=text["name"],
        text=text["text"],
        observations=[town.observations[key] for key in text["observations"]],
        by=town.manager(text["unit"]),
        at=at,
    )
