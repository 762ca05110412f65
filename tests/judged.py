"""What a judgement that goes badly needs to say."""

from datetime import date

from timglas.actions.assessments import Remedy
from timglas.models import Person


def remedy(by: Person, on: date = date(2026, 6, 30)) -> Remedy:
    """A remedy that is told whole."""
    return Remedy("För få lärare.", "Två lärare anställs.", on, by)
