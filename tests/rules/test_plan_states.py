"""A version of a plan says where it is, and who is next."""

from dataclasses import replace
from datetime import date

import pytest

from timglas.rules.plan_states import PlanState, VersionFacts, plan_state, waits_for

DRAFT = VersionFacts(
    is_decided=False,
    is_proposed=False,
    is_released=False,
    valid_from=date(2026, 1, 1),
    last_day=date(2026, 12, 31),
    replaced_from=None,
    body="Kommunfullmäktige",
    lacks=0,
)
DECIDED = replace(DRAFT, is_decided=True, is_released=True)
AUTUMN, SUMMER, LATER = date(2025, 11, 20), date(2026, 7, 1), date(2027, 1, 1)


@pytest.mark.parametrize(
    ("facts", "day", "state", "words"),
    [
        (
            DRAFT,
            AUTUMN,
            PlanState.DRAFT,
            "Inget saknas. Den som skriver planen kan föreslå den.",
        ),
        (
            replace(DRAFT, lacks=1),
            AUTUMN,
            PlanState.DRAFT,
            "Väntar på den som skriver: 1 sak saknas innan planen kan föreslås.",
        ),
        (
            replace(DRAFT, lacks=3),
            AUTUMN,
            PlanState.DRAFT,
            "Väntar på den som skriver: 3 saker saknas innan planen kan föreslås.",
        ),
        (
            replace(DRAFT, is_proposed=True),
            AUTUMN,
            PlanState.PROPOSED,
            "Väntar på beslut av Kommunfullmäktige.",
        ),
        (DECIDED, AUTUMN, PlanState.DECIDED, "Gäller från 2026-01-01."),
        (
            replace(DECIDED, is_released=False),
            AUTUMN,
            PlanState.DECIDED,
            "Beslutad, men inte släppt till koncernen och allmänheten än.",
        ),
        (DECIDED, SUMMER, PlanState.IN_FORCE, "Gäller nu. Resultaten följs upp under året."),
        (DECIDED, DECIDED.valid_from, PlanState.IN_FORCE, waits_for(DECIDED, SUMMER)),
        (DECIDED, DECIDED.last_day, PlanState.IN_FORCE, waits_for(DECIDED, SUMMER)),
        (DECIDED, LATER, PlanState.ENDED, "Gällde till och med 2026-12-31."),
        (
            replace(DECIDED, replaced_from=SUMMER),
            SUMMER,
            PlanState.ENDED,
            "Ersatt av en senare version från 2026-07-01.",
        ),
        (
            replace(DECIDED, replaced_from=SUMMER),
            AUTUMN,
            PlanState.DECIDED,
            "Gäller från 2026-01-01.",
        ),
    ],
)
def test_where_a_version_is_and_what_it_waits_for(
    facts: VersionFacts, day: date, state: PlanState, words: str
) -> None:
    assert (plan_state(facts, day), waits_for(facts, day)) == (state, words)


def test_every_step_has_a_name() -> None:
    assert [state.name_in_words for state in PlanState] == [
        "Utkast",
        "Föreslagen",
        "Beslutad",
        "Gäller",
        "Har gällt",
    ]
