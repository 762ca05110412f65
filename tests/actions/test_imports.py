"""Imports: uploaded, checked, read in as a whole or not at all, undone as a whole."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.cast import NOW, TODAY, Cast
from tests.imported import (
    HEADS,
    WHY,
    applied,
    checked,
    csv_of,
    undone,
    uploaded,
    values,
    verdicts,
    work,
)
from tests.reported import report_some
from timglas.actions import import_work, imports
from timglas.actions.import_work import run_import
from timglas.actions.imports import (
    ask_undo,
    choose_columns,
    confirm_import,
    discard_import,
    retry_import,
    upload_import,
)
from timglas.actions.outcomes import correct_outcome, report_outcome
from timglas.actions.refusal import Refusal
from timglas.models import (
    AuditEvent,
    Import,
    ImportState,
    Indicator,
    Outcome,
    OutcomeQuality,
    Person,
)
from timglas.rules.periods import Frequency, Period


@dataclass(frozen=True, slots=True)
class Scene:
    """The committee's yearly share, reported for 2022 and 2023."""

    cast: Cast
    indicator: Indicator

    @property
    def head(self) -> Person:
        """Who may report."""
        return self.cast.head

    def row(self, period: object, value: object, comment: str = "") -> tuple[object, ...]:
        """A row of the indicator at its own unit."""
        return (self.indicator.pk, "", period, value, comment)


@pytest.fixture
def scene(cast: Cast) -> Scene:
    reported = report_some(cast)
    return Scene(cast, reported.planned.indicator)


def refusal_of(act: Any, **arguments: Any) -> tuple[str, str | None]:
    with pytest.raises(Refusal) as caught:
        act(**arguments)
    return caught.value.message, caught.value.field


def told(action: str) -> list[dict[str, Any]]:
    return list(AuditEvent.objects.filter(action=action).values_list("after", flat=True))


def test_an_upload_keeps_the_file_and_guesses_its_columns(scene: Scene) -> None:
    batch = uploaded(scene.row(2024, "84,5"), by=scene.head)
    assert (batch.state, batch.heads, batch.head_row, batch.is_small, batch.rows_total) == (
        *(ImportState.UPLOADED, HEADS, 1, True),
        1,
    )
    assert batch.matching == {"indicator": 0, "unit": 1, "period": 2, "value": 3, "comment": 4}
    assert bytes(batch.content or b"") == csv_of(scene.row(2024, "84,5"))
    assert told("upload_import") == [
        {"kind": "outcomes", "file_name": "utfall.csv", "sha256": batch.sha256}
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Filen är tom. Välj en fil med en rubrikrad och minst en rad."),
        (csv_of(), "Det finns inga rader under rubrikerna. Fyll i minst en rad."),
    ],
)
def test_a_file_without_rows_is_refused(cast: Cast, content: bytes, said: str) -> None:
    told = refusal_of(
        upload_import,
        kind="outcomes",
        file_name="utfall.csv",
        content=content,
        by=cast.head,
        at=NOW,
    )
    assert told == (said, "file")


def test_rows_are_checked_before_anything_is_stored(scene: Scene) -> None:
    batch = checked(
        scene.row(2024, "84,5"),
        scene.row(2023, "83,9"),
        scene.row(2022, "85,2"),
        scene.row(2024, "84,6"),
        scene.row("hösten", "1"),
        by=scene.head,
    )
    assert verdicts(batch) == [
        (2, "add", []),
        (3, "change", []),
        (4, "same", []),
        (5, "reject", [["", "Raden gäller samma sak som rad 2. Behåll en av dem."]]),
        (6, "reject", [["period", "”hösten” är ingen period. Skriv till exempel 2026."]]),
    ]
    assert batch.counts == {"add": 1, "change": 1, "same": 1, "reject": 2}
    assert (batch.state, batch.rows_done, batch.rows_total) == (ImportState.CHECKED, 5, 5)
    assert Outcome.objects.count() == 2


def test_another_column_can_be_chosen_and_the_rows_are_checked_anew(scene: Scene) -> None:
    batch = checked(scene.row(2024, "", "84,5"), by=scene.head)
    assert verdicts(batch)[0][1] == "reject"
    choose_columns(batch=batch, matching={"indicator": 0, "period": 2, "value": 4, "x": 1}, at=NOW)
    assert [verdict for _number, verdict, _problems in verdicts(work(batch))] == ["add"]
    assert batch.matching == {"indicator": 0, "period": 2, "value": 4}


def test_a_column_that_is_required_must_be_chosen(scene: Scene) -> None:
    batch = uploaded(scene.row(2024, "84,5"), by=scene.head)
    assert refusal_of(choose_columns, batch=batch, matching={"indicator": 0}, at=NOW) == (
        "Välj vilken kolumn som är Period.",
        "period",
    )


def test_an_import_is_read_in_as_one_event(scene: Scene) -> None:
    batch = applied(
        scene.row(2024, "84,5", "Bättre"),
        scene.row(2023, "83,9"),
        scene.row(2022, "85,2"),
        by=scene.head,
    )
    assert values() == [
        ("bun", "2022-12-31", "85.2"),
        ("bun", "2023-12-31", "83.9"),
        ("bun", "2024-12-31", "84.5"),
    ]
    added, changed = Outcome.objects.filter(batch=batch).order_by("-period_end")
    assert (added.comment, added.source, added.reason, added.reported_by, added.known_at) == (
        *("Bättre", "Skolverket", "", scene.head, NOW),
    )
    assert (changed.reason, changed.supersedes and changed.supersedes.value) == (
        WHY,
        Decimal("83.6"),
    )
    assert (batch.state, batch.content, batch.rows.count()) == (ImportState.APPLIED, None, 0)
    assert told("apply_import") == [
        {
            "kind": "outcomes",
            "file_name": "utfall.csv",
            "sha256": batch.sha256,
            "add": 1,
            "change": 1,
            "same": 1,
            "reject": 0,
        }
    ]


def test_what_changes_needs_a_reason_and_what_is_new_does_not(scene: Scene) -> None:
    batch = checked(scene.row(2023, "83,9"), by=scene.head)
    asked = {"batch": batch, "skips_rejected": False, "by": scene.head, "at": NOW}
    assert refusal_of(confirm_import, reason=" ", **asked) == (
        "Skriv varför värdet rättas.",
        "reason",
    )
    new = checked(scene.row(2024, "84,5"), by=scene.head)
    confirm_import(batch=new, skips_rejected=False, reason="", by=scene.head, at=NOW)
    assert work(new).state == ImportState.APPLIED


def test_rows_with_faults_are_skipped_only_when_asked(scene: Scene) -> None:
    batch = checked(scene.row(2024, "84,5"), scene.row("", "1"), by=scene.head)
    asked = {"batch": batch, "reason": "", "by": scene.head, "at": NOW}
    message = "Rätta raderna med fel och ladda upp filen igen, eller välj att hoppa över dem."
    assert refusal_of(confirm_import, skips_rejected=False, **asked) == (message, "skips_rejected")
    confirm_import(skips_rejected=True, **asked)
    assert work(batch).state == ImportState.APPLIED
    assert values()[-1] == ("bun", "2024-12-31", "84.5")


def test_a_file_that_changes_nothing_is_not_read_in(scene: Scene) -> None:
    batch = checked(scene.row(2023, "83,60"), scene.row(2024, ""), by=scene.head)
    assert batch.counts == {"add": 0, "change": 0, "same": 2, "reject": 0}
    assert refusal_of(
        confirm_import, batch=batch, skips_rejected=False, reason="", by=scene.head, at=NOW
    ) == ("Det finns ingenting att läsa in.", None)


def test_nothing_is_read_in_if_somebody_has_been_before(scene: Scene) -> None:
    batch = checked(scene.row(2021, "80"), scene.row(2024, "84,5"), by=scene.head)
    confirm_import(batch=batch, skips_rejected=False, reason="", by=scene.head, at=NOW)
    report_outcome(
        indicator=scene.indicator,
        period=Period(Frequency.YEAR, 2024),
        value=Decimal(84),
        by=scene.head,
        at=NOW,
    )
    work(batch)
    assert (batch.state, batch.problem) == (
        ImportState.CHECKED,
        (
            "Rad 3 betyder något annat nu än när filen kontrollerades, för att någon har ändrat "
            "det den gäller. Ingenting är inläst. Kontrollera filen på nytt."
        ),
    )
    assert Outcome.objects.filter(batch=batch).count() == 0
    assert batch.rows.count() == 2


def test_undoing_restores_exactly_what_was_before(scene: Scene) -> None:
    before = values()
    batch = applied(scene.row(2024, "84,5"), scene.row(2023, "83,9"), by=scene.head)
    undone(batch, by=scene.head)
    assert (values(), batch.state) == (before, ImportState.UNDONE)
    withdrawn, restored = Outcome.objects.newest().filter(reason="Fel fil.").order_by("-period_end")
    assert (withdrawn.quality, withdrawn.value) == (OutcomeQuality.WITHDRAWN, None)
    assert (restored.value, restored.source, restored.comment) == (
        *(Decimal("83.6"), "Skolverket", ""),
    )
    assert told("undo_import") == [
        {
            "kind": "outcomes",
            "file_name": "utfall.csv",
            "sha256": batch.sha256,
            "rows": 2,
            "reason": "Fel fil.",
        }
    ]


def test_what_was_undone_can_be_read_in_again_and_undone_again(scene: Scene) -> None:
    before = values()
    undone(applied(scene.row(2024, "84,5"), by=scene.head), by=scene.head)
    again = applied(scene.row(2024, "84,6"), by=scene.head)
    assert values()[-1] == ("bun", "2024-12-31", "84.6")
    assert Outcome.objects.get(batch=again).reason == "Rapporterat på nytt"
    undone(again, by=scene.head)
    assert values() == before


def test_what_was_undone_can_be_reported_by_hand(scene: Scene) -> None:
    undone(applied(scene.row(2024, "84,5"), by=scene.head), by=scene.head)
    withdrawn = Outcome.objects.newest().get(quality=OutcomeQuality.WITHDRAWN)
    outcome = report_outcome(
        indicator=scene.indicator,
        period=Period(Frequency.YEAR, 2024),
        value=Decimal(84),
        by=scene.head,
        at=NOW,
    )
    assert (outcome.supersedes, outcome.reason) == (withdrawn, "Rapporterat på nytt")


def test_what_is_withdrawn_is_not_corrected(scene: Scene) -> None:
    undone(applied(scene.row(2024, "84,5"), by=scene.head), by=scene.head)
    withdrawn = Outcome.objects.newest().get(quality=OutcomeQuality.WITHDRAWN)
    assert refusal_of(
        correct_outcome, outcome=withdrawn, value=Decimal(1), reason="x", by=scene.head, at=NOW
    ) == ("Utfallet är tillbakadraget. Rapportera värdet på nytt i stället.", None)


def test_an_import_that_somebody_has_corrected_is_not_undone(scene: Scene) -> None:
    batch = applied(scene.row(2024, "84,5"), scene.row(2021, "80"), by=scene.head)
    correct_outcome(
        outcome=Outcome.objects.get(period_end__year=2024),
        value=Decimal(84),
        reason="Skrivfel",
        by=scene.head,
        at=NOW,
    )
    undone(batch, by=scene.head)
    assert (batch.state, batch.problem) == (
        ImportState.APPLIED,
        (
            "1 av värdena har rättats sedan de lästes in, bland annat Behöriga till gymnasiet för "
            "Barn- och utbildningsnämnden, perioden till och med 2024-12-31. Rätta de värden som "
            "är fel i stället."
        ),
    )
    assert len(values()) == 4


def test_somebody_who_may_not_report_does_not_undo(scene: Scene) -> None:
    batch = applied(scene.row(2024, "84,5"), by=scene.head)
    undone(batch, by=scene.cast.manager)
    assert (batch.state, batch.problem) == (
        ImportState.APPLIED,
        "Importen rör enheter eller indikatorer som du inte får rapportera för.",
    )


def test_undoing_needs_a_reason(scene: Scene) -> None:
    batch = applied(scene.row(2024, "84,5"), by=scene.head)
    assert refusal_of(ask_undo, batch=batch, reason="", by=scene.head, at=NOW)[1] == "reason"


def test_an_upload_can_be_thrown_away(scene: Scene) -> None:
    batch = checked(scene.row(2024, "84,5"), by=scene.head)
    discard_import(batch=batch, by=scene.head, at=NOW)
    batch.refresh_from_db()
    assert (batch.state, batch.content, batch.rows.count()) == (ImportState.DISCARDED, None, 0)
    assert told("discard_import") == [{"sha256": batch.sha256}]
    assert refusal_of(discard_import, batch=batch, by=scene.head, at=NOW) == (
        "Importen har kommit längre än så: kastad. Ladda om sidan.",
        None,
    )


def test_work_that_is_done_or_under_way_is_not_done_twice(scene: Scene) -> None:
    batch = checked(scene.row(2024, "84,5"), by=scene.head)
    assert work(batch, at=NOW + timedelta(days=1)).worked_at == NOW
    confirm_import(batch=batch, skips_rejected=False, reason="", by=scene.head, at=NOW)
    Import.objects.update(worked_at=NOW)
    assert work(batch).state == ImportState.APPLYING
    assert refusal_of(retry_import, batch=batch, at=NOW + timedelta(minutes=4)) == (
        "Arbetet pågår redan. Vänta tills det är klart.",
        None,
    )
    retry_import(batch=batch, at=NOW + timedelta(minutes=6))
    assert work(batch).state == ImportState.APPLIED


def test_a_fault_of_ours_leaves_all_as_it_was(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = checked(scene.row(2024, "84,5"), by=scene.head)
    confirm_import(batch=batch, skips_rejected=False, reason="", by=scene.head, at=NOW)

    class Broken:
        def apply(self, *_rows: Any, **_more: Any) -> Any:
            raise ZeroDivisionError

    monkeypatch.setattr(import_work, "MAKERS", {"outcomes": Broken()})
    with pytest.raises(ZeroDivisionError):
        run_import(batch=batch, today=TODAY, clock=lambda: NOW)
    batch.refresh_from_db()
    assert (batch.state, batch.problem) == (
        ImportState.CHECKED,
        "Ett fel i Timglas avbröt arbetet. Ingenting är ändrat.",
    )


def test_work_that_nobody_asked_for_is_a_fault(scene: Scene) -> None:
    batch = checked(scene.row(2024, "84,5"), by=scene.head)
    Import.objects.update(state=ImportState.APPLYING, worked_at=None)
    with pytest.raises(ValueError, match="nobody asked"):
        run_import(batch=batch, today=TODAY, clock=lambda: NOW)


def test_a_file_that_breaks_further_down_says_where(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "SMALL", 1)
    rows = [scene.row(year, "80") for year in range(1990, 2025)]
    batch = checked(*rows, ("",) * 101 + ("x",), by=scene.head)
    assert (batch.state, batch.is_small, batch.problem) == (
        ImportState.UPLOADED,
        False,
        "Rad 37 har fler än 100 kolumner. Ta bort dem som inte behövs.",
    )


def test_what_undoing_needs_to_know_is_kept_with_the_rows(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    told_back: list[Any] = []

    class Remembering:
        def apply(self, rows: Any, **_more: Any) -> list[int]:
            return [number for number, _row in enumerate(rows)]

        def undo(self, _batch: Import, made: Any, **_more: Any) -> int:
            told_back.extend(made)
            return len(told_back)

    monkeypatch.setattr(import_work, "MAKERS", {"outcomes": Remembering()})
    rows = (scene.row(2024, "1"), scene.row(2021, "2"), scene.row(2022, "85,2"))
    batch = applied(*rows, by=scene.head)
    assert batch.rows.count() == 2
    undone(batch, by=scene.head)
    assert (told_back, batch.rows.count()) == ([1, 0], 0)
