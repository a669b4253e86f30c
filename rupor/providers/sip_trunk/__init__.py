"""Calls over a SIP trunk of an operator: our own SIP and our own sound, joined into a leg."""
