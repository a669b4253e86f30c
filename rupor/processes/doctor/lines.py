"""The far ends: does the trunk answer, does the SMSC let us in."""

from rupor import settings as rupor_settings
from rupor.processes.doctor.verdict import Verdict, bad, good, warning
from rupor.protocols.sip.endpoint import Endpoint
from rupor.providers.smpp import login
from rupor.settings import Settings


async def trunk(settings: Settings) -> Verdict:
    """An OPTIONS request; any final answer proves that somebody speaks SIP there."""
    address = settings.sip_trunk or rupor_settings.endpoints(settings).get("sip_trunk", "")
    if not address:
        return warning("trunk", "none is set: no calls can be made", "set RUPOR_SIP_TRUNK=host:port")
    host, _, port = address.partition(":")
    endpoint = await Endpoint.open(host=settings.sip_host, port=0)
    try:
        status = await endpoint.options(
            target=(host, int(port or 5060)), to_uri=f"sip:{host}", from_uri=f"sip:rupor@{settings.sip_host}"
        )
    finally:
        await endpoint.close()
    if status in (408, 503):
        return bad(
            "trunk", f"{address} is silent", "check the address, the firewall and that the carrier knows this host"
        )
    return good("trunk", f"{address} answered {status}")


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
