"""Building responses (RFC 3261 §8.2.6) and the names of the statuses we send."""

from rupor.protocols.sip.message import Headers, Request, Response

METHODS = ("INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "INFO", "PRACK", "UPDATE")
ALLOW = ", ".join(METHODS)
EXTENSIONS = ("100rel", "timer")
SUPPORTED = ", ".join(EXTENSIONS)

PHRASES = {
    100: "Trying", 180: "Ringing", 181: "Call Is Being Forwarded", 182: "Queued", 183: "Session Progress", 200: "OK",
    400: "Bad Request", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 406: "Not Acceptable",
    408: "Request Timeout", 410: "Gone", 415: "Unsupported Media Type", 416: "Unsupported URI Scheme",
    420: "Bad Extension", 422: "Session Interval Too Small",
    480: "Temporarily Unavailable", 481: "Call/Transaction Does Not Exist", 482: "Loop Detected",
    484: "Address Incomplete", 486: "Busy Here", 487: "Request Terminated", 488: "Not Acceptable Here",
    491: "Request Pending", 500: "Server Internal Error", 501: "Not Implemented", 502: "Bad Gateway",
    503: "Service Unavailable", 504: "Server Time-out", 505: "Version Not Supported", 600: "Busy Everywhere",
    603: "Decline", 604: "Does Not Exist Anywhere", 607: "Unwanted", 608: "Rejected",
}  # fmt: skip


def to(
    request: Request,
    *,
    status: int,
    reason: str = "",
    local_tag: str = "",
    extra: Headers | None = None,
    body: bytes = b"",
) -> Response:
    """An answer that goes back the way the request came."""
    party = request.headers["to"]
    if local_tag and not request.to_tag:
        party = [f"{party[0]};tag={local_tag}"]
    headers: Headers = {
        "via": request.headers["via"],
        "from": request.headers["from"],
        "to": party,
        "call-id": request.headers["call-id"],
        "cseq": request.headers["cseq"],
    }
    if status == 100 and "timestamp" in request.headers:
        headers["timestamp"] = request.headers["timestamp"]
    if extra:
        headers.update(extra)
    return Response(status=status, reason=reason or PHRASES.get(status, "Other"), headers=headers, body=body)


def unknown_extensions(request: Request) -> str:
    """What the request requires and we cannot, as for the Unsupported field; empty when there is nothing such."""
    return ", ".join(value for value in request.values("require") if value.lower() not in EXTENSIONS)


def takes_sdp(request: Request) -> bool:
    """Whether the caller can read what we would answer; one who lists nothing takes what all take."""
    if "accept" not in request.headers:
        return True
    kinds = {value.partition(";")[0].strip().lower() for value in request.values("accept")}
    return bool(kinds & {"application/sdp", "application/*", "*/*"})
