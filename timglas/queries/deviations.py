"""Deviations: the register with their age, a deviation's page, and short lists on other pages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse

from timglas.access import Viewer
from timglas.kept import Kept
from timglas.models import AuditEvent, Deviation, DeviationRule, IndicatorEdition, Unit, UnitKind
from timglas.queries.placed import BODIES, parents_on
from timglas.queries.views import PersonView, StateView, person_view
from timglas.rules.deviations import State, Subject, limit_in_words, state_on, urgency
from timglas.rules.events import GRANTING, OF_DEVIATIONS, QUIET, REPORTING, action_words
from timglas.rules.language import _
from timglas.rules.ordering import Orders, alphabetical, ordered
from timglas.rules.permissions import Permission
from timglas.rules.tree import descendants

SAID = ("cause", "action", "note", "reason")


@dataclass(frozen=True, slots=True)
class DeviationRow:
    """A deviation in a list; `age` is in days, until it was closed. `why` is the rule it broke."""

    id: int
    name: str
    why: str
    unit_id: int
    unit_name: str
    raised_on: date
    age: int
    as_of: date
    cause: str
    action: str
    action_on: date | None
    person: PersonView | None
    state: StateView[State]
    tells_board: bool
    indicator_id: int | None
    goal_id: int | None


@dataclass(frozen=True, slots=True)
class Said:
    """Something in a deviation's history: who did what, and the words that were written."""

    at: datetime
    by: str
    what: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeviationPage:
    """Everything the page of a deviation shows; `url` leads to what it is about."""

    row: DeviationRow
    url: str
    history: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class WantedDeviations:
    """What the register is narrowed to; "" is all, and of states all but the closed."""

    q: str = ""
    body: int | None = None
    state: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule in words: when, about what, whom it tells."""

    id: int
    when: str
    about: str
    tells: tuple[str, ...]
    is_urgent: bool


DEVIATION_ORDERS: Orders[DeviationRow] = {
    "namn": lambda row: alphabetical(row.name),
    "lage": lambda row: urgency(row.state.state),
    "enhet": lambda row: alphabetical(row.unit_name),
    "alder": lambda row: row.age,
    "datum": lambda row: row.action_on,
}


def deviations(viewer: Viewer) -> tuple[DeviationRow, ...]:
    """All deviations that the viewer may read; what asks for attention first. One query."""
    return _rows(viewer, viewer.reach(Permission.READ_DEVIATION, Deviation))


_open: Kept[tuple[int, date], tuple[DeviationRow, ...]] = Kept(
    quiet=(QUIET | REPORTING) - OF_DEVIATIONS - GRANTING, most=1_000
)


def open_deviations(
    viewer: Viewer, *, indicator: int | None = None, goal: int | None = None
) -> tuple[DeviationRow, ...]:
    """The open deviations, of an indicator or a goal if one is given by id. One query, kept."""
    if viewer.person is None or not viewer.has(Permission.READ_DEVIATION):
        return ()
    rows = _open.get((viewer.person.pk, viewer.today), lambda: _open_rows(viewer))
    return tuple(
        row for row in rows if indicator in {None, row.indicator_id} and goal in {None, row.goal_id}
    )


def _open_rows(viewer: Viewer) -> tuple[DeviationRow, ...]:
    found = viewer.reach(Permission.READ_DEVIATION, Deviation)
    return _rows(viewer, found.filter(closed_at=None))


def listed_deviations(
    viewer: Viewer, rows: Iterable[DeviationRow], wanted: WantedDeviations
) -> tuple[DeviationRow, ...]:
    """Those that are wanted, in the wanted order."""
    units, is_board = _units_of(viewer, wanted.body)
    found = (
        row
        for row in rows
        if wanted.q.casefold() in f"{row.name} {row.unit_name} {row.action}".casefold()
        and _is_in(row, wanted.state)
        and (units is None or row.unit_id in units or (is_board and row.tells_board))
    )
    return tuple(ordered(found, wanted.sort, DEVIATION_ORDERS))


def bodies_of(viewer: Viewer) -> QuerySet[Unit]:
    """The committees and boards whose deviations can be asked for."""
    return Unit.objects.open_on(viewer.today).filter(kind__in=BODIES).order_by("code")


def deviation_page(viewer: Viewer, deviation: Deviation) -> DeviationPage:
    """A deviation that the viewer has reached, with its history, oldest first. Two queries."""
    (row,) = _rows(viewer, Deviation.objects.filter(pk=deviation.pk))
    return DeviationPage(row, _url(deviation), tuple(_history(deviation)))


def deviation_rules() -> tuple[RuleRow, ...]:
    """The rules in use. Two queries."""
    rules = list(DeviationRule.objects.filter(retired_at=None).order_by("pk"))
    names = indicator_names(rule.indicator_id for rule in rules if rule.indicator_id)
    return tuple(
        RuleRow(
            id=rule.pk,
            when=limit_in_words(Subject(rule.subject), rule.limit),
            about=names.get(rule.indicator_id or 0, ""),
            tells=tuple(_tells(rule)),
            is_urgent=rule.is_urgent,
        )
        for rule in rules
    )


def indicator_names(indicators: Iterable[int]) -> dict[int, str]:
    """What indicators are called in their latest editions."""
    rows = IndicatorEdition.objects.filter(indicator__in=list(indicators)).order_by("pk")
    return dict(rows.values_list("indicator_id", "name"))


def _tells(rule: DeviationRule) -> Iterator[str]:
    yield _("den som svarar för det")
    told = {
        _("närmaste chef"): rule.tells_chief,
        _("controller"): rule.tells_controller,
        _("nämnden eller bolagsstyrelsen"): rule.tells_body,
        _("kommunstyrelsen"): rule.tells_board,
    }
    yield from (who for who, is_told in told.items() if is_told)


def _units_of(viewer: Viewer, body: int | None) -> tuple[frozenset[int] | None, bool]:
    """The units below a body, None for all; and whether it is the executive board."""
    if body is None:
        return None, False
    is_board = Unit.objects.filter(pk=body, kind=UnitKind.EXECUTIVE_BOARD).exists()
    return descendants(parents_on(viewer.today), [body]), is_board


def _is_in(row: DeviationRow, state: str) -> bool:
    if not state:
        return row.state.state is not State.CLOSED
    return state in {"alla", row.state.state.value}


def _rows(viewer: Viewer, found: QuerySet[Deviation]) -> tuple[DeviationRow, ...]:
    rows = [_row(viewer, one) for one in found.select_related("rule", "unit", "action_by")]
    return tuple(sorted(rows, key=lambda row: (urgency(row.state.state), -row.age, row.id)))


def _row(viewer: Viewer, one: Deviation) -> DeviationRow:
    state = state_on(
        viewer.today,
        has_action=bool(one.action),
        action_on=one.action_on,
        is_closed=one.closed_at is not None,
    )
    who = one.action_by
    until = one.closed_at.date() if one.closed_at else viewer.today
    return DeviationRow(
        id=one.pk,
        name=one.name,
        why=limit_in_words(Subject(one.rule.subject), one.rule.limit),
        unit_id=one.unit_id,
        unit_name=one.unit.name,
        raised_on=one.raised_at.date(),
        age=(until - one.raised_at.date()).days,
        as_of=one.as_of,
        cause=one.cause,
        action=one.action,
        action_on=one.action_on,
        person=person_view(viewer, id=who.pk, name=who.name, title=who.title) if who else None,
        state=StateView(state),
        tells_board=one.rule.tells_board,
        indicator_id=one.indicator_id,
        goal_id=one.goal_id,
    )


def _url(deviation: Deviation) -> str:
    about = {
        "indicators:detail": deviation.indicator_id,
        "goals:detail": deviation.goal_id,
        "activities:detail": deviation.activity_id,
        "assignments:detail": deviation.assignment_id,
    }
    return next((reverse(view, args=[pk]) for view, pk in about.items() if pk), "")


def _history(deviation: Deviation) -> Iterator[Said]:
    events = AuditEvent.objects.filter(subject="deviation", subject_id=str(deviation.pk))
    for event in events.select_related("person").order_by("pk"):
        by = event.person.name if event.person else ""
        words = tuple(event.after[name] for name in SAID if event.after.get(name))
        yield Said(event.at, by, action_words(event.action), words)
