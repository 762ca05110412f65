"""A refusal: why an action cannot be done now, in words for the person who asked."""


class Refusal(Exception):
    """The state does not allow the action. `message` is Swedish and says what to do instead.

    `field` names the form field that the reason is about, if any.
    """

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = str(message)
        self.field = field
