"""The sign-in library's forms, with our words."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as factors
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as keys
from django.utils.translation import gettext_lazy as _


class SignInForm(account.LoginForm):  # type: ignore[misc]
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-post")


class ForgottenForm(account.ResetPasswordForm):  # type: ignore[misc]
    """Where to send a link for choosing a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-post")


class SecondStepForm(factors.AuthenticateForm):  # type: ignore[misc]
    """A code as the second step of signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_code(self)


class CodeAgainForm(factors.ReauthenticateForm):  # type: ignore[misc]
    """A code before something that protects the account is changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_code(self)


class AppForm(totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["code"].widget.attrs["placeholder"]
        self.fields["code"].label = _("Koden som appen visar")


class AddKeyForm(keys.AddWebAuthnForm):  # type: ignore[misc]
    """A new key (passkey)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_key(self)
        passwordless = self.fields["passwordless"]
        passwordless.label = _("Nyckeln ska kunna ersätta lösenordet")
        passwordless.help_text = _("Då skyddas den av pinkod, fingeravtryck eller ansikte.")


class RenameKeyForm(keys.EditWebAuthnForm):  # type: ignore[misc]
    """A new name of a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_key(self)


def _name_code(form: factors.BaseAuthenticateForm) -> None:
    del form.fields["code"].widget.attrs["placeholder"]  # it says less than the label
    form.fields["code"].label = _("Engångskod")
    form.fields["code"].help_text = _("Koden som appen visar, eller en av dina reservkoder.")


def _name_key(form: keys.AddWebAuthnForm | keys.EditWebAuthnForm) -> None:
    form.fields["name"].label = _("Vad nyckeln ska heta")
    form.fields["name"].help_text = _("Till exempel Min telefon.")
