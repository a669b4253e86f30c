"""Where a request inside a dialog goes: by route, by Contact, or back to where the far end was heard."""

import pytest

from rupor.protocols.sip.dialog import Dialog
from rupor.protocols.sip.route import next_hop

ROWS = [
    ("the Contact's place", [], "sip:a@198.51.100.1:5070", "203.0.113.5", ("198.51.100.1", 5070)),
    ("the usual port", [], "sip:a@198.51.100.1", "203.0.113.5", ("198.51.100.1", 5060)),
    ("the first router", ["<sip:198.51.100.9:5062;lr>"], "sip:a@198.51.100.1", "203.0.113.5", ("198.51.100.9", 5062)),
    ("a name is not looked up", [], "sip:a@gw.example.org", "203.0.113.5", ("203.0.113.5", 5080)),
    ("a router's name neither", ["<sip:gw.example;lr>"], "sip:a@198.51.100.1", "203.0.113.5", ("203.0.113.5", 5080)),
    ("a private Contact from outside", [], "sip:a@192.168.1.4:5066", "8.8.8.8", ("8.8.8.8", 5080)),
    ("a private Contact inside", [], "sip:a@192.168.1.4:5066", "192.168.1.1", ("192.168.1.4", 5066)),
    ("IPv6", [], "sip:a@[2001:db8::5]:5061", "2001:db8::1", ("2001:db8::5", 5061)),
    ("a telephone number is no place", [], "tel:+79161234567", "203.0.113.5", ("203.0.113.5", 5080)),
]


@pytest.mark.parametrize(
    ("routes", "target", "heard", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_next_hop(routes: list[str], target: str, heard: str, expected: tuple[str, int]) -> None:
    dialog = Dialog(
        call_id="1", local="<sip:a@x>;tag=1", remote="<sip:b@x>;tag=2", local_cseq=1, remote_cseq=None,
        target=target, routes=routes,
    )  # fmt: skip
    assert next_hop(dialog, heard_from=(heard, 5080)) == expected
