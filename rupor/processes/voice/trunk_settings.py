"""The trunk that the settings describe, and our own side of all trunks."""

from pathlib import Path

from rupor.engine.trunks import SETTINGS, CallerForm, Privacy, Srtp, TrunkSpec
from rupor.kit import errors
from rupor.providers.sip_trunk.side import Side
from rupor.settings import Settings


def side(settings: Settings) -> Side:
    """Where we listen; raises RuporError when the port range is not one."""
    first, _, last = settings.rtp_ports.partition("-")
    if not (first.isdecimal() and last.isdecimal()):
        raise errors.RuporError("rtp_ports_malformed", field="rtp_ports")
    return Side(
        host=settings.sip_host,
        port=settings.sip_port,
        tls_port=settings.sip_tls_port,
        certificate=Path(settings.sip_tls_certificate) if settings.sip_tls_certificate else None,
        media_core=settings.media_core,
        rtp_ports=(int(first), int(last)),
    )


def specs(settings: Settings) -> list[TrunkSpec]:
    """The trunk named «settings», or nothing where none is set; raises RuporError for a value that is none."""
    if not settings.sip_trunk:
        return []
    host, port = far_end(settings.sip_trunk)
    return [
        TrunkSpec(
            name=SETTINGS,
            host=host,
            port=port,
            transport=settings.sip_transport,
            user=settings.sip_user,
            password=settings.sip_password,
            from_domain=settings.sip_from_domain,
            caller_form=CallerForm(settings.sip_caller_form),
            asserted_identity=settings.sip_asserted_identity,
            privacy=Privacy(settings.sip_privacy),
            srtp=Srtp(settings.sip_srtp),
            registers=settings.sip_register,
            asks=settings.sip_options,
            ca=_text(settings.sip_tls_ca),
            identity=_text(settings.sip_tls_identity),
            server_name=settings.sip_tls_name,
            verify=settings.sip_tls_verify,
        )
    ]


def far_end(address: str) -> tuple[str, int]:
    """Host and port of `host`, `host:port`, `[v6]:port` or a bare IPv6 address; port 0 when none is told."""
    host, colon, port = address.rpartition(":")
    if not colon or (":" in host and not host.endswith("]")):
        return address.strip("[]"), 0
    if not port.isdecimal() or not host or int(port) > 65535:
        raise errors.RuporError("sip_trunk_malformed", field="sip_trunk")
    return host.strip("[]"), int(port)


def _text(path: str) -> str:
    try:
        return Path(path).read_text() if path else ""
    except (OSError, UnicodeDecodeError) as error:
        raise errors.RuporError("sip_file_unreadable", path=path, reason=str(error)) from error
