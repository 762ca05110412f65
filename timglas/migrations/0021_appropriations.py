"""Supplementary appropriations, which are added and never changed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from timglas.models.immutability import create_guards, drop_guards

GUARDED = ("appropriation",)


def create(apps, editor):
    create_guards(editor, GUARDED)


def drop(apps, editor):
    drop_guards(editor, GUARDED)


class Migration(migrations.Migration):

    dependencies = [
        ('timglas', '0020_year_changes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Appropriation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('operating', 'operating'), ('investment', 'investment')], max_length=20, verbose_name='slag')),
                ('carries_forward', models.BooleanField(default=False, verbose_name='ombudgetering')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=15, verbose_name='belopp')),
                ('purpose', models.CharField(max_length=300, verbose_name='ändamål')),
                ('financing', models.CharField(choices=[('result', 'result'), ('reserve', 'reserve'), ('central', 'central'), ('frame', 'frame'), ('liquidity', 'liquidity'), ('loan', 'loan'), ('unused', 'unused')], max_length=12, verbose_name='finansiering')),
                ('recorded_at', models.DateTimeField()),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appropriations', to='timglas.decision')),
                ('payer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appropriations_paid', to='timglas.unit')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appropriations_recorded', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appropriations', to='timglas.unit')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appropriations', to='timglas.planversion')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='appropriation_adds'), models.CheckConstraint(condition=models.Q(models.Q(('financing', 'frame'), ('payer__isnull', False), models.Q(('payer', models.F('unit')), _negated=True)), models.Q(models.Q(('financing', 'frame'), _negated=True), ('payer', None)), _connector='OR'), name='appropriation_says_whose_frame_pays'), models.CheckConstraint(condition=models.Q(('purpose', ''), _negated=True), name='appropriation_has_a_purpose')],
            },
        ),
        migrations.RunPython(create, drop),
    ]
