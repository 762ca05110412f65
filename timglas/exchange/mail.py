"""Mail as it is sent: plain text and simple HTML, with one link."""

from dataclasses import dataclass
from email.headerregistry import Address

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string


@dataclass(frozen=True, slots=True)
class Letter:
    """What somebody is told. Addresses begin with a slash; `key` names the mail for good."""

    name: str
    email: str
    key: str
    subject: str
    text: str
    link: str
    choices: str
    municipality: str


def message(letter: Letter) -> EmailMultiAlternatives:
    """The mail, in the language that is spoken now.

    Its headers say that nobody wrote it by hand, and where one chooses to get less mail.
    """
    choices = settings.ADDRESS + letter.choices
    context = {"letter": letter, "link": settings.ADDRESS + letter.link, "choices": choices}
    mail = EmailMultiAlternatives(
        letter.subject,
        render_to_string("mail/message.txt", context),
        to=[str(Address(letter.name, addr_spec=letter.email))],
        headers={
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{choices}>",
            "X-Auto-Response-Suppress": "All",
        },
    )
    mail.attach_alternative(render_to_string("mail/message.html", context), "text/html")
    return mail
