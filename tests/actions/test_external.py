"""Tying indicators to Kolada."""

import pytest

from tests.cast import NOW, Cast
from timglas.actions.external import (
    end_spread,
    follow_kpi,
    spread_kpi,
    tie_indicator,
    untie_indicator,
)
from timglas.actions.refusal import Refusal
from timglas.models import (
    Area,
    AreaKind,
    AuditEvent,
    Goal,
    GoalEdition,
    GoalLevel,
    Indicator,
    IndicatorEdition,
    Kpi,
    KpiTie,
    Plan,
    PlanVersion,
    TieRole,
)


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    """A KPI, in a municipality that Kolada knows as 1465."""
    cast.municipality.kolada_id = "1465"
    cast.municipality.save()
    Area.objects.create(id="1465", title="Svenljunga", kind=AreaKind.MUNICIPALITY)
    Area.objects.create(id="1490", title="Borås", kind=AreaKind.MUNICIPALITY)
    return Kpi.objects.create(id="N00092", title="Sjukfrånvaro", search_text="sjukfranvaro")


def tie(cast: Cast, indicator: Indicator, area: str, role: TieRole) -> KpiTie:
    return tie_indicator(
        indicator=indicator,
        kpi=Kpi.objects.get(),
        area=Area.objects.get(pk=area),
        role=role,
        by=cast.controller,
        at=NOW,
    )


def test_an_indicator_is_tied_once_to_an_area_and_untied(cast: Cast, kpi: Kpi) -> None:
    indicator = Indicator.objects.create(unit=cast.kf, created_at=NOW)
    tied = tie(cast, indicator, "1490", TieRole.COMPARISON)
    with pytest.raises(Refusal, match="redan knuten"):
        tie(cast, indicator, "1490", TieRole.COMPARISON)
    untie_indicator(tie=tied, by=cast.controller, at=NOW)
    assert not KpiTie.objects.exists()
    actions = AuditEvent.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["tie_indicator", "untie_indicator"]


def test_own_outcomes_come_from_the_own_municipality_and_one_kpi(cast: Cast, kpi: Kpi) -> None:
    indicator = Indicator.objects.create(unit=cast.kf, created_at=NOW)
    with pytest.raises(Refusal, match="den egna kommunen"):
        tie(cast, indicator, "1490", TieRole.OWN)
    tie(cast, indicator, "1465", TieRole.OWN)
    other = Kpi.objects.create(id="N00093", title="Annan", search_text="annan")
    area = Area.objects.get(pk="1465")
    with pytest.raises(Refusal, match="redan sina utfall"):
        tie_indicator(indicator=indicator, kpi=other, area=area, role=TieRole.OWN, by=None, at=NOW)


def test_what_is_withdrawn_cannot_be_tied(cast: Cast, kpi: Kpi) -> None:
    Kpi.objects.update(withdrawn_at=NOW)
    indicator = Indicator.objects.create(unit=cast.kf, created_at=NOW)
    with pytest.raises(Refusal, match="finns inte längre"):
        tie(cast, indicator, "1490", TieRole.COMPARISON)


def test_a_unit_follows_a_kpi_once(cast: Cast, kpi: Kpi) -> None:
    area = Area.objects.get(pk="1465")
    indicator = follow_kpi(unit=cast.kf, kpi=kpi, area=area, by=cast.admin, at=NOW)
    assert indicator.ties.get().role == TieRole.OWN
    with pytest.raises(Refusal, match="följer redan"):
        follow_kpi(unit=cast.kf, kpi=kpi, area=area, by=cast.admin, at=NOW)


def test_an_indicator_measured_by_the_month_has_no_own_values_of_years(
    cast: Cast, kpi: Kpi
) -> None:
    indicator = Indicator.objects.create(unit=cast.kf, created_at=NOW)
    _make_monthly(cast, indicator)
    with pytest.raises(Refusal, match="mäts oftare"):
        tie(cast, indicator, "1465", TieRole.OWN)


def _make_monthly(cast: Cast, indicator: Indicator) -> None:
    plan = Plan.objects.create(unit=cast.kf, kind="operational", first_year=2025, last_year=2027)
    version = PlanVersion.objects.create(
        plan=plan, number=1, valid_from=NOW, created_by=cast.admin, created_at=NOW
    )
    level = GoalLevel.objects.create(name="Mål", plural="Mål", order=1, unit_kinds=["council"])
    goal = Goal.objects.create(unit=cast.kf, level=level, created_at=NOW)
    edition = GoalEdition.objects.create(goal=goal, version=version, wording="Friska")
    IndicatorEdition.objects.create(
        indicator=indicator,
        goal_edition=edition,
        name="Sjukfrånvaro",
        measure_unit="%",
        direction="down",
        kind="staff",
        frequency="month",
        source="Lönesystemet",
    )


def test_every_municipality_is_tied_and_untied_at_once(cast: Cast, kpi: Kpi) -> None:
    Area.objects.create(id="0000", title="Riket", kind=AreaKind.REGION)
    indicator = Indicator.objects.create(unit=cast.kf, created_at=NOW)
    act = {"indicator": indicator, "kpi": kpi, "by": cast.controller, "at": NOW}
    assert spread_kpi(**act) == 2
    assert set(KpiTie.objects.values_list("area", "role")) == {
        ("1465", TieRole.SPREAD),
        ("1490", TieRole.SPREAD),
    }
    with pytest.raises(Refusal, match="inga fler kommuner"):
        spread_kpi(**act)
    tie(cast, indicator, "1490", TieRole.COMPARISON)
    end_spread(**act)
    assert list(KpiTie.objects.values_list("area", "role")) == [("1490", TieRole.COMPARISON)]
    with pytest.raises(Refusal, match="inte värden för alla"):
        end_spread(**act)
    events = AuditEvent.objects.filter(subject_id=str(indicator.pk)).order_by("pk")
    told = [(event.action, event.before, event.after) for event in events]
    assert [action for action, _before, _after in told] == ["spread_kpi", "end_spread"]
    assert (told[0][2]["areas"], told[1][1]["areas"]) == (2, 1)


def test_a_withdrawn_key_figure_has_no_spread(cast: Cast, kpi: Kpi) -> None:
    kpi.withdrawn_at = NOW
    kpi.save()
    indicator = Indicator.objects.create(unit=cast.kf, created_at=NOW)
    with pytest.raises(Refusal, match="finns inte längre"):
        spread_kpi(indicator=indicator, kpi=kpi, by=cast.controller, at=NOW)
