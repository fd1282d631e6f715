"""Charting a session: today's questions and the plan on one page, what differs read back on a second, then signed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import acting
from migrainedays.clinic.web.patient.head import head
from migrainedays.clinic.web.protocols.maps import maps_of
from migrainedays.clinic.web.shell.writing import write
from migrainedays.clinic.web.treatment.aside import ASIDE, TAKEN_UP, lay_aside, take_up
from migrainedays.clinic.web.treatment.asking import SheetForm, is_same_person
from migrainedays.clinic.web.treatment.drafting import VIALS, Draft, Setting, draft, form_of, rows, setting_of
from migrainedays.clinic.web.treatment.pain import pain_before
from migrainedays.clinic.web.treatment.points import MUSCLE_CHOICES, step_of
from migrainedays.clinic.web.treatment.signing import REASON, asking, reasons_in
from migrainedays.clinic.web.treatment.since import BACK, since_last
from migrainedays.protocol import REASONS, marks_of
from migrainedays.protocol.finding import Severity
from migrainedays.treatment.head_map import SIDE_WORDS, legend

NOT_CARRIED = ("csrfmiddlewaretoken", "step")
UNFINISHED = ("edit", VIALS, TAKEN_UP)  # shown again as it is, with nothing asked of it


def page(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Chart a session of today, or late of an earlier day; what differs or is found is read back before it is kept."""
    context = head(request, patient)
    acting(request.user, "add", "chartings")
    take_up(request, patient)
    setting = setting_of(request, patient, context["patient"])
    step = request.POST.get("step")
    if step == ASIDE:
        return _leave(request, setting)
    if step == VIALS:
        _prepare(request, setting)
        setting = setting_of(request, patient, context["patient"])
    form = form_of(setting, request)
    if request.method != "POST" or step in UNFINISHED:
        return _show(request, context, setting, form)
    if not form.is_valid() or not _is_who(form, setting):
        return _show(request, context, setting, form)
    found, problems = draft(setting, form, rows(setting, request))
    if found is None:
        form.add_error(None, _("Some points cannot be kept; they are marked in the table."))
        return _show(request, context, setting, form, problems)
    if step == "sign" or found.as_planned:
        return _keep(request, context, setting, form, found)
    return _read_back(request, context, setting, form, found)


def _leave(request: HttpRequest, setting: Setting) -> HttpResponse:
    """To the form of an event since the session before, and back to the sheet as it stands."""
    since = since_last(request, setting.patient.id, setting.patient.number, setting.history, setting.on)
    if since is None:
        raise BadRequest("There is no earlier session whose events could be recorded. Open the page again.")
    lay_aside(request, setting.patient.id)
    address = reverse("adverse-events", args=[setting.patient.id, since.followed.session.session])
    return redirect(f"{address}?back={BACK}")


def _prepare(request: HttpRequest, setting: Setting) -> None:
    """Open and make up the proposed vials that are still closed; what was opened meanwhile is left as it is."""
    closed = [vial.vial for vial in setting.proposal.closed] if setting.proposal else []
    named = [vial for vial in closed if vial in request.POST.getlist(VIALS)]
    diluent = setting.version.diluent_ml_per_100_units
    actions.stock.prepare(vials=named, ml_per_100_units=diluent, at=setting.now, by=request.user)


def _is_who(form: SheetForm, setting: Setting) -> bool:
    held = form.cleaned_data
    same = is_same_person(setting.patient, held["initials"], held["birth_year"])
    if not same:
        form.add_error(
            "initials", _("Initials and year of birth are not those of this record. Is it the right patient?")
        )
    return same


def _show(
    request: HttpRequest,
    context: dict[str, Any],
    setting: Setting,
    form: SheetForm,
    problems: dict[str, str] | None = None,
) -> HttpResponse:
    version = setting.version
    held = queries.protocols.library(request.user)
    marks = marks_of(version)
    pain = pain_before(request, setting.patient.id, setting.on)
    context |= {
        "setting": setting,
        "version": version,
        "form": form,
        "rows": [(row, (problems or {}).get(row.prefix)) for row in rows(setting, request)],
        "pain": pain,
        "maps": maps_of(
            marks, f"{version.title}, version {version.version}", every=True, areas=pain.counted.days if pain else ()
        ),
        "plan": legend([mark for mark in marks if mark.state == "planned"]),
        "step": step_of(version),
        "reasons": REASONS,
        "muscles": MUSCLE_CHOICES,
        "sides": list(SIDE_WORDS.items()),
        "consents": [consent for consent in setting.history.consents if consent.holds_on(setting.on)],
        "choices": [v for name in held.names() for v in held.versions(name)],
        "may_sign": queries.practice.may(request.user, "sign", "signatures"),
        "since": since_last(request, setting.patient.id, setting.patient.number, setting.history, setting.on),
        "part": queries.studies.due_part(request.user, setting.patient.id),
        "offers": [] if setting.late else queries.studies.offers(request.user, setting.patient.id, setting.on),
    }
    bad = request.method == "POST" and request.POST.get("step") not in UNFINISHED
    return render(request, "treatment/chart.html", context, status=422 if bad else 200)


def _read_back(
    request: HttpRequest, context: dict[str, Any], setting: Setting, form: SheetForm, found: Draft, refused: str = ""
) -> HttpResponse:
    carried = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_CARRIED and not name.startswith(REASON)
        for value in values
    ]
    context |= {
        "setting": setting,
        "version": setting.version,
        "draft": found,
        "session": found.sheet.session,
        "charting": found.sheet.charting,
        "findings": asking(request, found.findings),
        "blocked": bool(found.findings.of(Severity.BLOCK)),
        "carried": carried,
        "refused": refused,
        "may_sign": queries.practice.may(request.user, "sign", "signatures"),
    }
    return render(request, "treatment/read_back.html", context, status=422 if refused else 200)


def _keep(
    request: HttpRequest, context: dict[str, Any], setting: Setting, form: SheetForm, found: Draft
) -> HttpResponse:
    signs = queries.practice.may(request.user, "sign", "signatures")
    kept: list[bool] = []

    def act() -> None:
        actions.charting.record(
            patient=setting.patient.id,
            sheet=found.sheet,
            reasons=reasons_in(request),
            sign=signs,
            by=request.user,
        )
        kept.append(True)

    write(form, act)
    if not kept:
        refused = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return _read_back(request, context, setting, form, found, refused)
    said = _("Session %(n)s is signed.") if signs else _("Session %(n)s is kept and waits for a physician's signature.")
    messages.success(request, said % {"n": setting.number})
    return redirect("session", setting.patient.id, setting.number)
