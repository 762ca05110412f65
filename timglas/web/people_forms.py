"""Forms about people and roles."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from timglas.access import Viewer
from timglas.models import Unit
from timglas.rules.outbox import HOURS, Rhythm
from timglas.rules.permissions import ROLES, Permission, Role
from timglas.web.org_forms import DayField


class PeopleFilter(forms.Form):
    """Whom to show in the list."""

    q = forms.CharField(
        label=_("Sök namn, titel eller enhet"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    roll = forms.ChoiceField(
        label=_("Roll"),
        required=False,
        choices=lambda: [("", _("Alla roller")), *((r, spec.title) for r, spec in ROLES.items())],
    )
    konto = forms.ChoiceField(
        label=_("Konto"),
        required=False,
        choices=[("", _("Öppna")), ("stangda", _("Stängda"))],
    )


class PersonForm(forms.Form):
    """Somebody's details."""

    name = forms.CharField(label=_("Namn"), max_length=120)
    title = forms.CharField(label=_("Titel"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("E-post"), required=False, help_text=_("Behövs för att kunna logga in.")
    )
    is_hidden = forms.BooleanField(
        label=_("Dölj namnet på öppna sidor"),
        required=False,
        help_text=_("För den som har skyddade personuppgifter. Titeln visas i stället."),
    )


class RoleForm(forms.Form):
    """A role at a unit from a day."""

    role = forms.TypedChoiceField(
        label=_("Roll"),
        coerce=Role,
        choices=lambda: [(r, f"{spec.title}: {spec.says}") for r, spec in ROLES.items()],
        widget=forms.RadioSelect,
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Enhet"),
        help_text=_("Rollen gäller här och i allt under."),
        empty_label=_("Välj enhet"),
    )
    valid_from = DayField(label=_("Från och med"))

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = viewer.reach(Permission.MANAGE_PEOPLE, Unit).filter(closed_on=None)
        self.fields["unit"].queryset = units.order_by("name")  # type: ignore[attr-defined]


class EndRoleForm(forms.Form):
    """The first day without the role."""

    on = DayField(label=_("Från och med"), help_text=_("Första dagen utan rollen."))


class LookForm(forms.Form):
    """How pages look for oneself, and in which language."""

    scheme = forms.ChoiceField(
        label=_("Utseende"),
        choices=[("auto", _("Som datorn")), ("light", _("Ljust")), ("dark", _("Mörkt"))],
        widget=forms.RadioSelect,
    )
    density = forms.ChoiceField(
        label=_("Täthet"),
        choices=[("md", _("Luftigt")), ("sm", _("Tätt"))],
        widget=forms.RadioSelect,
        help_text=_("Tätt visar fler rader på en gång. Knappar och fält är lika stora."),
    )
    language = forms.ChoiceField(
        label=_("Språk"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        help_text=_("Det som människor har skrivit står kvar på det språk de skrev på."),
    )


class MailForm(forms.Form):
    """How often one wants mail, and from which hour."""

    rhythm = forms.TypedChoiceField(
        label=_("Mejl om det som väntar på dig"),
        coerce=Rhythm,
        widget=forms.RadioSelect,
        help_text=_("Allt samlas i ett mejl. Det som är brådskande kommer genast."),
    )
    hour = forms.TypedChoiceField(
        label=_("Tidigast klockan"), coerce=int, choices=[(h, f"{h:02}.00") for h in HOURS]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(rhythm.value, rhythm.name_in_words) for rhythm in Rhythm]
        self.fields["rhythm"].choices = choices  # type: ignore[attr-defined]
