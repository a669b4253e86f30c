"""What TLS needs to know: whom to trust, who we are, which name the far end must prove. Off only where told so."""

import ssl
import tempfile
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ClientTls:
    """How we greet a far end. Without `ca` the system's authorities are trusted; `server_name` empty takes the address.

    `identity` is our certificate and its key, where the far end asks who we are; both are PEM texts. `verify` off
    accepts anybody.
    """

    ca: str = ""
    identity: str = field(default="", repr=False)
    server_name: str = ""
    verify: bool = True

    def context(self) -> ssl.SSLContext:
        """Raises OSError (also ssl.SSLError) when a text is not what it should be."""
        made = ssl.create_default_context(ssl.Purpose.SERVER_AUTH, cadata=self.ca or None)
        if not self.verify:
            made.check_hostname = False
            made.verify_mode = ssl.CERT_NONE
        if self.identity:
            # The library reads a certificate from a file only; this one is ours alone and lives for a moment.
            with tempfile.NamedTemporaryFile("w", suffix=".pem") as file:
                file.write(self.identity)
                file.flush()
                made.load_cert_chain(file.name)
        return made


@dataclass(frozen=True, slots=True)
class ServerTls:
    """How we are greeted. With `ca` only those come in who show a certificate signed by it."""

    certificate: Path
    key: Path
    ca: Path | None = None

    def context(self) -> ssl.SSLContext:
        """Raises OSError (also ssl.SSLError) when a file cannot be read or is not what it should be."""
        made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=self.ca)
        made.load_cert_chain(self.certificate, self.key)
        if self.ca is not None:
            made.verify_mode = ssl.CERT_REQUIRED
        return made


def problem(error: Exception) -> str:
    """What went wrong with a connection, in the words an operator of the line needs."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"certificate refused: {error.verify_message}"
    if isinstance(error, ssl.SSLError):
        return f"TLS refused: {error.reason or error}"
    if isinstance(error, TimeoutError):
        return "no connection in time"
    if isinstance(error, ConnectionRefusedError):
        return "connection refused"
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
