"""Transactions (RFC 3261 §17, corrected by RFC 6026): four drawn machines, and the layer that does what they want."""
