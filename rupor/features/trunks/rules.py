"""What a trunk may look like: pure answers about names, hosts and prefixes."""

import ipaddress
import re

from rupor.engine.trunks import SETTINGS

CODECS = ("PCMA", "PCMU")
MOST_PREFIXES = 500

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}")
_HOST = re.compile(
    r"(?=.{1,253}$)([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
)
_PREFIX = re.compile(r"\d{1,15}")


def is_name(name: str) -> bool:
    """Latin letters, digits, dots and dashes; the settings' trunk keeps its own name."""
    return _NAME.fullmatch(name) is not None and name != SETTINGS


def is_host(host: str) -> bool:
    """An IP address (IPv6 with or without brackets) or a name for DNS."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return _HOST.fullmatch(host) is not None and not re.fullmatch(r"[\d.]+", host)
    return True


def is_domain(domain: str) -> bool:
    """As a host; empty means that of the trunk."""
    return not domain or is_host(domain)


def wrong_prefix(prefixes: list[str]) -> str:
    """The first that is no beginning of a number; empty when all are."""
    return next((prefix for prefix in prefixes if not _PREFIX.fullmatch(prefix)), "")


def wrong_codec(codecs: list[str]) -> str:
    """The first that we do not speak or that stands twice; «—» when there is none at all."""
    if not codecs:
        return "—"
    return next((codec for place, codec in enumerate(codecs) if codec not in CODECS or codec in codecs[:place]), "")
