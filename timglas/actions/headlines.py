"""Writing the sentence above an indicator's chart, and giving the word back to the rule."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timglas.actions.audit import fields_of, record
from timglas.actions.refusal import Refusal
from timglas.models import Headline, Indicator, Person
from timglas.rules.periods import Period


@transaction.atomic
def write_headline(
    *, indicator: Indicator, sentence: str, period: Period, by: Person, at: datetime
) -> Headline:
    """Say what the values up to a period show; "" lets the rule say it again. Raises Refusal."""
    sentence = " ".join(sentence.split())
    before = Headline.objects.filter(indicator=indicator).order_by("pk").last()
    now = (before.sentence, before.period_end) if before else ("", period.end)
    if now == (sentence, period.end):
        raise Refusal(_("Ingenting är ändrat. Skriv en ny mening."), "sentence")
    headline = Headline.objects.create(
        indicator=indicator, sentence=sentence, period_end=period.end, written_by=by, written_at=at
    )
    record(
        "write_headline",
        headline,
        by=by,
        at=at,
        unit=indicator.unit,
        before={"sentence": now[0]},
        after=fields_of(headline, "sentence"),
    )
    return headline
