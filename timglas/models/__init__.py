"""The tables. A subject knows only those before it:

org, periods, decisions, documents, plans, goals, indicators, external, activities, assignments,
scan, proposals, budget, appropriations, alternatives, orders, rounds, deviations, reports;
audit, cycle, imports, outbox and saved views know org alone, and an outcome knows its import.
"""

from timglas.models.activities import Activity, ActivityNote
from timglas.models.alternatives import AlternativeBudget
from timglas.models.appropriations import Appropriation
from timglas.models.assignments import Assignment, AssignmentGoal, AssignmentNote
from timglas.models.audit import AuditEvent, Seal
from timglas.models.budget import BudgetAmount, BudgetFrame, BudgetLine
from timglas.models.chosen_figures import ChosenFigure
from timglas.models.cycle import CalendarFeed, Cycle, CycleStep
from timglas.models.decisions import Decision
from timglas.models.deviations import Deviation, DeviationRule
from timglas.models.documents import (
    DocumentRelease,
    DocumentRepeal,
    DocumentVersion,
    GoverningDocument,
)
from timglas.models.external import (
    Area,
    AreaKind,
    ExternalValue,
    Fetch,
    FetchKind,
    FetchState,
    Kpi,
    KpiTie,
    TieRole,
)
from timglas.models.forecasts import Forecast, ForecastDue
from timglas.models.goals import (
    Assessment,
    Goal,
    GoalEdition,
    GoalLevel,
    GoalLink,
    GoalResponsibility,
    Ground,
    GroundKind,
    Perspective,
)
from timglas.models.granted_money import GrantedMoney
from timglas.models.headlines import Headline
from timglas.models.imports import Import, ImportRow, ImportState
from timglas.models.indicators import (
    AccumulationChoice,
    AggregationChoice,
    BasisChoice,
    CollectedFrom,
    DirectionChoice,
    FrequencyChoice,
    Indicator,
    IndicatorEdition,
    IndicatorKind,
    IndicatorResponsibility,
    Outcome,
    OutcomeQuality,
    OverTimeChoice,
    Provider,
    SeriesBreak,
    Sex,
    Target,
)
from timglas.models.orders import OrderReply
from timglas.models.org import (
    Grant,
    Municipality,
    Person,
    Placement,
    StatusName,
    Succession,
    Unit,
    UnitKind,
)
from timglas.models.outbox import Mail, ScheduledJob
from timglas.models.oversight import OversightDecision
from timglas.models.periods import Term
from timglas.models.plan_sections import PlanSection, TemplateSection
from timglas.models.plans import Plan, PlanDocument, PlanKind, PlanVersion, Release, VersionState
from timglas.models.process_changes import ProcessChange
from timglas.models.proposals import Proposal, ProposalAmount, ProposalAnswer
from timglas.models.relinkings import Relinking
from timglas.models.reports import (
    Report,
    ReportSection,
    ReportSnapshot,
    ReportStep,
    ReportTemplateSection,
    SectionText,
)
from timglas.models.rounds import Round, RoundKind, RoundLink, RoundReceipt, RoundUnit
from timglas.models.saved_views import SavedView
from timglas.models.scan import DevelopmentArea, Observation
from timglas.models.writings import Writing
from timglas.models.year_changes import (
    GoalRenewal,
    IndicatorRenewal,
    RenewalChoice,
    YearChange,
)
from timglas.models.year_closings import YearClosing

__all__ = [
    "AccumulationChoice",
    "Activity",
    "ActivityNote",
    "AggregationChoice",
    "AlternativeBudget",
    "Appropriation",
    "Area",
    "AreaKind",
    "Assessment",
    "Assignment",
    "AssignmentGoal",
    "AssignmentNote",
    "AuditEvent",
    "BasisChoice",
    "BudgetAmount",
    "BudgetFrame",
    "BudgetLine",
    "CalendarFeed",
    "ChosenFigure",
    "CollectedFrom",
    "Cycle",
    "CycleStep",
    "Decision",
    "DevelopmentArea",
    "Deviation",
    "DeviationRule",
    "DirectionChoice",
    "DocumentRelease",
    "DocumentRepeal",
    "DocumentVersion",
    "ExternalValue",
    "Fetch",
    "FetchKind",
    "FetchState",
    "Forecast",
    "ForecastDue",
    "FrequencyChoice",
    "Goal",
    "GoalEdition",
    "GoalLevel",
    "GoalLink",
    "GoalRenewal",
    "GoalResponsibility",
    "GoverningDocument",
    "Grant",
    "GrantedMoney",
    "Ground",
    "GroundKind",
    "Headline",
    "Import",
    "ImportRow",
    "ImportState",
    "Indicator",
    "IndicatorEdition",
    "IndicatorKind",
    "IndicatorRenewal",
    "IndicatorResponsibility",
    "Kpi",
    "KpiTie",
    "Mail",
    "Municipality",
    "Observation",
    "OrderReply",
    "Outcome",
    "OutcomeQuality",
    "OverTimeChoice",
    "OversightDecision",
    "Person",
    "Perspective",
    "Placement",
    "Plan",
    "PlanDocument",
    "PlanKind",
    "PlanSection",
    "PlanVersion",
    "ProcessChange",
    "Proposal",
    "ProposalAmount",
    "ProposalAnswer",
    "Provider",
    "Release",
    "Relinking",
    "RenewalChoice",
    "Report",
    "ReportSection",
    "ReportSnapshot",
    "ReportStep",
    "ReportTemplateSection",
    "Round",
    "RoundKind",
    "RoundLink",
    "RoundReceipt",
    "RoundUnit",
    "SavedView",
    "ScheduledJob",
    "Seal",
    "SectionText",
    "SeriesBreak",
    "Sex",
    "StatusName",
    "Succession",
    "Target",
    "TemplateSection",
    "Term",
    "TieRole",
    "Unit",
    "UnitKind",
    "VersionState",
    "Writing",
    "YearChange",
    "YearClosing",
]
