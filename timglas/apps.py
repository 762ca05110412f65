"""The Django app."""

from django.apps import AppConfig
from django.utils import translation

from timglas.rules import language


class TimglasConfig(AppConfig):
    """Starts the app."""

    name = "timglas"

    def ready(self) -> None:
        """Let rules write in the reader's language; listen to the sign-in library."""
        # Views import models, which cannot be imported before the app is ready.
        from timglas.web.accounts import listen  # noqa: PLC0415

        language.plug_in(translation)
        listen()
