"""RTP (RFC 3550), telephone events (RFC 4733) and RTCP as bytes and small machines; no socket, no clock."""
