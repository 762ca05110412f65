"""The municipality, its units over time, its people and what they may do."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import make_password
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timglas.models.dated import DatedQuerySet
from timglas.rules.outbox import Rhythm
from timglas.rules.permissions import Role
from timglas.rules.status import DEFAULT_NAMES, Status


class Municipality(models.Model):
    """The one municipality of this installation, with what it calls things."""

    name = models.CharField(_("namn"), max_length=100)
    kolada_id = models.CharField(_("kommunkod"), max_length=4, blank=True)
    email = models.EmailField(_("e-post för frågor"), blank=True)
    brand_colour = models.CharField(
        _("profilfärg"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^#[0-9a-f]{6}$", _("Skriv färgen som #0a5864."))],
    )
    smallest_group = models.PositiveSmallIntegerField(
        _("minsta grupp som visas"), default=5, validators=[MinValueValidator(1)]
    )
    board_oversees = models.BooleanField(
        _("kommunstyrelsen läser det som bolagen inte har släppt"), default=False
    )
    set_up_at = models.DateTimeField(_("uppsatt"), null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(pk=1), name="one_municipality"),
        ]

    def __str__(self) -> str:
        return self.name


class StatusName(models.Model):
    """What the municipality calls a status; a status without a row has its default name."""

    status = models.CharField(max_length=20, choices=[(s.value, s.value) for s in Status])
    name = models.CharField(_("namn"), max_length=40)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["status"], name="one_name_per_status"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({DEFAULT_NAMES[Status(self.status)]})"


class UnitKind(models.TextChoices):
    """The kinds of unit in a municipal group."""

    COUNCIL = "council", _("Kommunfullmäktige")
    EXECUTIVE_BOARD = "executive_board", _("Kommunstyrelse")
    COMMITTEE = "committee", _("Nämnd")
    COMPANY = "company", _("Kommunalt bolag")
    DEPARTMENT = "department", _("Förvaltning")
    UNIT = "unit", _("Enhet")

    @property
    def is_political(self) -> bool:
        """Whether the body decides by a meeting's minutes, not by an official's own decision."""
        return self not in (UnitKind.DEPARTMENT, UnitKind.UNIT)


class UnitQuerySet(models.QuerySet["Unit"]):
    """Units, narrowed by their life."""

    def open_on(self, day: date) -> "UnitQuerySet":
        """Units that exist on a day."""
        return self.filter(opened_on__lte=day).filter(Q(closed_on=None) | Q(closed_on__gt=day))


class Unit(models.Model):
    """A part of the municipal group. It keeps its identity when it is moved or renamed."""

    code = models.CharField(_("kod"), max_length=20, unique=True)
    name = models.CharField(_("namn"), max_length=120)
    kind = models.CharField(_("slag"), max_length=20, choices=UnitKind)
    opened_on = models.DateField(_("inrättad"))
    closed_on = models.DateField(_("avvecklad"), null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gt=models.F("opened_on")),
                name="unit_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Placement(models.Model):
    """Where in the tree a unit is, from a day (included) to another (not included)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="placements")
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="placed_below")
    valid_from = models.DateField(_("från"))
    valid_to = models.DateField(_("till"), null=True, blank=True)

    objects = DatedQuerySet["Placement"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit"], condition=Q(valid_to=None), name="one_open_placement"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=models.F("valid_from")),
                name="placement_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=models.F("unit")), name="not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} under {self.parent} från {self.valid_from}"


class Succession(models.Model):
    """One unit takes over from another on a day (merger, split, new name and code)."""

    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="predecessions")
    on = models.DateField(_("datum"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["from_unit", "to_unit"], name="one_succession"),
            models.CheckConstraint(
                condition=~Q(from_unit=models.F("to_unit")), name="not_its_own_successor"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_unit} → {self.to_unit} {self.on}"


class PersonManager(BaseUserManager["Person"]):
    """Makes people; the sign-in library calls `create_user`."""

    def create_user(
        self, email: str | None, password: str | None = None, **fields: Any
    ) -> "Person":
        """Make a person; without a password nobody can sign in as that person."""
        return self.create(
            email=self.normalize_email(email) or None, password=make_password(password), **fields
        )


class Person(AbstractBaseUser):
    """Somebody who answers for, decides on, reports or reads; an account if there is a password."""

    email = models.EmailField(_("e-post"), unique=True, null=True, blank=True)
    name = models.CharField(_("namn"), max_length=120)
    title = models.CharField(_("titel"), max_length=120, blank=True)
    is_active = models.BooleanField(_("aktiv"), default=True)
    is_hidden = models.BooleanField(
        _("dölj namnet på öppna sidor"),
        default=False,
        help_text=_("För den som har skyddade personuppgifter."),
    )
    scheme = models.CharField(
        _("utseende"),
        max_length=5,
        choices=[("auto", _("Som datorn")), ("light", _("Ljust")), ("dark", _("Mörkt"))],
        default="auto",
    )
    density = models.CharField(
        _("täthet"),
        max_length=2,
        choices=[("md", _("Luftigt")), ("sm", _("Tätt"))],
        default="md",
    )
    language = models.CharField(
        _("språk"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    mail_rhythm = models.CharField(
        _("mejl"), max_length=6, choices=[(r.value, r.value) for r in Rhythm], default="daily"
    )
    mail_hour = models.PositiveSmallIntegerField(_("tid för mejl"), default=13)
    columns = models.JSONField(
        default=dict, help_text="Names of the columns wanted in registers, by the register's name."
    )
    compared_with = models.CharField(
        _("jämför helst med"), max_length=200, blank=True, help_text="Ids of areas, by commas."
    )

    objects = PersonManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.name


class Grant(models.Model):
    """A person's role at a unit; it reaches the units below."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="grants")
    role = models.CharField(_("roll"), max_length=30, choices=[(r.value, r.value) for r in Role])
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="grants")
    valid_from = models.DateField(_("från"))
    valid_to = models.DateField(_("till"), null=True, blank=True)

    objects = DatedQuerySet["Grant"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "role", "unit"],
                condition=Q(valid_to=None),
                name="one_open_grant_of_a_role",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="grant_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role}, {self.unit}"
