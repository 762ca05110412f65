"""What is seen is weighed by how much it means and how sure it is."""

import pytest

from timglas.rules.scan import Certainty, Effect, Horizon, Weight, urgency, weight

WEIGHTS = {
    Effect.SMALL: (Weight.WATCH, Weight.WATCH, Weight.CONSIDER),
    Effect.MODERATE: (Weight.WATCH, Weight.CONSIDER, Weight.PLAN),
    Effect.LARGE: (Weight.CONSIDER, Weight.PLAN, Weight.PLAN),
}


@pytest.mark.parametrize("effect", Effect)
def test_effect_and_certainty_say_what_to_do(effect: Effect) -> None:
    assert tuple(weight(effect, certainty) for certainty in Certainty) == WEIGHTS[effect]


def test_what_weighs_most_comes_first() -> None:
    assert sorted(Weight, key=urgency) == [Weight.PLAN, Weight.CONSIDER, Weight.WATCH]


def test_every_step_has_words_of_its_own() -> None:
    assert Horizon.SHORT.name_in_words == "Kort sikt"
    steps = [*Horizon, *Effect, *Certainty, *Weight]
    assert len({step.name_in_words for step in steps}) == len(steps)
