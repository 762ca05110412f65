"""What a company lets go of its own governing documents, which is added and never changed."""

import django.db.models.deletion
from django.db import migrations, models

from timglas.models.immutability import create_guards, drop_guards

GUARDED = ("documentrelease",)


def create(apps, editor):
    create_guards(editor, GUARDED)


def drop(apps, editor):
    drop_guards(editor, GUARDED)


class Migration(migrations.Migration):

    dependencies = [
        ('timglas', '0026_proposed_plans'),
    ]

    operations = [
        migrations.CreateModel(
            name='DocumentRelease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='document_releases', to='timglas.decision')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='release', to='timglas.governingdocument')),
            ],
        ),
        migrations.RunPython(create, drop),
    ]
