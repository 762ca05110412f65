"""The form of a goal's judgement, for the goal's own page and wherever else goals are judged.

`goals/assess_fields.html` draws it. With a `prefix`, several can stand on one page.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict

from django import forms
from django.utils.translation import gettext_lazy as _

from timglas.actions.assessments import NOTHING, Remedy
from timglas.queries.goals import GoalPage
from timglas.queries.results import status_names
from timglas.queries.views import StatusView
from timglas.rules.assessments import GoalForecast, has_ended, reason_fault
from timglas.rules.scale import Colour, Status, judgements
from timglas.web.activities_forms import DayField, PersonField

# Where something can be told of a remedy; it must be where the judgement is red or has worsened.
GOES_BADLY = frozenset({Colour.YELLOW, Colour.RED})
REMEDY = ("cause", "remedy", "remedy_on", "remedy_by")


class Said(TypedDict):
    """What was judged, as `assess_goal` wants it."""

    judged: Status
    reason: str
    summary: str
    forecast: GoalForecast | None
    remedy: Remedy


class JudgedSelect(forms.RadioSelect):
    """Judgements to choose from; those that go badly let the remedy be seen."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Mark the options that go badly."""
        option = super().create_option(*args, **kwargs)
        if Status(str(option["value"])).colour in GOES_BADLY:
            option["attrs"]["data-badly"] = True
        return option


class AssessForm(forms.Form):
    """A judgement of a goal, compared with what the goal was judged to be last."""

    judged = forms.ChoiceField(label=_("Din bedömning"), widget=JudgedSelect)
    reason = forms.CharField(
        label=_("Motivering"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Behövs när bedömningen skiljer sig från förslaget. Alla kan läsa den."),
    )
    cause = forms.CharField(
        label=_("Orsak"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    remedy = forms.CharField(
        label=_("Åtgärd"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    remedy_on = DayField(label=_("Åtgärden ska vara klar"), required=False)
    remedy_by = PersonField(label=_("Ansvarig för åtgärden"))
    forecast = forms.ChoiceField(
        label=_("Prognos: hur går det vid årets slut?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad du tror om årets slut.")},
    )
    summary = forms.CharField(
        label=_("Så går det, i en mening"),
        required=False,
        max_length=300,
        help_text=_("Visas överst på målets sida, för alla."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any, *, shown: GoalPage, as_of: date, prefix: str = "") -> None:
        super().__init__(data, initial=_initial(shown), prefix=prefix or None)
        self.last, self.as_of = shown.last_judged, as_of
        self.proposed = shown.goal.proposal.status
        ended = has_ended(shown.year, as_of)
        self._offer("judged", ((s.status.value, s.name) for s in _scale(ended=ended)))
        if ended:
            del self.fields["forecast"]
        else:
            self._offer("forecast", ((f.value, f.name_in_words) for f in GoalForecast))
        for field in REMEDY:
            self.fields[field].may_wait = True  # type: ignore[attr-defined]

    def _offer(self, field: str, choices: Iterable[tuple[str, str]]) -> None:
        self.fields[field].choices = list(choices)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Say all that is lacking at once."""
        cleaned = super().clean() or {}
        if "judged" in cleaned:
            for field, message in self._faults().items():
                if field not in self.errors:
                    self.add_error(field, message)
        return cleaned

    def _faults(self) -> dict[str, str]:
        said = self.said()
        last = self.last.judgement.status.status if self.last else None
        lacking = reason_fault(said["judged"], self.proposed, said["reason"])
        faults = said["remedy"].faults(said["judged"], last, self.as_of)
        return ({"reason": lacking} if lacking else {}) | faults

    def said(self) -> Said:
        """What was judged. A remedy belongs to what goes badly, and is left out elsewhere."""
        typed = self.cleaned_data
        judged = Status(typed["judged"])
        told = Remedy(*(typed.get(field) or empty for field, empty in _EMPTY))
        return {
            "judged": judged,
            "reason": typed.get("reason", ""),
            "summary": typed.get("summary", ""),
            "forecast": GoalForecast(typed["forecast"]) if typed.get("forecast") else None,
            "remedy": told if judged.colour in GOES_BADLY else NOTHING,
        }


_EMPTY: tuple[tuple[str, Any], ...] = tuple(zip(REMEDY, ("", "", None, None), strict=True))


def _scale(*, ended: bool) -> list[StatusView]:
    """What the goal can be judged to be."""
    names = status_names()
    return [names[status] for status in judgements(ended=ended)]


def _initial(shown: GoalPage) -> dict[str, Any]:
    """What was judged last for the year, else the proposal if it is one that can be chosen."""
    last = shown.goal.judgement
    if last is None:
        return {"judged": shown.goal.proposal.status.value}
    said: dict[str, Any] = {
        "judged": last.status.status.value,
        "reason": last.reason,
        "summary": last.summary,
        "forecast": last.forecast,
    }
    if last.remedy:
        told = last.remedy
        said |= zip(REMEDY, (told.cause, told.action, told.on, told.by.id), strict=True)
    return said
