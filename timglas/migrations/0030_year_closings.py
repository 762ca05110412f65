"""Years that are closed for units, and opened again, which is added and never changed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from timglas.models.immutability import create_guards, drop_guards

GUARDED = ("yearclosing",)


def create(apps, editor):
    create_guards(editor, GUARDED)


def drop(apps, editor):
    drop_guards(editor, GUARDED)


class Migration(migrations.Migration):

    dependencies = [
        ('timglas', '0029_orders'),
    ]

    operations = [
        migrations.CreateModel(
            name='YearClosing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('is_closed', models.BooleanField(verbose_name='avslutat')),
                ('reason', models.CharField(blank=True, max_length=600, verbose_name='skäl')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='year_closings', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='year_closings', to='timglas.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['unit', 'year'], name='closings_of_a_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(('is_closed', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='opened_year_has_reason')],
            },
        ),
        migrations.RunPython(create, drop),
    ]
