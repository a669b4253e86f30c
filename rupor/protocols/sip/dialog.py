"""What two ends remember of each other between requests (RFC 3261 §12). It builds and judges, and sends nothing."""

from rupor.protocols.sip import headers as grammar
from rupor.protocols.sip import uri
from rupor.protocols.sip.errors import SipSyntaxError
from rupor.protocols.sip.message import Headers, Request, Response


class Dialog:
    """`local` and `remote` are whole From/To values with tags; `target` is where the far end wants its requests."""

    __slots__ = (
        "call_id", "local", "local_cseq", "local_tag", "remote", "remote_cseq", "remote_tag", "routes", "target",
    )  # fmt: skip

    def __init__(
        self,
        *,
        call_id: str,
        local: str,
        remote: str,
        local_cseq: int,
        remote_cseq: int | None,
        target: str,
        routes: list[str],
    ) -> None:
        self.call_id = call_id
        self.local = local
        self.remote = remote
        self.local_tag = grammar.tag(local)
        self.remote_tag = grammar.tag(remote)
        self.local_cseq = local_cseq
        self.remote_cseq = remote_cseq
        self.target = target
        self.routes = routes

    def request(self, method: str, *, extra: Headers | None = None, body: bytes = b"") -> Request:
        """The next request inside the dialog; the Via is put on when it is sent."""
        self.local_cseq += 1
        return self._build(method, number=self.local_cseq, extra=extra, body=body)

    def acknowledge(self, *, number: int, extra: Headers | None = None) -> Request:
        """The ACK of a 2xx bears the number of the INVITE."""
        return self._build("ACK", number=number, extra=extra, body=b"")

    def go_on_from(self, early: "Dialog") -> None:
        """The early dialog has become this one: requests were numbered there already."""
        self.local_cseq = max(self.local_cseq, early.local_cseq)
        self.remote_cseq = early.remote_cseq

    def accepts(self, request: Request) -> bool:
        """Whether the request is not older than any before it (RFC 3261 §12.2.2); repeats never come this far."""
        number = request.cseq.number
        if self.remote_cseq is not None and number < self.remote_cseq:
            return False
        self.remote_cseq = number
        return True

    def _build(self, method: str, *, number: int, extra: Headers | None, body: bytes) -> Request:
        target, routes = self.target, self.routes
        if routes and not uri.parse(uri.bare(routes[0])).is_loose_router:
            # A router of the time before RFC 3261 expects itself in the request line (§12.2.1.1).
            target, routes = uri.bare(routes[0]), [*routes[1:], f"<{target}>"]
        headers: Headers = {
            "max-forwards": ["70"],
            "from": [self.local],
            "to": [self.remote],
            "call-id": [self.call_id],
            "cseq": [f"{number} {method}"],
        }
        if routes:
            headers["route"] = routes
        if extra:
            headers.update(extra)
        return Request(method=method, uri=target, headers=headers, body=body)


def of_caller(*, invite: Request, response: Response) -> Dialog:
    """As the caller sees it. A spoilt Contact or route is forgiven: the call is answered and must be ended."""
    try:
        routes = _route_set(response)[::-1]
    except SipSyntaxError:
        routes = []
    return Dialog(
        call_id=invite.call_id,
        local=invite.first("from"),
        remote=response.first("to"),
        local_cseq=invite.cseq.number,
        remote_cseq=None,
        target=contact(response) or invite.uri,
        routes=routes,
    )


def of_called(*, invite: Request, local_tag: str) -> Dialog:
    """As the called one sees it; an INVITE without a Contact cannot make a dialog, but for callers of the time before
    RFC 3261, who needed neither that nor a tag."""
    target = contact(invite) or ("" if invite.from_tag else uri.bare(invite.first("from")))
    if not target:
        raise SipSyntaxError("an INVITE without a usable Contact")
    return Dialog(
        call_id=invite.call_id,
        local=f"{invite.first('to')};tag={local_tag}",
        remote=invite.first("from"),
        local_cseq=0,
        remote_cseq=invite.cseq.number,
        target=target,
        routes=_route_set(invite),
    )


def contact(message: Request | Response) -> str:
    """The address in the Contact field; empty when there is none that can be used."""
    for value in message.values("contact"):
        try:
            address = uri.party(value).uri
            uri.parse(address)
        except SipSyntaxError:
            continue
        return address
    return ""


def _route_set(message: Request | Response) -> list[str]:
    routes = message.values("record-route")
    for route in routes:
        uri.parse(uri.bare(route))
    return routes
