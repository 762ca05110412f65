"""The field for a text with headings, lists, links and tables: an editor where scripts run.

Without a script it is a plain field where a little of Markdown is typed. Either way the form gets
the text as it is stored.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from timglas.rules.rich_html import from_html
from timglas.rules.rich_typed import typed
from timglas.rules.section_text import plain_text, section_html, typed_html

# Letters, with spaces: some forty pages.
LONGEST = 100_000


class RichTextWidget(forms.Textarea):
    """The editor, drawn as a plain field with what a script needs to make an editor of it."""

    template_name = "parts/rich_text.html"
    words: int | None = None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Draw what is typed, and beside it the same text as HTML for the editor."""
        context = super().get_context(name, typed(from_html(value or "")), attrs)
        context["widget"] |= {"html": value or "", "words": self.words}
        return context

    def value_from_datadict(
        self,
        data: Mapping[str, Any],
        files: MultiValueDict[str, Any],  # noqa: ARG002 (Django calls it so)
        name: str,
    ) -> str | None:
        """The text from the editor if there was one, else what was typed."""
        html = data.get(f"{name}-html")
        if html is not None:
            return section_html(html)
        text = data.get(name)
        return None if text is None else typed_html(text)

    def value_omitted_from_data(
        self,
        data: Mapping[str, Any],
        files: MultiValueDict[str, Any],  # noqa: ARG002 (Django calls it so)
        name: str,
    ) -> bool:
        """Whether neither came."""
        return name not in data and f"{name}-html" not in data


class RichTextField(forms.CharField):
    """A text as it is stored, at most `longest` letters. `words` is how long it is good to be."""

    widget = RichTextWidget

    def __init__(self, *, words: int | None = None, longest: int = LONGEST, **kwargs: Any) -> None:
        self.longest = longest
        super().__init__(**kwargs)
        self.widget.attrs["rows"] = 12
        self.widget.words = words

    def clean(self, value: Any) -> Any:
        """Take no text for an empty one: what was sent without the field must erase nothing."""
        if value is None:
            raise ValidationError(_("Texten kom inte med. Försök igen."))
        return super().clean(value)

    def validate(self, value: str) -> None:
        """Refuse what is longer than can be stored and read, by its words and not its tags."""
        super().validate(value)
        over = len(plain_text(value)) - self.longest
        if over > 0:
            raise ValidationError(_("Texten är %d tecken för lång.") % over)
