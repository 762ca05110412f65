"""How the operating frames are shared, as a figure with the sentence that it shows."""

from dataclasses import replace

from tests.budgeted import add_to, draft_budget
from tests.cast import Cast
from tests.plan_drafts import decide
from timglas.queries.frame_figures import operating_figure
from timglas.queries.frames import FrameTable, YearFrames, frames_page


def frames_of(cast: Cast) -> YearFrames:
    """What committees have in 2025, the schools with two millions more than at first."""
    add_to(cast, decide(cast, draft_budget(cast)), cast.bun, "2")
    frames = frames_page(cast.viewer(None), 2025).frames
    assert frames
    return frames


def test_whoever_has_most_comes_first_and_is_named(cast: Cast) -> None:
    figure = operating_figure(frames_of(cast))
    assert figure
    names = [str(row[0]) for row in figure.rows]
    assert names == ["Barn- och utbildningsnämnden", "Kommunstyrelsen"]
    assert figure.message.startswith("Barn- och utbildningsnämnden får mest: ")
    assert figure.rows[0][1] != figure.rows[0][2]
    assert figure.rows[1][1] == figure.rows[1][2]
    assert "<path" in figure.wide


def test_one_frame_alone_is_no_figure(cast: Cast) -> None:
    frames = frames_of(cast)
    table = frames.tables[0]
    one = FrameTable(table.kind, table.rows[:1])
    assert operating_figure(replace(frames, tables=(one, *frames.tables[1:]))) is None
