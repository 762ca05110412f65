"""Proposals for a planning year, with impact statement, and what the council answers.

Triggers keep what is submitted and what is answered (see `immutability`).
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timglas.models.decisions import Decision
from timglas.models.org import Person, Unit
from timglas.rules.proposals import ANSWERS, Kind, Money, State

KINDS = [(kind.value, kind.value) for kind in Kind]
MONEY = [(money.value, money.value) for money in Money]
STATES = [(state.value, state.value) for state in State]
ANSWER_STATES = [(state.value, state.value) for state in ANSWERS]


class Proposal(models.Model):
    """What a unit proposes for a year. `body` is its committee or company, which orders them.

    `impact` holds answers by question and `weighed` points by criterion; the questions and the
    criteria are data of the rules. `order` is the body's, from 1; None until it is submitted.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="proposals")
    body = models.ForeignKey(Unit, models.PROTECT, related_name="proposals_to_order")
    year = models.PositiveSmallIntegerField(_("år"))
    kind = models.CharField(_("slag"), max_length=20, choices=KINDS)
    name = models.CharField(_("rubrik"), max_length=200)
    description = models.TextField(_("beskrivning"), blank=True)
    impact = models.JSONField(_("konsekvenser"), default=dict)
    weighed = models.JSONField(_("vägt"), default=dict)
    state = models.CharField(_("läge"), max_length=20, choices=STATES, default=State.DRAFT.value)
    order = models.PositiveSmallIntegerField(_("prioritet"), null=True, blank=True)
    earlier = models.ForeignKey("self", models.PROTECT, related_name="later", null=True, blank=True)
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="proposals")
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name=""), name="proposal_has_a_name"),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT.value, order=None)
                | (~Q(state=State.DRAFT.value) & Q(order__isnull=False)),
                name="proposal_has_an_order_when_submitted",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProposalAmount(models.Model):
    """What a proposal changes in a year, in kronor; a year without a row is not known."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="amounts")
    kind = models.CharField(_("slag"), max_length=20, choices=MONEY)
    year = models.PositiveSmallIntegerField(_("år"))
    amount = models.DecimalField(_("belopp"), max_digits=15, decimal_places=2)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["proposal", "kind", "year"], name="one_proposal_amount_of_a_kind_and_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal} {self.kind} {self.year}"


class ProposalAnswer(models.Model):
    """What the council answered, by a decision, with its reason; one for a proposal, append-only.

    `operating` and `investment` are granted kronor of the planning year, None where nothing is.
    """

    proposal = models.OneToOneField(Proposal, models.PROTECT, related_name="answer")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="proposal_answers")
    answer = models.CharField(_("svar"), max_length=20, choices=ANSWER_STATES)
    reason = models.TextField(_("skäl"))
    operating = models.DecimalField(
        _("beviljad drift"), max_digits=15, decimal_places=2, null=True, blank=True
    )
    investment = models.DecimalField(
        _("beviljad investering"), max_digits=15, decimal_places=2, null=True, blank=True
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="proposal_answers")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.proposal}: {self.answer}"
