"""The bridge between the loop and the rooms, with real sockets."""

import http.client
import socket
import threading
from collections.abc import Iterator

import httpx
import pytest

from rupor.processes.web.wsgi import WsgiBridge


def bridge(application, *, threads: int = 2, most_body_bytes: int = 100_000) -> WsgiBridge:
    return WsgiBridge(application=application, threads=threads, most_body_bytes=most_body_bytes)


def echo(environ, start_response):
    body = environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", "text/plain"), ("X-Method", environ["REQUEST_METHOD"])])
    names = ("PATH_INFO", "QUERY_STRING", "HTTP_X_REAL", "HTTP_COOKIE", "CONTENT_LENGTH", "REMOTE_ADDR")
    return [*(f"{name}={environ.get(name)}\n".encode() for name in names), body]


def test_a_request_arrives_whole(serve):
    served = serve(bridge(echo))
    answer = httpx.post(
        f"{served.url}/п/1?a=1%20б",
        content=b"x" * 90_000,
        headers=[("x-real", "1"), ("x_real", "forged"), ("cookie", "a=1"), ("cookie", "b=2")],
    )
    path = "/п/1".encode().decode("latin-1").encode().decode()
    lines = answer.content.split(b"\n")
    assert lines[0] == b"PATH_INFO=" + path.encode()
    assert lines[1].startswith(b"QUERY_STRING=a=1%20")
    assert lines[2:6] == [b"HTTP_X_REAL=1", b"HTTP_COOKIE=a=1; b=2", b"CONTENT_LENGTH=90000", b"REMOTE_ADDR=127.0.0.1"]
    assert lines[6] == b"x" * 90_000


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_too_large_is_refused_before_a_thread_is_taken(serve, announced):
    def never(environ, start_response):
        raise AssertionError

    served = serve(bridge(never))
    body = b"x" * 100_001
    answer = httpx.post(served.url, content=body if announced else iter([body]))
    assert (answer.status_code, answer.json()["code"]) == (413, "request_too_large")


class Endless:
    """A download without end, which notes how much was taken and when it was closed."""

    def __init__(self) -> None:
        self.pieces = 0
        self.closed = threading.Event()

    def __call__(self, environ, start_response) -> Iterator[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        try:
            while True:
                self.pieces += 1
                yield b"x" * 65_536
        finally:
            self.closed.set()


def test_a_download_ends_when_its_reader_leaves(serve):
    endless = Endless()
    served = serve(bridge(endless))
    with httpx.stream("GET", served.url) as answer:
        assert next(answer.iter_raw())
    assert endless.closed.wait(20)


def test_a_slow_reader_holds_the_rows_back(serve):
    """What a stalled reader has not taken is not read from the database either."""
    endless = Endless()
    served = serve(bridge(endless))
    with socket.create_connection(("127.0.0.1", served.port)) as browser:
        browser.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert browser.recv(10)
        before = -1
        while before != endless.pieces:
            before = endless.pieces
            endless.closed.wait(0.5)
        assert endless.pieces < 1000
    assert endless.closed.wait(20)


def test_pieces_come_while_later_ones_are_still_made(serve):
    go_on = threading.Event()

    def slowly(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/plain")])
        yield b"first"
        yield b"second"
        assert go_on.wait(20)
        yield b"third"

    served = serve(bridge(slowly))
    with httpx.stream("GET", served.url) as answer:
        pieces = answer.iter_raw()
        assert next(pieces) == b"first"
        go_on.set()
        assert b"".join(pieces) == b"secondthird"


def test_a_broken_application_answers_500_and_the_thread_lives_on(serve):
    def broken(environ, start_response):
        if environ["PATH_INFO"] == "/broken":
            raise RuntimeError("broken")
        return echo(environ, start_response)

    served = serve(bridge(broken, threads=1))
    assert httpx.get(f"{served.url}/broken").status_code == 500
    assert httpx.get(f"{served.url}/").status_code == 200


def test_head_answers_without_a_body(serve):
    served = serve(bridge(echo))
    connection = http.client.HTTPConnection("127.0.0.1", served.port)
    connection.request("HEAD", "/")
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("X-Method"), answer.read()) == (200, "HEAD", b"")
    connection.close()
