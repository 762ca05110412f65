"""The executive board's yearly decision on each municipal company (KL 6:9)."""

from datetime import date

from timglas.rules.language import N_
from timglas.rules.shown import Shown

# The law names no day. A finding of "no" goes to the council with proposals, so it must be there
# before the annual report, which is handed over by 15 April (KL 11:20).
LAST_DAY = (3, 31)


class Finding(Shown):
    """Whether a company's work has been in line with its purpose and within municipal powers."""

    YES = "yes", N_("Ja"), "ok"
    REMARK = "remark", N_("Ja, med anmärkning"), "risk"
    NO = "no", N_("Nej"), "dev"


def needs_text(finding: Finding) -> bool:
    """Whether something must be written: the remark, or what is proposed to the council."""
    return finding is not Finding.YES


def due_on(year: int) -> date:
    """The day by which the board decides on how a company was run in a year."""
    return date(year + 1, *LAST_DAY)
