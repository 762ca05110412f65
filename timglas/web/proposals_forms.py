"""Forms about proposals: the register's, a new one, all that one says, and the council's answer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timglas.access import Viewer
from timglas.models import Proposal, Unit, UnitKind
from timglas.queries.proposals import ProposalRow, WantedProposals, content_of
from timglas.rules.budget import can_be_kept, in_thousands, kronor
from timglas.rules.impact import CRITERIA, QUESTIONS, Theme
from timglas.rules.ordering import alphabetical
from timglas.rules.permissions import Permission
from timglas.rules.proposals import ANSWERS, ASKED, Amounts, Kind, Money, State, amount_field
from timglas.web.assignments_forms import not_ahead
from timglas.web.forms import NumberField
from timglas.web.plan_forms import MinutesFields, date_field, year_field


class ProposalListForm(forms.Form):
    """What the register of proposals shows. A choice that does not exist is no choice."""

    q = forms.CharField(label=gettext_lazy("Sök"), required=False, widget=forms.SearchInput)
    organ = forms.ChoiceField(label=gettext_lazy("Nämnd eller bolag"), required=False)
    planar = forms.ChoiceField(label=gettext_lazy("Planår"), required=False)
    slag = forms.ChoiceField(label=gettext_lazy("Slag"), required=False)
    lage = forms.ChoiceField(label=gettext_lazy("Läge"), required=False)

    def __init__(self, data: Any, *, rows: Iterable[ProposalRow]) -> None:
        super().__init__(data, auto_id="sok_%s")
        rows = tuple(rows)
        bodies = sorted({(r.body_id, r.body) for r in rows}, key=lambda b: alphabetical(b[1]))
        years = [(year, str(year)) for year in sorted({row.year for row in rows})]
        offered = {
            "organ": [("", _("Alla")), *bodies],
            "planar": [("", _("Alla år")), *years],
            "slag": [("", _("Alla slag")), *((k.value, k.name_in_words) for k in Kind)],
            "lage": [("", _("Alla lägen")), *((s.value, s.name_in_words) for s in State)],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.is_valid()

    def wanted(self, sort: str) -> WantedProposals:
        """The register's narrowing, in an order."""
        chosen = self.cleaned_data
        return WantedProposals(
            q=chosen.get("q", ""),
            body=chosen.get("organ", ""),
            year=chosen.get("planar", ""),
            kind=chosen.get("slag", ""),
            state=chosen.get("lage", ""),
            sort=sort,
        )


class DraftForm(forms.Form):
    """A new proposal: whose, for which year, and of which kind."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("Vem föreslår?"),
        empty_label=gettext_lazy("Välj enhet"),
    )
    name = forms.CharField(
        label=gettext_lazy("Rubrik"),
        max_length=200,
        help_text=gettext_lazy("Kort, så att förslaget känns igen: Två speciallärare till."),
    )
    kind = forms.TypedChoiceField(
        label=gettext_lazy("Vad är det?"), coerce=Kind, widget=forms.RadioSelect
    )
    year = year_field(
        label=gettext_lazy("Planår"),
        help_text=gettext_lazy("Det första året som förslaget gäller."),
    )

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        super().__init__(data, initial={"year": viewer.today.year + 1})
        reach = viewer.reach(Permission.WRITE_PROPOSAL, Unit).exclude(kind=UnitKind.COUNCIL)
        units = Unit.objects.filter(pk__in=reach.values("pk")).open_on(viewer.today)
        self.fields["unit"].queryset = units.order_by("code")  # type: ignore[attr-defined]
        kinds = [(kind.value, kind.name_in_words) for kind in Kind]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class MoneyFields:
    """A row of the table of money: a name, and a field for each year."""

    name: str
    fields: tuple[forms.BoundField, ...]


@dataclass(frozen=True, slots=True)
class ThemeFields:
    """The questions about a theme."""

    name: str
    fields: tuple[forms.BoundField, ...]


class ProposalForm(forms.Form):
    """All that a proposal says. Everything but the heading may wait; money is in thousands."""

    name = forms.CharField(label=gettext_lazy("Rubrik"), max_length=200)
    description = forms.CharField(
        label=gettext_lazy("Beskrivning"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Vad ska göras, för vem och varför just nu?"),
    )

    def __init__(self, data: Any, *, proposal: Proposal) -> None:
        texts = {"name": proposal.name, "description": proposal.description}
        super().__init__(data, initial=texts)
        self.content = content_of(proposal)
        for money in ASKED[self.content.kind]:
            for year in self.content.years:
                self.fields[amount_field(money, year)] = self._amount(money, year)
        if self.content.kind is Kind.INVESTMENT:
            self._add_criteria()
        for question in QUESTIONS:
            self.fields[f"impact-{question.key}"] = forms.CharField(
                label=question.label,
                help_text=question.hint,
                required=False,
                initial=self.content.impact.get(question.key, ""),
                widget=forms.Textarea(attrs={"rows": 3}),
            )

        # What is not asked for yet is asked for later: it is not optional.
        for field in self.fields.values():
            field.may_wait = True  # type: ignore[attr-defined]

    def money(self) -> Iterator[MoneyFields]:
        """The table of money, row by row."""
        for money in ASKED[self.content.kind]:
            fields = (self[amount_field(money, year)] for year in self.content.years)
            yield MoneyFields(money.name_in_words, tuple(fields))

    def criteria(self) -> tuple[forms.BoundField, ...]:
        """What an investment is weighed by."""
        return tuple(self[name] for name in self.fields if name.startswith("weighed-"))

    def themes(self) -> Iterator[ThemeFields]:
        """The questions of the impact statement, theme by theme."""
        for theme in Theme:
            keys = (question.key for question in QUESTIONS if question.theme is theme)
            fields = tuple(self[f"impact-{key}"] for key in keys)
            yield ThemeFields(theme.name_in_words, fields)

    def written(self) -> dict[str, Any]:
        """What was typed, as the action wants it."""
        typed = self.cleaned_data
        weighed = ((c.key, typed.get(f"weighed-{c.key}", "")) for c in CRITERIA)
        return {
            "name": typed["name"],
            "description": typed["description"],
            "amounts": self._amounts(),
            "impact": {q.key: typed[f"impact-{q.key}"] for q in QUESTIONS},
            "weighed": {key: int(points) for key, points in weighed if points},
        }

    def _amounts(self) -> Amounts:
        keys = [(m, y) for m in ASKED[self.content.kind] for y in self.content.years]
        typed = ((key, self.cleaned_data[amount_field(*key)]) for key in keys)
        return {key: kronor(amount) for key, amount in typed if amount is not None}

    def _amount(self, money: Money, year: int) -> NumberField:
        known = self.content.amounts.get((money, year))
        return thousands_field(
            label=f"{money.name_in_words} {year}",
            initial=None if known is None else in_thousands(known),
        )

    def _add_criteria(self) -> None:
        for criterion in CRITERIA:
            levels = [(str(level.points), level.in_words) for level in criterion.levels]
            self.fields[f"weighed-{criterion.key}"] = forms.ChoiceField(
                label=criterion.label,
                choices=levels,
                required=False,
                initial=str(self.content.weighed.get(criterion.key, "")),
                widget=forms.RadioSelect,
            )


class AnswerForm(MinutesFields):
    """What the council answered, by which decision, and what it granted of the first year."""

    body = forms.ModelChoiceField(
        Unit.objects.filter(kind=UnitKind.COUNCIL), label=gettext_lazy("Beslutat av")
    )
    decided_on = date_field(label=gettext_lazy("Beslutsdatum"))
    answer = forms.TypedChoiceField(
        label=gettext_lazy("Svar"), coerce=State, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=gettext_lazy("Skäl"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Så som det står i beslutet. Kan inte ändras efteråt."),
    )
    field_order = ("answer", "reason", "operating", "investment", "body", "decided_on")

    def __init__(self, data: Any, *, proposal: Proposal, today: date) -> None:
        council = Unit.objects.filter(kind=UnitKind.COUNCIL).first()
        super().__init__(data, initial={"body": council})
        self.today = today
        self.fields["paragraph"].required = True
        answers = [(state.value, state.name_in_words) for state in ANSWERS]
        self.fields["answer"].choices = answers  # type: ignore[attr-defined]
        hint = _("I tkr. Bara när svaret är Beviljat till en del.")
        self.fields["operating"] = thousands_field(
            label=_("Beviljad kostnad {year}").format(year=proposal.year), help_text=hint
        )
        self.fields["investment"] = thousands_field(
            label=_("Beviljad investering {year}").format(year=proposal.year), help_text=hint
        )
        if proposal.kind != Kind.INVESTMENT:
            del self.fields["investment"]
        self.order_fields(self.field_order)

    def clean_decided_on(self) -> date:
        """A decision is recorded when it has been made."""
        return not_ahead(self.cleaned_data["decided_on"], self.today)

    def granted(self) -> dict[str, Decimal | None]:
        """The kronor that were typed."""
        typed = {name: self.cleaned_data.get(name) for name in ("operating", "investment")}
        return {name: None if t is None else kronor(t) for name, t in typed.items()}


class AgainForm(forms.Form):
    """For which later year something is proposed again."""

    year = year_field(label=gettext_lazy("Planår"))


def thousands_field(**more: Any) -> NumberField:
    """A field for kronor in thousands."""
    widget = forms.TextInput(attrs={"class": "amount"})
    return NumberField(required=False, widget=widget, validators=[_fits], **more)


def _fits(typed: Decimal) -> None:
    if not can_be_kept(kronor(typed)):
        raise forms.ValidationError(_("Skriv högst fem decimaler, och mindre än en miljard tkr."))
