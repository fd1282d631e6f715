"""Where phones take messages: kept when the patient allows them, forgotten when she does not or the address is gone."""

from django.db import transaction

from migrainedays.clinic.records import push
from migrainedays.clinic.records.access import Actor
from migrainedays.clinic.records.finding import locked
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.models import ROWS, PatientRecord
from migrainedays.clinic.records.phone_access import PATIENT, Phone
from migrainedays.clinic.records.phones import PushAddress
from migrainedays.errors import InputRefused


@transaction.atomic
def subscribe(*, phone: Phone, endpoint: str, p256dh: str, auth: str) -> None:
    """Keep where this phone takes messages; InputRefused for an address of no known push service."""
    if not push.is_allowed(endpoint):
        raise InputRefused("This address belongs to no push service that is known here.")
    record = locked(PatientRecord.objects.get(pk=phone.record))
    address = PushAddress(patient=record.patient, device=str(phone.device), endpoint=endpoint, p256dh=p256dh, auth=auth)
    try:
        push.seal(b"", p256dh=push.decoded(p256dh), auth=push.decoded(auth))
    except ValueError as problem:
        raise InputRefused("These are no keys of a browser.") from problem
    stored = ROWS[PushAddress].objects.standing().filter(patient=record, **{"device": str(phone.device)}).stored()
    keep([address], record=record, by=phone.actor, revision=stored[0].revision if stored else 0)


def unsubscribe(*, phone: Phone) -> None:
    """Send this phone nothing more."""
    forget(record=phone.record, device=str(phone.device), why="by the patient")


@transaction.atomic
def forget(*, record: int, device: str, why: str) -> None:
    """Take an address away; the journal keeps that there was one."""
    patient = locked(PatientRecord.objects.get(pk=record))
    actor = Actor(patient.clinic_id, PATIENT)
    for stored in ROWS[PushAddress].objects.standing().filter(patient=patient, **{"device": device}).stored():
        keep([stored.value], record=patient, by=actor, revision=stored.revision, withdraw=True, why=why)
