"""Why a version has more goals than is healthy, as its writers put it."""

from django.db import migrations, models

from timglas.models.immutability import create_guards, drop_guards

# The guards that name the table which is made anew.
GUARDED = (
    *("planversion", "goaledition", "goallink", "ground", "indicatoredition", "target"),
    *("budgetframe", "budgetline", "budgetamount", "plansection"),
    *("goalrenewal", "indicatorrenewal"),
)


def create(apps, editor):
    create_guards(editor, GUARDED)


def drop(apps, editor):
    drop_guards(editor, GUARDED)


class Migration(migrations.Migration):
    dependencies = [("timglas", "0035_relinkings")]

    operations = [
        migrations.RunPython(drop, create),
        migrations.AddField(
            model_name="planversion",
            name="many_goals_why",
            field=models.TextField(
                blank=True, default="", verbose_name="varför målen är fler än lagom"
            ),
            preserve_default=False,
        ),
        migrations.RunPython(create, drop),
    ]
