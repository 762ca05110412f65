"""Imports: choose what, upload, say which column is what, see what happens, confirm, undo."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timglas.actions.imports import (
    ask_undo,
    choose_columns,
    confirm_import,
    discard_import,
    retry_import,
    upload_import,
)
from timglas.clock import now
from timglas.models import Import, ImportState
from timglas.queries.import_kinds import Kind
from timglas.queries.imports import (
    KINDS,
    import_view,
    kinds_for,
    latest_imports,
    row_page,
    row_views,
    tabs,
)
from timglas.rules.imports import translated
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb, Done, SeeOther, answer, attempt, sent, signed
from timglas.web.import_files import first_rows, rejects_response, template_response
from timglas.web.imports_forms import ColumnsForm, ConfirmForm, UndoForm, UploadForm
from timglas.web.jobs import begin_import
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.viewing import ViewedRequest

IMPORT = Permission.IMPORT


def crumbs(*more: Crumb) -> list[Crumb]:
    """The way to a page of imports."""
    return [Crumb(_("Importera"), reverse("imports:index")), *more]


def address(batch: Import, view: str = "detail") -> str:
    """The address of a page of an import."""
    return reverse(f"imports:{view}", args=[batch.pk])


@needs(IMPORT)
def index(request: HttpRequest) -> HttpResponse:
    """What can be read in, and what has been."""
    viewer = cast("ViewedRequest", request).viewer
    context = {"kinds": kinds_for(viewer), "imports": latest_imports(viewer, now())}
    return page(request, "imports/index.html", context)


def _kind(request: HttpRequest, key: str) -> Kind:
    kind = KINDS.get(key)
    if kind is None:
        raise Http404
    if not cast("ViewedRequest", request).viewer.has(kind.permission):
        raise PermissionDenied
    return kind


@needs(IMPORT)
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """A workbook to fill in: the headings, how to fill them in, and what can be referred to."""
    return template_response(_kind(request, kind), cast("ViewedRequest", request).viewer)


@needs(IMPORT)
def upload(request: HttpRequest, kind: str) -> HttpResponse:
    """Upload a file or paste a table."""
    chosen = _kind(request, kind)
    form = UploadForm(sent(request), request.FILES or None)

    def act(**given: Any) -> Done:
        batch = upload_import(kind=kind, **given, **signed(request))
        said = _("%s är uppladdad. Ingenting är ändrat än.") % batch.file_name
        return Done(said, address(batch, "columns"))

    told = [translated(column) for column in chosen.columns]
    context = {"kind": chosen, "columns": told, "crumbs": crumbs(Crumb(chosen.name))}
    return answer(request, "imports/upload.html", form=form, act=act, context=context)


@needs(IMPORT, Import)
def columns(request: HttpRequest, batch: Import) -> HttpResponse:
    """Say which column of the file is what; the guess is filled in."""
    kind = KINDS[batch.kind]
    form = ColumnsForm(sent(request), batch=batch, columns=kind.columns)

    def act(*, matching: dict[str, int]) -> Done:
        choose_columns(batch=batch, matching=matching, at=now())
        begin_import(batch)
        return Done(_("Raderna är kontrollerade.") if batch.is_small else "", address(batch))

    context = {
        "batch": import_view(batch, now()),
        "heads": batch.heads,
        "rows": first_rows(batch),
        "crumbs": crumbs(Crumb(kind.name)),
    }
    return answer(request, "imports/columns.html", form=form, act=act, context=context)


@needs(IMPORT, Import)
def detail(request: HttpRequest, batch: Import) -> HttpResponse:
    """How an import stands: under way, what it would do, or what it did."""
    if batch.state == ImportState.UPLOADED:
        return SeeOther(address(batch, "columns"))
    # Whoever follows the work gets a link to what came of it, and is not moved.
    if batch.state == ImportState.CHECKED and not cast("ViewedRequest", request).htmx:
        return _preview(request, batch)
    context = {
        "batch": import_view(batch, now()),
        "crumbs": crumbs(Crumb(batch.file_name)),
    }
    return page(request, "imports/detail.html", context, parts=["importen"])


def _preview(request: HttpRequest, batch: Import) -> HttpResponse:
    """What every row would do, and a form to confirm it with."""
    chosen = request.GET.get("visa", "")
    form = ConfirmForm(sent(request), batch=batch)
    shown = row_page(batch, chosen, request.GET.get("sida"))

    def act(*, reason: str = "", skips_rejected: bool = False) -> Done:
        confirm_import(batch=batch, reason=reason, skips_rejected=skips_rejected, **signed(request))
        begin_import(batch)
        return Done("", address(batch))

    context = {
        "batch": import_view(batch, now()),
        "tabs": tabs(batch),
        "chosen": chosen,
        "page_obj": shown,
        "rows": row_views(cast("ViewedRequest", request).viewer, batch, shown),
        "crumbs": crumbs(Crumb(batch.file_name)),
    }
    return answer(request, "imports/preview.html", form=form, act=act, context=context)


@needs(IMPORT, Import)
def rejects(request: HttpRequest, batch: Import) -> HttpResponse:  # noqa: ARG001 (asked for as all)
    """The rows that cannot be read in, as a workbook with why beside them."""
    return rejects_response(batch)


@needs(IMPORT, Import)
def undo(request: HttpRequest, batch: Import) -> HttpResponse:
    """Take back a whole import."""
    form = UndoForm(sent(request))

    def act(*, reason: str) -> Done:
        ask_undo(batch=batch, reason=reason, **signed(request))
        begin_import(batch)
        return Done("", address(batch))

    shown = import_view(batch, now())
    way = crumbs(Crumb(batch.file_name, address(batch)), Crumb(_("Ångra")))
    context = {"batch": shown, "crumbs": way}
    return answer(request, "imports/undo.html", form=form, act=act, context=context)


@require_POST
@needs(IMPORT, Import)
def discard(request: HttpRequest, batch: Import) -> HttpResponse:
    """Throw away what was uploaded."""
    attempt(request, lambda: discard_import(batch=batch, **signed(request)))
    return SeeOther(reverse("imports:index"))


@require_POST
@needs(IMPORT, Import)
def retry(request: HttpRequest, batch: Import) -> HttpResponse:
    """Let work that stands still begin anew."""
    if attempt(request, lambda: retry_import(batch=batch, at=now())):
        begin_import(batch)
    return SeeOther(address(batch))


urls = (
    [
        path("", index, name="index"),
        path("ny/<str:kind>/", upload, name="upload"),
        path("mall/<str:kind>/", template, name="template"),
        path("<int:pk>/", detail, name="detail"),
        path("<int:pk>/kolumner/", columns, name="columns"),
        path("<int:pk>/fel/", rejects, name="rejects"),
        path("<int:pk>/angra/", undo, name="undo"),
        path("<int:pk>/kasta/", discard, name="discard"),
        path("<int:pk>/forsok-igen/", retry, name="retry"),
    ],
    "imports",
)
