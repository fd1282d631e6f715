"""Adding a session, correcting it while it is not signed, signing it over what the check finds."""

import dataclasses
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import NotFound, acting
from migrainedays.clinic.records.billing import BillingWords
from migrainedays.clinic.records.people import Signature
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.web.patient.head import head
from migrainedays.clinic.web.shell.views import today_of
from migrainedays.clinic.web.shell.writing import write
from migrainedays.clinic.web.treatment import billing, signing
from migrainedays.clinic.web.treatment.forms import SessionForm
from migrainedays.clinic.web.treatment.summary import charted
from migrainedays.treatment import Injection, Session


def add(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Enter a session that took place."""
    context = head(request, patient)
    acting(request.user, "add", "sessions")
    form = SessionForm(request.POST or None, initial=_next(request, patient))
    context |= {"form": form, "revision": 0}

    def act() -> None:
        session = Session(patient=context["patient"].number, **form.given(Session))
        actions.treatment.record(patient=patient, session=session, by=request.user)

    if request.method == "POST" and form.is_valid():
        context["clash"] = write(form, act)
        if form.is_valid():
            return redirect("patient", patient)
    return render(request, "treatment/session.html", context, status=422 if form.errors else 200)


def _next(request: HttpRequest, patient: UUID) -> dict[str, Any]:
    """The next number, today, and what the last session used."""
    here = [s.value for s in queries.rows.all_of(request.user, patient, Session) if not s.value.is_elsewhere]
    usual = {name: getattr(here[-1], name) for name in ("product", "protocol", "version")} if here else {}
    number = here[-1].session + 1 if here else 1
    return {"session": number, "date": str(today_of(request)), "clinician": str(request.user), **usual}


SIGNING = {"sign": ("signatures", signing.sign), "countersign": ("countersignatures", signing.countersign)}


def session(request: HttpRequest, patient: UUID, number: int) -> HttpResponse:
    """Correct, sign or countersign a session; a signed one is shown and not changed."""
    context = head(request, patient)
    acting(request.user, "read", "sessions")
    stored = queries.rows.one(request.user, patient, Session, session=number)
    if stored is None:
        raise NotFound("There is no such session.")
    act = next((act for act in SIGNING if act in request.POST), None)
    if request.method == "POST":
        noun = SIGNING[act][0] if act else "sessions"
        acting(request.user, "sign" if act else "correct", noun)
    if act:
        done = SIGNING[act][1](request, patient, number)
        if not isinstance(done, str):
            return done
        context["refused"] = done
    context |= _kept(request, patient, stored.value)
    return _correct(request, patient, stored, context, writes=act is None)


def _kept(request: HttpRequest, patient: UUID, session: Session) -> dict[str, Any]:
    """All that stands beside a session; before it is signed, what the check finds."""
    number = session.session
    signature = queries.rows.one(request.user, patient, Signature, session=number)
    context: dict[str, Any] = {
        "session": session,
        "signature": signature,
        "injections": [i.value for i in queries.rows.all_of(request.user, patient, Injection, session=number)],
        "may_sign": queries.practice.may(request.user, "sign", "signatures"),
        "may_correct": queries.practice.may(request.user, "correct", "sessions"),
    }
    context |= charted(request, patient, number) | {
        "billing": billing.of_session(request, patient, session),
        "may_name_lines": queries.practice.may(request.user, Verb.CORRECT, BillingWords.table),
    }
    context |= signing.second(request, patient, number, context["charted_findings"])
    if signature is None and context["may_sign"] and not session.is_elsewhere:
        context |= signing.to_sign(request, patient, number, context["reasons"])
    return context


def _correct(
    request: HttpRequest, patient: UUID, stored: Any, context: dict[str, Any], *, writes: bool
) -> HttpResponse:
    initial = {name: getattr(stored.value, name) for name in SessionForm.base_fields}
    form = SessionForm((request.POST or None) if writes else None, initial=initial)
    revision = int(request.POST.get("revision") or stored.revision)
    context |= {"form": form, "revision": revision}

    def act() -> None:
        value = dataclasses.replace(stored.value, **form.given(Session) | {"session": stored.value.session})
        actions.treatment.correct(patient=patient, value=value, revision=revision, by=request.user)

    if form.is_valid():
        clash = write(form, act)
        if clash:
            context |= {"clash": clash, "revision": clash.revision}
        elif form.is_valid():
            return redirect("patient", patient)
    wrong = form.errors or "refused" in context
    return render(request, "treatment/session.html", context, status=422 if wrong else 200)
