"""Phones, how they joined, and what they sent."""

from migrainedays.clinic.records.models.row import OfPatient
from migrainedays.clinic.records.phones import Device, Joining, Passkey, PhoneEntry, PushAddress, RedFlagSeen


class JoiningRow(OfPatient, value=Joining):
    """A link that works once."""


class DeviceRow(OfPatient, value=Device):
    """A phone."""


class PhoneEntryRow(OfPatient, value=PhoneEntry):
    """One entry as it came."""


class RedFlagSeenRow(OfPatient, value=RedFlagSeen):
    """A red flag that was read."""


class PasskeyRow(OfPatient, value=Passkey):
    """A passkey."""


class PushAddressRow(OfPatient, value=PushAddress):
    """Where a phone takes messages."""
