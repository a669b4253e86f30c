"""The dull socket: packets in, packets out. It knows nothing of SIP but the name of the transport."""

import asyncio
import socket
from collections.abc import Callable

from rupor.protocols.sip import local

Address = tuple[str, int]

LARGEST_PACKET = 65_535
PACKETS_PER_WAKING = 64
BUFFER_BYTES = 4 * 1024 * 1024


class UdpWire:
    """A bound UDP socket on the running loop. Many packets are read per waking; none is ever waited for."""

    name = "UDP"
    reliable = False

    def __init__(self, *, host: str, port: int, advertised_host: str = "") -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._socket = socket.socket(family, socket.SOCK_DGRAM)
        try:
            self._socket.setblocking(False)
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER_BYTES)
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER_BYTES)
            self._socket.bind((host, port))
        except OSError:
            self._socket.close()
            raise
        self.port: int = self._socket.getsockname()[1]
        self._local = local.Local(host=host, advertised=advertised_host)
        self._loop = asyncio.get_running_loop()
        self._on_packet: Callable[[bytes, Address], None] = lambda packet, source: None

    def listen(self, on_packet: Callable[[bytes, Address], None], on_lost: Callable[[Address], None]) -> None:
        """Who takes the packets; `on_lost` is of no use here: a packet that is lost is lost in silence."""
        self._on_packet = on_packet
        self._loop.add_reader(self._socket.fileno(), self._read)

    def send(self, packet: bytes, address: Address) -> bool:
        try:
            self._socket.sendto(packet, address)
        except BlockingIOError:
            return True  # the buffer is full: a lost packet like any other, it will be repeated
        except (OSError, OverflowError):
            return False
        return True

    def local_address(self, target: Address) -> Address:
        return self._local.towards(target[0]), self.port

    def also_known(self, source: Address, address: Address) -> None:
        """Nothing to know: packets go where they are sent."""

    def close(self) -> None:
        if self._socket.fileno() >= 0:
            self._loop.remove_reader(self._socket.fileno())
            self._socket.close()

    def _read(self) -> None:
        for _ in range(PACKETS_PER_WAKING):
            try:
                packet, source = self._socket.recvfrom(LARGEST_PACKET)
            except (BlockingIOError, InterruptedError):
                return
            except OSError:
                continue  # news of an earlier packet that did not arrive; timers deal with it
            self._on_packet(packet, (source[0], source[1]))
