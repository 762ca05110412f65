"""The hourglass as a mark: threads from rim to rim through the waist, one of them red."""

from timglas.charts.theme import Svg, coordinate, tag

WIDTH, HEIGHT = 420.0, 430.0
MIDDLE = WIDTH / 2
TOP, WAIST, BOTTOM = 14.0, HEIGHT / 2, HEIGHT - 14
RIM, NECK = 196.0, 17.0  # half the width of the rims and of the waist


def thread_path(place: float) -> str:
    """The curve of a thread; `place` runs from −1 at the left rim to 1 at the right."""
    wide, slim = MIDDLE + RIM * place, MIDDLE + NECK * place
    start, waist, end = (f"{coordinate(x)} {coordinate(y)}" for x, y in (
        (wide, TOP), (slim, WAIST), (wide, BOTTOM)))  # fmt: skip
    down = f"{coordinate(wide)} {coordinate(TOP + 136)} {coordinate(slim)} {coordinate(WAIST - 87)}"
    up = f"{coordinate(wide)} {coordinate(BOTTOM - 136)}"
    return f"M{start}C{down} {waist}S{up} {end}"


def hourglass_mark(threads: int = 44, red: int = 13) -> Svg:
    """Draw the mark of the public start; `red` tells which thread is red, counted from the left.

    Decorative: the words beside it carry the meaning, so it is hidden from screen readers.
    """
    places = [2 * n / (threads - 1) - 1 for n in range(threads)]
    strands = "".join(thread_path(place) for n, place in enumerate(places) if n != red)
    knot = MIDDLE + RIM * places[red]
    rims = "".join(f"M6 {coordinate(y)}H{coordinate(WIDTH - 6)}" for y in (TOP, BOTTOM))
    return Svg(
        tag(
            "svg",
            tag("path", cls="strand", d=strands),
            tag("path", cls="rim", d=rims),
            tag("path", cls="red", d=thread_path(places[red])),
            *(tag("circle", cls="red-knot", cx=knot, cy=y, r=5.5) for y in (TOP, BOTTOM)),
            viewBox=f"0 0 {coordinate(WIDTH)} {coordinate(HEIGHT)}",
            aria_hidden="true",
        )
    )
