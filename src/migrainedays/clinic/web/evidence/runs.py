"""How far a run is, and the button that stops it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from migrainedays.clinic.records.actions import runs as acts
from migrainedays.clinic.records.queries import runs
from migrainedays.clinic.records.queries.runs import Working
from migrainedays.clinic.web.shell.views import is_part

SHOWN_ON = {
    "look": ("question", "question"),
    "study_look": ("study", "study"),
    "surprise": ("unusual", "patient"),
    "forecast": ("forecast", "patient"),
    "story": ("story", "patient"),
}
"""The page of each kind, and what in the question it is about."""

WRITTEN_ON = ("story",)  # kinds whose page holds sentences that are being written


@require_GET
def progress(request: HttpRequest, run: UUID) -> HttpResponse:
    """The run as it stands, for a page that asks each second; when it has ended, that page is shown anew.

    A page on which somebody may be writing is not: it offers a link.
    """
    found = runs.one(request.user, run)
    if not is_part(request):
        return redirect(place_of(found))
    place = place_of(found) if found.kind in WRITTEN_ON else None
    answer = render(request, "evidence/run.html", {"run": found, "may_ask": True, "place": place})
    if not found.under_way and place is None:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
def stop(request: HttpRequest, run: UUID) -> HttpResponse:
    """Stop it; nothing of it is kept."""
    found = runs.one(request.user, run)
    acts.stop(run=run, by=request.user)
    return redirect(place_of(found))


def place_of(run: Working) -> str:
    """The page on which a run is shown."""
    asked = run.asked
    if run.kind == "versions":
        return f"{reverse('versions')}?protocol={asked['protocol']}&a={asked['a']}&b={asked['b']}"
    if run.kind == "study_design":
        return f"{reverse('study-new')}?run={run.id}"
    if run.kind in SHOWN_ON:
        page, about = SHOWN_ON[run.kind]
        return reverse(page, args=[asked[about]])
    return reverse("evidence")
