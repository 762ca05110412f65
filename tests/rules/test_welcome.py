"""What the welcome guide offers."""

import json
from pathlib import Path

import pytest

from timglas.rules.welcome import KPIS, unit_code


def test_codes_are_short_and_free() -> None:
    assert unit_code("Barn- och utbildningsnämnden", ()) == "bou"
    assert unit_code("Barn- och utbildningsnämnden", ("bou", "bou2")) == "bou3"
    assert unit_code("Socialnämnden", ()) == "socialnamnden"
    assert unit_code("Samhällsbyggnadsförvaltningen", ()) == "samhallsbyggnadsf"
    assert unit_code("—", ()) == "enhet"


@pytest.mark.real
def test_suggested_kpis_are_koladas_own_and_go_on(real_data: Path) -> None:
    catalogue = json.loads((real_data / "kolada/v3_kpi_all.json").read_bytes())["values"]
    titles = {kpi["id"]: kpi["title"] for kpi in catalogue}
    assert {kpi.id: kpi.title for kpi in KPIS} == {kpi.id: titles[kpi.id] for kpi in KPIS}
    assert not any("(-" in kpi.title for kpi in KPIS)
