"""Links in mails about rounds."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('timglas', '0039_forecasts'),
    ]

    operations = [
        migrations.CreateModel(
            name='RoundLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('expires_on', models.DateField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='round_links', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='timglas.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'person'), name='one_link_to_a_round')],
            },
        ),
    ]
