"""Who reads outcomes, and who corrects them."""

from tests.cast import Cast
from tests.planned import plan_everything, report_year
from timglas.models import Outcome
from timglas.rules.permissions import Permission


def test_outcomes_are_read_with_their_indicator_and_corrected_by_those_who_report(
    cast: Cast,
) -> None:
    planned = plan_everything(cast)
    report_year(planned, 2023, "83.6")
    outcome = Outcome.objects.get()
    readers = {name for name, who in cast.everyone.items() if _may(cast, name, Permission.READ)}
    assert readers == set(cast.everyone)
    correctors = {name for name in cast.everyone if _may(cast, name, Permission.REPORT_OUTCOME)}
    assert correctors == {"head", "controller", "chief", "admin"}
    assert cast.viewer(cast.head).may(Permission.REPORT_OUTCOME, outcome)


def test_a_unit_corrects_its_own_value_of_an_indicator_from_above(cast: Cast) -> None:
    planned = plan_everything(cast)
    report_year(planned, 2023, "83.6")
    whole = Outcome.objects.get()
    own = Outcome.objects.create(
        **{
            field.attname: getattr(whole, field.attname)
            for field in Outcome._meta.concrete_fields
            if field.name not in {"id", "unit"}
        },
        unit=cast.bjork,
    )
    reach = cast.viewer(cast.reporter).reach(Permission.REPORT_OUTCOME, Outcome)
    assert list(reach) == [own]
    reading = {
        name
        for name, who in cast.everyone.items()
        if cast.viewer(who).reach(Permission.READ, Outcome).filter(pk=own.pk).exists()
    }
    assert reading == {"reporter", "manager", "head", "controller", "chief", "admin"}


def _may(cast: Cast, name: str, permission: Permission) -> bool:
    return cast.viewer(cast.everyone[name]).may(permission, Outcome.objects.get())
