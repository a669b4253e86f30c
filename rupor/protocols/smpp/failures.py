"""What can go wrong with bytes and binds; nothing else leaves this package, whatever the other side sends."""

from rupor.kit import errors
from rupor.protocols.smpp import names


class SmppError(errors.RuporError):
    """The other side broke the protocol, or refused; `status` here is the command_status to answer or answered."""

    def __init__(self, code: str, *, command_status: int = names.Status.SYSTEM_ERROR, detail: str = "") -> None:
        super().__init__(code, command_status=command_status, detail=detail)
        self.command_status = command_status
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.code} (0x{self.command_status:08X}) {self.detail}".strip()


class Malformed(SmppError):
    """A PDU whose frame is sound and whose body is not: it is answered with a status and the session goes on."""


class BrokenStream(SmppError):
    """The lengths make no sense, so nobody knows where the next PDU begins: the connection must end."""


class BindRefused(SmppError):
    """The SMSC does not let us in."""


class NotBound(SmppError):
    """This request is not lawful in the state of this session."""

    retryable = True


class Lost(SmppError):
    """The connection ended, or the answer did not come in time: nobody knows what became of the request."""

    retryable = True
