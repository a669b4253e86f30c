"""Where a request inside a dialog goes: the first router, else the far end's Contact, else where it was last heard."""

import functools
import ipaddress

from rupor.protocols.sip import uri
from rupor.protocols.sip.dialog import Dialog
from rupor.protocols.sip.transactions.layer import Address


def next_hop(dialog: Dialog, *, heard_from: Address) -> Address:
    place = uri.parse(uri.bare(dialog.routes[0])) if dialog.routes else uri.parse(dialog.target)
    # Names are not looked up in the middle of a call: whoever gave one stands at the address it speaks from.
    if not uri.is_literal(place.host) or _is_behind_nat(place.host, heard_from=heard_from[0]):
        return heard_from
    return place.host.strip("[]"), uri.port_of(place)


@functools.lru_cache(maxsize=4096)
def _is_behind_nat(host: str, *, heard_from: str) -> bool:
    """A private address in a Contact that came from the open internet leads nowhere."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_private and ipaddress.ip_address(heard_from).is_global
    except ValueError:
        return False
