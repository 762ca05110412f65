"""The template: whole, without warnings and days off, whichever year it is used for."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.cycle import Part, Timing, warnings
from timglas.rules.cycle_template import TEMPLATE, in_year
from timglas.rules.legal_days import Law
from timglas.rules.working_days import day_off

STEPS = {step.key: step for step in TEMPLATE}


def test_keys_are_unique_and_what_is_waited_for_is_there() -> None:
    assert len(STEPS) == len(TEMPLATE)
    assert {key for step in TEMPLATE for key in step.after} <= set(STEPS)


def test_every_part_and_every_law_is_there_and_somebody_does_each_step() -> None:
    assert {step.part for step in TEMPLATE} == set(Part)
    assert sorted(step.law for step in TEMPLATE if step.law) == sorted(Law)
    assert all(step.role or step.kind for step in TEMPLATE)


def test_years_are_put_in_the_texts() -> None:
    assert in_year("{before}, {year}, {next}–{last}", 2026) == "2025, 2026, 2027–2029"


@given(st.integers(2000, 2100))
def test_no_year_of_the_template_has_warnings_or_ends_on_a_day_off(year: int) -> None:
    for step in TEMPLATE:
        begins, ends = step.begins_on(year), step.ends_on(year)
        timing = Timing(year, begins, ends, law=step.law)
        after = [(key, STEPS[key].ends_on(year)) for key in step.after]
        assert warnings(timing, after, today=date(year, 1, 1)) == (), step.key
        assert begins <= ends
        assert not day_off(begins)
        assert not day_off(ends)
