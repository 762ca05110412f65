"""Changes of the process behind an indicator, which are added and never changed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from timglas.models.immutability import create_guards, drop_guards

GUARDED = ("processchange",)


def create(apps, editor):
    create_guards(editor, GUARDED)


def drop(apps, editor):
    drop_guards(editor, GUARDED)


class Migration(migrations.Migration):

    dependencies = [
        ('timglas', '0006_imports'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProcessChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period_start', models.DateField(verbose_name='från och med')),
                ('reason', models.CharField(max_length=600, verbose_name='skäl')),
                ('made_at', models.DateTimeField()),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='process_changes', to='timglas.indicator')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='process_changes', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='process_changes', to='timglas.unit')),
                ('withdraws', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='withdrawn_by', to='timglas.processchange')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='process_change_has_reason')],
            },
        ),
        migrations.RunPython(create, drop),
    ]
