"""Opening a clinic of one's own, from the command line or from the first page."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from migrainedays.clinic.records import actions
from migrainedays.clinic.records.practice import Member, Practice
from migrainedays.errors import InputRefused


def open_clinic(
    *, clinic: str, zone: str, language: str, interval_days: int, physician: str, email: str, password: str
) -> None:
    """Open the clinic of an empty database; InputRefused with a sentence for whatever cannot be."""
    if "@" not in email:
        raise InputRefused(f"{email!r} is not an e-mail address.")
    try:
        validate_password(password)
    except ValidationError as problem:
        raise InputRefused(" ".join(problem.messages)) from None
    actions.clinics.open_clinic(
        practice=Practice(name=clinic.strip(), zone=zone, language=language, interval_days=interval_days),
        physician=Member(email=email.strip().lower(), name=physician.strip()),
        password=password,
    )
