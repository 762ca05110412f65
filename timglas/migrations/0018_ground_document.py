"""A ground of a goal can point at a document in the register."""

import django.db.models.deletion
from django.db import migrations, models

from timglas.models.immutability import create_guards, drop_guards

GUARDED = ("ground",)


def create(apps, editor):
    create_guards(editor, GUARDED)


def drop(apps, editor):
    drop_guards(editor, GUARDED)


class Migration(migrations.Migration):

    dependencies = [
        ('timglas', '0017_budget'),
    ]

    operations = [
        migrations.RunPython(drop, create),
        migrations.AddField(
            model_name='ground',
            name='document',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='grounds', to='timglas.governingdocument'),
        ),
        migrations.RunPython(create, drop),
    ]
