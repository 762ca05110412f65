"""Gets a server ready to start, in one process: what every start on one's own computer needs."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    """Bring the database up to date, and load Exempelby into an empty demonstration."""

    help = "Brings the database up to date. With TIMGLAS_DEMO=1, loads Exempelby if it is empty."
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do what is not done already."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0)
        if settings.DEMO:
            call_command("load_exempelby", if_empty=True, stdout=self.stdout)
