"""SpeechKit (v1) on loopback: synchronous recognition, and the server that synthesis shares with it.

It refuses what the real one refuses: a wrong key, a missing or unknown parameter, a sound too long or not of whole
samples. What was said it cannot know: `answers` are told in turn, one for each request whose sound is not silence.
"""

import asyncio
from collections import deque
from collections.abc import Iterable
from urllib.parse import parse_qs, urlsplit

import msgspec
import numpy as np

from rupor.simulators.speechkit import synthesis
from rupor.simulators.speechkit.refusing import Refused

PATH = "/speech/v1/stt:recognize"
MOST_BYTES, MOST_SECONDS = 1_048_576, 30.0
_RATES = {"8000", "16000", "48000"}
_FORMATS = {"lpcm", "oggopus"}
_KNOWN = {"lang", "topic", "profanityFilter", "rawResults", "format", "sampleRateHertz", "folderId"}
_QUIET = 60.0
_REASONS = {200: "OK", 400: "Bad Request", 401: "Unauthorized", 404: "Not Found", 429: "Too Many Requests"}


class SpeechKit:
    """`heard` holds the seconds of every sound recognised, `spoken` every text; `busy` makes it refuse by 429."""

    def __init__(self, *, key: str, answers: Iterable[str] = ()) -> None:
        self.key = key
        self.answers = deque(answers)
        self.heard: list[float] = []
        self.spoken: list[synthesis.Asked] = []
        self.busy = False
        self._server: asyncio.Server | None = None

    async def start(self, *, host: str = "127.0.0.1", port: int = 0) -> int:
        """The port that it listens on."""
        self._server = await asyncio.start_server(self._serve, host, port)
        return int(self._server.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """Ends every connection."""
        if self._server is not None:
            self._server.close()

    def _recognised(self, target: str, body: bytes) -> str:
        given = {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}
        _check(given, body)
        if given.get("format", "oggopus") == "oggopus":
            raise Refused(400, "BAD_REQUEST", "this simulator hears lpcm only")
        samples = np.frombuffer(body, dtype="<i2").astype(np.float64)
        if not samples.size or float(np.sqrt(np.mean(samples**2))) < _QUIET:
            return ""
        self.heard.append(samples.size / int(given.get("sampleRateHertz", "48000")))
        return self.answers.popleft() if self.answers else ""

    def _told(self, *, target: str, headers: dict[str, str], body: bytes) -> tuple[str, bytes]:
        """The kind and content of a good answer; raises Refused."""
        path = urlsplit(target).path
        if path not in {PATH, synthesis.PATH}:
            raise Refused(404, "NOT_FOUND", "no such method")
        if headers.get("authorization") not in {f"Api-Key {self.key}", f"Bearer {self.key}"}:
            raise Refused(401, "UNAUTHORIZED", "The token is invalid")
        if self.busy:
            raise Refused(429, "TOO_MANY_REQUESTS", "rate quota limit exceed")
        if path == synthesis.PATH:
            asked = synthesis.asked(body)
            self.spoken.append(asked)
            return "audio/x-pcm", synthesis.sound(asked)
        return "application/json", msgspec.json.encode({"result": self._recognised(target, body)})

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                headers = {
                    name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])
                }
                body = await reader.readexactly(int(headers.get("content-length", "0")))
                writer.write(self._answer(head[0], headers, body))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def _answer(self, request: str, headers: dict[str, str], body: bytes) -> bytes:
        method, target, _ = request.split(" ", 2)
        status, kind = 200, "application/json"
        try:
            if method != "POST":
                raise Refused(404, "NOT_FOUND", "no such method")
            kind, content = self._told(target=target, headers=headers, body=body)
        except Refused as refused:
            status = refused.status
            content = msgspec.json.encode({"error_code": refused.code, "error_message": refused.message})
        lines = (
            f"HTTP/1.1 {status} {_REASONS[status]}",
            f"content-type: {kind}",
            f"content-length: {len(content)}",
        )
        return "\r\n".join((*lines, "", "")).encode() + content


def _check(given: dict[str, str], body: bytes) -> None:
    unknown = set(given) - _KNOWN
    if unknown:
        raise Refused(400, "BAD_REQUEST", f"unknown parameter {sorted(unknown)[0]}")
    if given.get("format", "oggopus") not in _FORMATS:
        raise Refused(400, "BAD_REQUEST", "format should be one of: lpcm, oggopus")
    if given.get("format") == "lpcm" and given.get("sampleRateHertz", "48000") not in _RATES:
        raise Refused(400, "BAD_REQUEST", "sampleRateHertz should be one of: 8000, 16000, 48000")
    if len(body) > MOST_BYTES:
        raise Refused(400, "BAD_REQUEST", "audio should be less than 1 MB")
    if given.get("format") == "lpcm":
        if len(body) % 2:
            raise Refused(400, "BAD_REQUEST", "audio should be 16 bits a sample")
        if len(body) / 2 / int(given.get("sampleRateHertz", "48000")) > MOST_SECONDS:
            raise Refused(400, "BAD_REQUEST", "audio duration should be less than 30s")
