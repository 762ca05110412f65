"""The register of deviations, a body's own view, and who reads what."""

from typing import Any

from tests.actions.test_deviations import explain
from tests.cast import BEGINNING, NOW, TODAY, Cast
from tests.deviations import absence_rule, raised, report
from timglas.actions.deviations import close_deviation, raise_deviations
from timglas.models import Deviation, Grant
from timglas.queries.deviations import (
    WantedDeviations,
    deviation_page,
    deviation_rules,
    deviations,
    listed_deviations,
    open_deviations,
)
from timglas.rules.deviations import State
from timglas.rules.permissions import Role


def test_a_deviation_is_read_with_its_age_and_rule(cast: Cast) -> None:
    raised(cast)
    (row,) = deviations(cast.viewer(cast.manager, TODAY.replace(day=25)))
    assert (row.name, row.why, row.unit_name, row.age, row.state.state) == (
        "Frånvaro",
        "Värdet är över gränsen 8",
        "Björkskolan",
        10,
        State.NEW,
    )


def test_each_reads_those_of_their_units_and_the_board_what_it_is_told(cast: Cast) -> None:
    deviation = raised(cast, tells_board=True)
    readers = (cast.manager, cast.head, cast.elected, cast.controller)
    assert all(deviations(cast.viewer(person)) for person in readers)
    assert deviations(cast.viewer(cast.reader)) == ()
    Grant.objects.filter(person=cast.reader).update(unit=cast.ks)
    assert [row.id for row in deviations(cast.viewer(cast.reader))] == [deviation.pk]
    Deviation.objects.update(unit=cast.ab)
    assert deviations(cast.viewer(cast.reader)) == ()
    assert deviations(cast.viewer(cast.elected)) == ()
    assert deviations(cast.viewer(cast.director)) != ()


def test_whoever_is_to_act_reads_it_wherever_they_are(cast: Cast) -> None:
    deviation = raised(cast)
    explain(deviation, cast)
    Grant.objects.create(
        person=cast.outsider, role=Role.READER, unit=cast.klk, valid_from=BEGINNING
    )
    Deviation.objects.update(action_by=cast.outsider)
    assert len(open_deviations(cast.viewer(cast.outsider))) == 1


def test_the_register_shows_what_is_open_unless_more_is_asked_for(cast: Cast) -> None:
    deviation = raised(cast)
    viewer = cast.viewer(cast.controller)
    wanted = {
        "open": WantedDeviations(),
        "closed": WantedDeviations(state="closed"),
        "all": WantedDeviations(state="alla"),
        "words": WantedDeviations(q="björk"),
        "other words": WantedDeviations(q="ekskolan"),
        "committee": WantedDeviations(body=cast.bun.pk),
        "board": WantedDeviations(body=cast.ks.pk),
    }

    def found() -> set[str]:
        rows = deviations(viewer)
        return {name for name, what in wanted.items() if listed_deviations(viewer, rows, what)}

    assert found() == {"open", "all", "words", "committee"}
    deviation.rule.tells_board = True
    deviation.rule.save()
    assert "board" in found()
    explain(deviation, cast)
    close_deviation(deviation=deviation, reason="Klart.", by=cast.manager, at=NOW)
    assert found() == {"closed", "all"}


def test_a_page_tells_what_has_happened_in_words(cast: Cast) -> None:
    deviation = raised(cast)
    explain(deviation, cast)
    page = deviation_page(cast.viewer(cast.manager), deviation)
    assert page.url == f"/indikatorer/{deviation.indicator_id}/"
    assert [(said.by, said.what, said.words) for said in page.history] == [
        ("", "En avvikelse upptäcktes", ()),
        ("Eva Enhetschef", "Orsak och åtgärd skrevs", ("Influensa.", "Fler vikarier.")),
    ]


def test_rules_say_whom_they_tell(cast: Cast) -> None:
    absence_rule(cast, tells_board=True)
    (row,) = deviation_rules()
    assert (row.when, row.about, row.tells) == (
        "Värdet är över gränsen 8",
        "Frånvaro",
        ("den som svarar för det", "närmaste chef", "controller", "kommunstyrelsen"),
    )


def test_the_register_takes_one_query_whatever_its_length(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    rule = absence_rule(cast)
    viewer = cast.viewer(cast.controller)
    deviations(viewer)
    for unit in (cast.bjork, cast.ek):
        report(cast, rule.indicator, unit, "9")  # type: ignore[arg-type]
        raise_deviations(today=TODAY, at=NOW)
        with django_assert_num_queries(1):
            deviations(viewer)
