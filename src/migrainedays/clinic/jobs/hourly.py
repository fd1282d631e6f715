"""Once an hour: remind by e-mail those who asked for it and have not written today, at 18:00 where they live."""

from django.core.mail import send_mail
from django.utils import timezone
from django.utils.translation import gettext, override
from django_tasks import task

from migrainedays.clinic.records import queries
from migrainedays.clinic.settings import PUBLIC_URL

HOUR = 18


@task()
def remind() -> int:
    """Send the reminders of this hour; returns how many. The message says nothing of health and names nobody."""
    waiting = queries.phones.to_remind(timezone.now(), hour=HOUR)
    for address, language in waiting:
        with override(language):
            subject, words = gettext("My days"), gettext("Your day can be written here, if you like: {link}")
        send_mail(subject, words.format(link=f"{PUBLIC_URL}/diary/"), None, [address], fail_silently=True)
    return len(waiting)
