"""An annual report is approved when it explains what is not as it was decided, and then stays."""

import pytest

from tests.annual import (
    CALM,
    LATER,
    READ,
    SAFE,
    SAFE_NOW,
    WHY,
    annual_report,
    annual_year,
    reviewed,
)
from tests.cast import Cast
from timglas.actions.refusal import Refusal
from timglas.actions.report_steps import approve_report
from timglas.rules.report_document import Table, read


def test_a_difference_that_is_not_explained_stops_the_approval(cast: Cast) -> None:
    annual_year(cast)
    report = reviewed(cast, annual_report(cast, cast.bun))
    with pytest.raises(Refusal) as refusal:
        approve_report(report=report, by=cast.chief, at=LATER)
    assert str(refusal.value) == (
        f"Skriv i rapporten varför indikatorn ”{SAFE}” har bytt namn. "
        f"Skriv i rapporten varför indikatorn ”{READ}” har lagts till. "
        f"Skriv i rapporten varför indikatorn ”{CALM}” har tagits bort."
    )
    assert report.snapshots.count() == 0


def test_an_annual_report_that_explains_them_is_approved_with_all_three_in_it(cast: Cast) -> None:
    annual_year(cast)
    report = reviewed(cast, annual_report(cast, cast.bun), WHY)
    snapshot = approve_report(report=report, by=cast.chief, at=LATER)
    for told in (SAFE, SAFE_NOW, CALM, READ):
        assert told in snapshot.body
    tables = [block for block in read(snapshot.body).blocks if isinstance(block, Table)]
    assert tables[-1].caption == "Skillnader mot det som beslutades för året"
    assert [row[0] for row in tables[-1].grid.rows] == [
        *("Namn", "Ny indikator", "Borttagen indikator")
    ]
