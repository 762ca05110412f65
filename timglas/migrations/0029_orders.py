"""What committees and companies reply to the council's order."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from timglas.models.immutability import create_guards, drop_guards

GUARDED = ("orderreply",)


def create(apps, editor):
    create_guards(editor, GUARDED)


def drop(apps, editor):
    drop_guards(editor, GUARDED)


class Migration(migrations.Migration):

    dependencies = [
        ('timglas', '0028_alternatives'),
    ]

    operations = [
        migrations.CreateModel(
            name='OrderReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('reply', models.CharField(choices=[('received', 'received'), ('answered', 'answered')], max_length=12, verbose_name='svar')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('on', models.DateField(verbose_name='datum')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='order_replies', to=settings.AUTH_USER_MODEL)),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='order_replies', to='timglas.decision')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='order_replies', to='timglas.unit')),
            ],
        ),
        migrations.RunPython(create, drop),
    ]
