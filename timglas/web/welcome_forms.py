"""Forms of the welcome guide."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from timglas.models import UnitKind
from timglas.queries.catalogue import AreaView
from timglas.rules.welcome import BODIES, KPIS, LEVELS, Body, Level, SuggestedKpi
from timglas.web.org_forms import DayField

BODY_KINDS = [
    (kind.value, kind.label)
    for kind in (UnitKind.EXECUTIVE_BOARD, UnitKind.COMMITTEE, UnitKind.COMPANY)
]


class AdministratorForm(forms.Form):
    """The first account."""

    name = forms.CharField(
        label=_("Ditt namn"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-post"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Lösenord"),
        strip=False,
        help_text=_("Minst 12 tecken. Några ord i rad är lätta att minnas och svåra att gissa."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class MunicipalityForm(forms.Form):
    """Which municipality this is: one of Kolada's list, or typed when the list is not to be had."""

    kolada_id = forms.ChoiceField(label=_("Kommun"))
    email = forms.EmailField(
        label=_("E-post för frågor"),
        required=False,
        help_text=_("Visas på de öppna sidorna, för den som undrar över en siffra."),
    )

    def __init__(self, *args: Any, municipalities: Iterable[AreaView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {area.id: area.title for area in municipalities}
        choices = [("", _("Välj kommun")), *self.names.items()]
        self.fields["kolada_id"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Add the name that belongs to the code."""
        given = super().clean() or {}
        return given | {"name": self.names.get(given.get("kolada_id", ""), "")}


class TypedMunicipalityForm(forms.Form):
    """The municipality's name and code, typed."""

    name = forms.CharField(label=_("Kommunens namn"), max_length=100)
    kolada_id = forms.RegexField(
        r"^\d{4}$",
        label=_("Kommunkod"),
        help_text=_("Fyra siffror, till exempel 1465 för Svenljunga."),
        error_messages={"invalid": _("Skriv kommunkoden med fyra siffror.")},
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    email = forms.EmailField(label=_("E-post för frågor"), required=False)


class BodyForm(forms.Form):
    """A row: a body, and the department that works for it. A row without a name is left out."""

    name = forms.CharField(label=_("Namn"), max_length=120, required=False)
    kind = forms.ChoiceField(label=_("Slag"), choices=BODY_KINDS)
    department = forms.CharField(label=_("Förvaltning"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        """A department needs something to work for."""
        given = super().clean() or {}
        if given.get("department") and not given.get("name"):
            self.add_error("name", _("Skriv vilken nämnd förvaltningen hör till."))
        return given


class SinceForm(forms.Form):
    """Since when the bodies exist."""

    since = DayField(
        label=_("Finns från och med"),
        help_text=_("Planer och utfall kan visas från och med den dagen. Går att ändra senare."),
    )


BodyFormSet = forms.formset_factory(BodyForm, extra=0, max_num=40)
PREFIX = "rad"
BLANK = {"name": "", "kind": UnitKind.COMMITTEE.value, "department": ""}


def suggested_rows() -> list[dict[str, str]]:
    """The rows to begin with: what most municipalities have, and room for one more."""
    rows = [{"name": b.name, "kind": b.kind, "department": b.department} for b in BODIES]
    return [*rows, BLANK | {"kind": UnitKind.COMPANY.value}]


def changed_rows(given: QueryDict) -> list[dict[str, str]] | None:
    """The rows after a press on "Lägg till rad" or "Ta bort"; None if neither was pressed."""
    if "add" not in given and "remove" not in given:
        return None
    total = given.get(f"{PREFIX}-TOTAL_FORMS", "0")
    count = min(int(total), 40) if total.isdecimal() else 0
    rows = [
        {name: given.get(f"{PREFIX}-{n}-{name}", "") for name in ("name", "kind", "department")}
        for n in range(count)
        if str(n) != given.get("remove")
    ]
    return [*rows, BLANK] if "add" in given else rows


def bodies_of(rows: Iterable[dict[str, str]]) -> list[Body]:
    """The bodies of valid rows."""
    return [Body(row["name"], row["kind"], row["department"]) for row in rows if row.get("name")]


class LevelsForm(forms.Form):
    """The suggested levels, each with a name to change; an emptied name leaves the level out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, level in enumerate(LEVELS):
            self.fields[f"level_{number}"] = forms.CharField(
                label=_("Nivå %s") % (number + 1),
                max_length=60,
                initial=level.name,
                required=number == 0,
                help_text=HINTS[number],
            )

    @property
    def levels(self) -> Sequence[Level]:
        """The levels that were kept, with their names."""
        named = [(self.cleaned_data[f"level_{n}"], level) for n, level in enumerate(LEVELS)]
        return [
            Level(name, name, level.unit_kinds, level.healthy_count)
            for name, level in named
            if name
        ]


HINTS = (
    _("Kommunfullmäktige har mål på den här nivån. Fyra är lagom."),
    _("Kommunstyrelsen, nämnder och bolag. Töm fältet om ni inte har den här nivån."),
    _("Förvaltningar och enheter. Töm fältet om ni inte har den här nivån."),
)


class IndicatorsForm(forms.Form):
    """Which of the suggested KPIs to follow."""

    kpis = forms.MultipleChoiceField(
        label=_("Indikatorer"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        headings = dict.fromkeys(kpi.heading for kpi in KPIS)
        self.fields["kpis"].choices = [  # type: ignore[attr-defined]
            (_(heading), [(kpi.id, kpi.title) for kpi in KPIS if kpi.heading == heading])
            for heading in headings
        ]

    @property
    def chosen(self) -> list[SuggestedKpi]:
        """The KPIs that were ticked."""
        return [kpi for kpi in KPIS if kpi.id in self.cleaned_data["kpis"]]
