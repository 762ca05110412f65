"""Something behind every kind of address: own and other units', drafts, decided and not released.

"Own" is Björkskolan, whose manager and reporter are in the cast; Ekskolan is the other school of
their department; the company's plan is decided but not released, so nobody outside knows of it.
"""

from datetime import date
from decimal import Decimal

from tests.activities import make_activity
from tests.assignments import make_assignment
from tests.budgeted import draft_budget
from tests.cast import NOW, Cast
from tests.documents import council_decision, make_document
from tests.imported import checked
from tests.plan_drafts import decide, draft_operational_plan, make_goal, make_indicator
from tests.planned import plan_everything, report_year
from tests.proposals import draft, submitted
from tests.reports import section_of
from tests.rounds import make_round, row_of
from tests.scan import make_area, make_observation
from tests.years import empty_year, make_step
from timglas.actions.alternatives import begin_alternative, put_forward_alternative
from timglas.actions.calendars import open_calendar
from timglas.actions.deviations import add_deviation_rule
from timglas.actions.external import tie_indicator
from timglas.actions.goals import add_ground
from timglas.actions.outcomes import report_outcome
from timglas.actions.saved_views import save_view
from timglas.models import (
    Area,
    AreaKind,
    Deviation,
    Fetch,
    FetchKind,
    GoalEdition,
    GoalLevel,
    Grant,
    GroundKind,
    Indicator,
    Kpi,
    Mail,
    Person,
    PlanSection,
    ProcessChange,
    TemplateSection,
    TieRole,
    Unit,
    YearChange,
)
from timglas.queries.round_links import token_of
from timglas.rules.deviations import Subject
from timglas.rules.periods import Frequency, Period

type Keys = tuple[int | str, ...]


def build_addresses(cast: Cast) -> dict[str, Keys]:
    """What stands in the addresses, by the name that the table of access has for the object."""
    planned = plan_everything(cast)
    report_year(planned, 2023, "83.6")
    outcome = planned.indicator.outcomes.get()
    board = GoalLevel.objects.get(order=2)
    own = _draft(cast, cast.bjork)
    return {
        "-": (),
        **{f"unit of {code}": (getattr(cast, code).pk,) for code in ("bjork", "ek", "ab")},
        **_people(cast),
        "a level": (board.pk,),
        "goal of bjork": (planned.reading.pk,),
        "activity of bjork": (make_activity(planned).pk,),
        **_scan(cast),
        "document of bjork": (make_document(cast, unit=cast.bjork).pk,),
        "document of ab": (_board_document(cast),),
        "goal of bun": (planned.eligible.pk,),
        "assignment of bun": (make_assignment(cast).pk,),
        **_proposals(cast),
        "assignment of ab": (make_assignment(cast, receiver=cast.ab).pk,),
        "indicator of bun": (planned.indicator.pk,),
        "outcome of bun": (outcome.pk,),
        "a section": (_template_section().pk,),
        "year of bjork": (_year_change(cast).pk,),
        "change of bun": (_change(cast, planned.indicator).pk,),
        "decided of kf": (planned.young.editions.get().version_id,),
        "decided of bjork": (planned.reading.editions.get().version_id,),
        **_company(cast, board),
        **_budgets(cast),
        **_parts("bjork", own),
        **_parts("ek", _draft(cast, cast.ek)),
        **_kolada(cast, own),
        "an import": (checked((planned.indicator.pk, "", 2022, "85", ""), by=cast.head).pk,),
        "outcomes": ("outcomes",),
        "units": ("units",),
        **_views(cast),
        "a register": ("goals",),
        **_cycle(cast),
        **_rounds(cast),
        **_mail(cast),
        **_deviations(cast, planned.indicator),
        "no code": ("MQ", "set-password"),
        "no key": (0,),
    }


def _proposals(cast: Cast) -> dict[str, Keys]:
    """A school's draft, a proposal that its committee has submitted, and the committee's order."""
    sent = submitted(cast)
    return {
        "draft proposal": (draft(cast).pk,),
        "sent proposal": (sent.pk,),
        "an order": (sent.body_id, sent.year),
        "a company": (cast.ab.pk, 2024),
    }


def _people(cast: Cast) -> dict[str, Keys]:
    """Somebody managed within the education department, somebody of the whole, and their roles."""
    rows: dict[str, Person] = {"manager": cast.manager, "chief": cast.chief}
    grants = {f"role of {name}": (Grant.objects.get(person=who).pk,) for name, who in rows.items()}
    return {name: (who.pk,) for name, who in rows.items()} | grants


def _company(cast: Cast, level: GoalLevel) -> dict[str, Keys]:
    """The company's decided plan, which is not released."""
    version = draft_operational_plan(cast, cast.ab)
    edition = make_goal(cast, version, level, "Trygga hem")
    add_ground(edition=edition, kind=GroundKind.MANDATE, reference="Ägardirektiv", **_by(cast))
    indicator = make_indicator(cast, edition, "Trygghet").indicator
    decide(cast, version)
    outcome = report_outcome(
        indicator=indicator, period=Period(Frequency.YEAR, 2023), value=Decimal(70), **_by(cast)
    )
    return {
        "decided of ab": (version.pk,),
        "goal of ab": (edition.goal_id,),
        "indicator of ab": (indicator.pk,),
        "outcome of ab": (outcome.pk,),
    }


def _scan(cast: Cast) -> dict[str, Keys]:
    """What the school and the company have seen, and what they choose to develop."""
    return {
        "observation of bjork": (make_observation(cast).pk,),
        "observation of ab": (make_observation(cast, unit=cast.ab).pk,),
        "area of bjork": (make_area(cast).pk,),
        "area of ab": (make_area(cast, unit=cast.ab).pk,),
    }


def _board_document(cast: Cast) -> int:
    """What the company's board has decided for itself."""
    decision = council_decision(cast, body=cast.ab)
    return make_document(cast, unit=cast.ab, decision=decision).pk


def _budgets(cast: Cast) -> dict[str, Keys]:
    """The council's plan with its budget: decided, and as a draft with alternatives beside it."""
    decided, draft = decide(cast, draft_budget(cast)), draft_budget(cast, first=2026)
    begun, put_forward = (
        begin_alternative(version=draft, name=name, by=cast.elected, at=NOW) for name in ("A", "B")
    )
    put_forward_alternative(alternative=put_forward, by=cast.elected, at=NOW)
    return {
        "decided budget": (decided.pk,),
        "draft budget": (draft.pk,),
        "alternative": (begun.pk,),
        "put forward": (put_forward.pk,),
    }


def _year_change(cast: Cast) -> YearChange:
    """A start of next year's plans, with none to begin from."""
    return YearChange.objects.create(
        unit=cast.bjork, year=2026, started_by=cast.head, started_at=NOW
    )


def _change(cast: Cast, indicator: Indicator) -> ProcessChange:
    """A change of the process behind an indicator."""
    return ProcessChange.objects.create(
        indicator=indicator,
        unit=indicator.unit,
        period_start=date(2023, 1, 1),
        reason="Ny rutin",
        made_by=cast.head,
        made_at=NOW,
    )


def _draft(cast: Cast, unit: Unit) -> GoalEdition:
    """A draft for 2026 with a goal that has a link, a ground and an indicator."""
    version = draft_operational_plan(cast, unit, first_year=2026)
    above = GoalEdition.objects.get(wording="Alla når gymnasiet").goal
    level = GoalLevel.objects.get(order=3)
    edition = make_goal(cast, version, level, "Lugn i klassrummet", parent=above)
    add_ground(edition=edition, kind=GroundKind.LAW, reference="Skollagen 5 kap.", **_by(cast))
    make_indicator(cast, edition, "Lugna lektioner")
    return edition


def _template_section() -> TemplateSection:
    """A section of the template that no plan has."""
    return TemplateSection.objects.create(order=20, title="Barnrätt")


def _own_section(edition: GoalEdition) -> PlanSection:
    """A section of a goal's draft."""
    return PlanSection.objects.create(version_id=edition.version_id, title="Barnen")


def _parts(code: str, edition: GoalEdition) -> dict[str, Keys]:
    return {
        f"draft of {code}": (edition.version_id,),
        f"section of {code}": (_own_section(edition).pk,),
        f"edition of {code}": (edition.pk,),
        f"link of {code}": (edition.pk, edition.links.get().pk),
        f"ground of {code}": (edition.pk, edition.grounds.get().pk),
        f"measure of {code}": (edition.indicators.get().pk,),
    }


def _kolada(cast: Cast, edition: GoalEdition) -> dict[str, Keys]:
    """A KPI that an indicator follows, and a fetch."""
    indicator = edition.indicators.get().indicator
    kpi = Kpi.objects.create(id="N15030", title="Lugna lektioner", search_text="lugna lektioner")
    area = Area.objects.create(id="0000", title="Riket", kind=AreaKind.REGION)
    tie_indicator(indicator=indicator, kpi=kpi, area=area, role=TieRole.COMPARISON, **_by(cast))
    fetch = Fetch.objects.create(kind=FetchKind.VALUES, requested_at=NOW)
    return {
        "a KPI": (kpi.pk,),
        "tie of bjork": (indicator.pk, kpi.pk),
        "indicator of bjork": (indicator.pk,),
        "a fetch": (fetch.pk,),
    }


def _views(cast: Cast) -> dict[str, Keys]:
    """Views of a register: one that is the manager's own, and one that all share."""
    saved = {"register": "goals", "query": "lage=at_risk", "at": NOW}
    own = save_view(name="Mina", by=cast.manager, **saved)  # type: ignore[arg-type]
    shared = save_view(name="Allas", is_shared=True, by=cast.controller, **saved)  # type: ignore[arg-type]
    return {"view of manager": (own.pk,), "shared view": (shared.pk,)}


def _cycle(cast: Cast) -> dict[str, Keys]:
    """A year with a public step and one for those who have signed in, and a calendar of each."""
    cycle = empty_year()
    public = make_step(cast, cycle, is_public=True)
    token = open_calendar(unit=None, by=cast.manager, at=NOW)
    return {
        "a year": (cycle.pk,),
        "public step": (public.pk,),
        "inner step": (make_step(cast, cycle).pk,),
        "calendar of manager": (cast.manager.calendar_feeds.get().pk,),
        "secret of manager": (token,),
        "no secret": ("x",),
    }


def _rounds(cast: Cast) -> dict[str, Keys]:
    """A round with its kind, a school in it, the school's report and the company's."""
    opened = make_round(cast)
    report = row_of(opened, cast.bjork).report
    return {
        "link of manager": (token_of(opened.links.get(person=cast.manager)),),
        "a round": (opened.pk,),
        "a kind": (opened.kind_id,),
        "bjork in a round": (row_of(opened, cast.bjork).pk,),
        "report of bjork": (report.pk,),
        "report of ab": (row_of(opened, cast.ab).report.pk,),
        "text of bjork": (section_of(report).pk,),
    }


def _deviations(cast: Cast, indicator: Indicator) -> dict[str, Keys]:
    """A rule, and deviations of a school and of the company."""
    rule = add_deviation_rule(
        subject=Subject.ABOVE, indicator=indicator, limit=Decimal(8), **_by(cast)
    )
    made = {"rule": rule, "indicator": indicator, "name": "Hög frånvaro", "as_of": NOW.date()}
    found = {
        f"deviation of {code}": (
            Deviation.objects.create(unit=getattr(cast, code), raised_at=NOW, **made).pk,
        )
        for code in ("bjork", "ab")
    }
    return {"a rule": (rule.pk,), **found}


def _mail(cast: Cast) -> dict[str, Keys]:
    """A mail that failed."""
    mail = Mail.objects.create(
        to=cast.manager,
        kind="reminder",
        key="a",
        subject="En sak",
        text="Gör det.",
        link="/mal/",
        goes_alone=True,
        queued_at=NOW,
        send_after=NOW,
        given_up_at=NOW,
    )
    return {"a mail": (mail.pk,)}


def _by(cast: Cast) -> dict[str, object]:
    return {"by": cast.controller, "at": NOW}
