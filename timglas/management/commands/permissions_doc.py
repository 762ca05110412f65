"""Write docs/permissions.md from the table of permissions."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from timglas.queries.permissions_matrix import as_markdown, matrix


class Command(BaseCommand):
    """The documentation and the code never say different things."""

    help = "Writes docs/permissions.md, or with --check fails if it is not up to date."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --check."""
        parser.add_argument("--check", action="store_true", help="change nothing, only compare")

    def handle(self, *, check: bool, **_options: Any) -> None:
        """Write, or compare."""
        path = Path(settings.PROJECT) / "docs" / "permissions.md"
        text = as_markdown(matrix())
        if not check:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            raise CommandError("docs/permissions.md is old: run python manage.py permissions_doc")
