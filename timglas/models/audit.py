"""The audit trail: one event per change, sealed into a hash chain."""

from typing import ClassVar

from django.db import models

from timglas.models.org import Person, Unit


class AuditEvent(models.Model):
    """Who did what to which object, when, with the named fields before and after; append-only."""

    at = models.DateTimeField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="audit_events")
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    label = models.CharField(max_length=300)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="audit_events")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    ip = models.GenericIPAddressField(null=True)
    correlation = models.CharField(max_length=36, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subject", "subject_id"], name="audit_of_subject"),
            models.Index(fields=["at"], name="audit_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.label}"


class Seal(models.Model):
    """An event's place in the chain: SHA-256 over the hash before it and the event itself."""

    event = models.OneToOneField(AuditEvent, models.PROTECT, related_name="seal")
    position = models.PositiveBigIntegerField(unique=True)
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.position} {self.hash[:12]}"
