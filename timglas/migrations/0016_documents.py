"""Governing documents; what is decided of them is added and never changed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from timglas.models.immutability import create_guards, drop_guards

GUARDED = ("documentversion", "documentrepeal")


def create(apps, editor):
    create_guards(editor, GUARDED)


def drop(apps, editor):
    drop_guards(editor, GUARDED)


class Migration(migrations.Migration):

    dependencies = [
        ('timglas', '0015_headlines'),
    ]

    operations = [
        migrations.CreateModel(
            name='GoverningDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='länk')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='finns')),
                ('revised_when', models.CharField(blank=True, max_length=200, verbose_name='revideras')),
                ('revise_on', models.DateField(blank=True, null=True, verbose_name='revideras senast')),
                ('followed_up_when', models.CharField(blank=True, max_length=200, verbose_name='följs upp')),
                ('follow_up_on', models.DateField(blank=True, null=True, verbose_name='följs upp senast')),
                ('created_at', models.DateTimeField()),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='timglas.unit')),
            ],
        ),
        migrations.CreateModel(
            name='DocumentVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('strategy', 'strategy'), ('model', 'model'), ('programme', 'programme'), ('plan', 'plan'), ('policy', 'policy'), ('guideline', 'guideline'), ('rules', 'rules'), ('directive', 'directive'), ('mandate', 'mandate'), ('articles', 'articles'), ('owner_directive', 'owner_directive'), ('tariff', 'tariff'), ('routine', 'routine')], max_length=20, verbose_name='slag')),
                ('title', models.CharField(max_length=150, verbose_name='titel')),
                ('valid_from', models.DateField(verbose_name='gäller från')),
                ('change', models.TextField(blank=True, verbose_name='vad som ändrades')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='timglas.decision')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='timglas.governingdocument')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='document_has_a_title')],
            },
        ),
        migrations.CreateModel(
            name='DocumentRepeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ends_on', models.DateField(verbose_name='gäller inte från')),
                ('reason', models.TextField(blank=True, verbose_name='skäl')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='repeals', to='timglas.decision')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='repeal', to='timglas.governingdocument')),
                ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='timglas.governingdocument')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('replaced_by', None), models.Q(('replaced_by', models.F('document')), _negated=True), _connector='OR'), name='document_is_replaced_by_another')],
            },
        ),
        migrations.RunPython(create, drop),
    ]
