"""The year that a page is about, read from the address."""

from typing import cast

from django.http import HttpRequest

from timglas.web.viewing import ViewedRequest

FIRST, LAST = 1900, 2200


def year_of(request: HttpRequest) -> int:
    """The year in `?ar=`, else this year; what is no year is left out."""
    text = request.GET.get("ar", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    return year if FIRST <= year <= LAST else cast("ViewedRequest", request).viewer.today.year
