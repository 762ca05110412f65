"""Reports: their template by kind of round, a unit's report, its texts, steps and snapshots."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timglas.models.decisions import Decision
from timglas.models.org import Person
from timglas.models.rounds import RoundKind, RoundUnit
from timglas.rules.report_template import ReportPart
from timglas.rules.reports import ReportState

PARTS = [(part.value, part.value) for part in ReportPart]
STATES = [(state.value, state.value) for state in ReportState]


class SectionFields(models.Model):
    """A heading, what to write under it, what it shows, and at most how many words (0: any)."""

    order = models.PositiveSmallIntegerField(_("ordning"), default=1)
    title = models.CharField(_("rubrik"), max_length=120)
    guidance = models.TextField(_("vägledning"), blank=True)
    part = models.CharField(_("visar också"), max_length=12, blank=True, choices=PARTS)
    words = models.PositiveSmallIntegerField(_("högst antal ord"), default=0)
    is_required = models.BooleanField(_("måste skrivas"), default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class ReportTemplateSection(SectionFields):
    """A section that reports in new rounds of a kind begin with."""

    kind = models.ForeignKey(RoundKind, models.CASCADE, related_name="sections")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "title"], name="a_report_template_has_a_title_once"
            ),
        ]


class Report(models.Model):
    """A unit's report in a round. From when it is approved it is read from its snapshot."""

    round_unit = models.OneToOneField(RoundUnit, models.CASCADE, related_name="report")
    state = models.CharField(
        _("läge"), max_length=10, choices=STATES, default=ReportState.DRAFT.value
    )
    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="reports", null=True, blank=True
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state=ReportState.DECIDED.value, decision__isnull=False)
                | (~Q(state=ReportState.DECIDED.value) & Q(decision=None)),
                name="decided_report_has_a_decision",
            ),
        ]

    def __str__(self) -> str:
        return str(self.round_unit)


class ReportSection(SectionFields):
    """A section of a report: laid out from the template when the round is opened."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="sections")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "title"], name="a_report_has_a_title_once"),
        ]


class SectionText(models.Model):
    """A version of a section's text, as HTML; append-only. `number` counts from 1."""

    section = models.ForeignKey(ReportSection, models.PROTECT, related_name="texts")
    number = models.PositiveIntegerField()
    html = models.TextField(_("text"), blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="section_texts")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["section", "number"], name="a_text_has_a_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.number}"


class ReportStep(models.Model):
    """A step that a report has taken, with a comment where it went back; append-only."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="steps")
    from_state = models.CharField(max_length=10, choices=STATES)
    to_state = models.CharField(max_length=10, choices=STATES)
    comment = models.TextField(_("kommentar"), blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="report_steps")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.report}: {self.to_state}"


class ReportSnapshot(models.Model):
    """A report as it was approved or decided, as canonical JSON; append-only, the last counts."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="snapshots")
    body = models.TextField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.report} {self.sha256[:8]}"
