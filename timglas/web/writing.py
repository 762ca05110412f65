"""A page where a text is written: one's draft is kept, and one sees who else writes it.

The editor sends drafts to the page's own address, so whoever may write the text may keep a draft.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from timglas.actions.writings import end_writing, keep_draft, note_presence
from timglas.models import Writing
from timglas.queries.writings import others_writing, own_draft
from timglas.rules.section_text import fingerprint, section_html
from timglas.web.acting import SeeOther, signed


@dataclass(slots=True)
class Page:
    """What the page of a text shows beside the field: `theirs` is what came in between."""

    html: str
    based_on: str
    draft: Writing | None
    theirs: str = ""

    def meets(self, html: str) -> None:
        """Show what came in between; the next save is based on it."""
        self.theirs, self.based_on = html, fingerprint(html)


def writing_page(request: HttpRequest, place: str, html: str) -> Page:
    """The page of a text: with one's draft in the field, if one was kept."""
    draft = own_draft(place, signed(request)["by"])
    if draft is None:
        return Page(html, fingerprint(html), None)
    return Page(draft.html, draft.based_on, draft)


def kept(request: HttpRequest, place: str, html: str) -> HttpResponse | None:
    """Answer the editor, which keeps a draft and tells that it is open; None for all else."""
    signature, draft = signed(request), request.POST.get("utkast")
    if "slang" in request.POST:
        end_writing(place=place, by=signature["by"])
        return SeeOther(request.path)
    if draft is None and "har" not in request.POST:
        return None
    said = ""
    if draft is None or section_html(draft) == html:
        note_presence(place=place, **signature)
    else:
        based_on = request.POST.get("based_on", "")
        keep_draft(place=place, html=draft, based_on=based_on, **signature)
        clock = date_format(localtime(signature["at"]), "H:i")
        said = _("Utkastet sparades %s.") % clock
    names = ", ".join(others_writing(place, signature["by"], signature["at"]))
    others = _("Skriver här också: %s.") % names if names else ""
    return JsonResponse({"saved": said, "others": others})
