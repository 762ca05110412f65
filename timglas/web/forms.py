"""How forms are drawn, and how a refusal becomes an error in the form it came from."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting

from timglas.actions.refusal import Refusal
from timglas.rules.numbers import NumberProblem, parse_number


class BoundField(forms.BoundField):
    """A field whose control carries Designsystemet's class, wherever it is drawn."""

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Add the class `ds-input` to what the widget and the template ask for."""
        built = super().build_widget_attrs(attrs, widget)
        asked = built.get("class") or (widget or self.field.widget).attrs.get("class", "")
        return built | {"class": f"ds-input {asked}".strip()}


class FormRenderer(TemplatesSetting):
    """Draws fields by our own templates: `{{ form }}`, or `{{ form.x.as_field_group }}`."""

    field_template_name = "parts/field.html"
    bound_field_class = BoundField


class NumberField(forms.CharField):
    """A number as people type it; gives a Decimal, or None when nothing is typed.

    What was typed stays in the form when it cannot be read, and the error says what to write.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=60, **options)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """Read what was typed."""
        try:
            return parse_number(super().to_python(value) or "")
        except NumberProblem as problem:
            raise ValidationError(problem.message) from problem

    def run_validators(self, value: Any) -> None:
        """Check the length of what was typed, written out as text again."""
        super().run_validators("" if value is None else str(value))


def show_refusal(form: forms.BaseForm, refusal: Refusal) -> None:
    """Put a refusal's reason on the field it is about, or on the whole form."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, refusal.message)
