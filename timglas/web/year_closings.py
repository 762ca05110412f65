"""Closing a year: what is left to do in it, the press that closes it, and opening it again."""

from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from timglas.access import Viewer
from timglas.actions.year_closings import close_year, reopen_year
from timglas.models import Unit
from timglas.queries.placed import parents_on
from timglas.queries.year_closings import year_to_close
from timglas.rules.permissions import Permission
from timglas.rules.tree import descendants
from timglas.web.acting import Crumb, Done, answer, sent, signed
from timglas.web.needs import needs
from timglas.web.plan_forms import year_field
from timglas.web.viewing import ViewedRequest

CLOSE = Permission.CLOSE_YEAR
ALL, ONE = "alla", "en"


class ClosingForm(forms.Form):
    """Which year, and for whom."""

    enhet = forms.ModelChoiceField(Unit.objects.none(), label=_("Enhet"), empty_label=None)
    omfattning = forms.ChoiceField(
        label=_("Omfattning"),
        choices=[(ALL, _("Enheten och alla under")), (ONE, _("Bara enheten"))],
    )
    ar = year_field(label=_("År"))

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(pk__in=viewer.units(CLOSE))
        self.fields["enhet"].queryset = units.order_by("code")  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why a year is opened again."""

    reason = forms.CharField(
        label=_("Varför öppnas året igen?"),
        max_length=600,
        help_text=_("Skälet sparas i händelseloggen."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """The units and the year that an address asks about; none where it cannot be read."""

    form: ClosingForm
    unit: Unit | None
    year: int
    units: frozenset[int]

    @property
    def query(self) -> str:
        """The same in an address."""
        return urlencode(self.form.data)


@needs(CLOSE)
def close(request: HttpRequest) -> HttpResponse:
    """What is left to do in a year, for a unit and those under it; and the press that closes it."""
    asked = _asked(request)

    def act() -> Done:
        unit = cast("Unit", asked.unit)
        count = close_year(unit=unit, year=asked.year, units=asked.units, **signed(request))
        words = ngettext(
            "%(year)s är avslutat för %(count)s enhet.",
            "%(year)s är avslutat för %(count)s enheter.",
            count,
        )
        return Done(words % {"year": asked.year, "count": count}, _address("close", asked))

    form = forms.Form(sent(request) if asked.unit else None)
    context = _context(request, asked, Crumb(gettext("Avsluta ett år")))
    return answer(request, "year_closings/close.html", form=form, act=act, context=context)


@needs(CLOSE)
def reopen(request: HttpRequest) -> HttpResponse:
    """Open a closed year again for a unit, or for it and those under it, with the reason."""
    asked = _asked(request)

    def act(*, reason: str) -> Done:
        reopen_year(
            unit=cast("Unit", asked.unit),
            year=asked.year,
            units=asked.units,
            reason=reason,
            **signed(request),
        )
        return Done(gettext("Året är öppet igen."), _address("close", asked))

    form = ReasonForm(sent(request) if asked.unit else None)
    way = Crumb(gettext("Avsluta ett år"), _address("close", asked))
    context = _context(request, asked, way, Crumb(gettext("Öppna igen")))
    return answer(request, "year_closings/reopen.html", form=form, act=act, context=context)


def _asked(request: HttpRequest) -> Asked:
    viewer = cast("ViewedRequest", request).viewer
    usual = {"enhet": _top_of(viewer), "omfattning": ALL, "ar": viewer.today.year - 1}
    known = {name: request.GET[name] for name in usual if name in request.GET}
    form = ClosingForm(usual | known, viewer=viewer)
    if not form.is_valid():
        return Asked(form, None, viewer.today.year - 1, frozenset())
    unit, year = form.cleaned_data["enhet"], form.cleaned_data["ar"]
    below = descendants(parents_on(viewer.today), [unit.pk])
    units = below if form.cleaned_data["omfattning"] == ALL else frozenset([unit.pk])
    return Asked(form, unit, year, viewer.units(CLOSE) & units)


def _top_of(viewer: Viewer) -> int | None:
    """The uppermost unit where the viewer closes years; the first of several."""
    mine, parents = viewer.units(CLOSE), parents_on(viewer.today)
    tops = [unit for unit in mine if parents.get(unit) not in mine]
    return Unit.objects.filter(pk__in=tops).order_by("code").values_list("pk", flat=True).first()


def _context(request: HttpRequest, asked: Asked, *way: Crumb) -> dict[str, Any]:
    viewer = cast("ViewedRequest", request).viewer
    return {
        "asked": asked.form,
        "unit": asked.unit,
        "query": asked.query,
        "found": year_to_close(viewer, asked.units, asked.year) if asked.unit else None,
        "crumbs": [Crumb(gettext("Planer"), reverse("plans:index")), *way],
    }


def _address(name: str, asked: Asked) -> str:
    return f"{reverse(f'year_closings:{name}')}?{asked.query}"


urls = (
    [path("", close, name="close"), path("oppna/", reopen, name="reopen")],
    "year_closings",
)
