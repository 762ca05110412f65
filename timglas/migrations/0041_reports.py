"""Reports of units in rounds; texts, steps and snapshots are added and never changed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from timglas.models.immutability import create_guards, drop_guards

GUARDED = ("report", "sectiontext", "reportstep", "reportsnapshot")


def create(apps, editor):
    create_guards(editor, GUARDED)


def drop(apps, editor):
    drop_guards(editor, GUARDED)


class Migration(migrations.Migration):

    dependencies = [
        ('timglas', '0040_round_links'),
    ]

    operations = [
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('ready', 'ready'), ('reviewed', 'reviewed'), ('approved', 'approved'), ('decided', 'decided')], default='draft', max_length=10, verbose_name='läge')),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='timglas.decision')),
                ('round_unit', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='report', to='timglas.roundunit')),
            ],
        ),
        migrations.CreateModel(
            name='ReportSection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=1, verbose_name='ordning')),
                ('title', models.CharField(max_length=120, verbose_name='rubrik')),
                ('guidance', models.TextField(blank=True, verbose_name='vägledning')),
                ('part', models.CharField(blank=True, choices=[('', ''), ('balance', 'balance'), ('goals', 'goals'), ('indicators', 'indicators'), ('deviations', 'deviations'), ('activities', 'activities'), ('assignments', 'assignments'), ('frames', 'frames'), ('forecasts', 'forecasts'), ('differences', 'differences')], max_length=12, verbose_name='visar också')),
                ('words', models.PositiveSmallIntegerField(default=0, verbose_name='högst antal ord')),
                ('is_required', models.BooleanField(default=False, verbose_name='måste skrivas')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='timglas.report')),
            ],
        ),
        migrations.CreateModel(
            name='ReportSnapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('created_at', models.DateTimeField()),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='snapshots', to='timglas.report')),
            ],
        ),
        migrations.CreateModel(
            name='ReportStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_state', models.CharField(choices=[('draft', 'draft'), ('ready', 'ready'), ('reviewed', 'reviewed'), ('approved', 'approved'), ('decided', 'decided')], max_length=10)),
                ('to_state', models.CharField(choices=[('draft', 'draft'), ('ready', 'ready'), ('reviewed', 'reviewed'), ('approved', 'approved'), ('decided', 'decided')], max_length=10)),
                ('comment', models.TextField(blank=True, verbose_name='kommentar')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='report_steps', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='timglas.report')),
            ],
        ),
        migrations.CreateModel(
            name='ReportTemplateSection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=1, verbose_name='ordning')),
                ('title', models.CharField(max_length=120, verbose_name='rubrik')),
                ('guidance', models.TextField(blank=True, verbose_name='vägledning')),
                ('part', models.CharField(blank=True, choices=[('', ''), ('balance', 'balance'), ('goals', 'goals'), ('indicators', 'indicators'), ('deviations', 'deviations'), ('activities', 'activities'), ('assignments', 'assignments'), ('frames', 'frames'), ('forecasts', 'forecasts'), ('differences', 'differences')], max_length=12, verbose_name='visar också')),
                ('words', models.PositiveSmallIntegerField(default=0, verbose_name='högst antal ord')),
                ('is_required', models.BooleanField(default=False, verbose_name='måste skrivas')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='timglas.roundkind')),
            ],
        ),
        migrations.CreateModel(
            name='SectionText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('html', models.TextField(blank=True, verbose_name='text')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='section_texts', to=settings.AUTH_USER_MODEL)),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='timglas.reportsection')),
            ],
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision__isnull', False), ('state', 'decided')), models.Q(models.Q(('state', 'decided'), _negated=True), ('decision', None)), _connector='OR'), name='decided_report_has_a_decision'),
        ),
        migrations.AddConstraint(
            model_name='reportsection',
            constraint=models.UniqueConstraint(fields=('report', 'title'), name='a_report_has_a_title_once'),
        ),
        migrations.AddConstraint(
            model_name='reporttemplatesection',
            constraint=models.UniqueConstraint(fields=('kind', 'title'), name='a_report_template_has_a_title_once'),
        ),
        migrations.AddConstraint(
            model_name='sectiontext',
            constraint=models.UniqueConstraint(fields=('section', 'number'), name='a_text_has_a_number_once'),
        ),
        migrations.RunPython(create, drop),
    ]
