"""Which year a page is about."""

import re
from typing import cast

from django.http import HttpRequest

from timglas.web.viewing import ViewedRequest


def chosen_year(request: HttpRequest) -> int:
    """The year asked for by `?ar=`, else the year of the viewer's day."""
    typed = request.GET.get("ar", "")
    if re.fullmatch(r"(19|20|21)\d\d", typed, re.ASCII):
        return int(typed)
    return cast("ViewedRequest", request).viewer.today.year
