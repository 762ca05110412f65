"""Whether the executive board reads what companies have not released."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('timglas', '0037_granted_money'),
    ]

    operations = [
        migrations.AddField(
            model_name='municipality',
            name='board_oversees',
            field=models.BooleanField(default=False, verbose_name='kommunstyrelsen läser det som bolagen inte har släppt'),
        ),
    ]
