"""What the executive board has found of each company, which is added and never changed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from timglas.models.immutability import create_guards, drop_guards

GUARDED = ("oversightdecision",)


def create(apps, editor):
    create_guards(editor, GUARDED)


def drop(apps, editor):
    drop_guards(editor, GUARDED)


class Migration(migrations.Migration):

    dependencies = [
        ('timglas', '0042_rich_sections'),
    ]

    operations = [
        migrations.CreateModel(
            name='OversightDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('finding', models.CharField(choices=[('yes', 'yes'), ('remark', 'remark'), ('no', 'no')], max_length=10, verbose_name='bedömning')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='oversight_decisions', to=settings.AUTH_USER_MODEL)),
                ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='oversight_decisions', to='timglas.unit')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='oversight_decisions', to='timglas.decision')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('finding', 'yes'), models.Q(('text', ''), _negated=True), _connector='OR'), name='finding_is_explained')],
            },
        ),
        migrations.RunPython(create, drop),
    ]
