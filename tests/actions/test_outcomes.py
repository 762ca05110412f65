"""Reporting and correcting outcomes."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.cast import NOW, Cast
from tests.plan_drafts import draft_operational_plan, make_goal, make_indicator, make_levels
from timglas.actions.outcomes import correct_outcome, report_outcome
from timglas.actions.refusal import Refusal
from timglas.models import AuditEvent, Indicator, Outcome
from timglas.rules.periods import Frequency, Period

YEAR_2024 = Period(Frequency.YEAR, 2024)
YEAR_2025 = Period(Frequency.YEAR, 2025)
LATER = datetime(2025, 10, 16, 9, 0, tzinfo=ZoneInfo("Europe/Stockholm"))


@dataclass(frozen=True, slots=True)
class Scene:
    """A decided yearly indicator of the committee."""

    cast: Cast
    indicator: Indicator

    def report(self, **changes: Any) -> Outcome:
        """Report 83,1 for 2024, or something else."""
        plain = {
            "indicator": self.indicator,
            "period": YEAR_2024,
            "value": Decimal("83.1"),
            "by": self.cast.head,
            "at": NOW,
        }
        return report_outcome(**(plain | changes))

    def refused(self, **changes: Any) -> tuple[str, str | None]:
        """The refusal of a report."""
        with pytest.raises(Refusal) as caught:
            self.report(**changes)
        return caught.value.message, caught.value.field


@pytest.fixture
def scene(cast: Cast) -> Scene:
    _council, committee, _unit = make_levels(cast)
    plan = draft_operational_plan(cast, cast.bun)
    goal = make_goal(cast, plan, committee)
    return Scene(cast, make_indicator(cast, goal).indicator)


def test_a_report_keeps_the_value_and_where_it_comes_from(scene: Scene) -> None:
    outcome = scene.report(comment="  Skolverket justerade. ")
    outcome.refresh_from_db()
    assert {
        name: getattr(outcome, name)
        for name in (
            *("indicator", "unit", "period_start", "period_end", "sex", "provider", "value"),
            *("quality", "source", "comment", "supersedes", "reason", "reported_by", "known_at"),
        )
    } == {
        "indicator": scene.indicator,
        "unit": scene.cast.bun,
        "period_start": date(2024, 1, 1),
        "period_end": date(2024, 12, 31),
        "sex": "T",
        "provider": "all",
        "value": Decimal("83.1"),
        "quality": "final",
        "source": "Skolverket",
        "comment": "Skolverket justerade.",
        "supersedes": None,
        "reason": "",
        "reported_by": scene.cast.head,
        "known_at": NOW,
    }


def test_a_report_is_one_event(scene: Scene) -> None:
    before = AuditEvent.objects.count()
    outcome = scene.report()
    events = AuditEvent.objects.order_by("pk")[before:]
    assert [(e.action, e.subject_id, e.person, e.unit, e.before) for e in events] == [
        ("report_outcome", str(outcome.pk), scene.cast.head, scene.cast.bun, {})
    ]
    assert events[0].after == {
        "value": "83.1",
        "quality": "final",
        "comment": "",
        "period_end": "2024-12-31",
        "sex": "T",
        "provider": "all",
    }


def test_women_and_men_are_rows_of_their_own(scene: Scene) -> None:
    for sex, value in (("T", "83.1"), ("K", "85"), ("M", "81.5")):
        scene.report(sex=sex, value=Decimal(value))
    assert list(Outcome.objects.order_by("pk").values_list("sex", "value")) == [
        ("T", Decimal("83.1")),
        ("K", Decimal(85)),
        ("M", Decimal("81.5")),
    ]


def test_a_second_report_is_refused_and_a_correction_offered(scene: Scene) -> None:
    scene.report()
    assert scene.refused(value=Decimal(84)) == (
        "Det finns redan ett utfall för 2024. Rätta det i stället.",
        "value",
    )


def test_a_final_value_waits_for_the_end_of_its_period(scene: Scene) -> None:
    assert scene.refused(period=YEAR_2025) == (
        "2025 är inte slut än. Ange att värdet är preliminärt.",
        "quality",
    )


def test_a_preliminary_value_is_taken_once_the_period_has_begun(scene: Scene) -> None:
    assert scene.report(period=YEAR_2025, quality="preliminary").quality == "preliminary"
    assert scene.refused(period=Period(Frequency.YEAR, 2026), quality="preliminary") == (
        "2026 har inte börjat än. Välj en tidigare period.",
        "period",
    )


def test_a_period_ends_when_its_last_day_has_passed_in_sweden(scene: Scene) -> None:
    # 23.30 in Sweden on 31 December is 22.30 UTC; half an hour later the year is over.
    late = datetime(2025, 12, 31, 22, 30, tzinfo=ZoneInfo("UTC"))
    assert scene.refused(period=YEAR_2025, at=late)[1] == "quality"
    over = datetime(2025, 12, 31, 23, 30, tzinfo=ZoneInfo("UTC"))
    assert scene.report(period=YEAR_2025, at=over).value == Decimal("83.1")


def test_what_cannot_be_measured_needs_a_comment(scene: Scene) -> None:
    assert scene.refused(value=None, comment=" ") == (
        "Skriv i kommentaren varför värdet inte går att mäta för perioden.",
        "comment",
    )
    assert scene.report(value=None, comment="Enkäten uteblev.").value is None


def test_a_comment_has_an_end(scene: Scene) -> None:
    assert scene.refused(comment="a" * 601) == (
        "Kommentaren har 601 tecken. Korta den till högst 600.",
        "comment",
    )
    assert len(scene.report(comment="a" * 600).comment) == 600


def test_a_unit_below_can_have_a_value_of_its_own(scene: Scene) -> None:
    assert scene.report(unit=scene.cast.bjork).unit == scene.cast.bjork


def test_a_unit_elsewhere_cannot(scene: Scene) -> None:
    assert scene.refused(unit=scene.cast.ks) == (
        (
            "Kommunstyrelsen hör inte till Barn- och utbildningsnämnden. "
            "Välj en enhet under Barn- och utbildningsnämnden."
        ),
        "unit",
    )


def test_a_period_of_another_length_is_refused(scene: Scene) -> None:
    assert scene.refused(period=Period(Frequency.MONTH, 2024, 3)) == (
        "Indikatorn mäts inte i sådana perioder. Välj till exempel 2024.",
        "period",
    )


def test_an_indicator_without_a_plan_has_nothing_to_report(cast: Cast) -> None:
    lone = Scene(cast, Indicator.objects.create(unit=cast.bun, created_at=NOW))
    assert lone.refused() == (
        "Indikatorn finns inte i någon plan, så det finns inget att rapportera.",
        None,
    )


def test_a_correction_supersedes_and_says_why(scene: Scene) -> None:
    first = scene.report(comment="Först ut.")
    second = correct_outcome(
        outcome=first,
        value=Decimal("83.4"),
        reason=" Tre elever saknades. ",
        comment="Nu komplett.",
        by=scene.cast.controller,
        at=LATER,
    )
    assert Outcome.objects.current().get() == second
    assert (second.supersedes, second.value, second.reason, second.comment, second.source) == (
        first,
        Decimal("83.4"),
        "Tre elever saknades.",
        "Nu komplett.",
        "Skolverket",
    )
    first.refresh_from_db()
    assert (first.value, first.comment) == (Decimal("83.1"), "Först ut.")


def test_a_correction_is_one_event_with_both_values(scene: Scene) -> None:
    first = scene.report()
    before = AuditEvent.objects.count()
    correct_outcome(
        outcome=first, value=Decimal(84), reason="Fel år.", by=scene.cast.controller, at=LATER
    )
    (event,) = AuditEvent.objects.order_by("pk")[before:]
    assert (event.action, event.before["value"], event.after["value"], event.after["reason"]) == (
        "correct_outcome",
        "83.1",
        "84",
        "Fel år.",
    )


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"reason": " "}, ("Skriv varför värdet rättas.", "reason")),
        (
            {"reason": "a" * 301},
            ("Skälet har 301 tecken. Korta det till högst 300.", "reason"),
        ),
        (
            {"value": Decimal("83.10")},
            ("Ingenting är ändrat. Skriv det nya värdet.", "value"),
        ),
        (
            {"value": None},
            ("Skriv i kommentaren varför värdet inte går att mäta för perioden.", "comment"),
        ),
    ],
)
def test_a_correction_is_refused(
    scene: Scene, changes: dict[str, Any], refusal: tuple[str, str]
) -> None:
    plain = {"outcome": scene.report(), "value": Decimal(84), "reason": "Fel."}
    with pytest.raises(Refusal) as caught:
        correct_outcome(**(plain | changes), by=scene.cast.head, at=LATER)
    assert (caught.value.message, caught.value.field) == refusal
    assert Outcome.objects.count() == 1


def test_a_value_is_corrected_once_and_then_its_correction(scene: Scene) -> None:
    first = scene.report()
    signature = {"reason": "Fel.", "by": scene.cast.head, "at": LATER}
    second = correct_outcome(outcome=first, value=Decimal(84), **signature)
    with pytest.raises(Refusal) as caught:
        correct_outcome(outcome=first, value=Decimal(85), **signature)
    assert caught.value.message == (
        "Utfallet är redan rättat. Ladda om sidan och rätta det senaste värdet."
    )
    assert correct_outcome(outcome=second, value=Decimal(85), **signature).supersedes == second


def test_a_preliminary_value_becomes_final_when_the_period_is_over(scene: Scene) -> None:
    first = scene.report(period=YEAR_2025, quality="preliminary")
    final = {"outcome": first, "value": Decimal("83.1"), "reason": "Slutligt.", "quality": "final"}
    with pytest.raises(Refusal) as caught:
        correct_outcome(**final, by=scene.cast.head, at=LATER)
    assert (caught.value.message, caught.value.field) == (
        "Perioden är inte slut än. Ange att värdet är preliminärt.",
        "quality",
    )
    january = datetime(2026, 1, 20, 9, 0, tzinfo=ZoneInfo("Europe/Stockholm"))
    assert correct_outcome(**final, by=scene.cast.head, at=january).quality == "final"


def test_a_correction_of_the_counts_alone_is_kept_and_logged(scene: Scene) -> None:
    outcome = scene.report(value=Decimal(50), numerator=Decimal(2), denominator=Decimal(4))
    correction = correct_outcome(
        outcome=outcome,
        value=Decimal(50),
        numerator=Decimal(3),
        denominator=Decimal(6),
        reason="Två elever saknades.",
        by=scene.cast.head,
        at=NOW,
    )
    correction.refresh_from_db()
    assert (correction.value, correction.numerator, correction.denominator) == (50, 3, 6)
    event = AuditEvent.objects.latest("pk")
    counts = [(kept["numerator"], kept["denominator"]) for kept in (event.before, event.after)]
    assert counts == [("2", "4"), ("3", "6")]
