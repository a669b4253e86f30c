"""Session descriptions for telephone audio (RFC 8866, offer and answer by RFC 3264): G.711 and RFC 4733 digits.

`offer` and `answer` write, `read` understands what real gateways write, `reanswer` serves a change within a call.
"""

from rupor.protocols.sdp.crypto import Keys
from rupor.protocols.sdp.exchange import answer, keys, offer, reanswer
from rupor.protocols.sdp.reading import NOWHERE, Media, SdpError, read

__all__ = ["NOWHERE", "Keys", "Media", "SdpError", "answer", "keys", "offer", "read", "reanswer"]
