"""Activities under goals, and what is said of them, which is added and never changed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from timglas.models.immutability import create_guards, drop_guards

GUARDED = ("activitynote",)


def create(apps, editor):
    create_guards(editor, GUARDED)


def drop(apps, editor):
    drop_guards(editor, GUARDED)


class Migration(migrations.Migration):

    dependencies = [
        ('timglas', '0011_outcome_index'),
    ]

    operations = [
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='aktivitet')),
                ('description', models.TextField(blank=True, verbose_name='beskrivning')),
                ('expected_effect', models.TextField(blank=True, verbose_name='väntad effekt')),
                ('starts_on', models.DateField(verbose_name='börjar')),
                ('ends_on', models.DateField(verbose_name='ska vara klar')),
                ('state', models.CharField(choices=[('not_started', 'not_started'), ('ongoing', 'ongoing'), ('done', 'done'), ('cancelled', 'cancelled')], default='not_started', max_length=20, verbose_name='läge')),
                ('created_at', models.DateTimeField()),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='timglas.goal')),
                ('indicator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='timglas.indicator')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='timglas.unit')),
            ],
        ),
        migrations.CreateModel(
            name='ActivityNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('not_started', 'not_started'), ('ongoing', 'ongoing'), ('done', 'done'), ('cancelled', 'cancelled')], max_length=20)),
                ('note', models.TextField(blank=True, verbose_name='notering')),
                ('at', models.DateTimeField()),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='timglas.activity')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activity_notes', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='activity_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='activity_has_a_name'),
        ),
        migrations.RunPython(create, drop),
    ]
