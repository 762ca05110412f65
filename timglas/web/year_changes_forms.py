"""The forms of the change of year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from timglas.access import Viewer
from timglas.actions.renewals import Wanted
from timglas.models import RenewalChoice, Unit
from timglas.queries.renewals import GoalToRenew, IndicatorToRenew, RenewalPage
from timglas.rules.permissions import Permission
from timglas.web.plan_forms import year_field


class YearForm(forms.Form):
    """For whom next year's plans are begun, and which year that is."""

    enhet = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Enhet och de under den"), empty_label=None
    )
    ar = year_field(label=_("Planernas första år"))

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(pk__in=viewer.units(Permission.EDIT_PLAN))
        self.fields["enhet"].queryset = units.order_by("code")  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Row:
    """What is chosen for a goal or an indicator: what it is, and its two fields."""

    shown: GoalToRenew | IndicatorToRenew
    choice: BoundField
    reason: BoundField
    lines: "tuple[Row, ...]" = ()


class RenewalForm(forms.Form):
    """A choice and a reason for each goal and indicator of last year's plan."""

    def __init__(self, *args: Any, shown: RenewalPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._shown = shown
        for goal in shown.goals:
            self._ask(f"goal_{goal.renewal}", goal)
            for line in goal.indicators:
                self._ask(f"indicator_{line.renewal}", line)

    def _ask(self, name: str, shown: GoalToRenew | IndicatorToRenew) -> None:
        self.fields[name] = forms.ChoiceField(
            label=_("Val"),
            choices=RenewalChoice.choices,
            widget=forms.RadioSelect,
            required=False,
            initial=shown.choice,
        )
        self.fields[f"{name}_reason"] = forms.CharField(
            label=_("Varför avslutas det?"),
            max_length=600,
            required=False,
            initial=shown.reason,
        )

    def rows(self) -> Iterator[Row]:
        """The goals with their indicators, each with its fields."""
        for goal in self._shown.goals:
            lines = tuple(self._row(f"indicator_{x.renewal}", x) for x in goal.indicators)
            row = self._row(f"goal_{goal.renewal}", goal)
            yield Row(goal, row.choice, row.reason, lines)

    def _row(self, name: str, shown: GoalToRenew | IndicatorToRenew) -> Row:
        return Row(shown, self[name], self[f"{name}_reason"])

    def wanted(self, kind: str) -> Mapping[int, Wanted]:
        """What is chosen for the goals or the indicators, by the id of the renewal."""
        names = [name for name in self.fields if name.startswith(kind)]
        return {
            int(name.removeprefix(f"{kind}_")): Wanted(
                self.cleaned_data[name], self.cleaned_data[f"{name}_reason"]
            )
            for name in names
            if not name.endswith("_reason")
        }
