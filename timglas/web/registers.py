"""Registers: lists to search, filter, sort and page, whose columns the reader chooses.

The address says everything: the filters by their own names, `sortera=` a column's name (with "-"
before it backwards), `kolumner=` the columns, `sida=` the page. Files (`?format=csv`) hold every
row that passes the filters, with the chosen columns, or all columns when none are chosen. Who has
a role chooses columns once and for all, and saves views; a register opens with the view that is
chosen for that, unless something is asked for.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from timglas.access import Viewer
from timglas.queries.saved_views import ViewLink, saved_views
from timglas.rules.ordering import BACKWARDS
from timglas.rules.permissions import Permission
from timglas.web.data import Cell, Column, Table, data_response
from timglas.web.page import page
from timglas.web.viewing import ViewedRequest

PAGE_SIZE = 50
SEARCH, SORT, COLUMNS, PAGE, FORMAT = "q", "sortera", "kolumner", "sida", "format"
# Asks for nothing else than the register itself, so that it does not open with a view.
EVERYTHING = "vy=alla"
# When is not a filter: leaving it out shows another day, not more rows.
WHEN = frozenset({"ar", "datum"})


@dataclass(frozen=True, slots=True)
class Field[R]:
    """A column of the files: its key in JSON, its heading, and a row's cell."""

    key: str
    heading: str
    value: Callable[[R], Cell]


@dataclass(frozen=True, slots=True)
class RegisterColumn[R]:
    """A column of the page, with what it says in files; `name` stands in addresses.

    `shown` is whether the page has it when nothing is chosen.
    """

    name: str
    heading: str
    fields: tuple[Field[R], ...] = ()
    shown: bool = True
    css: str = ""


@dataclass(frozen=True, slots=True)
class Register[R]:
    """A register: the view and template named "`name`:index" and "`name`/index.html".

    The first column is always shown. `orders` holds the names of the columns that can be sorted by.
    """

    name: str
    columns: tuple[RegisterColumn[R], ...]
    orders: Collection[str]

    def table(self, file: str, rows: Sequence[R], names: Collection[str] = ()) -> Table:
        """The rows as a table for files, with the named columns or all."""
        fields = [
            field
            for column in self.columns
            if not names or column.name in names or column is self.columns[0]
            for field in column.fields
        ]
        heads = tuple(Column(field.key, field.heading) for field in fields)
        cells = tuple(tuple(field.value(row) for field in fields) for row in rows)
        return Table(file, heads, cells)


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a column that is shown; `url` sorts by it, "" if that cannot be done."""

    heading: str
    css: str
    url: str
    sorted: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A column that can be chosen."""

    name: str
    heading: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A filter in use, in words, and the address without it."""

    name: str
    label: str
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class RegisterPage[R]:
    """What the page shows of a register. `shows` has the names of the shown columns.

    `kept` is what the filters' form carries along, `filters` what the columns' form does.
    """

    name: str
    page: Page[R]
    first: str
    heads: tuple[Head, ...]
    shows: frozenset[str]
    choices: tuple[Choice, ...]
    narrowings: tuple[Narrowing, ...]
    kept: tuple[tuple[str, str], ...]
    filters: tuple[tuple[str, str], ...]
    has_chosen: bool
    all_url: str
    views: tuple[ViewLink, ...]
    query: str
    may_save: bool

    @property
    def chosen(self) -> int:
        """How many filters are in use, beside what is searched for."""
        return sum(narrowing.name != SEARCH for narrowing in self.narrowings)


def register_response[R](
    request: HttpRequest,
    register: Register[R],
    rows: Sequence[R],
    *,
    form: forms.Form,
    file: str,
    context: dict[str, Any],
    drawn: Callable[[Sequence[R]], Sequence[R]] | None = None,
) -> HttpResponse:
    """Answer with a page of a register, or with all its rows as a file.

    `rows` are filtered and sorted; only those of the page are taken out of them. `drawn` adds to
    those what the page shows and the files do not.
    """
    viewer = cast("ViewedRequest", request).viewer
    views = saved_views(viewer, register.name)
    if not request.GET and (opening := next((v for v in views if v.opens and v.query), None)):
        return HttpResponseRedirect(f"?{opening.query}")
    names = _chosen(request, register, viewer)
    if request.GET.get(FORMAT) and (
        data := data_response(request, register.table(file, rows[:], names))
    ):
        return data
    one = Paginator(rows, PAGE_SIZE).get_page(request.GET.get(PAGE, "1"))
    if drawn:
        one.object_list = drawn(list(one.object_list))
    shown = RegisterPage(
        name=register.name,
        page=one,
        first=register.columns[0].name,
        heads=tuple(_head(request, register, c) for c in _shown(register, names)),
        shows=frozenset(c.name for c in _shown(register, names)),
        choices=_choices(register, names),
        narrowings=_narrowings(request, form),
        kept=_pairs(request, (SORT, COLUMNS)),
        filters=_pairs(request, [SORT, *form.fields]),
        has_chosen=bool(names),
        all_url=address(request, *(name for name in form.fields if name not in WHEN)),
        views=views,
        query=query_to_save(request.GET),
        may_save=viewer.has(Permission.SAVE_VIEW),
    )
    more = {"form": form, "register": shown, "page_obj": shown.page}
    return page(request, f"{register.name}/index.html", {**context, **more})


def wanted_order(request: HttpRequest) -> str:
    """The name of the order that the address asks for, "" for none."""
    return request.GET.get(SORT, "")


def address(request: HttpRequest, *dropped: str, **changed: str) -> str:
    """The address of the register with some things left out or changed, on its first page."""
    query = request.GET.copy()
    for name in (*dropped, PAGE, FORMAT):
        query.pop(name, None)
    for name, value in changed.items():
        query[name] = value
    return f"?{query.urlencode() or EVERYTHING}"


def query_to_save(asked: QueryDict) -> str:
    """What an address asks for that a saved view keeps: no page, year or day, and nothing empty."""
    pairs = [
        (name, value)
        for name, values in asked.lists()
        for value in values
        if value and name not in {PAGE, FORMAT, "vy", *WHEN}
    ]
    return urlencode(sorted(pairs))


def _chosen(request: HttpRequest, register: Register[Any], viewer: Viewer) -> frozenset[str]:
    """The names of the columns chosen in the address or before; empty when none are, or all."""
    remembered = viewer.person.columns.get(register.name, []) if viewer.person else []
    asked = request.GET.getlist(COLUMNS) or remembered
    return frozenset(c.name for c in register.columns if c.name in asked)


def _shown[R](register: Register[R], names: Collection[str]) -> list[RegisterColumn[R]]:
    first, *others = register.columns
    return [first, *(c for c in others if (c.name in names if names else c.shown))]


def _choices(register: Register[Any], names: Collection[str]) -> tuple[Choice, ...]:
    shown = _shown(register, names)
    return tuple(Choice(c.name, c.heading, c in shown) for c in register.columns[1:])


def _head(request: HttpRequest, register: Register[Any], column: RegisterColumn[Any]) -> Head:
    if column.name not in register.orders:
        return Head(column.heading, column.css, "", "")
    now = wanted_order(request)
    forwards, backwards = column.name, f"{BACKWARDS}{column.name}"
    url = address(request, **{SORT: backwards if now == forwards else forwards})
    words = {forwards: "ascending", backwards: "descending"}
    return Head(column.heading, column.css, url, words.get(now, ""))


def _narrowings(request: HttpRequest, form: forms.Form) -> tuple[Narrowing, ...]:
    asked = ((field, form.cleaned_data.get(field.name)) for field in form)
    return tuple(
        Narrowing(
            name=field.name,
            label=str(field.label),
            value=_in_words(field, str(value)),
            url=address(request, field.name),
        )
        for field, value in asked
        if value and field.name not in WHEN
    )


def _in_words(field: forms.BoundField, value: str) -> str:
    choices = getattr(field.field, "choices", ())
    return next((str(words).strip() for key, words in choices if str(key) == value), value)


def _pairs(request: HttpRequest, names: Collection[str]) -> tuple[tuple[str, str], ...]:
    query = request.GET
    return tuple((name, value) for name in names for value in query.getlist(name) if value)
