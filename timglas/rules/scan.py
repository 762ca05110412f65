"""What is seen in the surroundings: how far off it is, how much it means and how sure it is."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from timglas.rules.language import N_, _


class Horizon(StrEnum):
    """When it makes itself felt: within the three years of a plan, or beyond them."""

    SHORT = "short"
    LONG = "long"

    @property
    def name_in_words(self) -> str:
        """The horizon, in the reader's language."""
        return _(_HORIZONS[self])


_HORIZONS: Mapping[Horizon, str] = MappingProxyType(
    {
        Horizon.SHORT: N_("Kort sikt"),
        Horizon.LONG: N_("Lång sikt"),
    }
)


class Effect(StrEnum):
    """How much it means for the municipality, least first."""

    SMALL = "small"
    MODERATE = "moderate"
    LARGE = "large"

    @property
    def name_in_words(self) -> str:
        """The effect, in the reader's language."""
        return _(_EFFECTS[self])


_EFFECTS: Mapping[Effect, str] = MappingProxyType(
    {
        Effect.SMALL: N_("Liten påverkan"),
        Effect.MODERATE: N_("Märkbar påverkan"),
        Effect.LARGE: N_("Stor påverkan"),
    }
)


class Certainty(StrEnum):
    """How sure it is to happen, least first."""

    POSSIBLE = "possible"
    LIKELY = "likely"
    CERTAIN = "certain"

    @property
    def name_in_words(self) -> str:
        """The certainty, in the reader's language."""
        return _(_CERTAINTIES[self])


_CERTAINTIES: Mapping[Certainty, str] = MappingProxyType(
    {
        Certainty.POSSIBLE: N_("Möjligt"),
        Certainty.LIKELY: N_("Troligt"),
        Certainty.CERTAIN: N_("Säkert"),
    }
)


class Weight(StrEnum):
    """What to do about it in planning, the most first."""

    PLAN = "plan"
    CONSIDER = "consider"
    WATCH = "watch"

    @property
    def name_in_words(self) -> str:
        """The weight, in the reader's language."""
        return _(_WEIGHTS[self])


_WEIGHTS: Mapping[Weight, str] = MappingProxyType(
    {
        Weight.PLAN: N_("Planera för det"),
        Weight.CONSIDER: N_("Ta hänsyn till det"),
        Weight.WATCH: N_("Håll ögonen på det"),
    }
)
# Effect and certainty count one to three each; their product says what to do.
_PLAN_FROM, _CONSIDER_FROM = 6, 3


def weight(effect: Effect, certainty: Certainty) -> Weight:
    """What effect and certainty together ask of planning.

    A large effect that is likely is planned for, and so is a moderate one that is certain; what
    is small and no more than likely, or moderate and only possible, is watched.
    """
    product = (tuple(Effect).index(effect) + 1) * (tuple(Certainty).index(certainty) + 1)
    if product >= _PLAN_FROM:
        return Weight.PLAN
    return Weight.CONSIDER if product >= _CONSIDER_FROM else Weight.WATCH


def urgency(found: Weight) -> int:
    """Where a weight comes when what weighs most comes first, from 0."""
    return tuple(Weight).index(found)
