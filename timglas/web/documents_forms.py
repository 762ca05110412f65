"""Forms about governing documents: what the register shows, and what is registered and kept up."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from timglas.access import Viewer
from timglas.models import GoverningDocument, Unit
from timglas.queries.documents import (
    MINE,
    NOBODYS,
    DocumentRow,
    WantedDocuments,
    deciding_bodies,
    document_titles,
)
from timglas.rules.documents import Kind, Standing
from timglas.rules.language import Written
from timglas.rules.ordering import alphabetical
from timglas.rules.permissions import Permission
from timglas.web.activities_forms import DayField, PersonField
from timglas.web.decision_forms import DecidedForm
from timglas.web.plan_forms import DECISION

NAMES = ("title", "kind")


class DocumentListForm(forms.Form):
    """What the register of documents shows. A choice that does not exist is no choice."""

    q = forms.CharField(label=_("Sök"), required=False, widget=forms.SearchInput)
    slag = forms.ChoiceField(label=_("Slag"), required=False)
    enhet = forms.ChoiceField(label=_("Ansvarig enhet"), required=False)
    lage = forms.ChoiceField(label=_("Läge"), required=False)
    ansvarig = forms.ChoiceField(
        label=_("Ansvarig"),
        required=False,
        choices=[("", _("Alla")), (MINE, _("Mina")), (NOBODYS, _("Ingen ansvarig"))],
    )

    def __init__(self, data: Any, *, rows: Iterable[DocumentRow], is_open: bool) -> None:
        super().__init__(data, auto_id="sok_%s")
        units = sorted({(r.unit_id, r.unit_name) for r in rows}, key=lambda u: alphabetical(u[1]))
        choices: dict[str, list[tuple[Any, Any]]] = {
            "slag": [(kind.value, kind.name_in_words) for kind in Kind],
            "enhet": [(pk, Written(name)) for pk, name in units],
            "lage": [(found.value, found.name_in_words) for found in Standing],
        }
        for name, found in choices.items():
            self.fields[name].choices = [("", _("Alla")), *found]  # type: ignore[attr-defined]
        if is_open:
            del self.fields["ansvarig"]
        self.is_valid()

    def wanted(self, sort: str) -> WantedDocuments:
        """The register's narrowing, in an order."""
        chosen = self.cleaned_data
        return WantedDocuments(
            q=chosen.get("q", ""),
            kind=chosen.get("slag", ""),
            unit=chosen.get("enhet", ""),
            standing=chosen.get("lage", ""),
            responsible=chosen.get("ansvarig", ""),
            sort=sort,
        )


class KeptForm(forms.Form):
    """Who answers for a document, where it is found, and when it is looked over."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Ansvarig enhet"), empty_label=_("Välj enhet")
    )
    person = PersonField(label=_("Ansvarig person"))
    link = forms.URLField(
        label=_("Länk till dokumentet"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    place = forms.CharField(
        label=_("Var det annars finns"),
        max_length=200,
        required=False,
        help_text=_("Till exempel: diariet, eller pärmen hos kanslichefen."),
    )
    revised_when = forms.CharField(
        label=_("Revideras när"),
        max_length=200,
        required=False,
        help_text=_("Regeln, till exempel: första året i varje mandatperiod."),
    )
    revise_on = DayField(label=_("Ska revideras senast"), required=False)
    followed_up_when = forms.CharField(
        label=_("Följs upp när"),
        max_length=200,
        required=False,
        help_text=_("Regeln, till exempel: varje år i årsredovisningen."),
    )
    follow_up_on = DayField(label=_("Ska följas upp senast"), required=False)

    def __init__(
        self,
        *args: Any,
        viewer: Viewer,
        permission: Permission = Permission.MANAGE_DOCUMENT,
        kept_in: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        # Who answers for a document without a role may leave it where it is.
        may = Q(pk__in=viewer.units(permission)) | Q(pk=kept_in)
        units = Unit.objects.filter(may).order_by("code")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class NamedForm(DecidedForm):
    """What a decision settles of a document: title, kind and from when."""

    title = forms.CharField(label=_("Titel"), max_length=150)
    kind = forms.TypedChoiceField(label=_("Slag"), coerce=Kind)
    valid_from = DayField(label=_("Gäller från"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.value, kind.name_in_words) for kind in Kind]
        self.fields["kind"].choices = [("", gettext("Välj slag")), *kinds]  # type: ignore[attr-defined]


class AddDocumentForm(NamedForm, KeptForm):
    """A document that was decided, and how it is kept up."""

    field_order = (*NAMES, *DECISION, "valid_from", "unit", "person")

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        super().__init__(
            data,
            viewer=viewer,
            permission=Permission.REGISTER_DOCUMENT,
            bodies=deciding_bodies(viewer),
            today=viewer.today,
        )


class ReviseForm(NamedForm):
    """What was decided anew, what changed and when it is next revised."""

    change = forms.CharField(
        label=_("Vad ändrades?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Är något fel i registret skriver du Rättelse, och vad som var fel."),
    )
    revise_on = DayField(label=_("Ska revideras nästa gång senast"), required=False)
    field_order = (*NAMES, *DECISION, "valid_from", "change", "revise_on")


class RepealForm(DecidedForm):
    """The decision that a document no longer holds, from when, and what came instead."""

    ends_on = DayField(label=_("Gäller inte från"))
    replaced_by = forms.ModelChoiceField(
        GoverningDocument.objects.none(),
        label=_("Ersätts av"),
        required=False,
        empty_label=_("Inget annat dokument"),
    )
    reason = forms.CharField(
        label=_("Varför?"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self, *args: Any, viewer: Viewer, document: GoverningDocument, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        titles = document_titles(viewer)
        titles.pop(document.pk, None)
        field: Any = self.fields["replaced_by"]
        field.queryset = GoverningDocument.objects.filter(pk__in=titles)
        field.label_from_instance = lambda other: titles[other.pk]
