"""A sheet that is left for the form of an adverse event: what was typed on it waits, and is taken up once."""

from uuid import UUID

from django.http import HttpRequest, QueryDict

ASIDE, TAKEN_UP = "aside", "taken-up"


def lay_aside(request: HttpRequest, patient: UUID) -> None:
    """Keep what was typed with the session of whoever is signed in, until it is taken up or they sign out."""
    request.session[ASIDE] = {"patient": str(patient), "typed": request.POST.urlencode()}


def take_up(request: HttpRequest, patient: UUID) -> None:
    """Open this patient's sheet as it was left, as if it had just been sent back, unfinished as it may be."""
    left = request.session.get(ASIDE)
    if request.method != "GET" or left is None or left["patient"] != str(patient):
        return
    del request.session[ASIDE]
    request.method, request.POST = "POST", QueryDict(f"{left['typed']}&step={TAKEN_UP}")  # the last of two counts
