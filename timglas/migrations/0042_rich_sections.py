"""The texts of plans' sections become HTML: what was typed, in paragraphs."""

from django.db import migrations

from timglas.models.immutability import create_guards, drop_guards
from timglas.rules.rich_text import typed_as_html

# The words of what is decided stay as they are; only how they are written down changes.
GUARDED = ("plansection",)


def create(apps, editor):
    create_guards(editor, GUARDED)


def drop(apps, editor):
    drop_guards(editor, GUARDED)


def write_html(apps, editor):
    sections = apps.get_model("timglas", "PlanSection").objects.exclude(body="")
    for section in sections.iterator():
        section.body = typed_as_html(section.body)
        section.save(update_fields=["body"])


class Migration(migrations.Migration):
    dependencies = [
        ("timglas", "0041_reports"),
    ]

    operations = [
        migrations.RunPython(drop, create),
        migrations.RunPython(write_html, migrations.RunPython.noop),
        migrations.RunPython(create, drop),
    ]
