"""Exempelby is complete enough to be believed, and built as a real municipality would be."""

import io
import json
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from timglas.access import Viewer
from timglas.actions.exempelby import Built, load_exempelby
from timglas.actions.exempelby_content import Content, read_content
from timglas.actions.exempelby_series import values_of
from timglas.actions.refusal import Refusal
from timglas.models import (
    Activity,
    AlternativeBudget,
    AuditEvent,
    ExternalValue,
    Grant,
    KpiTie,
    Outcome,
    Person,
    Placement,
    PlanVersion,
    SeriesBreak,
    Succession,
    Target,
    TieRole,
    Unit,
    UnitKind,
    VersionState,
)
from timglas.queries.alternatives import alternative_page
from timglas.queries.budget import budget_of
from timglas.queries.frames import frames_page
from timglas.queries.results import year_results
from timglas.queries.sand import sand
from timglas.queries.views import YearResults
from timglas.rules.activities import State
from timglas.rules.permissions import Role
from timglas.rules.status import Status
from timglas.rules.thread import Break

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 15, 8, tzinfo=UTC)
TODAY = date(2025, 10, 15)
INVENTED = "Exempeldata (påhittad)"


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Built]:
    """Exempelby, built once for the module's tests and then undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_exempelby(at=AT)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def content() -> Content:
    """The files."""
    return read_content()


def seen(year: int) -> YearResults:
    """What the public sees of a year on the demonstration's day."""
    return year_results(Viewer(None, TODAY), year)


def statuses(results: YearResults) -> dict[str, dict[Status, int]]:
    """How many goals have each status, by level."""
    return {
        level.name: dict(Counter(g.status.status for g in results.at_level(level.id)))
        for level in results.levels
    }


def test_it_is_as_large_as_a_small_municipality(built: Built) -> None:
    assert built == Built(
        units=70,
        people=78,
        plans=120,
        goals=127,
        indicators=136,
        outcomes=1663,
        activities=142,
        documents=22,
        assignments=15,
        steps=72,
        observations=13,
        proposals=13,
    )


def test_the_goals_of_2025_stand_as_in_the_picture_of_the_hourglass(built: Built) -> None:
    assert statuses(seen(2025)) == {
        "Fullmäktigemål": {Status.ON_TRACK: 2, Status.AT_RISK: 1, Status.OFF_TRACK: 1},
        "Nämnds- och bolagsmål": {
            Status.MET: 4,
            Status.ON_TRACK: 9,
            Status.AT_RISK: 6,
            Status.OFF_TRACK: 3,
            Status.NOT_MEASURED: 1,
            Status.NOT_DUE: 2,
        },
        "Verksamhetsmål": {
            Status.MET: 6,
            Status.ON_TRACK: 14,
            Status.AT_RISK: 9,
            Status.OFF_TRACK: 4,
            Status.NOT_MEASURED: 2,
            Status.NOT_JUDGED: 2,
            Status.NOT_DUE: 1,
        },
        "Enhetsmål": {
            Status.MET: 11,
            Status.ON_TRACK: 22,
            Status.AT_RISK: 12,
            Status.OFF_TRACK: 6,
            Status.NOT_MEASURED: 8,
            Status.NOT_JUDGED: 1,
        },
    }


def test_the_year_2024_has_ended_in_final_words(built: Built) -> None:
    assert statuses(seen(2024))["Fullmäktigemål"] == {
        Status.MET: 1,
        Status.PARTLY_MET: 2,
        Status.NOT_MET: 1,
    }


def test_every_status_is_there_to_be_seen(built: Built) -> None:
    found = {i.status.status for year in (2024, 2025) for i in seen(year).indicators}
    found |= {g.status.status for year in (2024, 2025) for g in seen(year).goals.values()}
    assert found == set(Status)


def test_the_vision_is_shown_with_its_decision(built: Built) -> None:
    vision = seen(2025).vision
    assert vision is not None
    assert (vision.vision, vision.decision) == (
        "Här skapar vi tillsammans det goda vardagslivet, i varje by och för varje ålder.",
        "Kommunfullmäktige 2022-12-12 § 131 Dnr KS 2022/187",
    )


def test_the_thread_is_broken_in_a_few_known_places(built: Built) -> None:
    broken = {g.wording: g.breaks for g in seen(2025).goals.values() if g.breaks}
    assert broken == {
        "Kostnadseffektiv vård": (Break.NO_CHILD,),
        "Energieffektiva hus": (Break.NO_CHILD,),
        "Digitala tjänster som invånarna använder": (Break.NO_INDICATOR,),
        "Kulturskola i alla skolområden": (Break.NO_TARGET,),
        "Scheman som personalen kan påverka": (Break.NO_OUTCOME,),
        "Önskeschema i hela gruppen": (Break.NO_OUTCOME,),
        "E-tjänster som fungerar dygnet runt": (Break.NO_OUTCOME, Break.NO_ACCOUNTABLE),
        "Dans och musik i Norrby varje torsdag": (Break.NO_OUTCOME, Break.NO_ACCOUNTABLE),
        "Önskerätt varje vecka på boendena": (
            Break.NO_INDICATOR,
            Break.NO_ACCOUNTABLE,
            Break.NO_ACTIVITY,
        ),
        "Samma start på varje lektion": (Break.NO_ACTIVITY,),
        "Ljus på alla gångvägar till skolan": (Break.NO_ACTIVITY,),
    }


def test_the_goal_in_the_picture_of_the_thread_has_five_goals_below_it(built: Built) -> None:
    goals = seen(2025).goals
    wordings = {g.wording: g for g in goals.values()}
    chosen = wordings["Alla elever når gymnasiebehörighet"]
    below = [goals[pk] for pk in chosen.children]
    assert {g.wording: sorted(goals[pk].wording for pk in g.children) for g in below} == {
        "Tidigt stöd i läsning och matematik": [
            "Alla i årskurs 3 når läsmålet",
            "Mattestöd varje vecka",
        ],
        "Alla elever möter behöriga lärare": ["Mentor för nya lärare"],
    }


def test_judgements_that_differ_from_the_proposal_say_why(built: Built) -> None:
    judged = [g.judgement for g in seen(2025).goals.values() if g.judgement]
    differing = [j for j in judged if j.status != j.proposed]
    assert (len(judged), len(differing) > 10) == (112, True)
    assert all(j.reason and j.summary for j in differing)


def test_the_frames_add_up_to_the_figures_of_the_budget(built: Built) -> None:
    viewer = Viewer(None, TODAY)
    totals = {}
    for year in (2024, 2025):
        frames = frames_page(viewer, year).frames
        assert frames is not None
        assert frames.operating is not None
        totals[year] = (frames.operating.original, frames.operating.revised, frames.result)
        assert frames.tables[1].rows[-1].original == {2024: 20_162_000, 2025: 20_480_000}[year]
    assert totals == {
        2024: (784_200_000, 784_200_000, 3_200_000),
        2025: (799_100_000, 801_251_000, 8_000_000),
    }
    told = frames_page(viewer, 2026).vintages.rows[-1]
    assert (told.name, told.amounts) == ("Summa", (820_300_000, 822_400_000))
    versions = PlanVersion.objects.filter(plan__unit__kind=UnitKind.COUNCIL)
    for version in versions.exclude(frames=None).distinct():
        budget, years = budget_of(version), range(version.plan.first_year, version.plan.last_year)
        assert [budget.unbalanced(year) for year in years] == [0, 0]


def test_one_alternative_is_put_forward_and_another_does_not_balance(built: Built) -> None:
    told = {
        alternative.name: (
            alternative.put_forward_at is not None,
            [effect.result for effect in alternative_page(alternative).effects],
        )
        for alternative in AlternativeBudget.objects.order_by("pk")
    }
    assert told == {
        "Oppositionens förslag": (True, [6_400_000, 6_200_000, 6_300_000]),
        "Mer till äldreomsorgen": (False, [-1_600_000, -1_800_000, -1_700_000]),
    }


def test_the_event_log_is_in_order_of_time_and_ends_with_the_loading(built: Built) -> None:
    moments = list(AuditEvent.objects.order_by("pk").values_list("at", flat=True))
    assert moments == sorted(moments)
    last = AuditEvent.objects.order_by("-pk")[0]
    assert (last.action, last.at, last.after["goals"]) == ("load_exempelby", AT, 127)


def test_nothing_is_known_before_its_period_has_ended(built: Built) -> None:
    early = [o for o in Outcome.objects.all() if o.known_at.date() <= o.period_end]
    assert early == []
    assert Outcome.objects.latest("known_at").known_at.date() <= TODAY


def test_own_values_are_labelled_as_invented_and_real_ones_are_kept_apart(built: Built) -> None:
    assert set(Outcome.objects.values_list("source", flat=True)) == {INVENTED}
    assert ExternalValue.objects.filter(area__is_invented=False).count() == 174
    invented = ExternalValue.objects.filter(area__is_invented=True)
    assert invented.values("kpi").distinct().count() == 4
    assert invented.values("area").distinct().count() == 43
    assert not KpiTie.objects.filter(area__is_invented=True, role=TieRole.OWN).exists()
    assert all(i.source.startswith(INVENTED) for i in seen(2025).indicators)


def test_units_have_been_moved_merged_and_closed(built: Built) -> None:
    moved = Unit.objects.get(name="Arbetsmarknadsenheten")
    places = Placement.objects.filter(unit=moved).order_by("valid_from")
    assert [(p.parent and p.parent.name, p.valid_from) for p in places] == [
        ("Individ- och familjeomsorg", date(2019, 1, 1)),
        ("Kommunledningskontoret", date(2024, 5, 1)),
    ]
    merged = Succession.objects.get()
    assert (merged.from_unit.name, merged.to_unit.name, merged.on) == (
        "Hemtjänst Öst",
        "Hemtjänst Söder",
        date(2024, 9, 1),
    )
    closed = Unit.objects.exclude(closed_on=None).order_by("code")
    assert [u.name for u in closed] == ["Förskolan Ängen", "Hemtjänst Öst"]


def test_activities_differ_and_say_what_will_get_better(built: Built) -> None:
    rows = list(Activity.objects.values_list("name", "expected_effect", "starts_on", "ends_on"))
    assert len({name for name, *_rest in rows}) == len(rows) == 142
    assert all(effect and starts < ends for _name, effect, starts, ends in rows)
    assert {ends.year for *_rest, ends in rows} == {2025, 2026}


def test_activities_have_come_as_far_as_the_sand_of_2025_shows(built: Built) -> None:
    viewer = Viewer(None, TODAY)
    whole = sand(viewer, seen(2025)).whole
    assert {pile.state: pile.count for pile in whole.piles} == {
        State.DONE: 49,
        State.ONGOING: 77,
        State.NOT_STARTED: 4,
        State.LATE: 10,
    }
    assert Activity.objects.filter(state=State.CANCELLED).count() == 2


def test_every_open_unit_has_a_manager(built: Built) -> None:
    managed = Grant.objects.on(TODAY).filter(role=Role.UNIT_MANAGER).values("unit")
    without = Unit.objects.open_on(TODAY).filter(kind=UnitKind.UNIT).exclude(pk__in=managed)
    assert not without.exists()


def test_there_are_people_in_all_roles_and_one_with_a_hidden_name(built: Built) -> None:
    roles = set(Grant.objects.on(TODAY).values_list("role", flat=True))
    assert roles == {role.value for role in Role}
    assert [p.title for p in Person.objects.filter(is_hidden=True)] == ["Enhetschef"]
    assert not any(p.has_usable_password() for p in Person.objects.all())


def test_drafts_of_2026_are_seen_by_nobody_else(built: Built) -> None:
    drafts = PlanVersion.objects.filter(state=VersionState.DRAFT)
    assert {d.plan.first_year for d in drafts} == {2026}
    assert sorted(d.plan.unit.name for d in drafts) == [
        "Barn- och utbildningsnämnden",
        "Björkskolan",
        "Fastighetsbolaget AB",
        "Grundskola",
        "Hemtjänst",
        "Kommunfullmäktige",
        "Samhällsbyggnadsnämnden",
        "Socialnämnden",
    ]
    assert {g.level_name for g in seen(2026).goals.values()} == {"Fullmäktigemål"}


def test_a_target_was_raised_in_the_middle_of_the_year(built: Built) -> None:
    targets = Target.objects.filter(
        edition__name="Sökande som förstod sitt beslut",
        edition__goal_edition__version__plan__first_year=2025,
        year=2025,
    )
    rows = targets.order_by("pk").values_list("edition__goal_edition__version__number", "low")
    assert list(rows) == [(1, Decimal(80)), (2, Decimal(82))]


def test_a_corrected_value_keeps_the_earlier_one(built: Built) -> None:
    correction = Outcome.objects.exclude(supersedes=None).get()
    assert correction.supersedes is not None
    assert (correction.supersedes.value, correction.value, correction.reason) == (
        Decimal(98),
        Decimal(88),
        "Tio anmälningar från Lindskolan hade räknats två gånger.",
    )


def test_a_series_has_a_break_and_others_have_holes(built: Built, content: Content) -> None:
    assert [b.period_start for b in SeriesBreak.objects.all()] == [date(2024, 1, 1)]
    months = [v.period.code for v in values_of(content.indicators["felgata"])]
    assert not {"2023-12", "2024-08"} & set(months)


def test_a_made_series_is_the_same_every_time_and_has_its_shift(content: Content) -> None:
    everyone = [v for v in values_of(content.indicators["sjukforskola"]) if v.sex == "T"]
    assert [(v.period.code, str(v.value)) for v in everyone[23:28]] == [
        ("2024-12", "8.3"),
        ("2025-01", "8.2"),
        ("2025-02", "9.8"),
        ("2025-03", "9.8"),
        ("2025-04", "9.7"),
    ]


def test_a_second_municipality_is_refused(built: Built) -> None:
    with pytest.raises(Refusal, match="Här finns redan en kommun"):
        load_exempelby(at=AT)


def test_the_command_fails_where_there_is_a_municipality_unless_asked_not_to(built: Built) -> None:
    with pytest.raises(CommandError, match="Här finns redan en kommun"):
        call_command("load_exempelby")
    out = io.StringIO()
    call_command("load_exempelby", if_empty=True, stdout=out)
    assert out.getvalue() == ""


@pytest.mark.real
def test_real_values_are_those_of_kolada(content: Content, real_data: Path) -> None:
    file = real_data / "kolada_2012" / "v3shape_data_290_municipalities_7_kpis.json"
    rows = json.loads(file.read_text(), parse_float=Decimal)["values"]
    real = {(r["kpi"], r["municipality"], int(r["period"])): r["values"][0]["value"] for r in rows}
    ours = {
        (kpi, area, year): value
        for kpi, table in content.kolada["kpis"].items()
        for area, values in table.get("values", {}).items()
        for year, value in enumerate(values, start=table["from"])
        if value != ""
    }
    assert ours == {key: real[key] for key in ours}


@pytest.mark.real
def test_the_key_figures_are_called_as_in_the_catalogue(content: Content, real_data: Path) -> None:
    rows = json.loads((real_data / "kolada" / "v3_kpi_all.json").read_text())["values"]
    titles = {row["id"]: " ".join(row["title"].split()) for row in rows}
    ours = {kpi: table["title"] for kpi, table in content.kolada["kpis"].items()}
    assert ours == {kpi: titles[kpi] for kpi in ours}


def test_the_files_are_plain_toml_without_repeated_goals() -> None:
    folder = Path("timglas/exempelby")
    names = [
        key
        for file in sorted(folder.glob("goals*.toml"))
        for key in tomllib.loads(file.read_text(encoding="utf-8"))["goals"]
    ]
    assert len(names) == len(set(names)) == 127
