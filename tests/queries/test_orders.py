"""The order of a body is what the council has decided for it, and nothing else."""

from datetime import date, timedelta
from decimal import Decimal

from tests.assignments import decided, make_assignment, settle
from tests.budgeted import draft_budget
from tests.cast import NOW, Cast
from tests.orders import reply
from tests.plan_drafts import decide
from tests.planned import plan_everything
from timglas.queries.council_plans import cited
from timglas.queries.orders import OrderRow, ReplyView, order_page, orders
from timglas.queries.views import PersonView, StateView
from timglas.rules.assignments import State
from timglas.rules.budget import FrameKind
from timglas.rules.orders import Reply
from timglas.rules.status import TargetLine


def test_a_committee_is_ordered_goals_targets_and_assignments(cast: Cast) -> None:
    planned = plan_everything(cast)
    make_assignment(cast)
    viewer = cast.viewer(cast.elected)
    page = order_page(viewer, cast.bun, 2025)
    above = [group.above and group.above.id for group in page.goals]
    own = [[goal.id for goal in group.own] for group in page.goals]
    assert (above, own) == (
        [planned.young.pk, None],
        [[planned.eligible.pk], [planned.loose.pk]],
    )
    (indicator,) = page.goals[0].own[0].indicators
    assert isinstance(indicator.target, TargetLine)
    assert [row.name for row in page.assignments] == ["Plan för skolornas lokaler"]
    assert (page.frames, page.frames_from, page.replies, page.is_changed) == ((), None, (), False)


def test_assignments_are_of_the_years_in_which_they_are_due_or_go_on(cast: Cast) -> None:
    make_assignment(cast, name="I år")
    make_assignment(cast, name="Nästa", due_on=date(2026, 6, 30))
    closed = make_assignment(cast, name="Avslutat", due_on=date(2026, 6, 30))
    settle(cast, closed, State.CLOSED, note="Behövs inte.")
    viewer = cast.viewer(cast.elected)
    found = {
        year: {row.name for row in order_page(viewer, cast.bun, year).assignments}
        for year in (2023, 2025, 2026, 2027)
    }
    assert found == {
        2023: set(),
        2025: {"I år", "Nästa"},
        2026: {"Nästa", "Avslutat"},
        2027: set(),
    }


def test_a_reply_is_told_with_who_and_when_and_what_came_after_it(cast: Cast) -> None:
    make_assignment(cast)
    reply(cast, reply=Reply.RECEIVED, text="")
    reply(cast, decision=decided(cast, cast.bun, "98"))
    viewer = cast.viewer(cast.elected)
    page = order_page(viewer, cast.bun, 2025)
    head = PersonView(cast.head.pk, "Folke Förvaltningschef", "Skolchef")
    assert page.replies[0] == ReplyView(
        StateView(Reply.ANSWERED),
        "Vi tar oss an målen.",
        date(2025, 9, 10),
        head,
        "Barn- och utbildningsnämnden 2024-11-25 § 98",
    )
    assert (page.replies[1].decision, page.is_changed) == ("", False)
    make_assignment(cast, name="Senare", at=NOW + timedelta(days=1))
    assert order_page(viewer, cast.bun, 2025).is_changed


def test_the_orders_of_a_year_tell_how_much_they_hold_and_what_was_replied(cast: Cast) -> None:
    plan_everything(cast)
    make_assignment(cast, amount=Decimal(1))
    reply(cast)
    viewer = cast.viewer(cast.elected)
    assert orders(viewer, 2025) == (
        OrderRow(cast.bun.pk, "Barn- och utbildningsnämnden", 2, 1, StateView(Reply.ANSWERED)),
        OrderRow(cast.ab.pk, "Exempelby Bostäder AB", 0, 0, None),
        OrderRow(cast.ks.pk, "Kommunstyrelsen", 0, 0, None),
    )


def test_frames_are_read_from_the_version_in_force_with_what_has_been_added(cast: Cast) -> None:
    version = decide(cast, draft_budget(cast))
    viewer = cast.viewer(cast.elected)
    reply(cast, at=NOW + timedelta(days=1))
    page = order_page(viewer, cast.bun, 2025)
    assert [(frame.kind, frame.amount) for frame in page.frames] == [
        (FrameKind.OPERATING, Decimal(300_000_000)),
        (FrameKind.INVESTMENT, Decimal(3_730_000)),
    ]
    assert page.frames_from == cited(version)
    assert not page.is_changed
    reply(cast, at=NOW - timedelta(days=1))
    assert order_page(viewer, cast.bun, 2025).is_changed
