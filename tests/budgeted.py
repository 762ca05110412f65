"""The cast's council with a budget: frames for two boards, what it expects of the company."""

from decimal import Decimal

from tests.cast import NOW, Cast
from tests.plan_drafts import draft_operational_plan, make_decision
from timglas.actions.appropriations import record_appropriation
from timglas.actions.budget import edit_budget
from timglas.models import Appropriation, PlanVersion, Unit
from timglas.rules.appropriations import Appropriated, Financing
from timglas.rules.budget import Amounts, Budget, Frame, FrameKind, Line, LineKind

MILLION = Decimal(1_000_000)


def millions(*amounts: str, first: int = 2025) -> Amounts:
    """Amounts in kronor, of millions a year."""
    return {first + n: Decimal(amount) * MILLION for n, amount in enumerate(amounts)}


def rates(*amounts: str, first: int = 2025) -> Amounts:
    """Amounts as they are, a year each."""
    return {first + n: Decimal(amount) for n, amount in enumerate(amounts)}


def small_budget(cast: Cast, *, first: int = 2025) -> Budget:
    """A budget with a result of 8, 5 and 3 millions of 500, 510 and 520 in tax and grants."""
    return Budget(
        frames=(
            Frame(cast.ab.pk, FrameKind.COMPANY_EQUITY, rates("20", "20", "21", first=first)),
            Frame(cast.ab.pk, FrameKind.COMPANY_RETURN, rates("3.5", first=first)),
            Frame(cast.bun.pk, FrameKind.INVESTMENT, millions("3.73", first=first)),
            Frame(cast.bun.pk, FrameKind.OPERATING, millions("300", "310", "320", first=first)),
            Frame(cast.ks.pk, FrameKind.OPERATING, millions("170", "170", "170", first=first)),
        ),
        lines=(
            Line(LineKind.TAX_RATE, "Skattesats", rates("22.05", "22.05", "22.05", first=first)),
            Line(LineKind.TAX, "Skatteintäkter", millions("400", "410", "420", first=first)),
            Line(LineKind.GRANTS, "Bidrag", millions("100", "100", "100", first=first)),
            Line(LineKind.COST, "Pensioner", millions("18", "20.5", "22.5", first=first)),
            Line(LineKind.FINANCE, "Finansnetto", millions("-4", "-4.5", "-4.5", first=first)),
            Line(LineKind.ASSETS, "Tillgångar", millions("700", first=first)),
            Line(LineKind.EQUITY, "Eget kapital", millions("400", first=first)),
            Line(LineKind.PROVISIONS, "Avsättningar", millions("50", first=first)),
            Line(LineKind.DEBT, "Skulder", millions("250", first=first)),
        ),
    )


def draft_budget(cast: Cast, *, first: int = 2025) -> PlanVersion:
    """The council's draft of a plan for three years, with the small budget."""
    version = draft_operational_plan(cast, cast.kf, first_year=first)
    budget = small_budget(cast, first=first)
    edit_budget(version=version, budget=budget, by=cast.controller, at=NOW)
    return version


def add_to(
    cast: Cast,
    version: PlanVersion,
    unit: Unit,
    amount: str,
    *,
    kind: FrameKind = FrameKind.OPERATING,
    financing: Financing = Financing.RESULT,
    payer: Unit | None = None,
    carries_forward: bool = False,
) -> Appropriation:
    """The council adds some millions to a unit's frame."""
    made = Appropriated(
        unit=unit.pk,
        kind=kind,
        amount=Decimal(amount) * MILLION,
        financing=financing,
        payer=payer.pk if payer else None,
        carries_forward=carries_forward,
    )
    return record_appropriation(
        version=version,
        decision=make_decision(cast, cast.kf),
        made=made,
        purpose=" Nytt löneavtal ",
        by=cast.registrar,
        at=NOW,
    )
