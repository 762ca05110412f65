"""Forms of imports: what to upload, which column is what, and what to confirm."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from timglas.models import Import
from timglas.queries.imports import column_choices
from timglas.rules.imports import SheetColumn, Verdict
from timglas.rules.reporting import REASON_LENGTH

PASTED = "inklistrat.txt"


class UploadForm(forms.Form):
    """A file, or a table that is pasted."""

    wants_one = True  # so that neither field is called optional
    file = forms.FileField(
        label=_("Fil från Excel (.xlsx) eller CSV"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
    )
    pasted = forms.CharField(
        label=_("Eller klistra in cellerna från Excel, med rubrikerna överst"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "class": "unwrapped"}),
    )

    def clean(self) -> dict[str, Any]:
        """Want one of them, and give what to read with its name."""
        given = self.cleaned_data
        file, pasted = given.get("file"), given.get("pasted", "").strip("\r\n")
        if self.errors:
            return given
        if bool(file) is bool(pasted.strip()):
            message = gettext("Välj en fil, eller klistra in en tabell. Inte båda.")
            raise forms.ValidationError({"file": message})
        content = file.read() if file else pasted.encode()
        return {"file_name": file.name if file else PASTED, "content": content}


class ColumnsForm(forms.Form):
    """Which column of the file holds what; one choice for each column that can be read in."""

    def __init__(self, data: Any, *, batch: Import, columns: Sequence[SheetColumn]) -> None:
        super().__init__(data, initial=batch.matching, label_suffix="")
        choices = [(str(n), name) for n, name in column_choices(batch)]
        for column in columns:
            self.fields[column.key] = forms.ChoiceField(
                label=gettext(column.heading),
                help_text=gettext(column.explanation),
                required=column.is_required,
                error_messages={"required": gettext("Välj den kolumn i filen som har det.")},
                choices=[("", gettext("Finns inte i filen")), *choices],
            )

    def clean(self) -> dict[str, Any]:
        """A column of the file can be only one thing."""
        chosen = {key: int(value) for key, value in self.cleaned_data.items() if value}
        for key, number in chosen.items():
            first = next(name for name, other in chosen.items() if other == number)
            if first != key:
                message = gettext("Kolumnen är redan vald som {other}.")
                self.add_error(key, message.format(other=self.fields[first].label))
        return {"matching": chosen}


class ConfirmForm(forms.Form):
    """To read in what was checked."""

    reason = forms.CharField(
        label=_("Varför ändras uppgifterna?"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Skriv varför uppgifterna ändras.")},
        help_text=_("Skälet sparas med ändringarna. Det som var före finns kvar i historiken."),
    )
    skips_rejected = forms.BooleanField(required=False)

    def __init__(self, data: Any, *, batch: Import) -> None:
        super().__init__(data)
        if not batch.counts.get(Verdict.CHANGE):
            del self.fields["reason"]
        rejects = batch.counts.get(Verdict.REJECT, 0)
        if rejects:
            message = gettext("Hoppa över de {count} raderna med fel, och läs in resten")
            label = message.format(count=rejects)
            self.fields["skips_rejected"].label = (
                label if rejects > 1 else gettext("Hoppa över raden med fel, och läs in resten")
            )
        else:
            del self.fields["skips_rejected"]


class UndoForm(forms.Form):
    """Why an import is undone."""

    reason = forms.CharField(
        label=_("Varför ångras importen?"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
