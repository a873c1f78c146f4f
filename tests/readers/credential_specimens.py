"""Pictures signed on the spot: a chain of certificates made for the test, and what C2PA makes of them."""

import io
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import c2pa
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from PIL import Image

_CAPTURED = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
_FROM, _TO = datetime(2020, 1, 1, tzinfo=UTC), datetime(2049, 12, 31, tzinfo=UTC)


@dataclass(frozen=True)
class Chain:
    """A signer's key and certificates, and the root they end in."""

    key: bytes
    certificates: bytes
    root: str


def picture(form: str = "JPEG", colour: str = "grey") -> bytes:
    """A small picture without credentials."""
    made = io.BytesIO()
    Image.effect_noise((96, 64), 60).convert("RGB").save(made, form)
    return made.getvalue()


@cache
def chain() -> Chain:
    """A root and a signer under it, as C2PA asks of signers of documents."""
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _certificate("Invented Root", root_key, "Invented Root", root_key, None)
    leaf = _certificate("Invented Signer", key, "Invented Root", root_key, root)
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return Chain(private, leaf.public_bytes(pem) + root.public_bytes(pem), root.public_bytes(pem).decode())


def _certificate(name, key, issuer, issuer_key, above):
    usage = dict.fromkeys(
        ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement"), False
    ) | {"encipher_only": False, "decipher_only": False, "crl_sign": above is None}
    made = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_FROM)
        .not_valid_after(_TO)
        .add_extension(x509.BasicConstraints(ca=above is None, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=above is not None, key_cert_sign=above is None, **usage),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
        )
    )
    if above is not None:
        made = made.add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False
        )
    return made.sign(issuer_key, hashes.SHA256())


def _name(common):
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, common),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Invented for a test"),
        ]
    )


def signed(data: bytes, media_type: str = "image/jpeg", remote: str = "") -> bytes:
    """`data` with credentials; with `remote`, only an address of credentials kept there."""
    manifest = {
        "claim_generator_info": [{"name": "test camera", "version": "1"}],
        "title": "picture",
        "assertions": [
            {
                "label": "c2pa.actions",
                "data": {"actions": [{"action": "c2pa.created", "digitalSourceType": _CAPTURED}]},
            }
        ],
    }
    info = c2pa.C2paSignerInfo(
        alg=b"es256", sign_cert=chain().certificates, private_key=chain().key, ta_url=None
    )
    made = io.BytesIO()
    with c2pa.Signer.from_info(info) as signer, c2pa.Builder(json.dumps(manifest)) as builder:
        if remote:
            builder.set_no_embed()
            builder.set_remote_url(remote)
        builder.sign(signer, media_type, io.BytesIO(data), made)
    return made.getvalue()
