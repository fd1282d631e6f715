"""Whom to call: one line a reason, one action a line."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import acting
from migrainedays.clinic.web.shell.views import today_of
from migrainedays.course.recall import ORDER
from migrainedays.errors import InputRefused

HEADINGS = {
    "overdue": gettext_lazy("Overdue"),
    "due": gettext_lazy("Due within four weeks"),
    "review": gettext_lazy("Review due"),
    "authorisation": gettext_lazy("Authorisation"),
    "baseline": gettext_lazy("First diary"),
    "quiet": gettext_lazy("Quiet diary"),
}


def page(request: HttpRequest) -> HttpResponse:
    """Everybody to call today, the most pressing first."""
    acting(request.user, "add", "visits")
    found = queries.recall.to_call(request.user, on=today_of(request))
    groups = [(kind, HEADINGS[kind], [one for one in found if one.line.kind == kind]) for kind in ORDER]
    context = {"groups": [group for group in groups if group[2]], "count": len({one.id for one in found})}
    return render(request, "calendar/to_call.html", context)


@require_POST
def write(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Ask a patient by e-mail to get in touch, once for an occasion that stands on the list."""
    occasion = request.POST.get("occasion", "")
    found = queries.recall.to_call(request.user, on=today_of(request))
    if not any(one.id == patient and one.line.occasion == occasion for one in found):
        messages.warning(request, _("This does not stand on the list any more."))
        return redirect("to-call")
    try:
        new = actions.messages.write_recall(patient=patient, occasion=occasion, by=request.user)
    except InputRefused as problem:
        messages.warning(request, str(problem))
    else:
        messages.success(request, _("A message goes out by day.") if new else _("That was written before."))
    return redirect("to-call")
