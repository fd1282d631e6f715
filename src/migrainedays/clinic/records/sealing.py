"""The secret of a study's allocation: worked out from the key of the machine, and kept in no table, log or backup.

Whoever reads the database, its backup or its journal finds the digest of the secret and the places that were opened,
and cannot work out the next one. Whoever holds the machine's key and the study's number can.
"""

import hmac

from django.conf import settings

from migrainedays.errors import InputRefused
from migrainedays.evidence.allocation import commitment

PURPOSE = "allocation of a study"


def secret_of(study: str, digest: str | None = None) -> bytes:
    """The secret of a study; with `digest`, the one that the study began with, or InputRefused."""
    secret = hmac.digest(settings.SECRET_KEY.encode(), f"{PURPOSE}\n{study}".encode(), "sha256")
    if digest is not None and commitment(secret) != digest:
        raise InputRefused(
            "The secret key of this machine is another one than that with which the study was designed, so nobody can "
            "be allocated. Put the old key back; then the study goes on where it stood."
        )
    return secret


def digest_of(study: str) -> str:
    """What is printed in the plan and binds the clinic to the secret."""
    return commitment(secret_of(study))
