"""Rounds of follow-up; that a body has received one is added and never changed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from timglas.models.immutability import create_guards, drop_guards

GUARDED = ("roundreceipt",)


def create(apps, editor):
    create_guards(editor, GUARDED)


def drop(apps, editor):
    drop_guards(editor, GUARDED)


class Migration(migrations.Migration):

    dependencies = [
        ('timglas', '0030_year_closings'),
    ]

    operations = [
        migrations.CreateModel(
            name='RoundKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True, verbose_name='namn')),
                ('month', models.PositiveSmallIntegerField(verbose_name='perioden slutar')),
                ('parts', models.JSONField(default=list, verbose_name='vad som rapporteras')),
                ('addressees', models.JSONField(blank=True, default=list, verbose_name='lämnas till')),
                ('law', models.CharField(blank=True, choices=[('annual_report', 'annual_report'), ('budget_proposal', 'budget_proposal'), ('interim_report', 'interim_report'), ('budget_decision', 'budget_decision')], max_length=20, verbose_name='lag')),
                ('first_days', models.PositiveSmallIntegerField(verbose_name='arbetsdagar till första sista dagen')),
                ('step_days', models.PositiveSmallIntegerField(verbose_name='arbetsdagar mellan nivåer')),
                ('grace_days', models.PositiveSmallIntegerField(verbose_name='respit i arbetsdagar')),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('month__range', (0, 12))), name='round_ends_with_a_month'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='round_kind_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('as_of', models.DateField(verbose_name='per den')),
                ('grace_days', models.PositiveSmallIntegerField(verbose_name='respit i arbetsdagar')),
                ('opened_at', models.DateTimeField()),
                ('locked_at', models.DateTimeField(blank=True, null=True)),
                ('locked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rounds_locked', to=settings.AUTH_USER_MODEL)),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds_opened', to=settings.AUTH_USER_MODEL)),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='timglas.roundkind')),
            ],
        ),
        migrations.CreateModel(
            name='RoundReceipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='round_receipts', to=settings.AUTH_USER_MODEL)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='round_receipts', to='timglas.decision')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='timglas.round')),
            ],
        ),
        migrations.CreateModel(
            name='RoundUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('depth', models.PositiveSmallIntegerField()),
                ('due_on', models.DateField(verbose_name='ska vara klar')),
                ('ready_at', models.DateTimeField(blank=True, null=True)),
                ('ready_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rounds_ready', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='units', to='timglas.round')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='timglas.unit')),
            ],
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.UniqueConstraint(fields=('kind', 'as_of'), name='one_round_of_a_kind_and_day'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('locked_at', None), ('locked_by', None)), models.Q(('locked_at__isnull', False), ('locked_by__isnull', False)), _connector='OR'), name='round_is_locked_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='roundreceipt',
            constraint=models.UniqueConstraint(fields=('round', 'decision'), name='a_receipt_of_a_decision_once'),
        ),
        migrations.AddConstraint(
            model_name='roundunit',
            constraint=models.UniqueConstraint(fields=('round', 'unit'), name='a_unit_is_once_in_a_round'),
        ),
        migrations.AddConstraint(
            model_name='roundunit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ready_at', None), ('ready_by', None)), models.Q(('ready_at__isnull', False), ('ready_by__isnull', False)), _connector='OR'), name='unit_is_ready_by_somebody'),
        ),
        migrations.RunPython(create, drop),
    ]
