"""Every quarter of an hour: remind those who wish it at this hour where they live, and whom the diary asks today."""

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone
from django.utils.translation import gettext, override
from django_tasks import task

from migrainedays.clinic.records import actions, push, queries
from migrainedays.clinic.records.asking import Due
from migrainedays.clinic.settings import PUBLIC_URL


@task()
def remind() -> int:
    """Send the reminders of this hour, one a day and person; returns how many. They say nothing of health."""
    now = timezone.now()
    claimed = [due for due in queries.asking.due(now) if actions.asking.claim_reminder(due=due, at=now)]
    for due in claimed:
        _send(due)
    return len(claimed)


def _send(due: Due) -> None:
    with override(due.language):
        subject, words = gettext("My days"), gettext("Your day can be written here, if you like: {link}")
        message = {"title": subject, "body": gettext("A moment for you?")}
    for address in due.addresses if settings.PUSH_KEY else ():
        keys = {"endpoint": address.endpoint or "", "p256dh": address.p256dh or "", "auth": address.auth or ""}
        if push.send(settings.PUSH_KEY, **keys, words=message) in push.GONE:
            actions.pushing.forget(record=due.record, device=address.device, why="the address is gone")
    if due.email:
        send_mail(subject, words.format(link=f"{PUBLIC_URL}/diary/"), None, [due.email], fail_silently=True)
