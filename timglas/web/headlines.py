"""Writing the sentence above an indicator's chart."""

from typing import cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timglas.actions.headlines import write_headline
from timglas.models import Indicator
from timglas.models.headlines import SENTENCE_LENGTH
from timglas.queries.figures import indicator_figure
from timglas.queries.headlines import newest_period, own_headline
from timglas.queries.indicators import indicator_page
from timglas.rules.permissions import Permission
from timglas.web.acting import Crumb, Done, answer, sent, signed
from timglas.web.indicators import crumbs
from timglas.web.needs import needs
from timglas.web.page import page
from timglas.web.viewing import ViewedRequest
from timglas.web.years import chosen_year


class HeadlineForm(forms.Form):
    """What the values show, in one sentence."""

    sentence = forms.CharField(
        label=gettext_lazy("Vad visar värdena?"),
        required=False,
        max_length=SENTENCE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "En mening som alla förstår. Den står över diagrammet tills ett nytt värde kommer. "
            "Lämna tomt om regelns mening ska stå där."
        ),
    )


@needs(Permission.REPORT_OUTCOME, Indicator)
def write(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """Say what the values show, or let the rule say it."""
    viewer = cast("ViewedRequest", request).viewer
    shown = indicator_page(viewer, indicator, chosen_year(request))
    newest = newest_period(shown) if shown else None
    if shown is None or newest is None:
        return page(request, "indicators/later.html", {"crumbs": crumbs(_("Indikator"))})
    own, figure = own_headline(viewer, shown), indicator_figure(shown)
    here = reverse("indicators:detail", args=[indicator.pk])
    form = HeadlineForm(sent(request), initial={"sentence": own.sentence if own else ""})

    def act(*, sentence: str) -> Done:
        write_headline(indicator=indicator, sentence=sentence, period=newest, **signed(request))
        return Done(_("Meningen är sparad."), here)

    context = {
        "page": shown,
        "rule": figure.message if figure else "",
        "crumbs": crumbs(_("Skriv meningen"), Crumb(shown.result.name, here)),
    }
    return answer(request, "headlines/write.html", form=form, act=act, context=context)


urls = ([path("<int:pk>/mening/", write, name="write")], "headlines")
