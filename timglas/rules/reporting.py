"""What a report of an outcome must keep to, whichever way it comes in."""

from dataclasses import dataclass
from datetime import date

from timglas.rules.language import _
from timglas.rules.periods import Period

COMMENT_LENGTH = 600
REASON_LENGTH = 300
SOURCE_LENGTH = 200
FINAL = "final"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a report and what to do; `field` is the one that it is about."""

    message: str
    field: str


def fault_of_period(period: Period, quality: str, *, today: date) -> Fault | None:
    """A period must have begun, and have ended before its value is final."""
    if period.end < today:
        return None
    name = period.label.capitalize()
    if period.start > today:
        message = _("{period} har inte börjat än. Välj en tidigare period.")
        return Fault(message.format(period=name), "period")
    if quality == FINAL:
        message = _("{period} är inte slut än. Ange att värdet är preliminärt.")
        return Fault(message.format(period=name), "quality")
    return None


def fault_of_comment(comment: str, *, is_measured: bool) -> Fault | None:
    """What is not measured must be explained, and a comment has an end."""
    if not is_measured and not comment:
        message = _("Skriv i kommentaren varför värdet inte går att mäta för perioden.")
        return Fault(message, "comment")
    if len(comment) > COMMENT_LENGTH:
        message = _("Kommentaren har {count} tecken. Korta den till högst {most}.")
        return Fault(message.format(count=len(comment), most=COMMENT_LENGTH), "comment")
    return None


def fault_of_reason(reason: str) -> Fault | None:
    """A correction says why, in some words."""
    if not reason:
        return Fault(_("Skriv varför värdet rättas."), "reason")
    if len(reason) > REASON_LENGTH:
        message = _("Skälet har {count} tecken. Korta det till högst {most}.")
        return Fault(message.format(count=len(reason), most=REASON_LENGTH), "reason")
    return None
