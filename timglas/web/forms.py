"""How every form is drawn: Designsystemet's controls and our field partial."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting


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
    """Draws fields with `parts/field.html`; `{{ form.x.as_field_group }}` gives our markup."""

    field_template_name = "parts/field.html"
    bound_field_class = BoundField
