"""Timglaset: goals on their way down, results on their way up."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from timglas.charts.glass import Glass, GlassLevel, Knot, Mark
from timglas.charts.glass_sand import grain_mark, lying
from timglas.charts.hourglass_map import hourglass_map
from timglas.queries.hourglass import (
    GROUPS,
    GlassRow,
    HourglassPage,
    Thin,
    group_of,
    hourglass_page,
)
from timglas.rules.permissions import Permission
from timglas.web.data import Cell, Column, Table, data_response
from timglas.web.needs import needs
from timglas.web.page import page as draw
from timglas.web.sand import glass_sand, sand_cells, sand_columns
from timglas.web.viewing import ViewedRequest
from timglas.web.years import chosen_year

AT = {Thin.ENDS: "end", Thin.LOOSE: "start", Thin.UNMEASURED: "thin"}


@needs(Permission.READ)
def page(request: HttpRequest) -> HttpResponse:
    """The hourglass of a year as a drawing, in words and as a list."""
    viewer = cast("ViewedRequest", request).viewer
    typed = request.GET.get("mal", "")
    chosen = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None
    found = hourglass_page(viewer, chosen_year(request), chosen)
    if data := data_response(request, levels_table(found)):
        return data
    glass = glass_of(found, may_read_activities=viewer.has(Permission.READ_ACTIVITY))
    context = {
        "page": found,
        "wide": hourglass_map(glass),
        "narrow": hourglass_map(glass, narrow=True),
        "above": found.rows[: found.political],
        "below": found.rows[found.political :],
        "legend": legend(found),
        "sand": glass.sand,
        "grain": lying(glass.sand)[1],
        "grains": [(grain_mark(pile.group), pile.state) for pile in glass.sand.whole.piles],
    }
    return draw(request, "hourglass/page.html", context)


def legend(found: HourglassPage) -> dict[str, str]:
    """The name of each shape that is drawn, in the order of the scale."""
    names = {tally.group: tally.name for row in found.rows for tally in row.tallies}
    return {group: names[group] for group in GROUPS if group in names}


def levels_table(found: HourglassPage) -> Table:
    """A row for each level and each heap of activities, with the numbers of the picture."""
    columns = (
        *(Column("niva", _("Nivå")), Column("mal", _("Mål"))),
        *(Column("har_resultat", _("Har resultat")), Column("uppnatt", _("Uppnått"))),
        *(Column("pa_vag", _("På väg")), Column("risk", _("Risk eller delvis"))),
        Column("avviker", _("Avviker eller ej uppnått")),
        *(Column("utan_resultat", _("Utan resultat")), Column("slutar", _("Utan fortsättning"))),
        *(Column("loser", _("Utan koppling uppåt")), Column("utan_ansvarig", _("Utan ansvarig"))),
    )
    levels: list[tuple[Cell, ...]] = [
        (
            *(row.name, len(row.goals), row.measured),
            *(sum(t.count for t in row.tallies if t.group == group) for group in GROUPS),
            *(row.ends, row.loose, row.unanswered),
        )
        for row in found.rows
    ]
    sand, nothing = sand_columns(), (None,)
    heaps = [
        (_("Aktiviteter"), *nothing * (len(columns) - 1), *sand_cells(heap))
        for heap in found.sand.heaps
    ]
    rows = (*(row + nothing * len(sand) for row in levels), *heaps)
    return Table(f"timglaset-{found.year}", columns + sand, rows)


def glass_of(found: HourglassPage, *, may_read_activities: bool) -> Glass:
    """What is drawn, with the address of each part."""
    name = found.vision.unit_name if found.vision else _("Inte beslutad")
    says = _("Prövas av fullmäktige i årsredovisningen")
    return Glass(
        title=_("Timglaset"),
        description=_(
            "{goals} mål på {levels} nivåer. Samma sak finns som lista under bilden."
        ).format(goals=found.goal_count, levels=len(found.rows)),
        top=GlassLevel(
            name=_("Vision"),
            hint=name,
            href=f"{reverse('public:vision')}?ar={found.year}",
            knots=(),
            tallies=(("", "", 1 if found.vision else 0),),
            says=says,
            political=True,
        ),
        waist=(
            _("Politiken säger vad, när och inom vilka ramar."),
            _("Verksamheten svarar för hur och vem."),
        ),
        directions=(_("Mål på väg ned"), _("Resultat på väg upp")),
        levels=tuple(_level(row, found.year) for row in found.rows),
        strands=found.strands,
        red=tuple(goal.id for goal in found.red),
        marks=tuple(_marks(found)),
        sand=glass_sand(found.sand, found.year, may_read=may_read_activities),
    )


def _level(row: GlassRow, year: int) -> GlassLevel:
    # A city has ten thousand goals: asking for each address by itself takes half a second.
    before, after = reverse("goals:detail", args=[0]).rsplit("0", 1)
    return GlassLevel(
        name=row.name,
        hint=row.hint,
        href=f"{reverse('goals:index')}?ar={year}&niva={row.level_id}",
        knots=tuple(
            Knot(
                key=goal.id,
                group=group_of(goal),
                wording=goal.wording,
                status=goal.status.name,
                href=f"{before}{goal.id}{after}?ar={year}",
            )
            for goal in row.goals
        ),
        tallies=tuple((t.group, t.name, t.count) for t in row.tallies),
        says=row.says,
        political=row.is_political,
    )


def _marks(found: HourglassPage) -> list[Mark]:
    """A letter for each thin place; for what is not measured only where there is most of it."""
    marks = []
    for place in found.thin:
        keys = [goal.id for goal in place.goals]
        if place.kind is Thin.UNMEASURED:
            row = max(found.rows, key=lambda row: (len(row.goals) - row.measured, row.level_id))
            keys = [goal.id for goal in row.goals if group_of(goal) == "none"][-1:]
        marks.append(
            Mark(
                letter=place.kind.value,
                at=AT[place.kind],
                keys=frozenset(keys),
                name=f"{place.kind.value}: {place.title}",
                href=f"#tunn-{place.kind.value.lower()}",
            )
        )
    return marks


urls = ([path("", page, name="page")], "hourglass")
