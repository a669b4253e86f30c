"""What must be true of a trunk before it is kept."""

from rupor.features.trunks import queries, rules
from rupor.features.trunks.models import Trunk
from rupor.kit import errors
from rupor.protocols.sip.tls import ClientTls


def check(trunk: Trunk) -> None:
    """Raises RuporError that names the field at fault."""
    if not rules.is_name(trunk.name):
        raise errors.RuporError("trunk_name_malformed", field="name")
    if Trunk.objects.filter(name=trunk.name).exclude(id=trunk.id).exists():
        raise errors.Conflict("trunk_name_taken", field="name", name=trunk.name)
    for field in ("host", "from_domain", "server_name"):
        value = getattr(trunk, field)
        if not (rules.is_host(value) if field == "host" else rules.is_domain(value)):
            raise errors.RuporError("trunk_host_malformed", field=field, host=value)
    wrong = rules.wrong_prefix(trunk.prefixes)
    if wrong or len(trunk.prefixes) > rules.MOST_PREFIXES:
        raise errors.RuporError("trunk_prefix_malformed", field="prefixes", prefix=wrong or "…")
    wrong = rules.wrong_codec(trunk.codecs)
    if wrong:
        raise errors.RuporError("trunk_codec_unknown", field="codecs", codec=wrong)
    if trunk.registers and not trunk.user:
        raise errors.RuporError("trunk_user_missing", field="user")
    _check_certificates(trunk)


def _check_certificates(trunk: Trunk) -> None:
    spec = queries.spec_of(trunk)
    for field, tls in (("ca", ClientTls(ca=spec.ca)), ("identity", ClientTls(identity=spec.identity))):
        try:
            tls.context()
        except (OSError, ValueError) as error:
            raise errors.RuporError("trunk_certificate_malformed", field=field) from error
