"""Choosing which indicator speaks for a goal to the public."""

from tests.cast import NOW, Cast
from tests.planned import plan_everything
from timglas.actions.chosen_figures import choose_figure
from timglas.models import AuditEvent, ChosenFigure


def test_a_figure_is_chosen_and_left_to_the_rule_again(cast: Cast) -> None:
    planned = plan_everything(cast)
    name = str(planned.indicator)
    for indicator, before, after in (
        (planned.indicator, None, name),
        (planned.indicator, name, name),
        (None, name, None),
    ):
        choose_figure(goal=planned.young, indicator=indicator, by=cast.controller, at=NOW)
        event = AuditEvent.objects.latest("pk")
        assert event.action == "choose_figure"
        assert (event.before, event.after) == ({"indicator": before}, {"indicator": after})
        assert ChosenFigure.objects.filter(indicator=planned.indicator).exists() is bool(after)
