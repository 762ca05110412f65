"""Sign-in: what the sign-in library is told about our accounts, and what it tells us."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from allauth.account import signals as account
from allauth.account import views as account_views
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa import signals as mfa
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth import signals as auth
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timglas.actions.accounts import record_failure, record_sign_in
from timglas.actions.people import choose_density, choose_language, choose_mail, choose_scheme
from timglas.models import Person
from timglas.rules.outbox import Rhythm
from timglas.web.acting import Crumb, Done, answer, sent
from timglas.web.needs import public, signed_in
from timglas.web.people_forms import LookForm, MailForm
from timglas.web.sessions import begin
from timglas.web.viewing import ViewedRequest

WAYS = {
    "reauthenticate": gettext_lazy("Använd lösenordet"),
    "mfa_reauthenticate": gettext_lazy("Använd en engångskod"),
    "mfa_reauthenticate:webauthn": gettext_lazy("Använd en nyckel"),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody can make an account of their own; an administrator adds people."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": gettext_lazy("Kontot är stängt."),
        "email_password_mismatch": gettext_lazy("E-postadressen eller lösenordet är fel."),
        "enter_current_password": gettext_lazy("Det är inte ditt nuvarande lösenord."),
        "incorrect_code": gettext_lazy("Koden är fel, eller för gammal."),
        "incorrect_password": gettext_lazy("Lösenordet är fel."),
        "rate_limited": gettext_lazy("För många försök. Vänta en stund."),
        "too_many_login_attempts": gettext_lazy("För många försök. Vänta några minuter."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Sign-up is closed."""
        return False

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, Any]]:
        """The ways to prove who one is, in our words."""
        ways = super().get_reauthentication_methods(user)
        return [way | {"description": WAYS[way["id"]]} for way in ways]


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """What the second step is called."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("Koden är fel, eller för gammal.")
    }


def password_link(request: HttpRequest, person: Person) -> str:
    """The address where somebody chooses a password: good once, for as long as Django's tokens."""
    token = default_token_generator.make_token(person)
    parts = {"uidb36": user_pk_to_url_str(person), "key": token}
    return request.build_absolute_uri(reverse("account_reset_password_from_key", kwargs=parts))


CHOICES: Mapping[str, Callable[..., None]] = {
    "scheme": choose_scheme,
    "density": choose_density,
    "language": choose_language,
}


@signed_in
def profile(request: HttpRequest) -> HttpResponse:
    """One's own name, look and ways to sign in."""
    person = cast("Person", cast("ViewedRequest", request).viewer.person)
    chosen = {name: getattr(person, name) for name in CHOICES}
    form = LookForm(sent(request), initial=chosen)

    def act(*, language: str, **look: str) -> Done:
        for name, value in {**look, "language": language}.items():
            if value != chosen[name]:
                CHOICES[name](person=person, **{name: value}, at=timezone.now())
        with translation.override(language):
            return Done(_("Inställningarna är sparade."), reverse("profile"))

    return answer(request, "account/profile.html", form=form, act=act, context={"person": person})


@signed_in
def mail_choices(request: HttpRequest) -> HttpResponse:
    """How often one gets mail; every mail leads here."""
    person = cast("Person", cast("ViewedRequest", request).viewer.person)
    chosen = {"rhythm": person.mail_rhythm, "hour": person.mail_hour}
    form = MailForm(sent(request), initial=chosen)

    def act(*, rhythm: Rhythm, hour: int) -> Done:
        choose_mail(person=person, rhythm=rhythm, hour=hour, at=timezone.now())
        return Done(_("Inställningarna är sparade."), reverse("profile"))

    crumbs = [Crumb(_("Min profil"), reverse("profile")), Crumb(_("Mejl"))]
    return answer(request, "account/mail.html", form=form, act=act, context={"crumbs": crumbs})


@public
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out, and have the browser forget the pages it has kept."""
    response: HttpResponse = account_views.logout(request)
    if request.method == "POST":
        response["Clear-Site-Data"] = '"cache", "storage"'
    return response


EVENTS = {
    auth.user_logged_in: "sign_in",
    auth.user_logged_out: "sign_out",
    account.password_changed: "change_password",
    account.password_set: "set_password",
    account.password_reset: "set_password",
    mfa.authenticator_added: "add_second_factor",
    mfa.authenticator_removed: "remove_second_factor",
}


def listen() -> None:
    """Hear what the sign-in library does: the audit trail holds it, and sessions begin."""
    for signal, action in EVENTS.items():
        signal.connect(_heard(action), weak=False, dispatch_uid=f"audit-{action}")
    auth.user_logged_in.connect(begin, dispatch_uid="session-begin")
    auth.user_login_failed.connect(heard_failure, dispatch_uid="audit-fail_sign_in")


def _heard(action: str) -> Any:
    def record_it(*, user: Person | None, **_rest: Any) -> None:
        if user is not None:
            record_sign_in(action, person=user, at=timezone.now())

    return record_it


def heard_failure(*, credentials: dict[str, Any], **_rest: Any) -> None:
    """Record a failed sign-in under the address that was tried."""
    tried = str(credentials.get("email") or credentials.get("username") or "")
    record_failure(tried=tried, at=timezone.now())
