"""How forms are drawn, and how a refusal becomes an error in the form it came from."""

from decimal import Decimal
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting

from timglas.actions.refusal import Refusal
from timglas.rules.language import SOURCE, language
from timglas.rules.numbers import NumberProblem, format_number, parse_number


class BoundField(forms.BoundField):
    """A field whose control carries Designsystemet's class, wherever it is drawn."""

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Add the class `ds-input` to what the widget and the template ask for."""
        built = super().build_widget_attrs(attrs, widget)
        if language() != SOURCE and self._holds_words(widget or self.field.widget):
            built["lang"] = SOURCE
        asked = built.get("class") or (widget or self.field.widget).attrs.get("class", "")
        return built | {"class": f"ds-input {asked}".strip()}

    def _holds_words(self, widget: forms.Widget) -> bool:
        """Whether there are words in the control that people have written in their language."""
        is_text = isinstance(widget, forms.TextInput | forms.Textarea)
        return is_text and type(self.field) is forms.CharField and bool(self.value())


class FormRenderer(TemplatesSetting):
    """Draws fields by our own templates: `{{ form }}`, or `{{ form.x.as_field_group }}`."""

    field_template_name = "parts/field.html"
    form_template_name = "parts/form.html"
    bound_field_class = BoundField


class NumberField(forms.Field):
    """A number as people type it; gives a Decimal, or None when nothing is typed.

    What was typed stays in the form when it cannot be read, and the error says what to write.
    """

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Ask phones for digits, and browsers not to fill in old numbers."""
        return super().widget_attrs(widget) | {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: str | None) -> Decimal | None:
        """Read what was typed; what cannot be read is an error that says what to do."""
        try:
            return parse_number(value or "")
        except NumberProblem as problem:
            raise forms.ValidationError(problem.message) from problem

    def prepare_value(self, value: Decimal | str | None) -> str | None:
        """Show a stored number in Swedish, and what was typed as it was typed."""
        return format_number(value) if isinstance(value, Decimal) else value

    def has_changed(self, initial: Decimal | None, data: str | None) -> bool:
        """Compare numbers, not how they are written: "2,50" has not changed from 2.5."""
        try:
            return self.to_python(data) != initial
        except forms.ValidationError:
            return True


def show_refusal(form: forms.BaseForm, refusal: Refusal) -> None:
    """Put a refusal's reason on the field it is about, or on the whole form."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, refusal.message)
