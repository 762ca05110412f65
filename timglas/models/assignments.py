"""Assignments (uppdrag) from the council or the executive board to a committee or a company.

Triggers keep what is decided of them (see `immutability`); state and unit are about how and who.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timglas.models.decisions import Decision
from timglas.models.goals import Goal
from timglas.models.org import Person, Unit
from timglas.rules.assignments import STORED, State

STATES = [(state.value, state.value) for state in STORED]


class Assignment(models.Model):
    """What a body is to do, by when and for what money; given by the body of the decision.

    `unit` is who does it within the body that got it: the body itself until somebody is chosen.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="assignments")
    receiver = models.ForeignKey(Unit, models.PROTECT, related_name="assignments")
    name = models.CharField(_("rubrik"), max_length=200)
    text = models.TextField(_("uppdrag"))
    amount = models.DecimalField(
        _("kronor"), null=True, blank=True, max_digits=15, decimal_places=2
    )
    due_on = models.DateField(_("ska återrapporteras"))
    replaces = models.OneToOneField(
        "self", models.PROTECT, related_name="replaced_by", null=True, blank=True
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assignments_to_do")
    state = models.CharField(_("läge"), max_length=20, choices=STATES, default=State.GIVEN.value)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(text=""), name="assignment_says_what_to_do"
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gt=0), name="assignment_money_is_above_zero"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AssignmentGoal(models.Model):
    """A goal that an assignment serves; decided with it, so append-only."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="goals")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="assignments")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assignment", "goal"], name="an_assignment_serves_a_goal_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment}: {self.goal}"


class AssignmentNote(models.Model):
    """What was said of an assignment on a day, and the state it came to; append-only.

    `decision` is that of the body that said it, where it was decided at a meeting.
    """

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="notes")
    state = models.CharField(max_length=20, choices=STATES)
    note = models.TextField(_("notering"), blank=True)
    on = models.DateField(_("datum"))
    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="assignment_notes", null=True, blank=True
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="assignment_notes")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.assignment}: {self.state}"
