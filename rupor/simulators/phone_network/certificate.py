"""A certificate the network signs for itself at its start; the same file is the authority to be trusted for it."""

import ipaddress
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from rupor.kit import clock
from rupor.protocols.sip.tls import ServerTls

_LIFE = timedelta(days=365)


def made_for(host: str, *, folder: Path) -> ServerTls:
    """Writes `network.pem` (to be trusted) and `network.key` into the folder, anew at every start."""
    folder.mkdir(parents=True, exist_ok=True)
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Telephone network in a box")])
    names = x509.SubjectAlternativeName([_proven(host), x509.DNSName("localhost")])
    now = clock.now()
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).add_extension(names, critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + _LIFE)
    certificate, secret = folder / "network.pem", folder / "network.key"
    secret.touch(mode=0o600)
    pem = serialization.Encoding.PEM
    secret.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    certificate.write_bytes(builder.sign(key, hashes.SHA256()).public_bytes(pem))
    return ServerTls(certificate=certificate, key=secret)


def _proven(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)
