"""The network's registrar: asks for a proof, remembers who is where, refuses those who do not know the password."""

import hmac
import secrets

from rupor.protocols.sip import digest, tokens, uri
from rupor.protocols.sip.errors import SipSyntaxError
from rupor.protocols.sip.message import Headers, Request
from rupor.protocols.sip.switchboard import Switchboard
from rupor.protocols.sip.transactions.layer import Received
from rupor.simulators.phone_network.journal import Journal

REALM = "phone-network"
LEAST_SECONDS = 60
MOST_SECONDS = 3600


class Registrar:
    """Anybody may register who knows the one password; without one everybody may. `known` maps users to Contacts."""

    def __init__(self, *, password: str, journal: Journal, algorithm: str = "SHA-256") -> None:
        self.known: dict[str, str] = {}
        self._password = password
        self._journal = journal
        self._algorithm = algorithm
        self._nonces: set[str] = set()

    def receive(self, board: Switchboard, received: Received) -> None:
        """One REGISTER, with its answer."""
        request = received.request
        try:
            user = uri.user_of(request.first("to"))
        except SipSyntaxError:
            board.answer(received, status=400, local_tag=tokens.tag())
            return
        if self._password and not request.first("authorization"):
            board.answer(received, status=401, local_tag=tokens.tag(), extra=self._challenge())
        elif self._password and not self._proves(request):
            self._journal.write("register_refused", phone=user)
            board.answer(received, status=403, local_tag=tokens.tag())
        else:
            self._keep(board, received, user=user)

    def _keep(self, board: Switchboard, received: Received, *, user: str) -> None:
        request = received.request
        told = request.first("expires")
        seconds = min(int(told), MOST_SECONDS) if told.isdecimal() else MOST_SECONDS
        if 0 < seconds < LEAST_SECONDS:
            board.answer(received, status=423, local_tag=tokens.tag(), extra={"min-expires": [str(LEAST_SECONDS)]})
            return
        if seconds:
            self.known[user] = request.first("contact")
        else:
            self.known.pop(user, None)
        self._journal.write("register" if seconds else "unregister", phone=user, transport=request.via.transport)
        contact = [f"{request.first('contact')};expires={seconds}"] if seconds else []
        extra: Headers = {"expires": [str(seconds)], **({"contact": contact} if contact else {})}
        board.answer(received, status=200, local_tag=tokens.tag(), extra=extra)

    def _challenge(self) -> Headers:
        nonce = secrets.token_hex(12)
        self._nonces.add(nonce)
        return {
            "www-authenticate": [f'Digest realm="{REALM}", nonce="{nonce}", qop="auth", algorithm={self._algorithm}']
        }

    def _proves(self, request: Request) -> bool:
        """Each nonce serves once."""
        told = digest.told(request.first("authorization"))
        if told.get("nonce", "") not in self._nonces:
            return False
        self._nonces.discard(told["nonce"])
        expected = digest.response(told, method=request.method, password=self._password, body=request.body)
        return hmac.compare_digest(expected, told.get("response", ""))
