"""The one error for text from the network that is not SIP; it carries the status such a request deserves."""


class SipSyntaxError(ValueError):
    """The text is not lawful SIP. Nothing else is ever raised while reading what a stranger sent."""

    def __init__(self, reason: str, *, status: int = 400) -> None:
        super().__init__(reason)
        self.status = status
