"""Messages to a phone's browser: sealed for it alone (RFC 8291), signed with the clinic's key (RFC 8292).

The address comes from a phone, so that only the known push services are ever called, over TLS and without following
anybody elsewhere.
"""

import base64
import dataclasses
import json
import os
import struct
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SERVICES = ("googleapis.com", "push.services.mozilla.com", "push.apple.com", "notify.windows.com")
LOOPBACK: tuple[str, ...] = ()  # addresses of this machine that a test may name
RECORD = 4096  # bytes
LASTS = 12 * 3600  # seconds that a signature is good for
WAITS = 4 * 3600  # seconds that a service keeps a message for a phone that is off
TIMEOUT = 10
GONE = (404, 410)
CURVE = ec.SECP256R1()
Private: TypeAlias = ec.EllipticCurvePrivateKey

__all__ = ["GONE", "Key", "is_allowed", "seal", "send"]


@dataclasses.dataclass(frozen=True, slots=True)
class Key:
    """The clinic's key, and whom a push service may write to about it."""

    private: Private
    contact: str

    @classmethod
    def of(cls, text: str, contact: str) -> "Key":
        """The key from its 32 bytes as base64url; ValueError for anything else."""
        number = int.from_bytes(decoded(text), "big")
        return cls(ec.derive_private_key(number, CURVE), contact)

    @property
    def public(self) -> str:
        """What a browser must know of it."""
        return encoded(_point(self.private.public_key()))


def is_allowed(endpoint: str) -> bool:
    """Whether an address belongs to one of the known push services.

    >>> is_allowed("https://fcm.googleapis.com/fcm/send/x"), is_allowed("https://127.0.0.1/x")
    (True, False)
    """
    try:
        parts = urlsplit(endpoint)
        host = parts.hostname or ""
        if parts.netloc in LOOPBACK:
            return True
        plain = parts.scheme == "https" and parts.port in (None, 443) and "@" not in parts.netloc
    except ValueError:
        return False
    return plain and any(host == service or host.endswith(f".{service}") for service in SERVICES)


def send(key: Key, *, endpoint: str, p256dh: str, auth: str, words: Mapping[str, str]) -> int:
    """Send a message; the service's status, 0 where it could not be reached or may not be called."""
    if not is_allowed(endpoint):
        return 0
    body = seal(json.dumps(dict(words)).encode(), p256dh=decoded(p256dh), auth=decoded(auth))
    headers = {
        "Authorization": _authorization(key, endpoint),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(WAITS),
        "Urgency": "low",
        "Topic": "diary",
    }
    request = urllib.request.Request(endpoint, data=body, headers=headers, method="POST")  # noqa: S310 - allowed above
    try:
        with _OPENER.open(request, timeout=TIMEOUT) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as problem:
        return problem.code
    except OSError:
        return 0


def seal(
    plain: bytes,
    *,
    p256dh: bytes,
    auth: bytes,
    salt: bytes | None = None,
    once: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:
    """One record that only the browser with these keys opens; `salt` and `once` are drawn anew for each."""
    salt, once = salt or os.urandom(16), once or ec.generate_private_key(CURVE)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, p256dh)
    ours = _point(once.public_key())
    shared = _derived(once.exchange(ec.ECDH(), theirs), auth, b"WebPush: info\x00" + p256dh + ours, 32)
    key = _derived(shared, salt, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = _derived(shared, salt, b"Content-Encoding: nonce\x00", 12)
    header = salt + struct.pack(">IB", RECORD, len(ours)) + ours
    return header + AESGCM(key).encrypt(nonce, plain + b"\x02", None)


def encoded(raw: bytes) -> str:
    """Bytes as base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """Bytes from base64url, with or without padding; ValueError for anything else."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def _authorization(key: Key, endpoint: str) -> str:
    parts = urlsplit(endpoint)
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": int(time.time()) + LASTS, "sub": key.contact}
    said = f"{_told({'typ': 'JWT', 'alg': 'ES256'})}.{_told(claims)}"
    r, s = decode_dss_signature(key.private.sign(said.encode(), ec.ECDSA(SHA256())))
    signature = r.to_bytes(32, "big") + s.to_bytes(32, "big")
    return f"vapid t={said}.{encoded(signature)}, k={key.public}"


def _told(claims: Mapping[str, Any]) -> str:
    return encoded(json.dumps(dict(claims), separators=(",", ":")).encode())


def _point(public: ec.EllipticCurvePublicKey) -> bytes:
    return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)


class _Stays(urllib.request.HTTPRedirectHandler):
    """Follows nobody elsewhere."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_Stays, urllib.request.ProxyHandler({}))
