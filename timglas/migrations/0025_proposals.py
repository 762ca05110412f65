"""Proposals with impact statement, and the council's answers."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from timglas.models.immutability import create_guards, drop_guards

GUARDED = ("proposal", "proposalamount", "proposalanswer")


def create(apps, editor):
    create_guards(editor, GUARDED)


def drop(apps, editor):
    drop_guards(editor, GUARDED)


class Migration(migrations.Migration):

    dependencies = [
        ('timglas', '0024_scan'),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('kind', models.CharField(choices=[('ambition', 'ambition'), ('saving', 'saving'), ('investment', 'investment')], max_length=20, verbose_name='slag')),
                ('name', models.CharField(max_length=200, verbose_name='rubrik')),
                ('description', models.TextField(blank=True, verbose_name='beskrivning')),
                ('impact', models.JSONField(default=dict, verbose_name='konsekvenser')),
                ('weighed', models.JSONField(default=dict, verbose_name='vägt')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('granted', 'granted'), ('partly', 'partly'), ('refused', 'refused'), ('deferred', 'deferred')], default='draft', max_length=20, verbose_name='läge')),
                ('order', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='prioritet')),
                ('created_at', models.DateTimeField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals_to_order', to='timglas.unit')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to=settings.AUTH_USER_MODEL)),
                ('earlier', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='later', to='timglas.proposal')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='timglas.unit')),
            ],
        ),
        migrations.CreateModel(
            name='ProposalAmount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('operating', 'operating'), ('capital', 'capital'), ('investment', 'investment')], max_length=20, verbose_name='slag')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=15, verbose_name='belopp')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amounts', to='timglas.proposal')),
            ],
        ),
        migrations.CreateModel(
            name='ProposalAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.CharField(choices=[('granted', 'granted'), ('partly', 'partly'), ('refused', 'refused'), ('deferred', 'deferred')], max_length=20, verbose_name='svar')),
                ('reason', models.TextField(verbose_name='skäl')),
                ('operating', models.DecimalField(blank=True, decimal_places=2, max_digits=15, null=True, verbose_name='beviljad drift')),
                ('investment', models.DecimalField(blank=True, decimal_places=2, max_digits=15, null=True, verbose_name='beviljad investering')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposal_answers', to=settings.AUTH_USER_MODEL)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposal_answers', to='timglas.decision')),
                ('proposal', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='answer', to='timglas.proposal')),
            ],
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='proposal_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('order', None), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('order__isnull', False)), _connector='OR'), name='proposal_has_an_order_when_submitted'),
        ),
        migrations.AddConstraint(
            model_name='proposalamount',
            constraint=models.UniqueConstraint(fields=('proposal', 'kind', 'year'), name='one_proposal_amount_of_a_kind_and_year'),
        ),
        migrations.RunPython(create, drop),
    ]
