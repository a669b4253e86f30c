"""Our own side of all trunks: where we listen, and how sound is carried."""

from dataclasses import dataclass
from pathlib import Path

from rupor.protocols.sip.tls import ServerTls


@dataclass(frozen=True)
class Side:
    """`port` (UDP and TCP) and `tls_port` 0 take free ones; TLS listens only where it has a certificate."""

    host: str = "127.0.0.1"
    port: int = 0
    tls_port: int = 0
    certificate: Path | None = None
    key: Path | None = None
    media_core: str = "auto"
    rtp_ports: tuple[int, int] = (12000, 21999)

    @property
    def server_tls(self) -> ServerTls | None:
        """What we prove to those who connect to us."""
        if self.certificate is None:
            return None
        return ServerTls(certificate=self.certificate, key=self.key or self.certificate)
