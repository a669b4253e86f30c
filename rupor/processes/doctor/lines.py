"""The far ends of the settings: does the trunk answer, does the SMSC let us in."""

from rupor import settings as rupor_settings
from rupor.processes.doctor import trunks
from rupor.processes.doctor.verdict import Verdict, bad, good, warning
from rupor.providers.smpp import login
from rupor.settings import Settings


async def trunk(settings: Settings) -> Verdict:
    """The far end of the settings, or of the simulated network of a running installation."""
    if not settings.sip_trunk and (simulated := rupor_settings.endpoints(settings).get("sip_trunk", "")):
        settings = settings.model_copy(update={"sip_trunk": simulated})
    found = trunks.own(settings)
    if isinstance(found, Verdict):
        return found
    if not found:
        return warning("trunk", "none is set", "set RUPOR_SIP_TRUNK=host:port, or add trunks in the cabinet")
    return (await trunks.checked(found, host=settings.sip_host))[0]


async def smsc(settings: Settings) -> Verdict:
    """A bind as transceiver with the configured name and password."""
    note = rupor_settings.endpoints(settings)
    address = f"{settings.smsc_host}:{settings.smsc_port}" if settings.smsc_host else note.get("smsc", "")
    if not address:
        return warning("SMSC", "none is set: no SMS can be sent", "set RUPOR_SMSC_HOST, _PORT, _SYSTEM_ID, _PASSWORD")
    host, _, port = address.partition(":")
    problem = await login.try_bind(
        host=host, port=int(port), system_id=settings.smsc_system_id, password=settings.smsc_password
    )
    if problem:
        return bad("SMSC", f"{address}: {problem}", "check the address, RUPOR_SMSC_SYSTEM_ID and RUPOR_SMSC_PASSWORD")
    return good("SMSC", f"{address} let us in as {settings.smsc_system_id}")
