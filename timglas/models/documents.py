"""Governing documents: the document that lives for years, its decided versions, and its end."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from timglas.models.decisions import Decision
from timglas.models.org import Person, Unit
from timglas.rules.documents import Kind

KINDS = [(kind.value, kind.value) for kind in Kind]


class GoverningDocument(models.Model):
    """A document's identity, who answers for it, where it is found and when it is looked over."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="documents")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="documents", null=True, blank=True
    )
    link = models.URLField(_("länk"), max_length=500, blank=True)
    place = models.CharField(_("finns"), max_length=200, blank=True)
    revised_when = models.CharField(_("revideras"), max_length=200, blank=True)
    revise_on = models.DateField(_("revideras senast"), null=True, blank=True)
    followed_up_when = models.CharField(_("följs upp"), max_length=200, blank=True)
    follow_up_on = models.DateField(_("följs upp senast"), null=True, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.pk}, {self.unit}"


class DocumentVersion(models.Model):
    """A document as a decision settled it, from a day; append-only.

    The version that holds on a day is the latest registered of those valid from the latest day.
    """

    document = models.ForeignKey(GoverningDocument, models.PROTECT, related_name="versions")
    kind = models.CharField(_("slag"), max_length=20, choices=KINDS)
    title = models.CharField(_("titel"), max_length=150)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="documents")
    valid_from = models.DateField(_("gäller från"))
    change = models.TextField(_("vad som ändrades"), blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title=""), name="document_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title


class DocumentRepeal(models.Model):
    """The decision that a document no longer holds from a day, and what came instead; kept."""

    document = models.OneToOneField(GoverningDocument, models.PROTECT, related_name="repeal")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="repeals")
    ends_on = models.DateField(_("gäller inte från"))
    replaced_by = models.ForeignKey(
        GoverningDocument, models.PROTECT, related_name="replaces", null=True, blank=True
    )
    reason = models.TextField(_("skäl"), blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(replaced_by=None) | ~Q(replaced_by=F("document")),
                name="document_is_replaced_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document}: {self.ends_on}"


class DocumentRelease(models.Model):
    """The decision that lets go of a company's own document, with its later versions; kept."""

    document = models.OneToOneField(GoverningDocument, models.PROTECT, related_name="release")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="document_releases")

    def __str__(self) -> str:
        return f"{self.document}: {self.decision}"
