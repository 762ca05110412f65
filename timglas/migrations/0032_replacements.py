"""Keep guarded rows from being replaced or truncated away, also where the tables are old."""

from django.db import migrations

from timglas.models.replacements import create_replacement_guards

# The tables guarded then; later ones get theirs where they are guarded.
GUARDED = (
    *("plandocument", "release", "outcome", "externalvalue", "assessment", "decision"),
    *("documentversion", "documentrepeal", "documentrelease", "processchange", "headline"),
    *("activitynote", "assignmentgoal", "assignmentnote", "appropriation", "proposalanswer"),
    *("orderreply", "yearclosing", "auditevent", "seal", "planversion", "assignment", "proposal"),
    *("proposalamount", "goaledition", "goallink", "ground", "indicatoredition", "target"),
    *("budgetframe", "budgetline", "budgetamount", "plansection"),
    *("goalrenewal", "indicatorrenewal"),
)


def create(apps, editor):
    for table in GUARDED:
        create_replacement_guards(editor, table)


class Migration(migrations.Migration):
    dependencies = [("timglas", "0031_rounds")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
