"""A try of name and password at a centre, as transmitter only: so no receipt is told to the one who asks."""

import asyncio

from rupor.protocols.smpp import bodies, connection, failures
from rupor.protocols.smpp.connection import Link
from rupor.protocols.smpp.names import Command, Status
from rupor.protocols.smpp.session import Session
from rupor.protocols.smpp.states import Role

_PATIENCE_SECONDS = 5.0


async def try_bind(*, host: str, port: int, system_id: str, password: str) -> str:
    """An empty string when the centre let us in, otherwise what went wrong."""
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            link = await connection.connect(host=host, port=port, link=_new_link)
            answer = await link.request(Command.BIND_TRANSMITTER, bodies.Bind(system_id, password))
            if answer.status != Status.OK:
                link.close("refused")
                return f"the bind was refused with status 0x{int(answer.status):08X}"
            await link.request(Command.UNBIND)
            link.close("asked enough")
    except TimeoutError:
        return "no answer"
    except (failures.SmppError, OSError) as error:
        return str(error) or type(error).__name__
    return ""


def _new_link() -> Link:
    session = Session(role=Role.ESME, now=asyncio.get_running_loop().time())
    return Link(session=session, on_request=lambda link, pdu: None, on_ended=lambda link, reason: None)
