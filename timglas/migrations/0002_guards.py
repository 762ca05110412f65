"""Keep decided plans and append-only tables unchanged, by triggers; and make the cache's table."""

from django.core.management import call_command
from django.db import migrations

from timglas.models.immutability import create_guards, drop_guards


def create(apps, editor):
    create_guards(editor)
    call_command("createcachetable", verbosity=0, database=editor.connection.alias)


def drop(apps, editor):
    drop_guards(editor)


class Migration(migrations.Migration):
    dependencies = [("timglas", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
