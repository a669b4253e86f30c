"""Which addresses may be spoken to."""

import asyncio

import pytest

from rupor.providers.webhook import addresses
from rupor.providers.webhook.provider import Request, send


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_only_the_public_internet_is_reached(address, public):
    assert addresses.is_public(address) is public


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1", "2130706433", "0x7f.1"])
def test_every_writing_of_a_private_address_is_refused(host):
    with pytest.raises(addresses.Refused) as refused:
        asyncio.run(addresses.address_of(host=host, port=80, private_allowed=False))
    assert refused.value.code in ("address_private", "address_unknown")


def test_the_administrator_may_allow_private_addresses():
    assert asyncio.run(addresses.address_of(host="127.0.0.1", port=80, private_allowed=True)) == "127.0.0.1"


@pytest.mark.parametrize(
    ("url", "failure"),
    [
        ("http://127.0.0.1:9/", "address_private"),
        ("http://no-such-host.invalid/", "address_unknown"),
        ("ftp://example.org/", "url"),
        ("http:///path", "url"),
    ],
)
def test_what_cannot_be_sent_is_told_by_its_reason(url, failure):
    assert send([Request(method="GET", url=url)], private_allowed=False)[0].failure == failure
