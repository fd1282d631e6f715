"""The phone of a patient as somebody who acts: what its key opens, and nothing else."""

import hashlib
import secrets
from dataclasses import dataclass
from uuid import UUID

from migrainedays.clinic.records.access import Actor

PATIENT = "patient"  # the role that the journal notes; it may nothing but its own diary


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone that is let in: its own id, whose diary it writes, in which clinic."""

    device: UUID
    diary: UUID
    number: str
    record: int
    clinic_id: int

    @property
    def actor(self) -> Actor:
        """Who the journal says it was."""
        return Actor(self.clinic_id, PATIENT)


def new_secret() -> str:
    """256 bits, as text that fits a link."""
    return secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """What is kept of a secret; it is random, so that a plain hash cannot be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()
