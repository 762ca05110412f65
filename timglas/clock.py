"""What day and time it is: in Sweden, or on the day that the demonstration lives on."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """Today in Sweden, or the day the demonstration lives on."""
    return settings.TODAY or timezone.localdate()


def now() -> datetime:
    """The moment that something is done: on the demonstration's day, if there is one."""
    moment = timezone.localtime()
    return datetime.combine(today(), moment.timetz()) if settings.TODAY else moment
