"""Our own address as a far end sees it."""

import socket


class Local:
    """`advertised` wins; else the bound address, else what the system would use towards the far end."""

    def __init__(self, *, host: str, advertised: str) -> None:
        self._family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._advertised = advertised or ("" if host in ("0.0.0.0", "::", "") else host)
        self._paths: dict[str, str] = {}

    def towards(self, host: str) -> str:
        """As it is written into headers: IPv6 in brackets."""
        ours = self._advertised or self._path_to(host)
        return f"[{ours}]" if ":" in ours else ours

    def _path_to(self, host: str) -> str:
        """Which of our addresses the system would use; asking sends nothing."""
        known = self._paths.get(host)
        if known is None:
            with socket.socket(self._family, socket.SOCK_DGRAM) as probe:
                try:
                    probe.connect((host, 9))
                    known = str(probe.getsockname()[0])
                except OSError:
                    known = "127.0.0.1"
            self._paths[host] = known
        return known
