"""Forecasts, which are added and never changed, and those that are to be made anew."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from timglas.models.immutability import create_guards, drop_guards

GUARDED = ("forecast",)


def create(apps, editor):
    create_guards(editor, GUARDED)


def drop(apps, editor):
    drop_guards(editor, GUARDED)


class Migration(migrations.Migration):

    dependencies = [
        ('timglas', '0038_oversight'),
    ]

    operations = [
        migrations.CreateModel(
            name='ForecastDue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='forecasts_due', to='timglas.indicator')),
            ],
        ),
        migrations.CreateModel(
            name='Forecast',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('as_of', models.DateField(verbose_name='läget per')),
                ('method', models.CharField(choices=[('unchanged', 'unchanged'), ('smoothed', 'smoothed'), ('drift', 'drift'), ('trend', 'trend'), ('season', 'season'), ('shifted_season', 'shifted_season'), ('person', 'person')], max_length=16, verbose_name='metod')),
                ('value', models.DecimalField(decimal_places=8, max_digits=20, verbose_name='värde')),
                ('low', models.DecimalField(blank=True, decimal_places=8, max_digits=20, null=True, verbose_name='lägst')),
                ('high', models.DecimalField(blank=True, decimal_places=8, max_digits=20, null=True, verbose_name='högst')),
                ('trials', models.PositiveSmallIntegerField(default=0, verbose_name='prov')),
                ('error', models.DecimalField(decimal_places=8, max_digits=20, null=True)),
                ('error_unchanged', models.DecimalField(decimal_places=8, max_digits=20, null=True)),
                ('reason', models.TextField(blank=True, verbose_name='motivering')),
                ('made_at', models.DateTimeField()),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='forecasts', to='timglas.indicator')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='forecasts', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='forecasts', to='timglas.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['indicator', 'year'], name='forecasts_of_an_indicator')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('made_by__isnull', False), ('method', 'person'), models.Q(('reason', ''), _negated=True)), models.Q(('high__isnull', False), ('low__isnull', False), ('made_by', None), ('reason', ''), ('error__isnull', False), ('error_unchanged__isnull', False), models.Q(('method', 'person'), _negated=True)), _connector='OR'), name='forecast_by_rule_or_person'), models.CheckConstraint(condition=models.Q(models.Q(('high', None), ('low', None)), models.Q(('high__gte', models.F('value')), ('low__lte', models.F('value'))), _connector='OR'), name='forecast_lies_in_its_interval')],
            },
        ),
        migrations.RunPython(create, drop),
    ]
