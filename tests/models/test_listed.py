"""Many numbers in a query are one parameter."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from timglas.models import Unit
from timglas.models.listed import among


def test_rows_are_found_among_many_numbers(cast: Cast) -> None:
    wanted = {cast.bun.pk, cast.ek.pk}
    found = Unit.objects.filter(among("pk", wanted | set(range(10_000, 50_000))))
    assert set(found.values_list("pk", flat=True)) == wanted
    assert Unit.objects.exclude(among("pk", wanted)).count() == Unit.objects.count() - 2


def test_there_is_nothing_to_ask_for_among_no_numbers(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as captured:
        assert not Unit.objects.filter(among("pk", ()))
    assert not captured
