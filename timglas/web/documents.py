"""Governing documents: the register, a document's page, and what happens to a document."""

from datetime import date
from typing import Any, cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from timglas.actions.documents import (
    KEPT,
    add_document,
    edit_document,
    latest_version,
    release_document,
    repeal_document,
    revise_document,
)
from timglas.models import GoverningDocument
from timglas.queries.documents import (
    deciding_bodies,
    document_page,
    documents,
    listed_documents,
    releasing_bodies,
    title_of,
)
from timglas.queries.grounds import citing_goals
from timglas.rules.documents import Standing
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb, Done, answer, sent, signed
from timglas.web.decision_forms import DecidedForm, decided
from timglas.web.documents_forms import (
    AddDocumentForm,
    DocumentListForm,
    KeptForm,
    RepealForm,
    ReviseForm,
)
from timglas.web.documents_register import documents_register
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.registers import register_response, wanted_order
from timglas.web.viewing import ViewedRequest

REGISTER, MANAGE = Permission.REGISTER_DOCUMENT, Permission.MANAGE_DOCUMENT
RELEASE = Permission.RELEASE_PLAN


@needs(Permission.READ)
def index(request: HttpRequest) -> HttpResponse:
    """All documents, to search, narrow and sort."""
    viewer = cast("ViewedRequest", request).viewer
    rows = documents(viewer)
    form = DocumentListForm(request.GET, rows=rows, is_open=viewer.person is None)
    late = sum(row.standing.standing is Standing.OVERDUE for row in rows)
    return register_response(
        request,
        documents_register(),
        listed_documents(viewer, rows, form.wanted(wanted_order(request))),
        form=form,
        file="styrdokument",
        context={"late": late, "may_register": viewer.has(REGISTER)},
    )


@needs(Permission.READ, GoverningDocument, either=MANAGE)
def detail(request: HttpRequest, document: GoverningDocument) -> HttpResponse:
    """A document, what was decided of it, and what rests on it."""
    viewer = cast("ViewedRequest", request).viewer
    found = document_page(viewer, document)
    allowed = viewer.allowed(document, REGISTER, MANAGE, RELEASE)
    context = {
        "page": found,
        "citing": citing_goals(viewer, document),
        "may_register": REGISTER in allowed and found.repeal is None,
        "may_manage": MANAGE in allowed,
        "may_release": RELEASE in allowed and found.is_held,
        "crumbs": crumbs(found.row.title),
    }
    return page(request, "documents/detail.html", context)


@needs(REGISTER)
def add(request: HttpRequest) -> HttpResponse:
    """Register a document that has been decided."""
    form = AddDocumentForm(sent(request), viewer=cast("ViewedRequest", request).viewer)

    @transaction.atomic
    def act(**fields: Any) -> Done:
        decision = decided(fields, **signed(request))
        kept: Any = {name: fields.pop(name) for name in KEPT}
        settled: Any = {**fields, "decision": decision}
        document = add_document(decided=settled, kept=kept, **signed(request))
        return _done(document, _("Styrdokumentet är registrerat."))

    context = {"crumbs": crumbs(_("Registrera styrdokument"))}
    return answer(request, "documents/add.html", form=form, act=act, context=context)


@needs(MANAGE, GoverningDocument)
def edit(request: HttpRequest, document: GoverningDocument) -> HttpResponse:
    """Change who answers for a document, where it is found and when it is looked over."""
    viewer = cast("ViewedRequest", request).viewer
    initial = {name: getattr(document, name) for name in KEPT}
    form = KeptForm(sent(request), viewer=viewer, kept_in=document.unit_id, initial=initial)

    def act(**kept: Any) -> Done:
        edit_document(document=document, **kept, **signed(request))
        return _done(document, _("Uppgifterna är sparade."))

    context = _context(request, document, _("Ändra uppgifter"))
    return answer(request, "documents/edit.html", form=form, act=act, context=context)


@needs(REGISTER, GoverningDocument)
def revise(request: HttpRequest, document: GoverningDocument) -> HttpResponse:
    """Register that a document was decided anew."""
    viewer, last = cast("ViewedRequest", request).viewer, latest_version(document)
    initial = {"title": last.title, "kind": last.kind, "body": last.decision.body_id}
    bodies = deciding_bodies(viewer, document)
    form = ReviseForm(sent(request), bodies=bodies, today=viewer.today, initial=initial)

    @transaction.atomic
    def act(**fields: Any) -> Done:
        decision = decided(fields, **signed(request))
        revise_document(document=document, decision=decision, **fields, **signed(request))
        return _done(document, _("Den nya versionen är registrerad."))

    context = _context(request, document, _("Ny version"))
    return answer(request, "documents/revise.html", form=form, act=act, context=context)


@needs(REGISTER, GoverningDocument)
def repeal(request: HttpRequest, document: GoverningDocument) -> HttpResponse:
    """Register that a document no longer holds, and what came instead."""
    viewer = cast("ViewedRequest", request).viewer
    choice = {"bodies": deciding_bodies(viewer, document), "today": viewer.today}
    form = RepealForm(sent(request), viewer=viewer, document=document, **choice)

    @transaction.atomic
    def act(*, ends_on: date, **fields: Any) -> Done:
        decision = decided(fields, **signed(request))
        fields |= {"decision": decision, "ends_on": ends_on}
        repeal_document(document=document, **fields, **signed(request))
        return _done(document, _("Det är registrerat att dokumentet upphör att gälla."))

    context = _context(request, document, _("Upphäv"))
    return answer(request, "documents/repeal.html", form=form, act=act, context=context)


@needs(RELEASE, GoverningDocument)
def release(request: HttpRequest, document: GoverningDocument) -> HttpResponse:
    """Let go of a company's own document, by a decision of its board."""
    viewer = cast("ViewedRequest", request).viewer
    bodies = releasing_bodies(viewer, document)
    form = DecidedForm(sent(request), bodies=bodies, today=viewer.today)

    @transaction.atomic
    def act(**fields: Any) -> Done:
        decision = decided(fields, **signed(request))
        release_document(document=document, decision=decision, **signed(request))
        return _done(document, _("Dokumentet är släppt. Nu kan alla läsa det."))

    context = _context(request, document, _("Släpp dokumentet"))
    return answer(request, "documents/release.html", form=form, act=act, context=context)


def crumbs(here: str, document: Crumb | None = None) -> list[Crumb]:
    """The way to a page about documents."""
    way = [
        Crumb(_("Planer"), reverse("plans:index")),
        Crumb(_("Styrdokument"), reverse("documents:index")),
    ]
    return [*way, *([document] if document else []), Crumb(here)]


def _context(request: HttpRequest, document: GoverningDocument, here: str) -> dict[str, Any]:
    title = title_of(cast("ViewedRequest", request).viewer, document)
    above = Crumb(title, reverse("documents:detail", args=[document.pk]))
    return {"document": document, "document_title": title, "crumbs": crumbs(here, above)}


def _done(document: GoverningDocument, said: str) -> Done:
    return Done(said, reverse("documents:detail", args=[document.pk]))


urls = (
    [
        path("", index, name="index"),
        path("nytt/", add, name="add"),
        path("<int:pk>/", detail, name="detail"),
        path("<int:pk>/andra/", edit, name="edit"),
        path("<int:pk>/ny-version/", revise, name="revise"),
        path("<int:pk>/upphav/", repeal, name="repeal"),
        path("<int:pk>/slapp/", release, name="release"),
    ],
    "documents",
)
