"""Plans have the sections of the template, written before they are decided and then frozen."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from tests.cast import NOW, Cast
from tests.plan_drafts import (
    decide,
    draft_operational_plan,
    draft_term_plan,
    make_goal,
    make_levels,
)
from timglas.actions.goals import add_ground
from timglas.actions.plan_sections import Meanwhile, write_section
from timglas.actions.plan_templates import (
    add_section,
    edit_section,
    lay_out_template,
    move_section,
    remove_section,
)
from timglas.actions.plans import NotReady, revise_plan
from timglas.actions.refusal import Refusal
from timglas.actions.year_changes import run_year_change, start_year
from timglas.models import AuditEvent, GroundKind, PlanSection, PlanVersion, TemplateSection
from timglas.queries.plan_document import plan_document
from timglas.rules.plan_document import SectionLine
from timglas.rules.plan_template import DEFAULT_SECTIONS, Part
from timglas.rules.section_text import fingerprint


@pytest.fixture
def template(cast: Cast) -> None:
    """Two sections: one that committees must write, one of goals."""
    assert cast
    TemplateSection.objects.all().delete()
    for order, (title, part, required) in enumerate(
        [("Uppdraget", Part.NONE, ["committee"]), ("Målen", Part.GOALS, [])], start=1
    ):
        TemplateSection.objects.create(
            order=order, title=title, guidance="Skriv.", part=part.value, required_for=required
        )


def titles(version: PlanVersion) -> list[tuple[str, bool, str]]:
    """The sections of a version: heading, whether it is compulsory, text."""
    rows = version.sections.order_by("order")
    return list(rows.values_list("title", "is_required", "body"))


def write(cast: Cast, version: PlanVersion, body: str = "Alla barns lärande.") -> None:
    """Write the compulsory section."""
    section = version.sections.get(title="Uppdraget")
    write_section(section=section, body=f" {body} ", by=cast.controller, at=NOW)


def decided(cast: Cast) -> PlanVersion:
    """The committee's plan with its section written, decided."""
    version = draft_operational_plan(cast, cast.bun)
    write(cast, version)
    goal = make_goal(cast, version, make_levels(cast)[1])
    add_ground(edition=goal, kind=GroundKind.LAW, reference="Skollagen", by=cast.controller, at=NOW)
    return decide(cast, version)


@pytest.mark.django_db
def test_a_new_municipality_begins_with_the_sections_that_the_model_asks_for() -> None:
    TemplateSection.objects.all().delete()
    lay_out_template()
    rows = TemplateSection.objects.order_by("order")
    assert [row.title for row in rows] == [section.title for section in DEFAULT_SECTIONS]
    assert rows[0].required_for == ["executive_board", "committee", "company"]
    assert rows[4].required_for == []


@pytest.mark.usefixtures("template")
def test_a_plan_for_three_years_begins_with_the_template_and_a_term_plan_does_not(
    cast: Cast,
) -> None:
    committee = draft_operational_plan(cast, cast.bun)
    assert titles(committee) == [("Uppdraget", True, ""), ("Målen", False, "")]
    unit = draft_operational_plan(cast, cast.bjork)
    assert titles(unit) == [("Uppdraget", False, ""), ("Målen", False, "")]
    assert titles(draft_term_plan(cast)) == []


@pytest.mark.usefixtures("template")
def test_a_compulsory_section_must_be_written_before_the_decision(cast: Cast) -> None:
    version = draft_operational_plan(cast, cast.bun)
    goal = make_goal(cast, version, make_levels(cast)[1])
    add_ground(edition=goal, kind=GroundKind.LAW, reference="Skollagen", by=cast.controller, at=NOW)
    with pytest.raises(NotReady, match="Uppdraget: Avsnittet är obligatoriskt"):
        decide(cast, version)
    write(cast, version)
    decide(cast, version)


@pytest.mark.usefixtures("template")
def test_what_is_written_is_trimmed_recorded_and_stands_in_the_document(cast: Cast) -> None:
    version = draft_operational_plan(cast, cast.bun)
    write(cast, version)
    event = AuditEvent.objects.get(action="write_section")
    assert (event.before, event.after) == ({"body": ""}, {"body": "<p>Alla barns lärande.</p>"})
    assert plan_document(version, None).sections == (
        SectionLine("Uppdraget", "", "<p>Alla barns lärande.</p>"),
        SectionLine("Målen", "goals", ""),
    )


@pytest.mark.usefixtures("template")
def test_two_who_write_at_the_same_time_do_not_overwrite_each_other(cast: Cast) -> None:
    version = draft_operational_plan(cast, cast.bun)
    section = version.sections.get(title="Uppdraget")
    begun = fingerprint(section.body)
    write(cast, version)
    with pytest.raises(Meanwhile, match="medan du skrev"):
        write_section(section=section, body="B", based_on=begun, by=cast.controller, at=NOW)
    assert section.body == "<p>Alla barns lärande.</p>"
    now = fingerprint(section.body)
    write_section(section=section, body="B", based_on=now, by=cast.controller, at=NOW)
    assert version.sections.get(title="Uppdraget").body == "<p>B</p>"


@pytest.mark.usefixtures("template")
def test_a_decided_section_cannot_be_written_by_any_way(cast: Cast) -> None:
    version = decided(cast)
    section = version.sections.get(title="Uppdraget")
    with pytest.raises(Refusal, match="kan inte ändras"):
        write_section(section=section, body="Annat", by=cast.controller, at=NOW)
    for change in (
        lambda: PlanSection.objects.filter(pk=section.pk).update(body="Annat"),
        lambda: PlanSection.objects.filter(pk=section.pk).delete(),
        lambda: PlanSection.objects.create(version=version, title="Nytt"),
    ):
        with pytest.raises(DatabaseError, match="decided plan version"), transaction.atomic():
            change()


@pytest.mark.usefixtures("template")
def test_a_new_version_and_next_year_begin_with_what_is_written(cast: Cast) -> None:
    version = decided(cast)
    written = [("Uppdraget", True, "<p>Alla barns lärande.</p>"), ("Målen", False, "")]
    later = revise_plan(plan=version.plan, valid_from=date(2025, 3, 1), by=cast.controller, at=NOW)
    assert titles(later) == written
    change = start_year(unit=cast.bun, year=2026, units={cast.bun.pk}, by=cast.controller, at=NOW)
    run_year_change(change=change, clock=lambda: NOW)
    assert titles(change.versions.get()) == written


def test_a_plan_older_than_the_template_gets_its_sections_when_it_is_continued(
    cast: Cast,
) -> None:
    TemplateSection.objects.all().delete()
    version = draft_operational_plan(cast, cast.bun)
    goal = make_goal(cast, version, make_levels(cast)[1])
    add_ground(edition=goal, kind=GroundKind.LAW, reference="Skollagen", by=cast.controller, at=NOW)
    decide(cast, version)
    TemplateSection.objects.create(order=1, title="Uppdraget", required_for=["committee"])
    later = revise_plan(plan=version.plan, valid_from=date(2025, 3, 1), by=cast.controller, at=NOW)
    assert titles(later) == [("Uppdraget", True, "")]


@pytest.mark.usefixtures("template")
def test_the_template_is_changed_for_plans_to_come(cast: Cast) -> None:
    begun = draft_operational_plan(cast, cast.bun)
    by = {"by": cast.admin, "at": NOW}
    new = add_section(
        title=" Barnrätt ", guidance="", part=Part.NONE, required_for=["committee"], **by
    )
    move_section(section=new, steps=-1, **by)
    edit_section(
        section=new,
        title="Barnets rättigheter",
        guidance="?",
        part=Part.NONE,
        required_for=[],
        **by,
    )
    remove_section(section=TemplateSection.objects.get(title="Uppdraget"), **by)
    assert titles(begun) == [("Uppdraget", True, ""), ("Målen", False, "")]
    later = draft_operational_plan(cast, cast.bun, first_year=2026)
    assert titles(later) == [("Barnets rättigheter", False, ""), ("Målen", False, "")]
    events = AuditEvent.objects.filter(subject="templatesection").order_by("pk")
    assert [event.action for event in events] == [
        "add_section",
        "move_section",
        "edit_section",
        "remove_section",
    ]


@pytest.mark.usefixtures("template")
def test_two_sections_never_have_the_same_heading(cast: Cast) -> None:
    with pytest.raises(Refusal, match="redan ett avsnitt") as refused:
        add_section(
            title="uppdraget", guidance="", part=Part.NONE, required_for=[], by=cast.admin, at=NOW
        )
    assert refused.value.field == "title"
