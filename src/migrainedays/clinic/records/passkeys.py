"""Passkeys on a patient's phone, by the `fido2` library: what is asked of the browser, and what its answer proves.

A challenge is handed out signed and comes back with the answer, so that nothing is kept between the two; each is good
for five minutes and for one answer.
"""

import re
import secrets
from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.core import signing
from django.core.cache import cache
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from migrainedays.clinic.records.access import Forbidden

SALT = "diary-passkey"
LASTS = 300  # seconds
NAME = "My days"  # what the phone's own list of passkeys shows: nothing of health
REFUSED = "This passkey does not open a diary."
CREDENTIAL = re.compile(r"[A-Za-z0-9_=-]{1,1400}")  # base64 for addresses, as browsers write it


class Asked(NamedTuple):
    """What the browser is asked, and the signed challenge that must come back with its answer."""

    options: dict[str, Any]
    state: str


class Made(NamedTuple):
    """A new passkey: its id, and what its signatures are checked by, both as base64url."""

    passkey: str
    public_key: str
    counter: int


def ask_to_make(host: str, *, diary: UUID, shown: str, known: list[str]) -> Asked:
    """Ask the browser for a new passkey of one diary; `known` are those that it need not make again."""
    user = PublicKeyCredentialUserEntity(id=diary.bytes, name=f"{NAME} ({shown})", display_name=NAME)
    options, state = _server(host).register_begin(
        user,
        credentials=[
            PublicKeyCredentialDescriptor(type=PublicKeyCredentialType.PUBLIC_KEY, id=websafe_decode(each))
            for each in known
        ],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return Asked(dict(options), _signed(state, str(diary)))


def read_made(host: str, *, diary: UUID, state: str, answer: Mapping[str, Any]) -> Made:
    """The passkey that the browser made for this diary; Forbidden where the answer proves nothing."""
    try:
        made = _server(host).register_complete(_state(state, str(diary)), answer)
        data = made.credential_data
        assert data is not None
    except Exception as problem:  # whatever the library finds wrong, one answer
        raise Forbidden(REFUSED) from problem
    return Made(websafe_encode(data.credential_id), websafe_encode(bytes(data)), made.counter)


def ask_to_open(host: str) -> Asked:
    """Ask the browser for any passkey of ours; whose it is, its answer says."""
    options, state = _server(host).authenticate_begin(user_verification=UserVerificationRequirement.REQUIRED)
    return Asked(dict(options), _signed(state, ""))


def name_of(answer: Mapping[str, Any]) -> str:
    """The id of the passkey that answers, empty where it can be none; nothing is proved by it yet."""
    named = answer.get("id")
    return named if isinstance(named, str) and CREDENTIAL.fullmatch(named) else ""


def check_opened(host: str, *, state: str, answer: Mapping[str, Any], public_key: str, counter: int) -> int:
    """The new counter of a passkey whose signature fits; Forbidden otherwise, and where a copy was used before it."""
    try:
        found = AttestedCredentialData(websafe_decode(public_key))
        _server(host).authenticate_complete(_state(state, ""), [found], answer)
        now = AuthenticationResponse.from_dict(answer).response.authenticator_data.counter
    except Exception as problem:
        raise Forbidden(REFUSED) from problem
    if counter and now <= counter:
        raise Forbidden(REFUSED)
    return now


def _server(host: str) -> Fido2Server:
    return Fido2Server(PublicKeyCredentialRpEntity(id=host, name=NAME))


def _signed(state: Any, about: str) -> str:
    return signing.dumps({"state": state, "about": about, "once": secrets.token_hex(8)}, salt=SALT)


def _state(signed: str, about: str) -> Any:
    """The challenge of a signed state, once; ValueError for one that is old, used, or about something else."""
    held = signing.loads(signed, salt=SALT, max_age=LASTS)
    if held["about"] != about or not cache.add(f"{SALT}:{held['once']}", True, LASTS):
        raise ValueError("this challenge was answered already")
    return held["state"]
