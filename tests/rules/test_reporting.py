"""What every report of an outcome keeps to."""

from datetime import date

import pytest

from timglas.rules.periods import Frequency, Period
from timglas.rules.reporting import Fault, fault_of_comment, fault_of_period, fault_of_reason

TODAY = date(2025, 10, 15)
ENDED = Period(Frequency.YEAR, 2024)
RUNNING = Period(Frequency.YEAR, 2025)
COMING = Period(Frequency.YEAR, 2026)


@pytest.mark.parametrize(
    ("period", "quality", "fault"),
    [
        (ENDED, "final", None),
        (RUNNING, "preliminary", None),
        (
            RUNNING,
            "final",
            Fault("2025 är inte slut än. Ange att värdet är preliminärt.", "quality"),
        ),
        (COMING, "final", Fault("2026 har inte börjat än. Välj en tidigare period.", "period")),
    ],
)
def test_a_final_value_waits_for_its_period(
    period: Period, quality: str, fault: Fault | None
) -> None:
    assert fault_of_period(period, quality, today=TODAY) == fault


@pytest.mark.parametrize(
    ("comment", "is_measured", "fault"),
    [
        ("", True, None),
        ("Enkäten gjordes inte", False, None),
        (
            "",
            False,
            Fault("Skriv i kommentaren varför värdet inte går att mäta för perioden.", "comment"),
        ),
        (
            "x" * 601,
            True,
            Fault("Kommentaren har 601 tecken. Korta den till högst 600.", "comment"),
        ),
    ],
)
def test_what_is_not_measured_is_explained(
    comment: str, is_measured: object, fault: Fault | None
) -> None:
    assert fault_of_comment(comment, is_measured=bool(is_measured)) == fault


@pytest.mark.parametrize(
    ("reason", "fault"),
    [
        ("Skrivfel", None),
        ("", Fault("Skriv varför värdet rättas.", "reason")),
        ("x" * 301, Fault("Skälet har 301 tecken. Korta det till högst 300.", "reason")),
    ],
)
def test_a_correction_says_why(reason: str, fault: Fault | None) -> None:
    assert fault_of_reason(reason) == fault
