"""Challenges answered: the vectors of RFC 2617 and RFC 7616, and the choice among several challenges."""

import pytest

from rupor.protocols.sip import answers, digest, message
from rupor.protocols.sip.digest import Credentials
from rupor.protocols.sip.message import Request, Response

MUFASA = Credentials(username="Mufasa", password="Circle of Life")


def request(*, method: str = "GET", uri: str = "/dir/index.html", extra: str = "", body: bytes = b"") -> Request:
    found = message.parse(
        f"{method} {uri} SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\r\nFrom: <sip:a@x>;tag=1\r\nTo: <sip:b@x>\r\n"
        f"Call-ID: 1\r\nCSeq: 1 {method}\r\n{extra}\r\n".encode()
        + body
    )
    assert isinstance(found, Request)
    return found


def challenge(*values: str, status: int = 401) -> Response:
    name = "www-authenticate" if status == 401 else "proxy-authenticate"
    return answers.to(request(), status=status, extra={name: list(values)})


OLD = (
    'Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc"'
)
NEW = (
    'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={}, '
    'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
)
VECTORS = [
    (OLD, "Circle Of Life", "0a4f113b", "6629fae49393a05397450978507c4ef1"),
    (
        NEW.format("MD5"),
        "Circle of Life",
        "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
        "8ca523f5e9506fed4657c9700eebdbec",
    ),
    (
        NEW.format("SHA-256"),
        "Circle of Life",
        "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
        "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
    ),
]


@pytest.mark.parametrize(("asked", "password", "client_nonce", "expected"), VECTORS)
def test_published_vectors_come_out(asked: str, password: str, client_nonce: str, expected: str) -> None:
    field = digest.answered(
        request(),
        challenge=challenge(asked),
        credentials=Credentials(username="Mufasa", password=password),
        client_nonce=client_nonce,
    )
    assert field is not None
    assert field[0] == "authorization"
    assert f'response="{expected}"' in field[1]
    assert "qop=auth, nc=00000001" in field[1]
    assert 'username="Mufasa"' in field[1]


def test_without_qop_the_old_way_is_taken() -> None:
    # H(A1):nonce:H(A2) of RFC 2069, computed apart with md5sum.
    field = digest.answered(
        request(method="REGISTER", uri="sip:x"),
        challenge=challenge('Digest realm="r", nonce="n"'),
        credentials=Credentials(username="u", password="p"),
    )
    assert field is not None
    assert 'response="f1360bea1a4221b5ee937bec4052dd1b"' in field[1]
    assert "qop" not in field[1]
    assert "cnonce" not in field[1]


def test_a_proxys_challenge_has_a_field_of_its_own() -> None:
    field = digest.answered(request(), challenge=challenge(OLD, status=407), credentials=MUFASA)
    assert field is not None
    assert field[0] == "proxy-authorization"


def test_the_strongest_known_way_is_chosen() -> None:
    several = challenge('Basic realm="x"', 'Digest realm="r", nonce="n", algorithm=SHA-512-256', NEW.format("MD5"),
                        NEW.format("SHA-256"))  # fmt: skip
    field = digest.answered(request(), challenge=several, credentials=MUFASA)
    assert field is not None
    assert "algorithm=SHA-256" in field[1]


@pytest.mark.parametrize(
    "asked",
    [
        (),
        ('Basic realm="x"',),
        ('Digest realm="r", nonce="n", algorithm=AKAv1-MD5',),
        ('Digest realm="r"',),
        ("Digest",),
    ],
)
def test_what_cannot_be_answered_is_not(asked: tuple[str, ...]) -> None:
    assert digest.answered(request(), challenge=challenge(*asked), credentials=MUFASA) is None


def test_a_refused_answer_is_not_repeated_unless_the_nonce_was_stale() -> None:
    tried = request(extra='Authorization: Digest username="Mufasa"\r\n')
    assert digest.answered(tried, challenge=challenge(OLD), credentials=MUFASA) is None
    stale = challenge(OLD + ", stale=TRUE")
    assert digest.answered(tried, challenge=stale, credentials=MUFASA) is not None


def test_integrity_covers_the_body() -> None:
    asked = challenge('Digest realm="r", nonce="n", qop="auth-int"')
    first, second = (
        digest.answered(request(body=body), challenge=asked, credentials=MUFASA, client_nonce="c")
        for body in (b"one", b"two")
    )
    assert first != second


def test_session_algorithm_and_quotes_in_names() -> None:
    asked = challenge('Digest realm="a \\"b\\", c", nonce="n", algorithm=MD5-sess, qop="auth"')
    credentials = Credentials(username='u"\\', password="p")
    field = digest.answered(request(), challenge=asked, credentials=credentials, client_nonce="c")
    assert field is not None
    assert 'username="u\\"\\\\", realm="a \\"b\\", c"' in field[1]
    assert "algorithm=MD5-sess" in field[1]
    assert "p" not in repr(credentials).replace("username", "").replace("Credentials", "")
