"""A network in memory with a clock of its own: packets are lost, doubled and overtaken, the same way for a seed."""

import heapq
import itertools
import random
from collections.abc import Callable

from rupor.protocols.sip import message
from rupor.protocols.sip.endpoint import Endpoint
from rupor.protocols.sip.incoming import IncomingCall
from rupor.protocols.sip.message import Request, Response

Address = tuple[str, int]

SDP = "v=0\r\nc=IN IP4 10.0.0.9\r\nm=audio 4000 RTP/AVP 8\r\n"
HOLD = SDP + "a=sendonly\r\n"


class Alarm:
    def __init__(self, callback: Callable[[], object]) -> None:
        self.callback: Callable[[], object] | None = callback

    def cancel(self) -> None:
        self.callback = None


class Clock:
    """Time that passes only when told to."""

    def __init__(self) -> None:
        self.now = 1000.0
        self._order = itertools.count()
        self._alarms: list[tuple[float, int, Alarm]] = []

    def time(self) -> float:
        return self.now

    def call_at(self, when: float, callback: Callable[[], object]) -> Alarm:
        alarm = Alarm(callback)
        heapq.heappush(self._alarms, (when, next(self._order), alarm))
        return alarm

    def run(self, seconds: float) -> None:
        end = self.now + seconds
        while self._alarms and self._alarms[0][0] <= end:
            when, _, alarm = heapq.heappop(self._alarms)
            self.now = max(self.now, when)
            if alarm.callback is not None:
                alarm.callback()
        self.now = end


class Network:
    def __init__(self, *, seed: int = 0, loss: float = 0.0, doubling: float = 0.0, delay: float = 0.001) -> None:
        self.clock = Clock()
        self.chance = random.Random(seed)
        self.loss, self.doubling, self.delay = loss, doubling, delay
        self.places: dict[Address, Callable[[bytes, Address], None]] = {}
        self.packets: list[bytes] = []

    def send(self, packet: bytes, *, source: Address, target: Address) -> None:
        self.packets.append(packet)
        for _ in range(2 if self.chance.random() < self.doubling else 1):
            if self.chance.random() >= self.loss:
                moment = self.clock.now + self.chance.uniform(0.2, 1.0) * self.delay
                self.clock.call_at(moment, lambda: self._arrive(packet, source=source, target=target))

    def endpoint(self, host: str, *, on_incoming: Callable[[IncomingCall], None] | None = None) -> Endpoint:
        wire = Wire(self, host=host)
        endpoint = Endpoint(wire=wire, clock=self.clock, on_incoming=on_incoming)
        self.places[(host, 5060)] = endpoint.receive
        return endpoint

    def stranger(self, host: str) -> "Stranger":
        return Stranger(self, host=host)

    def _arrive(self, packet: bytes, *, source: Address, target: Address) -> None:
        if target in self.places:
            self.places[target](packet, source)


class Wire:
    name = "UDP"
    reliable = False
    port = 5060

    def __init__(self, network: Network, *, host: str) -> None:
        self._network = network
        self._host = host
        self.broken = False

    def send(self, packet: bytes, address: Address) -> bool:
        if self.broken:
            return False
        self._network.send(packet, source=(self._host, 5060), target=address)
        return True

    def local_address(self, target: Address) -> Address:
        return self._host, 5060

    def close(self) -> None:
        self._network.places.pop((self._host, 5060), None)


class Stranger:
    """A peer that does only what the test says, word by word."""

    def __init__(self, network: Network, *, host: str) -> None:
        self.network = network
        self.host = host
        self.heard: list[Request | Response] = []
        network.places[(host, 5060)] = lambda packet, source: self.heard.append(message.parse(packet))

    def say(self, text: str, *, to: str, body: str = "", port: int = 5060) -> None:
        head = "\r\n".join(line.strip() for line in text.strip().splitlines())
        packet = f"{head}\r\nContent-Length: {len(body.encode())}\r\n\r\n{body}".encode()
        self.network.send(packet, source=(self.host, port), target=(to, 5060))
        self.network.clock.run(0.05)

    def answer(
        self, request: Request, status: int, *, to: str, tag: str = "far", extra: str = "", body: str = ""
    ) -> None:
        party = request.first("to") + (f";tag={tag}" if tag and not request.to_tag else "")
        self.say(
            f"""SIP/2.0 {status} Because
            Via: {request.first("via")}
            From: {request.first("from")}
            To: {party}
            Call-ID: {request.call_id}
            CSeq: {request.first("cseq")}
            Contact: <sip:far@{self.host}:5060>
            Content-Type: application/sdp
            {extra}""".strip(),
            to=to,
            body=body,
        )

    def requests(self, method: str) -> list[Request]:
        return [one for one in self.heard if isinstance(one, Request) and one.method == method]

    def last_response(self) -> Response:
        return [one for one in self.heard if isinstance(one, Response)][-1]

    def statuses(self) -> list[int]:
        return [one.status for one in self.heard if isinstance(one, Response)]


def invite(
    *, host: str, to: str = "79161234567", branch: str = "z9hG4bKone", call: str = "c1", number: int = 1,
    method: str = "INVITE", to_tag: str = "", from_tag: str = "near", extra: str = "",
) -> str:  # fmt: skip
    """The head of a request from a stranger at `host` to 10.0.0.2."""
    return f"""{method} sip:{to}@10.0.0.2 SIP/2.0
        Via: SIP/2.0/UDP {host}:5060;branch={branch};rport
        Max-Forwards: 70
        From: <sip:100@{host}>;tag={from_tag}
        To: <sip:{to}@10.0.0.2>{";tag=" + to_tag if to_tag else ""}
        Call-ID: {call}
        CSeq: {number} {method}
        Contact: <sip:100@{host}:5060>
        {extra}""".strip()
