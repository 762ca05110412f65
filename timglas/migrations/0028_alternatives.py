"""Alternatives to a proposed budget."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('timglas', '0027_document_release'),
    ]

    operations = [
        migrations.CreateModel(
            name='AlternativeBudget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='vems förslag')),
                ('body', models.TextField()),
                ('created_at', models.DateTimeField()),
                ('put_forward_at', models.DateTimeField(blank=True, null=True)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alternatives', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alternatives', to='timglas.planversion')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('version', 'name'), name='one_alternative_of_a_name'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='alternative_has_a_name')],
            },
        ),
    ]
