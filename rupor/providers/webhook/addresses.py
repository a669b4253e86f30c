"""Which addresses an installation may send webhooks to: the public internet, unless its administrator allows more.

The name is resolved once and the connection goes to the very address that was judged, so that a name which answers
differently the second time leads nowhere else.
"""

import asyncio
import ipaddress
import socket

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Refused(Exception):
    """No connection is made; `code` says why: `address_private` or `address_unknown`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def is_public(written: str) -> bool:
    """Whether the address belongs to the public internet, also when it hides an IPv4 address inside an IPv6 one."""
    address = _unwrapped(ipaddress.ip_address(written.split("%", 1)[0]))
    return address.is_global and not address.is_multicast and not address.is_reserved


def _unwrapped(address: Address) -> Address:
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


async def address_of(*, host: str, port: int, private_allowed: bool) -> str:
    """The address to connect to; raises Refused."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as unknown:
        raise Refused("address_unknown") from unknown
    addresses = [str(each[4][0]) for each in found]
    allowed = [each for each in addresses if private_allowed or is_public(each)]
    if not allowed:
        raise Refused("address_private" if addresses else "address_unknown")
    return allowed[0]
