"""Which granted money lies in which frames, kept with a decided plan as the frames are."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from timglas.models.immutability import create_guards, drop_guards

GUARDED = ("grantedmoney",)


def create(apps, editor):
    create_guards(editor, GUARDED)


def drop(apps, editor):
    drop_guards(editor, GUARDED)


class Migration(migrations.Migration):

    dependencies = [
        ('timglas', '0036_many_goals'),
    ]

    operations = [
        migrations.CreateModel(
            name='GrantedMoney',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('answer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='granted_money', to='timglas.proposalanswer')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='granted_money', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='granted_money', to='timglas.planversion')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('version', 'answer'), name='granted_money_put_once')],
            },
        ),
        migrations.RunPython(create, drop),
    ]
