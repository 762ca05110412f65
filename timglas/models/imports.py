"""Imports: files and pasted tables on their way in, and what came of them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from timglas.models.org import Person
from timglas.rules.imports import Verdict


class ImportState(models.TextChoices):
    """How far an import has come. Those that end in -ing are work under way."""

    UPLOADED = "uploaded", _("Kolumnerna ska väljas")
    CHECKING = "checking", _("Kontrolleras")
    CHECKED = "checked", _("Väntar på att läsas in")
    APPLYING = "applying", _("Läses in")
    APPLIED = "applied", _("Inläst")
    UNDOING = "undoing", _("Ångras")
    UNDONE = "undone", _("Ångrad")
    DISCARDED = "discarded", _("Kastad")


class ImportManager(models.Manager["Import"]):
    """Leaves the file where it is until it is read: pages do not need it."""

    def get_queryset(self) -> models.QuerySet["Import"]:
        """All imports, without their files."""
        return super().get_queryset().defer("content")


class Import(models.Model):
    """One import: what was uploaded, how its columns are read, and where it is.

    `content` and the rows are kept until the import is read in or thrown away. `matching` has a
    column's number in the file (from 0) by its key. `undo_reason` is why it was undone.
    """

    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.UPLOADED)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    is_small = models.BooleanField()
    head_row = models.PositiveIntegerField()
    heads = models.JSONField(default=list)
    matching = models.JSONField(default=dict)
    rows_done = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    problem = models.CharField(max_length=600, blank=True)
    reason = models.CharField(_("skäl till ändringarna"), max_length=300, blank=True)
    undo_reason = models.CharField(_("skäl till att ångra"), max_length=300, blank=True)
    uploaded_by = models.ForeignKey(Person, models.PROTECT, related_name="imports")
    uploaded_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, help_text="When work was last asked for.")
    worked_at = models.DateTimeField(
        null=True, help_text="When it last took a step; work that stands still is dead."
    )
    applied_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    objects = ImportManager()

    def __str__(self) -> str:
        return self.file_name


class ImportRow(models.Model):
    """A row of an import as it was uploaded, and what was found when it was checked.

    `problems` are [column key, message]; the key is "" where the whole row is meant. `made` is
    what undoing needs to know, for kinds that keep it here.
    """

    batch = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    verdict = models.CharField(max_length=6, choices=[(v.value, v.value) for v in Verdict])
    cells = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    made = models.JSONField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "number"], name="one_import_row"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["batch", "verdict", "number"], name="import_row_by_verdict"),
        ]

    def __str__(self) -> str:
        return f"{self.batch}, rad {self.number}"
