"""Saving a form: call the action, show its refusal in the form, else go on with a 303."""

from collections.abc import Callable

from django import forms
from django.http import HttpResponse
from django.utils import timezone

from timglas.actions.refusal import Refusal
from timglas.web.forms import show_refusal

SEE_OTHER = 303
UNPROCESSABLE = 422
now = timezone.now


def saved[T](form: forms.BaseForm, action: Callable[[], T]) -> T | None:
    """What a valid form's action gives; None, with the reason in the form, if it is refused.

    For actions that give something; see `did` for those that give nothing.
    """
    try:
        return action()
    except Refusal as refusal:
        show_refusal(form, refusal)
        return None


def did(form: forms.BaseForm, action: Callable[[], object]) -> bool:
    """Whether a valid form's action was done; if it is refused, the form says why."""
    try:
        action()
    except Refusal as refusal:
        show_refusal(form, refusal)
        return False
    return True


def see_other(url: str) -> HttpResponse:
    """Send the browser to another page, to be read there."""
    return HttpResponse(status=SEE_OTHER, headers={"Location": url})


def status_of(form: forms.BaseForm) -> int:
    """200 for a form to fill in, 422 for one that could not be saved."""
    return UNPROCESSABLE if form.is_bound else 200
