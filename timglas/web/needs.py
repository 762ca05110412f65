"""Every view says who may use it: `@needs(permission, Model)`, `@signed_in` or `@public`."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from timglas.rules.permissions import EVERYONE, Permission
from timglas.web.viewing import ViewedRequest

type View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Mark a view that anybody may use; what it shows is still narrowed by the viewer."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """The way to sign in, and then on to the page that was asked for.

    Whoever sent something is led back to the page it was sent from, else to the start: what
    answers a button alone is no page to come to.
    """
    if request.method in {"GET", "HEAD"}:
        return redirect_to_login(request.get_full_path())
    return redirect_to_login(_came_from(request) or reverse("start:mine"))


def _came_from(request: HttpRequest) -> str:
    """The address, within this site, of the page that something was sent from; "" if unknown."""
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(
        page, {request.get_host()}, require_https=request.is_secure()
    ):
        return ""
    return urlsplit(page)._replace(scheme="", netloc="", fragment="").geturl()


def signed_in(view: View) -> View:
    """Let a view be used by whoever has signed in, with or without a role."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if cast("ViewedRequest", request).viewer.person is None:
            return to_sign_in(request)
        return view(request, *args, **kwargs)

    checked.access = "signed in"  # type: ignore[attr-defined]
    return checked


def needs(
    permission: Permission,
    model: type[Model] | None = None,
    *,
    either: Permission | None = None,
) -> Callable[[View], View]:
    """Let a view be used by those who hold a permission.

    With a model, the object with the address' `pk` is fetched through the viewer and given to the
    view in place of the key: 404 if the viewer may not know of it, 403 if it is seen but the
    permission does not reach it. `either` is another permission that will do, where it reaches the
    object. Who has not signed in is sent to sign in.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            viewer = cast("ViewedRequest", request).viewer
            if viewer.person is None and permission not in EVERYONE:
                return to_sign_in(request)
            if model is None:
                if not viewer.has(permission):
                    raise PermissionDenied
                return view(request, *args, **kwargs)
            pk = kwargs.pop("pk")
            will_do = either and viewer.reach(either, model).filter(pk=pk).exists()
            asked = either if either and will_do else permission
            found = viewer.get(asked, model, pk=pk)
            return view(request, found, *args, **kwargs)

        checked.access = permission.value  # type: ignore[attr-defined]
        return checked

    return decorate
