"""The municipality's year: its steps, and the calendars that people subscribe to."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from timglas.models.org import Person, Unit, UnitKind
from timglas.rules.cycle import FIRST_YEAR, LAST_YEAR, Part
from timglas.rules.legal_days import Law
from timglas.rules.permissions import Role


class Cycle(models.Model):
    """The year of a calendar year."""

    year = models.PositiveSmallIntegerField(_("år"), unique=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)), name="cycle_of_a_known_year"
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)


class CycleStep(models.Model):
    """Something that is done in a year: by whom, between which days, after what.

    `role` and `unit_kind` say who; one of them may be empty. `sequence` counts the changes that a
    calendar should hear of. A step that is taken away stays as `withdrawn_at`, so that calendars
    can tell that it is cancelled.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="steps")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("steg"), max_length=200)
    description = models.TextField(_("beskrivning"), blank=True)
    part = models.CharField(_("del"), max_length=20, choices=[(p.value, p.value) for p in Part])
    role = models.CharField(
        _("roll"), max_length=30, choices=[(r.value, r.value) for r in Role], blank=True
    )
    unit_kind = models.CharField(_("slag av enhet"), max_length=20, choices=UnitKind, blank=True)
    begins_on = models.DateField(_("börjar"))
    ends_on = models.DateField(_("ska vara klart"))
    law = models.CharField(
        _("lag"), max_length=20, choices=[(law.value, law.value) for law in Law], blank=True
    )
    is_public = models.BooleanField(_("visas för alla"), default=False)
    after = models.ManyToManyField(
        "self", symmetrical=False, related_name="followed_by", blank=True
    )
    done_on = models.DateField(_("klart"), null=True, blank=True)
    done_by = models.ForeignKey(
        Person, models.PROTECT, related_name="steps_done", null=True, blank=True
    )
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")), name="step_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="step_has_a_name"),
            models.CheckConstraint(
                condition=~Q(role="") | ~Q(unit_kind=""), name="step_is_done_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(done_on=None) | ~Q(done_by=None), name="done_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CalendarFeed(models.Model):
    """A calendar that somebody subscribes to: their own, or a unit's.

    Only the hash of the address' secret part is kept.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="calendar_feeds")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="calendar_feeds", null=True, blank=True
    )
    token_hash = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.unit or self.person)
