"""The years that plans govern."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from timglas.models import Plan, PlanKind, PlanVersion


def plan_years(versions: QuerySet[PlanVersion], today: date) -> tuple[int, ...]:
    """The years that some plans govern, oldest first, as far as they have begun. One query."""
    rows = versions.values_list("plan__kind", "plan__first_year", "plan__last_year")
    return _years(rows.order_by().distinct(), today)


def years_of(plans: Iterable[Plan], today: date) -> tuple[int, ...]:
    """The same of plans that are already read."""
    return _years(((p.kind, p.first_year, p.last_year) for p in plans), today)


def _years(plans: Iterable[tuple[str, int, int]], today: date) -> tuple[int, ...]:
    years: set[int] = set()
    for kind, first, last in plans:
        years |= set(range(first, last + 1)) if kind == PlanKind.TERM else {first}
    return tuple(sorted(year for year in years if year <= today.year))


def nearest_year(years: Iterable[int], wanted: int) -> int | None:
    """The latest of the years up to the wanted one, else the first after it."""
    years = sorted(years)
    return max((y for y in years if y <= wanted), default=years[0] if years else None)
