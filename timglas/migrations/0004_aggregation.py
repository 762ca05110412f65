"""How units' values are put together, and the smallest group that is shown."""

import django.core.validators
from django.db import migrations, models

from timglas.models.immutability import create_guards, drop_guards

# The guards that name the table which is made anew.
GUARDED = ("indicatoredition", "target")


def create(apps, editor):
    create_guards(editor, GUARDED)


def drop(apps, editor):
    drop_guards(editor, GUARDED)


class Migration(migrations.Migration):
    dependencies = [
        ("timglas", "0003_fetch_progress"),
    ]

    operations = [
        migrations.RunPython(drop, create),
        migrations.AddField(
            model_name="indicatoredition",
            name="aggregation",
            field=models.CharField(
                choices=[
                    ("none", "Läggs inte ihop"),
                    ("sum", "Summa"),
                    ("mean", "Medelvärde där alla väger lika"),
                    ("weighted", "Täljare delat med nämnare"),
                ],
                default="none",
                max_length=8,
                verbose_name="enheternas värden",
            ),
        ),
        migrations.AddField(
            model_name="indicatoredition",
            name="aggregation_over_time",
            field=models.CharField(
                choices=[("latest", "Det senaste gäller"), ("mean", "Medelvärde av perioderna")],
                default="latest",
                max_length=6,
                verbose_name="periodernas värden",
            ),
        ),
        migrations.AddField(
            model_name="indicatoredition",
            name="collected_from",
            field=models.CharField(
                choices=[
                    ("own", "Enheten själv"),
                    ("units", "Varje enhet längst ner i organisationen under den"),
                ],
                default="own",
                max_length=5,
                verbose_name="rapporteras av",
            ),
        ),
        migrations.AddField(
            model_name="municipality",
            name="smallest_group",
            field=models.PositiveSmallIntegerField(
                default=5,
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="minsta grupp som visas",
            ),
        ),
        migrations.RunPython(create, drop),
    ]
