"""What the clinic keeps of phones: the link by which one joins, the device itself, and every entry it sent."""

import dataclasses
import datetime as dt
from typing import ClassVar

from migrainedays import columns
from migrainedays.diary.phone import RED_FLAGS


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Joining(columns.Value):
    """A link that works once; only the hash of its code is kept. `failed` counts years of birth that did not fit."""

    table: ClassVar[str] = "joinings"

    patient: str = columns.text(key=True)
    joining: str = columns.text(key=True)
    code_hash: str | None = columns.text()
    until: dt.datetime | None = columns.moment()
    failed: int | None = columns.whole(0)
    used_at: dt.datetime | None = columns.moment()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Device(columns.Value):
    """A phone of a patient; only the hash of its key is kept. Once revoked it is never let in again."""

    table: ClassVar[str] = "devices"

    patient: str = columns.text(key=True)
    device: str = columns.text(key=True)
    name: str | None = columns.text()
    key_hash: str | None = columns.text()
    joined_at: dt.datetime | None = columns.moment()
    revoked_at: dt.datetime | None = columns.moment()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PhoneEntry(columns.Value):
    """One operation as it came: `body` is its JSON, `number` its place among this patient's entries.

    `received_at` stands beside what the phone's clock claimed. Entries are added, never changed.
    """

    table: ClassVar[str] = "phone_entries"

    patient: str = columns.text(key=True)
    entry: str = columns.text(key=True)
    number: int | None = columns.whole(1)
    device: str | None = columns.text()
    date: dt.date | None = columns.day()
    body: str | None = columns.text()
    received_at: dt.datetime | None = columns.moment()
    red_flags: tuple[str, ...] = columns.many(*RED_FLAGS)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RedFlagSeen(columns.Value):
    """Somebody of the clinic has read a red flag and says what was done."""

    table: ClassVar[str] = "red_flags_seen"

    patient: str = columns.text(key=True)
    entry: str = columns.text(key=True)
    done: str | None = columns.text()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Passkey(columns.Value):
    """A passkey made on one of the patient's phones: it opens the diary again where the phone's key was lost.

    `passkey` is the credential's id and `public_key` what its signatures are checked by, both as base64url. `device`
    names the phones that made or used it, with blanks between; it ends when one of them is stopped.
    """

    table: ClassVar[str] = "passkeys"

    patient: str = columns.text(key=True)
    passkey: str = columns.text(key=True)
    device: str | None = columns.text()
    public_key: str | None = columns.text()
    counter: int | None = columns.whole(0)
    made_at: dt.datetime | None = columns.moment()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PushAddress(columns.Value):
    """Where a phone's browser takes messages, and the two keys by which only that browser can read them."""

    table: ClassVar[str] = "push_addresses"

    patient: str = columns.text(key=True)
    device: str = columns.text(key=True)
    endpoint: str | None = columns.text()
    p256dh: str | None = columns.text()
    auth: str | None = columns.text()
