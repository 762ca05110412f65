"""What a judgement says of the year's end, and of what is done where it goes badly."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from timglas.models.immutability import create_guards, drop_guards

# The guards of the table that is made anew.
GUARDED = ("assessment",)


def create(apps, editor):
    create_guards(editor, GUARDED)


def drop(apps, editor):
    drop_guards(editor, GUARDED)


class Migration(migrations.Migration):

    dependencies = [
        ('timglas', '0032_replacements'),
    ]

    operations = [
        migrations.RunPython(drop, create),
        migrations.AddField(
            model_name='assessment',
            name='cause',
            field=models.TextField(blank=True, verbose_name='orsak'),
        ),
        migrations.AddField(
            model_name='assessment',
            name='forecast',
            field=models.CharField(blank=True, choices=[('reached', 'reached'), ('partly', 'partly'), ('not_reached', 'not_reached'), ('unknown', 'unknown')], max_length=12, verbose_name='prognos'),
        ),
        migrations.AddField(
            model_name='assessment',
            name='remedy',
            field=models.TextField(blank=True, verbose_name='åtgärd'),
        ),
        migrations.AddField(
            model_name='assessment',
            name='remedy_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='remedies', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='assessment',
            name='remedy_on',
            field=models.DateField(blank=True, null=True, verbose_name='åtgärden klar'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cause', ''), ('remedy', ''), ('remedy_by', None), ('remedy_on', None)), models.Q(models.Q(('cause', ''), _negated=True), models.Q(('remedy', ''), _negated=True), ('remedy_on__isnull', False), ('remedy_by__isnull', False)), _connector='OR'), name='remedy_is_told_whole'),
        ),
        migrations.RunPython(create, drop),
    ]
