"""What strangers write: lawful though odd, and unlawful in every way we could think of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupor.protocols.sip import bodies, headers, message, uri
from rupor.protocols.sip.errors import SipSyntaxError
from rupor.protocols.sip.message import Request, Response

LINES = {
    "start": "INVITE sip:bob@example.org SIP/2.0",
    "via": "Via: SIP/2.0/UDP 192.0.2.7:5070;branch=z9hG4bKab;rport",
    "from": 'From: "Анна" <sip:anna@example.com>;tag=a1',
    "to": "To: <sip:bob@example.org>",
    "call": "Call-ID: 77@192.0.2.7",
    "cseq": "CSeq: 314 INVITE",
}


def written(*more: str, body: bytes = b"", **changed: str) -> bytes:
    lines = [line for line in {**LINES, **changed}.values() if line]
    return "\r\n".join([*lines, *more, "", ""]).encode() + body


def test_a_plain_request_is_read() -> None:
    found = message.parse(written(body=b"v=0"))
    assert isinstance(found, Request)
    assert (found.method, found.uri, found.call_id, found.body) == (
        "INVITE", "sip:bob@example.org", "77@192.0.2.7", b"v=0",
    )  # fmt: skip
    assert found.via == headers.Via("UDP", "192.0.2.7", 5070, "z9hG4bKab", True)
    assert (found.cseq, found.from_tag, found.to_tag) == (headers.CSeq(314, "INVITE"), "a1", "")


LAWFUL = [
    ("keep-alive breaks before the start", b"\r\n\r\n" + written(), "INVITE"),
    (
        "compact names",
        written(via="v: SIP/2.0/UDP h;branch=z9hG4bK1", call="i:x", to="t:<sip:b@c>", cseq="CSEQ:1 INVITE"),
        "INVITE",
    ),
    ("names in odd case and blanks before the colon", written(to="tO  \t: <sip:b@c>"), "INVITE"),
    ("folded line", written(via="Via: SIP/2.0/UDP\r\n   192.0.2.7\r\n\t;branch=z9hG4bK2"), "INVITE"),
    (
        "blanks inside the protocol",
        written(via="Via: SIP  / 2.0\t/ UDP 192.0.2.7 : 5061 ; branch = z9hG4bK3"),
        "INVITE",
    ),
    (
        "several Via in one line",
        written(via="Via: SIP/2.0/UDP a;branch=z9hG4bK4, SIP/2.0/TCP b;branch=z9hG4bK5"),
        "INVITE",
    ),
    ("IPv6 hop", written(via="Via: SIP/2.0/UDP [2001:db8::9]:5060;branch=z9hG4bK6"), "INVITE"),
    ("unknown method", written(start="!Odd-One.9 sip:x SIP/2.0", cseq="CSeq: 0 !Odd-One.9"), "!Odd-One.9"),
    ("unknown fields, empty fields", written("X-Nothing:", 'Extension: ;;;,,"', "a.b-c%: 1"), "INVITE"),
    ("brackets and quotes in a display name", written(to='To: "a > \\" <b" <sip:b@c>;tag=q'), "INVITE"),
    ("leading zeros", written("Max-Forwards: 0068", cseq="CSeq: 0000009 INVITE"), "INVITE"),
    ("rubbish after the body", written("Content-Length: 3", body=b"v=0rubbish"), "INVITE"),
    ("not even text in a field", written().replace(b"Call-ID: 77", b"Subject: \xff\xfe\r\nCall-ID: 77"), "INVITE"),
    ("version in small letters", written(start="OPTIONS sip:x sip/2.0", cseq="CSeq: 1 OPTIONS"), "OPTIONS"),
]


@pytest.mark.parametrize(("packet", "method"), [row[1:] for row in LAWFUL], ids=[row[0] for row in LAWFUL])
def test_odd_but_lawful_is_read(packet: bytes, method: str) -> None:
    found = message.parse(packet)
    assert isinstance(found, Request)
    assert found.method == method
    assert found.body in (b"", b"v=0")
    again = message.parse(found.to_bytes())
    assert (again.headers, again.via, again.cseq, again.body) == (found.headers, found.via, found.cseq, found.body)


UNLAWFUL = [
    ("nothing", b""),
    ("no blank line", written()[:-2]),
    ("a word", b"hello\r\n\r\n"),
    ("no version", written(start="INVITE sip:bob@example.org")),
    ("blanks in the address", written(start="INVITE sip:bob@example.org; lr SIP/2.0")),
    ("address in brackets", written(start="INVITE <sip:bob@example.org> SIP/2.0")),
    ("two blanks", written(start="INVITE  sip:bob@example.org SIP/2.0")),
    ("method with a colon", written(start="IN:VITE sip:bob@example.org SIP/2.0")),
    ("status with four digits", written(start="SIP/2.0 2000 OK")),
    ("status of no class", written(start="SIP/2.0 700 OK")),
    ("status of letters", written(start="SIP/2.0 abc OK")),
    ("no Via", written(via="")),
    ("no From", written(**{"from": ""})),
    ("no To", written(to="")),
    ("no Call-ID", written(call="")),
    ("empty Call-ID", written(call="Call-ID:")),
    ("no CSeq", written(cseq="")),
    ("two From", written("From: <sip:c@d>;tag=2")),
    ("two To in two spellings", written("t: <sip:c@d>")),
    ("two Call-ID", written("i: 2")),
    ("two CSeq", written("CSeq: 314 INVITE")),
    ("CSeq of another method", written(cseq="CSeq: 314 BYE")),
    ("CSeq too large", written(cseq="CSeq: 2147483648 INVITE")),
    ("CSeq of a thousand digits", written(cseq=f"CSeq: {'9' * 1000} INVITE")),
    ("CSeq without number", written(cseq="CSeq: INVITE")),
    ("negative length", written("Content-Length: -3")),
    ("length beyond the packet", written("Content-Length: 4", body=b"v=0")),
    ("length of letters", written("l: three", body=b"v=0")),
    ("length in Arabic digits", written("Content-Length: ٣", body=b"v=0")),
    ("two lengths", written("Content-Length: 3", "l: 3", body=b"v=0")),
    ("Max-Forwards of letters", written("Max-Forwards: many")),
    ("a line without colon", written("no colon here")),
    ("a name with a blank", written("Two Words: 1")),
    ("a name of nothing", written(": 1")),
    ("a lone line feed", written("Subject: a\nRoute: <sip:evil>")),
    ("a lone carriage return", written("Subject: a\rb")),
    ("a zero byte", written("Subject: a\0b")),
    ("Via of another version", written(via="Via: SIP/7.0/UDP h;branch=z9hG4bK1")),
    ("Via without host", written(via="Via: SIP/2.0/UDP ;branch=z9hG4bK1")),
    ("Via with an unclosed bracket", written(via="Via: SIP/2.0/UDP [::1;branch=z9hG4bK1")),
    ("folded first header", written(start="INVITE sip:b@c SIP/2.0\r\n folded")),
]


@pytest.mark.parametrize("packet", [row[1] for row in UNLAWFUL], ids=[row[0] for row in UNLAWFUL])
def test_unlawful_is_an_error_by_name(packet: bytes) -> None:
    with pytest.raises(SipSyntaxError):
        message.parse(packet)


def test_another_version_says_so() -> None:
    with pytest.raises(SipSyntaxError) as error:
        message.parse(written(start="INVITE sip:bob@example.org SIP/3.0"))
    assert error.value.status == 505


def test_a_response_is_read_and_written() -> None:
    found = message.parse(written(start="SIP/2.0 183 Идёт вызов"))
    assert isinstance(found, Response)
    assert (found.status, found.reason) == (183, "Идёт вызов")
    assert found.to_bytes().endswith(b"Content-Length: 0\r\n\r\n")
    bare = message.parse(written(start="SIP/2.0 486"))
    assert isinstance(bare, Response)
    assert (bare.status, bare.reason) == (486, "")


PIECES = st.sampled_from(
    [*LINES.values(), *(" ;,\"<>\\:=\0é%[]"), "\r\n", "\r\n\r\n", "SIP/2.0 200 OK", "tag=", "branch=",
     "Contact: <sip:a@b>", "Record-Route: <sip:p;lr>, <sip:q>", "Reason: Q.850;cause=16"]
)  # fmt: skip


@given(st.one_of(st.binary(max_size=300), st.lists(PIECES, max_size=25).map(lambda parts: "\r\n".join(parts).encode())))
def test_no_packet_raises_anything_else(packet: bytes) -> None:
    try:
        found = message.parse(packet)
        for name in ("contact", "record-route", "to", "from"):
            for value in found.values(name):
                uri.parse(uri.bare(value))
        headers.q850_cause(found.headers.get("reason", ()))
        bodies.sdp_of(found)
    except SipSyntaxError:
        return
    message.parse(found.to_bytes())


@given(st.data())
def test_one_spoilt_byte_raises_nothing_else(data: st.DataObject) -> None:
    packet = bytearray(written("Contact: <sip:a@b>", "Route: <sip:p;lr>, <sip:q>", "Content-Length: 3", body=b"v=0"))
    for _ in range(data.draw(st.integers(1, 4))):
        packet[data.draw(st.integers(0, len(packet) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = message.parse(bytes(packet))
    except SipSyntaxError:
        return
    message.parse(found.to_bytes())


def test_fields_from_a_caller_cannot_forge_further_fields() -> None:
    assert message.lines({"P-Asserted-Identity": "<sip:7@x>"}) == {"p-asserted-identity": ["<sip:7@x>"]}
    for forged in ({"A": "1\r\nRoute: <sip:evil>"}, {"A": "1\n"}, {"A: b\r\nC": "1"}, {"": "1"}):
        with pytest.raises(SipSyntaxError):
            message.lines(forged)


URIS = [
    ("sip:anna@example.com", ("sip", "anna", "example.com", None)),
    ("SIPS:Anna@EXAMPLE.com:5061", ("sips", "Anna", "example.com", 5061)),
    ("sip:192.0.2.1", ("sip", "", "192.0.2.1", None)),
    ("sip:[2001:db8::1]:5070;lr", ("sip", "", "[2001:db8::1]", 5070)),
    ("sip:+7916;isub=1:secret@h;transport=UDP?subject=x", ("sip", "+7916;isub=1", "h", None)),
    ("sip:%61nna%2A@h", ("sip", "anna*", "h", None)),
    ("tel:+7-916-123.45(67);phone-context=x", ("tel", "+79161234567", "", None)),
    ("sip:bob@h;transport=UDP;maddr=1.2.3.4", ("sip", "bob", "h", None)),
]


@pytest.mark.parametrize(("text", "expected"), URIS)
def test_addresses_are_read(text: str, expected: tuple[object, ...]) -> None:
    assert tuple(uri.parse(text))[:4] == expected


@pytest.mark.parametrize(
    ("text", "status"),
    [("", 400), ("sip:", 400), ("bob", 400), ("sip:a b@h", 400), ("sip:a@h:99999", 400), ("sip:a@h:x", 400),
     ("tel:", 400), ("tel:abc-xyz", 400), ("sip:[::1", 400), ("http://h/", 416), ("soap.beep://h", 416)],
)  # fmt: skip
def test_what_is_no_address_says_why(text: str, status: int) -> None:
    with pytest.raises(SipSyntaxError) as error:
        uri.parse(text)
    assert error.value.status == status


def test_parameters_belong_to_the_address_or_to_the_party() -> None:
    assert uri.parse("sip:p;lr;x=1").parameters == {"lr": "", "x": "1"}
    assert uri.parse("sip:p;lr").is_loose_router
    inside = uri.party('"A, \\"b\\"" <sip:a@h;tag=inner>;tag=outer')
    assert (inside.name, inside.uri, inside.parameters) == ('A, "b"', "sip:a@h;tag=inner", {"tag": "outer"})
    bare = uri.party("sip:a@h;tag=t")
    assert (bare.uri, bare.parameters) == ("sip:a@h", {"tag": "t"})
    assert headers.tag("<sip:a@h;tag=inner>") == ""
    assert headers.tag("<sip:a@h;tag=inner> ; TAG = outer") == "outer"


@pytest.mark.parametrize("text", ['"open <sip:a@h>', "<sip:a@h", "<sip:a@h> rubbish", '"name" sip:a@h'])
def test_spoilt_parties_are_errors(text: str) -> None:
    with pytest.raises(SipSyntaxError):
        uri.party(text)


REASONS = [
    (["Q.850;cause=17;text=\"User busy, really\""], 17),
    (["SIP;cause=487, q.850 ; text=\"a;b\" ; cause = \"31\""], 31),
    (["SIP;cause=200;text=\"answered\""], 0),
    (["Q.850;cause=900"], 0),
    (["SIP;cause=1", "Q.850;cause=3"], 3),
    ([], 0),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "cause"), REASONS)
def test_the_networks_own_cause_is_found(lines: list[str], cause: int) -> None:
    assert headers.q850_cause(lines) == cause


MULTIPART = (
    b"--x1\r\nContent-Type: application/isup;version=1\r\n\r\n\x01\x10\r\n--x1\r\n"
    b"Content-Type: application/sdp\r\nContent-Disposition: session\r\n\r\nv=0\r\no=-\r\n\r\n--x1--\r\n"
)


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        ("application/sdp", b"v=0", b"v=0"),
        ("Application/SDP ; charset=utf-8", b"v=0", b"v=0"),
        ("", b"v=0", b"v=0"),
        ("text/plain", b"v=0", b""),
        ('multipart/mixed;boundary="x1"', MULTIPART, b"v=0\r\no=-\r\n"),
        ("multipart/mixed", MULTIPART, b""),
    ],
)
def test_the_session_description_is_found_in_the_body(kind: str, body: bytes, expected: bytes) -> None:
    found = message.parse(written(*([f"Content-Type: {kind}"] if kind else []), body=body))
    assert bodies.sdp_of(found).strip() == expected.strip()
