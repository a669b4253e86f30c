"""Names that must not repeat anywhere in the world: branches, tags, call identities."""

import secrets

MAGIC = "z9hG4bK"  # RFC 3261 §8.1.1.7: says that the branch is unique


def branch() -> str:
    return MAGIC + secrets.token_hex(10)


def tag() -> str:
    return secrets.token_hex(6)


def call_id() -> str:
    return secrets.token_hex(12)
