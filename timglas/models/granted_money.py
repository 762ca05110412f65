"""Money that the council granted a proposal, put in the frames of a version of its plan."""

from typing import ClassVar

from django.db import models

from timglas.models.org import Person
from timglas.models.plans import PlanVersion
from timglas.models.proposals import ProposalAnswer


class GrantedMoney(models.Model):
    """That a version's frames hold what an answer granted, so that a krona is put there once."""

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="granted_money")
    answer = models.ForeignKey(ProposalAnswer, models.PROTECT, related_name="granted_money")
    by = models.ForeignKey(Person, models.PROTECT, related_name="granted_money")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "answer"], name="granted_money_put_once"),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.answer}"
