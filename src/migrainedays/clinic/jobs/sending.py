"""The round of the outbox: each message that is due goes once, by whatever SMTP server the settings name."""

import logging
import smtplib
from collections import Counter
from urllib.parse import urlsplit

from django.core.mail import EmailMessage, get_connection
from django.utils import timezone
from django_tasks import task

from migrainedays.clinic.records import actions
from migrainedays.clinic.records.actions.messages import Claimed
from migrainedays.clinic.settings import PUBLIC_URL
from migrainedays.clinic.wording import Telling, subject_and_body

TIMEOUT = 30  # seconds; a worker that waits longer than its claim lasts would send what another sends too
REFUSED = 500  # SMTP answers from here on mean never, those below mean later

log = logging.getLogger(__name__)


@task()
def send_messages() -> dict[str, int]:
    """Send what is due; returns how many were sent, put off, given up."""
    return dict(send_due())


def send_due() -> Counter[str]:
    """Claim and send until nothing is due."""
    found: Counter[str] = Counter()
    while (claimed := actions.messages.claim(now=timezone.now())) is not None:
        found[_send(claimed)] += 1
    return found


def _send(claimed: Claimed) -> str:
    try:
        deliver(message_of(claimed))
    except (smtplib.SMTPException, OSError) as problem:
        for_good = is_for_good(problem)
        # Never the text of the answer in the log: servers like to repeat the address.
        log.warning("A message did not go (%s).", type(problem).__name__)
        actions.messages.failed(claimed, repr(problem), now=timezone.now(), for_good=for_good)
        return "given_up" if for_good else "put_off"
    actions.messages.sent(claimed)
    return "sent"


def deliver(message: EmailMessage) -> None:
    """Hand a message to the server; what goes wrong after the server took it is no failure."""
    connection = get_connection(timeout=TIMEOUT)
    connection.open()
    try:
        connection.send_messages([message])
    finally:
        try:
            connection.close()
        except (smtplib.SMTPException, OSError):
            log.info("The server went away without saying goodbye.")


def message_of(claimed: Claimed) -> EmailMessage:
    """The message as it goes: its Message-ID follows from its key, so that the same message is known as the same."""
    stop_link = f"{PUBLIC_URL}/stop/{claimed.stop}/"
    visit = claimed.visit
    telling = Telling(
        kind=claimed.kind,
        language=claimed.language,
        stop_link=stop_link,
        at=visit.at if visit else None,
        visit_kind=visit.kind if visit else None,
        zone=claimed.zone,
        clinic_zone=claimed.clinic_zone,
    )
    subject, body = subject_and_body(telling)
    headers = {
        "Message-ID": f"<{claimed.key}@{urlsplit(PUBLIC_URL).hostname}>",
        "List-Unsubscribe": f"<{stop_link}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(subject, body, None, [claimed.to], headers=headers)


def is_for_good(problem: Exception) -> bool:
    """Whether a server said never; a connection that broke says nothing."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return all(code >= REFUSED for code, _ in problem.recipients.values())
    unusable = isinstance(problem, smtplib.SMTPConnectError | smtplib.SMTPHeloError | smtplib.SMTPAuthenticationError)
    return isinstance(problem, smtplib.SMTPResponseException) and problem.smtp_code >= REFUSED and not unusable
