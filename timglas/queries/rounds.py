"""The register of rounds: those that go on, those that are locked, and what comes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from timglas.access import Viewer, placed_on
from timglas.models import Round, RoundKind, RoundReceipt, RoundUnit
from timglas.rules.periods import month_name
from timglas.rules.permissions import Permission
from timglas.rules.rounds import Addressee, Part, UnitState, next_end, round_name, state_on


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in the register. `next_due` is the next last day of units that are not ready.

    `addressed` is how many bodies it is given to, and `received` how many of them have it.
    """

    id: int
    name: str
    is_locked: bool
    total: int
    ready: int
    late: int
    next_due: date | None
    received: int
    addressed: int


@dataclass(frozen=True, slots=True)
class Coming:
    """A kind with the period end that it is to be opened for next."""

    kind_id: int
    name: str
    as_of: date
    is_over: bool


@dataclass(frozen=True, slots=True)
class RoundsPage:
    """The register; `has_kinds` says whether there is any kind to open."""

    open: tuple[RoundLine, ...]
    locked: tuple[RoundLine, ...]
    coming: tuple[Coming, ...]
    has_kinds: bool


@dataclass(frozen=True, slots=True)
class _Group:
    """The units of a round with the same last day."""

    due_on: date
    total: int
    ready: int

    @property
    def left(self) -> int:
        return self.total - self.ready


def rounds_page(viewer: Viewer) -> RoundsPage:
    """The register of rounds, and what can be opened. Five queries, one of them kept."""
    rounds = list(viewer.reach(Permission.READ_ROUND, Round).select_related("kind"))
    rounds.sort(key=lambda one: (one.as_of, one.pk), reverse=True)
    groups = _groups(rounds)
    received = Counter(
        RoundReceipt.objects.filter(round__in=rounds).values_list("round_id", flat=True)
    )
    bodies = Counter(kind for _unit, _parent, kind in placed_on(viewer.today))
    lines = [_line(one, groups[one.pk], viewer.today, received[one.pk], bodies) for one in rounds]
    kinds = list(RoundKind.objects.filter(retired_at=None).order_by("pk"))
    return RoundsPage(
        open=tuple(line for line in lines if not line.is_locked),
        locked=tuple(line for line in lines if line.is_locked),
        coming=tuple(sorted(_coming(kinds, rounds, viewer.today), key=lambda c: c.as_of)),
        has_kinds=bool(kinds),
    )


def _groups(rounds: Iterable[Round]) -> dict[int, list[_Group]]:
    found = RoundUnit.objects.filter(round__in=[one.pk for one in rounds])
    counted = found.values("round_id", "due_on").annotate(
        total=Count("pk"), ready=Count("ready_at")
    )
    groups: dict[int, list[_Group]] = defaultdict(list)
    for row in counted.values_list("round_id", "due_on", "total", "ready"):
        groups[row[0]].append(_Group(*row[1:]))
    return groups


def _line(  # noqa: PLR0917 (a round and what was counted of it)
    one: Round, groups: list[_Group], today: date, received: int, bodies: Counter[str]
) -> RoundLine:
    late = [g.left for g in groups if _state(g, one.grace_days, today) is UnitState.LATE]
    ahead = [g.due_on for g in groups if g.left and g.due_on >= today]
    return RoundLine(
        id=one.pk,
        name=str(one),
        is_locked=one.locked_at is not None,
        total=sum(group.total for group in groups),
        ready=sum(group.ready for group in groups),
        late=sum(late),
        next_due=min(ahead, default=None),
        received=received,
        addressed=sum(bodies[kind] for kind in one.kind.addressees),
    )


def _state(group: _Group, grace: int, today: date) -> UnitState:
    return state_on(today, due_on=group.due_on, grace=grace, is_ready=not group.left)


def _coming(kinds: Iterable[RoundKind], rounds: Iterable[Round], today: date) -> Iterator[Coming]:
    last: dict[int, date] = {}
    for one in rounds:
        last[one.kind_id] = max(one.as_of, last.get(one.kind_id, one.as_of))
    for kind in kinds:
        as_of = next_end(kind.month, today=today, last=last.get(kind.pk))
        yield Coming(kind.pk, round_name(kind.name, as_of), as_of, is_over=as_of <= today)


def next_of(kind: RoundKind, today: date) -> date:
    """The period end that a kind is to be opened for next. One query."""
    last = kind.rounds.order_by("-as_of").values_list("as_of", flat=True).first()
    return next_end(kind.month, today=today, last=last)


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of round as it is listed."""

    id: int
    name: str
    month: str
    parts: str
    addressees: str
    rounds: int


def round_kinds() -> tuple[KindRow, ...]:
    """The kinds that are used, in order of their making. One query."""
    kinds = RoundKind.objects.filter(retired_at=None).annotate(count=Count("rounds"))
    return tuple(
        KindRow(
            id=kind.pk,
            name=kind.name,
            month=month_name(kind.month) if kind.month else "",
            parts=", ".join(part.name_in_words for part in Part if part in kind.parts),
            addressees=", ".join(a.name_in_words for a in Addressee if a in kind.addressees),
            rounds=kind.count,
        )
        for kind in kinds.order_by("pk")
    )
