"""The executive board's yearly decision on each municipal company (KL 6:9)."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from timglas.rules.language import N_, _

# The law names no day. A finding of "no" goes to the council with proposals, so it must be there
# before the annual report, which is handed over by 15 April (KL 11:20).
LAST_DAY = (3, 31)


class Finding(StrEnum):
    """Whether a company's work has been in line with its purpose and within municipal powers."""

    YES = "yes"
    REMARK = "remark"
    NO = "no"

    @property
    def name_in_words(self) -> str:
        """The finding, in the reader's language."""
        return _(_LOOKS[self][0])

    @property
    def symbol(self) -> str:
        """The id of the SVG symbol with this finding's shape."""
        return _LOOKS[self][1]


_LOOKS: Mapping[Finding, tuple[str, str]] = MappingProxyType(
    {
        Finding.YES: (N_("Ja"), "ok"),
        Finding.REMARK: (N_("Ja, med anmärkning"), "risk"),
        Finding.NO: (N_("Nej"), "dev"),
    }
)


def needs_text(finding: Finding) -> bool:
    """Whether something must be written: the remark, or what is proposed to the council."""
    return finding is not Finding.YES


def due_on(year: int) -> date:
    """The day by which the board decides on how a company was run in a year."""
    return date(year + 1, *LAST_DAY)
