"""The activities at the bottom of Timglaset, as they are drawn, listed and written to files."""

from django.urls import reverse
from django.utils.translation import gettext as _

from timglas.charts.glass import GlassHeap, GlassLevel, GlassPile, GlassSand
from timglas.queries.sand import Heap, Sand
from timglas.rules.activities import WORK
from timglas.web.data import Cell, Column


def glass_sand(sand: Sand, year: int, *, may_read: bool) -> GlassSand:
    """What is drawn; every part leads to the register, for those who may read activities."""
    register = f"{reverse('activities:index')}?ar={year}" if may_read else ""
    whole = _glass_heap(sand.whole, register)
    level = GlassLevel(
        name=_("Aktiviteter"),
        hint=_("Det vi gör för att nå målen"),
        href=register,
        knots=(),
        tallies=tuple((pile.group, pile.state, pile.count) for pile in whole.piles),
        says=_("{begun}. Det avgör inte om målen är nådda.").format(begun=whole.says),
        political=False,
    )
    heaps = (
        _glass_heap(heap, register and f"{register}&mal={heap.goal_id}") for heap in sand.heaps
    )
    return GlassSand(level, whole, tuple(heaps))


def sand_columns() -> tuple[Column, ...]:
    """The columns of a file that tell of activities."""
    return (
        *(Column("mal_hogst_upp", _("Mål högst upp")), Column("aktiviteter", _("Aktiviteter"))),
        *(Column(f"aktiviteter_{state.value}", state.name_in_words) for state in WORK),
    )


def sand_cells(heap: Heap) -> tuple[Cell, ...]:
    """What a file says of a heap."""
    counts = {pile.state: pile.count for pile in heap.piles}
    return (heap.name, heap.total, *(counts.get(state, 0) for state in WORK))


def _glass_heap(heap: Heap, register: str) -> GlassHeap:
    return GlassHeap(
        number=heap.number,
        name=heap.name,
        says=heap.says,
        href=register,
        piles=tuple(
            GlassPile(
                group=pile.state.symbol,
                state=pile.state.name_in_words,
                count=pile.count,
                href=register and f"{register}&lage={pile.state.value}",
            )
            for pile in heap.piles
        ),
    )
