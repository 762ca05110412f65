"""How forms are drawn, and how a refusal becomes an error in the form it came from."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting

from timglas.actions.refusal import Refusal


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


def show_refusal(form: forms.BaseForm, refusal: Refusal) -> None:
    """Put a refusal's reason on the field it is about, or on the whole form."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, refusal.message)
