"""What became of the clinic's patients."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from migrainedays.clinic.web.evidence.pictures import lasting, responses
from migrainedays.clinic.web.evidence.standing import ask, standing
from migrainedays.clinic.web.shell.words import said
from migrainedays.literature import claim

KIND = "results"
TITLES = {
    "headache_free": later("Without headache"),
    "off_acute": later("Without acute drugs"),
    "off_preventives": later("Without preventives"),
}


def page(request: HttpRequest) -> HttpResponse:
    """The last results with the day on which they were worked out; a button brings them up to date."""
    if request.method == "POST":
        ask(request, KIND, {})
        return redirect("evidence")
    context = standing(request, KIND, {})
    if context["answer"] is not None:
        context |= _shown(context["answer"])
    return render(request, "evidence/results.html", context)


def _shown(answer: dict[str, Any]) -> dict[str, Any]:
    broken, still = answer["cycle_broken"], answer["still_broken"]
    return {
        "responses": responses(answer["first_responses"]) if answer["first_responses"] else None,
        "broken": lasting(broken, _("% not broken yet"), _("weeks since session 1")) if broken else None,
        "still": lasting(still, _("% still broken"), _("weeks since the cycle broke")) if still else None,
        "published": [claim(f"evidence.first_response_{session}") for session in (1, 2, 3)],
        "shares": [share | {"title": TITLES.get(share["name"], share["name"])} for share in answer["shares"]],
        "abilities": [share | {"title": said(share["name"])} for share in answer["abilities"]],
    }
