"""The council's budget in versions of its plan, frozen with them."""

import django.db.models.deletion
from django.db import migrations, models

from timglas.models.immutability import create_guards, drop_guards

GUARDED = ("budgetframe", "budgetline", "budgetamount")


def create(apps, editor):
    create_guards(editor, GUARDED)


def drop(apps, editor):
    drop_guards(editor, GUARDED)


class Migration(migrations.Migration):

    dependencies = [
        ('timglas', '0016_documents'),
    ]

    operations = [
        migrations.CreateModel(
            name='BudgetLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('tax_rate', 'tax_rate'), ('tax', 'tax'), ('grants', 'grants'), ('income', 'income'), ('cost', 'cost'), ('finance', 'finance'), ('assets', 'assets'), ('equity', 'equity'), ('provisions', 'provisions'), ('debt', 'debt')], max_length=12, verbose_name='slag')),
                ('name', models.CharField(max_length=100, verbose_name='namn')),
                ('order', models.PositiveSmallIntegerField(verbose_name='ordning')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='budget_lines', to='timglas.planversion')),
            ],
        ),
        migrations.CreateModel(
            name='BudgetAmount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=15, verbose_name='belopp')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='amounts', to='timglas.budgetline')),
            ],
        ),
        migrations.CreateModel(
            name='BudgetFrame',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('operating', 'operating'), ('investment', 'investment'), ('company_result', 'company_result'), ('company_investment', 'company_investment'), ('company_return', 'company_return'), ('company_equity', 'company_equity')], max_length=20, verbose_name='slag')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=15, verbose_name='belopp')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='frames', to='timglas.unit')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='frames', to='timglas.planversion')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('version', 'unit', 'kind', 'year'), name='one_frame_of_a_kind_and_year')],
            },
        ),
        migrations.AddConstraint(
            model_name='budgetline',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='budget_line_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='budgetline',
            constraint=models.UniqueConstraint(fields=('version', 'name'), name='one_budget_line_of_a_name'),
        ),
        migrations.AddConstraint(
            model_name='budgetamount',
            constraint=models.UniqueConstraint(fields=('line', 'year'), name='one_amount_of_a_line_and_year'),
        ),
        migrations.RunPython(create, drop),
    ]
