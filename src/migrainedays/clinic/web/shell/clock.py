"""The clock on the clinic's wall: a moment is shown to the staff as it stood there, wherever the server runs."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from migrainedays.clinic.records import queries
from migrainedays.clinic.records.access import NotFound
from migrainedays.clinic.web.shell.keeping_out import Answer


def on_the_wall(get_response: Answer) -> Answer:
    """Middleware: pages of a signed-in person show moments in the zone of the clinic; an account without one in UTC."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return get_response(request)
        try:
            zone = ZoneInfo(queries.practice.practice(request.user).value.zone)
        except NotFound:
            return get_response(request)
        with timezone.override(zone):
            return get_response(request)

    return answer
