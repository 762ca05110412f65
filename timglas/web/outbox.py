"""The outbox and the work that is done by itself, for whoever answers for them."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from timglas.actions.outbox import retry_mail
from timglas.clock import now
from timglas.models import Mail
from timglas.queries.outbox import WantedMail, jobs_page, mail_page, outbox_page
from timglas.rules.outbox import MailState
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb, SeeOther, attempt, signed
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.viewing import ViewedRequest

MANAGE = Permission.MANAGE_OUTBOX


class OutboxForm(forms.Form):
    """Which mails to show. A choice that does not exist is no choice."""

    q = forms.CharField(label=gettext_lazy("Sök"), required=False, widget=forms.SearchInput)
    lage = forms.TypedChoiceField(
        label=gettext_lazy("Läge"), required=False, coerce=MailState, empty_value=None
    )

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        states = [(state.value, state.name_in_words) for state in MailState]
        self.fields["lage"].choices = [("", _("Alla")), *states]  # type: ignore[attr-defined]

    def wanted(self) -> WantedMail:
        """What is looked for."""
        self.is_valid()
        asked = self.cleaned_data
        return WantedMail(words=asked.get("q", ""), state=asked.get("lage"))


def crumbs(*more: Crumb) -> list[Crumb]:
    """The way to a page about mail."""
    return [Crumb(_("Administration"), reverse("administration:index")), *more]


@needs(MANAGE)
def index(request: HttpRequest) -> HttpResponse:
    """The mails that are sent, on their way or failed, newest first."""
    viewer = cast("ViewedRequest", request).viewer
    form = OutboxForm(request.GET)
    found = outbox_page(viewer, form.wanted(), request.GET.get("sida", "1"), at=now())
    context = {"form": form, "outbox": found, "page_obj": found.page}
    return page(request, "outbox/index.html", context | {"crumbs": crumbs(Crumb(_("Utkorg")))})


@needs(MANAGE, Mail)
def detail(request: HttpRequest, mail: Mail) -> HttpResponse:
    """What a mail says, and what became of it."""
    found = mail_page(mail, at=now())
    way = crumbs(Crumb(_("Utkorg"), reverse("outbox:index")), Crumb(found.row.kind))
    context = {"mail": found, "crumbs": way}
    return page(request, "outbox/detail.html", context)


@require_POST
@needs(MANAGE, Mail)
def retry(request: HttpRequest, mail: Mail) -> HttpResponse:
    """Have a mail tried again."""
    if attempt(request, lambda: retry_mail(mail=mail, **signed(request))):
        messages.success(request, _("Mejlet skickas inom en minut."))
    return SeeOther(reverse("outbox:detail", args=[mail.pk]))


@needs(MANAGE)
def jobs(request: HttpRequest) -> HttpResponse:
    """The work that is done by itself, with its last run."""
    context = {"jobs": jobs_page(), "crumbs": crumbs(Crumb(_("Bakgrundsarbete")))}
    return page(request, "outbox/jobs.html", context)


urls = (
    [
        path("", index, name="index"),
        path("arbete/", jobs, name="jobs"),
        path("<int:pk>/", detail, name="detail"),
        path("<int:pk>/igen/", retry, name="retry"),
    ],
    "outbox",
)
