"""Outcomes: everything I report on one page, corrections, and the history of a value."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from timglas.actions.outcomes import correct_outcome
from timglas.models import Outcome
from timglas.queries.history import outcome_history
from timglas.queries.outcomes import DuePage, DueRow, due_page
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb, Done, SeeOther, answer, sent, signed
from timglas.web.needs import needs
from timglas.web.outcomes_forms import CorrectForm, OutcomeForm
from timglas.web.page import page
from timglas.web.round_links import link
from timglas.web.round_reports import (
    asked_round,
    confirm_activity,
    confirm_goal,
    receipt,
    reported,
)
from timglas.web.viewing import ViewedRequest

ALL_ROWS = "alla"


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is drawn: with a form while something is left to report."""

    row: DueRow
    form: OutcomeForm | None


@needs(Permission.REPORT_OUTCOME)
def mine(request: HttpRequest) -> HttpResponse:
    """All that the viewer reports for the period; each row is saved by itself, or all at once.

    `?omgang=` is a round, where goals are judged and activities followed up as well.
    """
    opened = asked_round(request)
    if opened and opened.locked_at:
        return SeeOther(reverse("outcomes:receipt", args=[opened.pk]))
    due = _due(request)
    if request.method != "POST":
        return _draw(request, due, [])
    pressed = request.POST.get("spara", "")
    chosen = _chosen(request, due, pressed)
    saved = [form for form in chosen if form.report(signed(request))]
    failed = [form for form in chosen if form not in saved]
    wrong = {form.row.key for form in failed}
    fresh = _due(request)
    if cast("ViewedRequest", request).htmx and pressed != ALL_ROWS and (row := fresh.row(pressed)):
        return _answer_row(request, fresh, row, failed=failed)
    done = {form.row.key for form in saved}
    others = [form for form in _open(request, fresh) if form.row.key not in done]
    if saved and not any(form.has_changed() for form in others):
        messages.success(request, _said(saved))
        return SeeOther(request.get_full_path())
    if not chosen:
        messages.warning(request, _nothing(due, pressed))
    kept = [
        OutcomeForm.kept(form.row, request.POST) for form in others if form.row.key not in wrong
    ]
    return _draw(request, fresh, [*kept, *failed], status=200 if saved and not failed else 422)


def _due(request: HttpRequest) -> DuePage:
    viewer = cast("ViewedRequest", request).viewer
    opened = asked_round(request)
    everything = request.GET.get("visa") == ALL_ROWS
    return due_page(viewer, everything=everything, as_of=opened.as_of if opened else None)


def _open(request: HttpRequest, due: DuePage) -> list[OutcomeForm]:
    """The sent forms of the rows where something is left to report."""
    rows = (row for row in due.rows if row.missing)
    return [OutcomeForm(row, request.POST) for row in rows if f"{row.key}-comment" in request.POST]


def _chosen(request: HttpRequest, due: DuePage, pressed: str) -> list[OutcomeForm]:
    """The row whose button was pressed; for all, those where something was typed."""
    forms = _open(request, due)
    if pressed == ALL_ROWS:
        return [form for form in forms if form.has_changed()]
    return [form for form in forms if form.row.key == pressed]


def _draw(
    request: HttpRequest, due: DuePage, forms: Sequence[OutcomeForm], *, status: int = 200
) -> HttpResponse:
    """Draw the page; `forms` hold what was typed in rows that are not saved."""
    typed = {form.row.key: form for form in forms}
    lines = [Line(row, typed.get(row.key) or _form(row)) for row in due.rows]
    context = {
        "due": due,
        "lines": lines,
        "failed": [form for form in forms if form.is_bound],
        **reported(request, due),
        "may_import": cast("ViewedRequest", request).viewer.has(Permission.IMPORT),
    }
    return page(request, "outcomes/mine.html", context, status=status)


def _form(row: DueRow) -> OutcomeForm | None:
    return OutcomeForm(row) if row.missing else None


def _answer_row(
    request: HttpRequest, due: DuePage, row: DueRow, *, failed: list[OutcomeForm]
) -> HttpResponse:
    """Answer htmx with the row alone, how far the viewer has come, and what to read aloud."""
    form = failed[0] if failed else _form(row)
    if failed:
        failed[0].focus_first_error()
    said = _("Raden behöver rättas.") if failed else _("Sparat: %s.") % row.title
    context = {"line": Line(row, form), "said": said, **reported(request, due), "is_answer": True}
    return page(request, "outcomes/saved.html", context, status=422 if failed else 200)


def _said(saved: list[OutcomeForm]) -> str:
    if len(saved) == 1:
        return _("Sparat: %s.") % saved[0].row.title
    return _("%s utfall är sparade.") % len(saved)


def _nothing(due: DuePage, pressed: str) -> str:
    if pressed == ALL_ROWS:
        return _("Inget värde är ändrat. Stämmer ett förslag, tryck på Spara på den raden.")
    row = due.row(pressed)
    if row:
        return _("%s är redan sparad.") % row.title
    return _("En ny period har börjat sedan sidan öppnades. Här är det som ska rapporteras nu.")


@needs(Permission.REPORT_OUTCOME, Outcome)
def correct(request: HttpRequest, outcome: Outcome) -> HttpResponse:
    """Correct a value: the earlier one stays, with the reason."""
    history = outcome_history(cast("ViewedRequest", request).viewer, outcome)
    newest = Outcome.objects.select_related("indicator", "unit").get(
        pk=history.reports[0].outcome_id
    )
    form = CorrectForm(
        sent(request),
        outcome=newest,
        by_counts=history.by_counts,
        measure_unit=history.measure_unit,
    )

    def act(*, value: Decimal | None, unmeasurable: bool, **said: Any) -> Done:  # noqa: ARG001
        done = correct_outcome(outcome=newest, value=value, **said, **signed(request))
        return Done(_("Värdet är rättat."), reverse("outcomes:history", args=[done.pk]))

    way = [Crumb(history.name, reverse("indicators:detail", args=[history.indicator_id]))]
    context = {"history": history, "crumbs": [*way, Crumb(_("Rätta utfallet"))]}
    return answer(request, "outcomes/correct.html", form=form, act=act, context=context)


@needs(Permission.READ, Outcome)
def history(request: HttpRequest, outcome: Outcome) -> HttpResponse:
    """Every value that was reported in this place: who, when and why."""
    viewer = cast("ViewedRequest", request).viewer
    shown = outcome_history(viewer, outcome)
    context = {
        "history": shown,
        "may_correct": viewer.person and viewer.may(Permission.REPORT_OUTCOME, outcome),
        "crumbs": [
            Crumb(_("Indikatorer"), reverse("indicators:index")),
            Crumb(shown.name, reverse("indicators:detail", args=[shown.indicator_id])),
            Crumb(_("Värdets historik")),
        ],
    }
    return page(request, "outcomes/history.html", context)


urls = (
    [
        path("", mine, name="mine"),
        path("lank/<str:token>/", link, name="link"),
        path("kvitto/<int:pk>/", receipt, name="receipt"),
        path("mal/<int:pk>/oforandrat/", confirm_goal, name="confirm_goal"),
        path("aktivitet/<int:pk>/oforandrat/", confirm_activity, name="confirm_activity"),
        path("utfall/<int:pk>/", history, name="history"),
        path("utfall/<int:pk>/ratta/", correct, name="correct"),
    ],
    "outcomes",
)
