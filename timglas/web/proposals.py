"""Proposals: the register, a proposal's page, writing, ordering and the council's answer."""

from typing import Any, cast

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timglas.actions.decisions import decision_at_meeting
from timglas.actions.proposals import (
    answer_proposal,
    discard_proposal,
    draft_proposal,
    move_proposal,
    propose_again,
    submit_proposal,
    withdraw_proposal,
    write_proposal,
)
from timglas.models import Proposal, Unit
from timglas.queries.proposals import (
    content_of,
    listed_proposals,
    proposal_page,
    proposals,
    proposals_in_order,
    years_of,
)
from timglas.rules.permissions import Permission
from timglas.rules.proposals import AGAIN, State, lacks
from timglas.web.acting import Crumb, Done, SeeOther, answer, attempt, sent, signed
from timglas.web.drafts import CONFLICT
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.proposals_forms import (
    AgainForm,
    AnswerForm,
    DraftForm,
    ProposalForm,
    ProposalListForm,
)
from timglas.web.proposals_register import proposals_register
from timglas.web.registers import register_response, wanted_order
from timglas.web.viewing import ViewedRequest

MAY = (Permission.WRITE_PROPOSAL, Permission.SUBMIT_PROPOSAL, Permission.ANSWER_PROPOSAL)


@needs(Permission.READ_PROPOSAL)
def index(request: HttpRequest) -> HttpResponse:
    """All proposals, to search, narrow and sort."""
    viewer = cast("ViewedRequest", request).viewer
    rows = proposals(viewer)
    form = ProposalListForm(request.GET, rows=rows)
    return register_response(
        request,
        proposals_register(),
        listed_proposals(rows, form.wanted(wanted_order(request))),
        form=form,
        file="forslag",
        context={"may_write": viewer.has(Permission.WRITE_PROPOSAL)},
    )


@needs(Permission.READ_PROPOSAL, Proposal)
def detail(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """A proposal with its impact statement, and what the council has answered."""
    viewer = cast("ViewedRequest", request).viewer
    may, state = viewer.allowed(proposal, *MAY), State(proposal.state)
    writes, submits = Permission.WRITE_PROPOSAL in may, Permission.SUBMIT_PROPOSAL in may
    context = {
        "page": proposal_page(viewer, proposal),
        "may_write": writes and state is State.DRAFT,
        "may_submit": submits and state is State.DRAFT,
        "may_withdraw": submits and state is State.SUBMITTED,
        "may_answer": Permission.ANSWER_PROPOSAL in may and state is State.SUBMITTED,
        "may_repeat": writes and state in AGAIN,
        "crumbs": crumbs(proposal.name),
    }
    return page(request, "proposals/detail.html", context)


@needs(Permission.WRITE_PROPOSAL)
def add(request: HttpRequest) -> HttpResponse:
    """Begin a proposal."""
    form = DraftForm(sent(request), viewer=cast("ViewedRequest", request).viewer)

    def act(**begun: Any) -> Done:
        proposal = draft_proposal(**begun, **signed(request))
        said = _("Utkastet är skapat. Skriv det du vet; resten kan vänta.")
        return Done(said, reverse("proposals:edit", args=[proposal.pk]))

    return answer(request, "proposals/add.html", form=form, act=act, context=_context(_("Nytt")))


@needs(Permission.WRITE_PROPOSAL, Proposal)
def edit(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Write a draft, as far as it is known."""
    if request.method == "GET" and proposal.state != State.DRAFT:
        return _locked(request, proposal)
    form = ProposalForm(sent(request), proposal=proposal)

    def act(**_typed: Any) -> Done:
        write_proposal(proposal=proposal, **form.written(), **signed(request))
        return _done(proposal, _("Förslaget är sparat."))

    context = _context(_("Skriv"), proposal)
    return answer(request, "proposals/edit.html", form=form, act=act, context=context)


@needs(Permission.SUBMIT_PROPOSAL, Proposal)
def submit(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Show what is missing, or ask once before a proposal is submitted."""
    if request.method == "GET" and proposal.state != State.DRAFT:
        return _locked(request, proposal)

    def act() -> Done:
        submit_proposal(proposal=proposal, **signed(request))
        return _done(proposal, _("Förslaget är inlämnat, sist i ordningen."))

    context = {**_context(_("Lämna in"), proposal), "lacks": lacks(content_of(proposal))}
    form = forms.Form(sent(request))
    return answer(request, "proposals/submit.html", form=form, act=act, context=context)


@needs(Permission.SUBMIT_PROPOSAL, Proposal)
@require_POST
def withdraw(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Take a submitted proposal back to be changed."""
    attempt(request, lambda: withdraw_proposal(proposal=proposal, **signed(request)))
    return SeeOther(_address(proposal))


@needs(Permission.SUBMIT_PROPOSAL, Proposal)
@require_POST
def move(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Move a proposal one step up or down in the body's order."""
    steps = -1 if request.POST.get("steg") == "upp" else 1
    attempt(request, lambda: move_proposal(proposal=proposal, steps=steps, **signed(request)))
    way = reverse("proposals:order", args=[proposal.body_id, proposal.year])
    return SeeOther(f"{way}#forslag-{proposal.pk}")


@needs(Permission.READ_PROPOSAL)
def order(request: HttpRequest, body: int, year: int) -> HttpResponse:
    """What a committee or a company has submitted for a year, in its order of priority."""
    viewer = cast("ViewedRequest", request).viewer
    unit = viewer.get(Permission.READ_ORGANISATION, Unit, pk=body)
    context = {
        "body": unit,
        "year": year,
        "years": years_of(viewer, unit),
        "ordered": proposals_in_order(viewer, unit, year),
        "may_order": unit.pk in viewer.units(Permission.SUBMIT_PROPOSAL),
        "crumbs": crumbs(_("Ordning")),
    }
    return page(request, "proposals/order.html", context)


@needs(Permission.ANSWER_PROPOSAL, Proposal)
def respond(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Record what the council has answered."""
    if request.method == "GET" and proposal.state != State.SUBMITTED:
        return _locked(request, proposal)
    viewer = cast("ViewedRequest", request).viewer
    form = AnswerForm(sent(request), proposal=proposal, today=viewer.today)

    @transaction.atomic
    def act(**said: Any) -> Done:
        minutes = {n: said[n] for n in ("body", "decided_on", "paragraph", "registry_number")}
        decision = decision_at_meeting(**minutes, **signed(request))
        told = {"answer": said["answer"], "reason": said["reason"], **form.granted()}
        answer_proposal(proposal=proposal, decision=decision, **told, **signed(request))
        return _done(proposal, _("Fullmäktiges svar är registrerat."))

    context = _context(_("Fullmäktiges svar"), proposal)
    return answer(request, "proposals/respond.html", form=form, act=act, context=context)


@needs(Permission.WRITE_PROPOSAL, Proposal)
def again(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Propose something again for a later year."""
    form = AgainForm(sent(request), initial={"year": proposal.year + 1})

    def act(*, year: int) -> Done:
        new = propose_again(proposal=proposal, year=year, **signed(request))
        return _done(new, _("Ett nytt utkast är skapat, med samma innehåll."))

    context = _context(_("Föreslå igen"), proposal)
    return answer(request, "proposals/again.html", form=form, act=act, context=context)


@needs(Permission.WRITE_PROPOSAL, Proposal)
def discard(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Ask before a draft is thrown away, then do it."""
    if request.method == "GET" and proposal.state != State.DRAFT:
        return _locked(request, proposal)

    def act() -> Done:
        discard_proposal(proposal=proposal, **signed(request))
        return Done(_("Utkastet är borttaget."), reverse("proposals:index"))

    form = forms.Form(sent(request))
    context = _context(_("Ta bort"), proposal)
    return answer(request, "proposals/discard.html", form=form, act=act, context=context)


def _locked(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Answer that the proposal is no longer, or not yet, where this can be done."""
    context = {**_context(_("Kan inte ändras"), proposal), "state": State(proposal.state)}
    return page(request, "proposals/locked.html", context, status=CONFLICT)


def crumbs(here: str, proposal: Proposal | None = None) -> list[Crumb]:
    """The way to a page about proposals."""
    way = [
        Crumb(_("Planer"), reverse("plans:index")),
        Crumb(_("Förslag"), reverse("proposals:index")),
    ]
    if proposal:
        way.append(Crumb(proposal.name, _address(proposal)))
    return [*way, Crumb(here)]


def _context(here: str, proposal: Proposal | None = None) -> dict[str, Any]:
    return {"proposal": proposal, "crumbs": crumbs(here, proposal)}


def _address(proposal: Proposal) -> str:
    return reverse("proposals:detail", args=[proposal.pk])


def _done(proposal: Proposal, said: str) -> Done:
    return Done(said, _address(proposal))


urls = (
    [
        path("", index, name="index"),
        path("nytt/", add, name="add"),
        path("ordning/<int:body>/<int:year>/", order, name="order"),
        path("<int:pk>/", detail, name="detail"),
        path("<int:pk>/skriv/", edit, name="edit"),
        path("<int:pk>/lamna-in/", submit, name="submit"),
        path("<int:pk>/ta-tillbaka/", withdraw, name="withdraw"),
        path("<int:pk>/flytta/", move, name="move"),
        path("<int:pk>/svar/", respond, name="respond"),
        path("<int:pk>/igen/", again, name="again"),
        path("<int:pk>/ta-bort/", discard, name="discard"),
    ],
    "proposals",
)
