"""The worklist of enquiries: the urgent first, each with its next step, up to taking up a patient."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.enquiring import Enquiry
from migrainedays.clinic.web.shell.fields import Form, field_of
from migrainedays.clinic.web.shell.views import today_of
from migrainedays.clinic.web.shell.writing import write
from migrainedays.errors import MigraineDaysError

SIGNS = {
    "thunderclap": _("sudden, worst ever"),
    "fever": _("fever or stiff neck"),
    "weakness": _("weakness or numbness"),
    "speech_or_sight": _("speech or sight"),
    "swallowing_or_breathing": _("swallowing or breathing"),
    "seizure_or_confusion": _("seizure or confusion"),
    "pregnancy": _("pregnancy"),
    "self_harm": _("self-harm"),
}
STEPS = (("call_back", _("Call back")), ("answered", _("Answered")), ("closed", _("Nothing more to do")))


class CallForm(Form):
    """A call, noted while it lasts."""

    name = field_of(Enquiry, "name", _("Name"))
    phone = field_of(Enquiry, "phone", _("Telephone"))
    email = field_of(Enquiry, "email", _("E-mail"))
    message = field_of(Enquiry, "message", _("What they want to know"))
    language = field_of(Enquiry, "language", _("Language"), required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["message"].widget = forms.Textarea(attrs={"rows": 4})


class TriageForm(Form):
    """What comes next."""

    status = forms.ChoiceField(label=_("Next"), choices=STEPS, widget=forms.RadioSelect)
    call_back_on = field_of(Enquiry, "call_back_on", _("Call back on"))
    outcome = field_of(Enquiry, "outcome", _("What was said or done"))


def signs_of(enquiry: Enquiry) -> list[Any]:
    """The marks of an enquiry in words."""
    return [SIGNS.get(sign, sign) for sign in (enquiry.red_flags or "").split(";") if sign]


def worklist(request: HttpRequest) -> HttpResponse:
    """Everybody who waits for an answer, and who was answered lately."""
    acting(request.user, "read", Enquiry.table)
    on = today_of(request)
    waiting = queries.enquiries.to_answer(request.user, on)
    context = {
        "waiting": [(s.value, signs_of(s.value), _due(s.value, on)) for s in waiting],
        "answered": [s.value for s in queries.enquiries.answered(request.user)],
        "may_add": queries.practice.may(request.user, "add", Enquiry.table),
    }
    return render(request, "enquiries/list.html", context)


def _due(enquiry: Enquiry, on: Any) -> bool:
    return enquiry.call_back_on is not None and enquiry.call_back_on <= on


def log(request: HttpRequest) -> HttpResponse:
    """Note a call."""
    acting(request.user, "add", Enquiry.table)
    language = queries.practice.practice(request.user).value.language
    form = CallForm(request.POST or None, initial={"language": language})
    noted: list[Enquiry] = []

    def act() -> None:
        typed = {name: form.cleaned_data[name] or "" for name in ("name", "email", "phone", "message")}
        noted.append(actions.enquiries.log_call(language=form.cleaned_data["language"], by=request.user, **typed))

    if request.method == "POST" and form.is_valid():
        write(form, act)
        if noted:
            return redirect("enquiry", UUID(noted[0].enquiry))
    return render(request, "enquiries/log.html", {"form": form}, status=422 if form.errors else 200)


def one(request: HttpRequest, enquiry: UUID) -> HttpResponse:
    """One enquiry with its next step."""
    acting(request.user, "read", Enquiry.table)
    stored = queries.enquiries.one(request.user, enquiry.hex)
    asked = stored.value
    usual = {
        "status": "call_back" if asked.status == "new" else asked.status,
        "call_back_on": str(asked.call_back_on or today_of(request)),
        "outcome": asked.outcome,
    }
    form = TriageForm(request.POST or None, initial=usual)
    context: dict[str, Any] = {"asked": asked, "signs": signs_of(asked), "form": form, "revision": stored.revision}

    def act() -> None:
        given = form.cleaned_data
        actions.enquiries.triage(
            enquiry=enquiry.hex,
            status=given["status"],
            call_back_on=given["call_back_on"],
            outcome=given["outcome"] or "",
            revision=int(request.POST.get("revision") or 0),
            by=request.user,
        )

    if request.method == "POST" and form.is_valid():
        context["clash"] = write(form, act)
        if form.is_valid():
            return redirect("enquiries")
    return render(request, "enquiries/one.html", context, status=422 if form.errors else 200)


@require_POST
def become(request: HttpRequest, enquiry: UUID) -> HttpResponse:
    """Make a patient of whoever asked."""
    acting(request.user, "add", "patients")
    stored = queries.enquiries.one(request.user, enquiry.hex)
    try:
        patient = actions.enquiries.become_patient(
            enquiry=enquiry.hex, revision=int(request.POST.get("revision") or stored.revision), by=request.user
        )
    except MigraineDaysError as problem:
        context = {"asked": stored.value, "signs": signs_of(stored.value), "refused": str(problem)}
        return render(request, "enquiries/one.html", context, status=422)
    return redirect("patient", patient)
