"""Whom one can try to be in the demonstration, one or a few for each role."""

from dataclasses import dataclass
from datetime import date

from timglas.models import Grant
from timglas.rules.language import N_, _
from timglas.rules.permissions import ROLES, Role

# In the order that a visitor would want to meet them, each with what one sees.
SEES = {
    Role.ELECTED_REP: N_("Vad fullmäktige har beslutat, hur det går och varför."),
    Role.CHIEF_EXECUTIVE: N_("Hela kommunens mål, var tråden är bruten och vad som behöver göras."),
    Role.DEPARTMENT_HEAD: N_("Nämndens mål, förvaltningens planer och enheternas resultat."),
    Role.UNIT_MANAGER: N_("Sin enhets mål och indikatorer, och vad som ska rapporteras nu."),
    Role.REPORTER: N_("De utfall som ska rapporteras, och inget mer."),
    Role.CONTROLLER: N_("Allt som följs upp, Kolada och händelseloggen."),
    Role.REGISTRAR: N_("Planer som väntar på beslut med datum, paragraf och diarienummer."),
    Role.MANAGING_DIRECTOR: N_("Bolagets mål, också det som styrelsen inte har släppt."),
    Role.MANAGEMENT_TEAM: N_("Allt i kommunkoncernen, för att samordna."),
    Role.AUDITOR: N_("Mål, resultat och händelselogg, för att granska."),
    Role.READER: N_("Det som är beslutat."),
    Role.SYSTEM_ADMINISTRATOR: N_("Organisation, personer, roller och inställningar."),
}
MOST_OF_A_ROLE = 3


@dataclass(frozen=True, slots=True)
class Someone:
    """Somebody to try to be."""

    id: int
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class RoleOnTrial:
    """A role with what one sees in it, and who has it."""

    name: str
    sees: str
    people: tuple[Someone, ...]


def roles_to_try(on: date) -> tuple[RoleOnTrial, ...]:
    """The roles that somebody has on a day. One query."""
    grants = Grant.objects.on(on).filter(person__is_active=True).select_related("person")
    found: dict[Role, dict[int, Someone]] = {role: {} for role in SEES}
    for grant in sorted(grants.order_by("unit__code", "person__name"), key=_is_named_otherwise):
        person, people = grant.person, found[Role(grant.role)]
        if len(people) < MOST_OF_A_ROLE:
            people[person.pk] = Someone(person.pk, person.name, person.title)
    return tuple(
        RoleOnTrial(ROLES[role].title, _(SEES[role]), tuple(people.values()))
        for role, people in found.items()
        if people
    )


def _is_named_otherwise(grant: Grant) -> bool:
    """Whether a person is not named after the role; those who are come first."""
    return ROLES[Role(grant.role)].name not in grant.person.name
