"""Assignments from the council and the executive board, and what is said of them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from timglas.models.immutability import create_guards, drop_guards

GUARDED = ("assignment", "assignmentgoal", "assignmentnote")


def create(apps, editor):
    create_guards(editor, GUARDED)


def drop(apps, editor):
    drop_guards(editor, GUARDED)


class Migration(migrations.Migration):

    dependencies = [
        ('timglas', '0018_ground_document'),
    ]

    operations = [
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='rubrik')),
                ('text', models.TextField(verbose_name='uppdrag')),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=15, null=True, verbose_name='kronor')),
                ('due_on', models.DateField(verbose_name='ska återrapporteras')),
                ('state', models.CharField(choices=[('given', 'given'), ('acknowledged', 'acknowledged'), ('ongoing', 'ongoing'), ('reported', 'reported'), ('returned', 'returned'), ('closed', 'closed'), ('replaced', 'replaced')], default='given', max_length=20, verbose_name='läge')),
                ('created_at', models.DateTimeField()),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='timglas.decision')),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='timglas.unit')),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='timglas.assignment')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments_to_do', to='timglas.unit')),
            ],
        ),
        migrations.CreateModel(
            name='AssignmentGoal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='goals', to='timglas.assignment')),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='timglas.goal')),
            ],
        ),
        migrations.CreateModel(
            name='AssignmentNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('given', 'given'), ('acknowledged', 'acknowledged'), ('ongoing', 'ongoing'), ('reported', 'reported'), ('returned', 'returned'), ('closed', 'closed'), ('replaced', 'replaced')], max_length=20)),
                ('note', models.TextField(blank=True, verbose_name='notering')),
                ('on', models.DateField(verbose_name='datum')),
                ('at', models.DateTimeField()),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='timglas.assignment')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignment_notes', to=settings.AUTH_USER_MODEL)),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assignment_notes', to='timglas.decision')),
            ],
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('text', ''), _negated=True)), name='assignment_says_what_to_do'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(('amount', None), ('amount__gt', 0), _connector='OR'), name='assignment_money_is_above_zero'),
        ),
        migrations.AddConstraint(
            model_name='assignmentgoal',
            constraint=models.UniqueConstraint(fields=('assignment', 'goal'), name='an_assignment_serves_a_goal_once'),
        ),
        migrations.RunPython(create, drop),
    ]
