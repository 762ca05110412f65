"""The columns of the registers of goals and indicators."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from timglas.queries.goals import GOAL_ORDERS
from timglas.queries.indicators import INDICATOR_ORDERS, Listed
from timglas.queries.views import GoalResult, PersonView
from timglas.rules.periods import Period
from timglas.web.registers import Field, Register, RegisterColumn


def goals_register() -> Register[GoalResult]:
    """Goals, with how each goes and who judged it."""
    column, field = RegisterColumn[GoalResult], Field[GoalResult]
    columns = (
        column(
            "namn",
            pgettext("one", "Mål"),
            (
                field("id", _("Nummer"), lambda g: g.id),
                field("goal", pgettext("one", "Mål"), lambda g: g.wording),
            ),
        ),
        column(
            "lage",
            _("Läge"),
            (
                field("status", _("Läge"), lambda g: g.status.name),
                field("proposed", _("Förslag enligt regeln"), lambda g: g.proposal.sentence),
            ),
        ),
        column("niva", _("Nivå"), (field("level", _("Nivå"), lambda g: g.level_name),)),
        column(
            "enhet", _("Enhet"), (field("unit", _("Enhet"), lambda g: g.unit_name),), shown=False
        ),
        column(
            "perspektiv",
            _("Perspektiv"),
            (field("perspective", _("Perspektiv"), lambda g: g.perspective_name),),
            shown=False,
        ),
        column(
            "ansvarig",
            _("Ansvarig"),
            (field("responsible", _("Ansvarig"), lambda g: _person(g.person)),),
        ),
        column(
            "bedomt",
            _("Bedömt"),
            (field("judged_on", _("Bedömt"), _judged_on),),
            shown=False,
        ),
        column(
            "motivering",
            _("Motivering"),
            (field("reason", _("Motivering"), _reason),),
            shown=False,
        ),
        column(
            "indikatorer",
            _("Indikatorer"),
            (field("indicators", _("Indikatorer"), lambda g: len(g.indicators)),),
            shown=False,
            css="num",
        ),
    )
    return Register("goals", columns, GOAL_ORDERS)


def indicators_register() -> Register[Listed]:
    """Indicators, with the latest value, the target and the status."""
    column, field = RegisterColumn[Listed], Field[Listed]
    columns = (
        column(
            "namn",
            _("Indikator"),
            (
                field("id", _("Nummer"), lambda row: row.indicator.id),
                field("indicator", _("Indikator"), lambda row: row.indicator.name),
            ),
        ),
        column(
            "enhet",
            _("Enhet"),
            (field("unit", _("Enhet"), lambda row: row.indicator.unit_name),),
            shown=False,
        ),
        column(
            "lage", _("Läge"), (field("status", _("Läge"), lambda row: row.indicator.status.name),)
        ),
        column("utveckling", _("Utveckling"), css="trend"),
        column("utfall", _("Utfall"), _outcome_fields(), css="num"),
        column("malvarde", pgettext("target", "Mål"), _target_fields(), css="num"),
        column(
            "mal",
            _("Följer upp"),
            (field("goal", pgettext("one", "Mål"), lambda row: row.goal.wording),),
        ),
        column(
            "ansvarig",
            _("Ansvarig"),
            (field("responsible", _("Ansvarig"), lambda row: _person(row.indicator.person)),),
            shown=False,
        ),
        column(
            "kalla",
            _("Källa"),
            (field("source", _("Källa"), lambda row: row.indicator.source),),
            shown=False,
        ),
    )
    return Register("indicators", columns, INDICATOR_ORDERS)


def _outcome_fields() -> tuple[Field[Listed], ...]:
    field = Field[Listed]
    return (
        field(
            "period",
            _("Period"),
            lambda row: _code(row.indicator.latest_period),
        ),
        field("value", _("Senaste värde"), lambda row: row.indicator.latest_value),
        field("measure_unit", _("Mätenhet"), lambda row: row.indicator.measure_unit),
    )


def _target_fields() -> tuple[Field[Listed], ...]:
    field = Field[Listed]
    return (
        field(
            "target_low",
            _("Mål minst"),
            lambda row: row.indicator.target.low if row.indicator.target else None,
        ),
        field(
            "target_high",
            _("Mål högst"),
            lambda row: row.indicator.target.high if row.indicator.target else None,
        ),
    )


def _person(person: PersonView | None) -> str | None:
    return person.in_words if person else None


def _code(period: Period | None) -> str | None:
    return period.code if period else None


def _judged_on(goal: GoalResult) -> date | None:
    return goal.judgement.as_of if goal.judgement else None


def _reason(goal: GoalResult) -> str | None:
    return goal.judgement.reason if goal.judgement else None
