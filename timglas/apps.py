"""The Django app."""

from django.apps import AppConfig


class TimglasConfig(AppConfig):
    """Starts the app."""

    name = "timglas"

    def ready(self) -> None:
        """Listen to the sign-in library."""
        # Views import models, which cannot be imported before the app is ready.
        from timglas.web.accounts import listen  # noqa: PLC0415

        listen()
