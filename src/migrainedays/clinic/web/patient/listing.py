"""The patient list, searched while one types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from migrainedays.clinic.records import queries
from migrainedays.clinic.records.access import acting
from migrainedays.clinic.web.shell.views import is_part

SHOWN = 200


def patients(request: HttpRequest) -> HttpResponse:
    """All patients, or those whose number or name fits; POST keeps what was searched out of the address."""
    acting(request.user, "read", "patients")
    text = request.POST.get("text", "")
    context = {
        "found": queries.patients.search(request.user, text, limit=SHOWN),
        "text": text,
        "shown": SHOWN,
        "clinical": queries.practice.may(request.user, "read", "days"),
        "names": queries.practice.may(request.user, "read", "contacts"),
        "may_add": queries.practice.may(request.user, "add", "patients"),
    }
    part = is_part(request)
    return render(request, "patient/rows.html" if part else "patient/list.html", context)
