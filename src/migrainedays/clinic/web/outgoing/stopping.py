"""One click, and no more messages come: for the patient, and for the mail program that does it for them (RFC 8058)."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from migrainedays.clinic.records import actions
from migrainedays.clinic.records.access import NotFound
from migrainedays.clinic.wording import USUAL, said

PHRASES = ("title", "button", "why", "done", "gone")


@csrf_exempt  # a mail program has no cookie of ours; what the signed link allows is to be left in peace, and no more
@login_not_required
def stop(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask at a look, so that a scanner of links stops nothing; stop at a post."""
    try:
        if request.method == "POST":
            return _page(request, "done", actions.messages.stop(token=secret))
        return _page(request, "ask", actions.messages.language_of(secret))
    except NotFound:
        return _page(request, "gone", translation.get_language() or USUAL, status=404)


def _page(request: HttpRequest, state: str, language: str, status: int = 200) -> HttpResponse:
    phrases = {name: said("stop", name, language) for name in PHRASES}
    context = {"state": state, "phrases": phrases, "language": language}
    with translation.override(language):
        answer = render(request, "outgoing/stop.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
