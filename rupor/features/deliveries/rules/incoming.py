"""The name of a call that came to us. Pure."""

import hashlib

from rupor.engine import ports


def key(call: ports.IncomingCall) -> str:
    """Names the call for ever, however long its own name is."""
    return hashlib.sha256(f"{call.gateway}\n{call.call_id}".encode()).hexdigest()
