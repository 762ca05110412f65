"""Keep decided plans and append-only tables unchanged, by triggers; and make the cache's table."""

from django.core.management import call_command
from django.db import migrations

from timglas.models.immutability import create_guards, drop_guards

# The tables guarded then; one that comes later is guarded by the migration that makes it.
GUARDED = (
    *("plandocument", "release", "outcome", "externalvalue", "assessment", "decision"),
    *("auditevent", "seal", "planversion"),
    *("goaledition", "goallink", "ground", "indicatoredition", "target"),
)


def create(apps, editor):
    create_guards(editor, GUARDED)
    call_command("createcachetable", verbosity=0, database=editor.connection.alias)


def drop(apps, editor):
    drop_guards(editor, GUARDED)


class Migration(migrations.Migration):
    dependencies = [("timglas", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
