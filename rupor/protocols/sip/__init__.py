"""SIP (RFC 3261 and its corrections): machines without sockets, and one dull file with the socket.

Read in this order: `message`, `transactions`, `switchboard`, `dialog`, `leg`, `session`, `inside`, `outgoing` and
`incoming`, `endpoint`.
"""
