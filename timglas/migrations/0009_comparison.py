"""A tie for every municipality, areas that are invented, and whom a person compares with."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('timglas', '0008_import_asked_at'),
    ]

    operations = [
        migrations.AddField(
            model_name='area',
            name='is_invented',
            field=models.BooleanField(default=False, help_text='Belongs to the example municipality; Kolada knows nothing of it.'),
        ),
        migrations.AddField(
            model_name='person',
            name='compared_with',
            field=models.CharField(blank=True, help_text='Ids of areas, by commas.', max_length=200, verbose_name='jämför helst med'),
        ),
        migrations.AlterField(
            model_name='kpitie',
            name='role',
            field=models.CharField(choices=[('own', 'Egna utfall'), ('comparison', 'Jämförelse'), ('spread', 'Alla kommuners spridning')], max_length=10),
        ),
    ]
