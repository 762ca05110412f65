"""How a form becomes an action: sent, checked, done and answered in the same way everywhere."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from timglas.actions.refusal import Refusal
from timglas.clock import now
from timglas.models import Person
from timglas.web.forms import show_refusal
from timglas.web.page import page
from timglas.web.viewing import ViewedRequest


class SeeOther(HttpResponseRedirect):
    """Go on to another page, by GET, after something was done."""

    status_code = 303


class Signature(TypedDict):
    """Who acts and when, as every action wants it."""

    by: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class Done:
    """What to say when an action was done, "" if the next page says it; and where to go on."""

    said: str
    url: str


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way to a page; the page itself has no address."""

    name: str
    url: str = ""


def signed(request: HttpRequest) -> Signature:
    """The signature of whoever sends the request, who has signed in."""
    return {
        "by": cast("Person", cast("ViewedRequest", request).viewer.person),
        "at": now(),
    }


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent for a form, None when the page is only visited."""
    return request.POST if request.method == "POST" else None


def answer(
    request: HttpRequest,
    template: str,
    *,
    form: forms.BaseForm,
    act: Callable[..., Done],
    context: dict[str, Any],
) -> HttpResponse:
    """Draw a form; or, when it is sent and right, act on its fields and go on.

    A refusal and a wrong field give the form back with 422 and everything that was typed.
    """
    if form.is_bound and form.is_valid():
        try:
            done = act(**form.cleaned_data)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            if done.said:
                messages.success(request, done.said)
            return SeeOther(done.url)
    status = 422 if form.is_bound else 200
    return page(request, template, {"form": form, **context}, status=status)


def attempt(request: HttpRequest, act: Callable[[], object]) -> bool:
    """Do what a single button asks for; a refusal is told as a message. Whether it was done."""
    try:
        act()
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return False
    return True
