"""A session between the form and the record: what was typed, the values it means, and what the check finds."""

import dataclasses
import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from migrainedays.clinic.records import queries
from migrainedays.clinic.records.access import NotFound
from migrainedays.clinic.records.actions.charting import Sheet
from migrainedays.clinic.records.charting import Charting, ConsentGiven
from migrainedays.clinic.web.treatment.aside import TAKEN_UP
from migrainedays.clinic.web.treatment.asking import SheetForm, asked_today
from migrainedays.clinic.web.treatment.points import Row, from_vials, injections_of, rows_of
from migrainedays.protocol import Deviation, Findings, Version, check, deviations
from migrainedays.treatment import Injection, Session
from migrainedays.treatment import charting as library
from migrainedays.treatment.history import History
from migrainedays.treatment.products import product_named, same_product
from migrainedays.treatment.stock import VialState
from migrainedays.treatment.vial_choice import Proposal, propose
from migrainedays.windows import Span

USUAL = "preempt"  # the published pattern, where a patient has no protocol yet
VIALS = "proposed"  # the step that takes over the proposed vials, and the field that names them


@dataclasses.dataclass(frozen=True)
class Setting:
    """What stands before anything is typed: the patient, the protocol version, the day, history and vials.

    `on` is the day on which it was given: today, or an earlier one for a late record.
    """

    patient: Any
    version: Version
    number: int
    now: dt.datetime
    on: dt.date
    history: History
    vials: tuple[VialState, ...]

    @property
    def late(self) -> bool:
        """Whether an earlier day is recorded: then the toxin is in."""
        return self.on < self.now.date()

    @property
    def open_vials(self) -> tuple[VialState, ...]:
        """The vials that can be drawn from: of this product, open on that day, not discarded before it, not empty."""
        return tuple(
            vial
            for vial in self.vials
            if vial.opened_at and self._day(vial.opened_at) <= self.on
            and not (vial.discarded_at and (not self.late or self._day(vial.discarded_at) < self.on))
            and (vial.left.amount or vial.discarded_at)
            and same_product(vial.size.product, self.version.product)
        )  # fmt: skip

    @property
    def proposal(self) -> Proposal | None:
        """The vials to draw the plan from; None for a late record, and where they hold too little."""
        plan = product_named(self.version.product)(self.version.total_units)
        return None if self.late else propose(plan, self.vials, at=self.now, patient=self.patient.number)

    def _day(self, moment: dt.datetime) -> dt.date:
        return moment.astimezone(self.now.tzinfo).date()


@dataclasses.dataclass(frozen=True)
class Draft:
    """What the form means: the sheet to be kept, what differs from the plan, what the check finds."""

    sheet: Sheet
    differing: tuple[Deviation, ...]
    findings: Findings

    @property
    def as_planned(self) -> bool:
        """Whether nothing differs and everything that was looked at is clear."""
        return not self.differing and self.findings.all_clear is not None


def setting_of(request: HttpRequest, patient: UUID, known: Any) -> Setting:
    """The patient's protocol version, or the one that was chosen; NotFound for one that is not there."""
    now = queries.practice.now(request.user)
    on = _day(request, now.date())
    history = queries.treatment.history(request.user, patient, on=on)
    here = [session for session in history.sessions if not session.is_elsewhere]
    return Setting(
        patient=known,
        version=_version(request, patient, here[-1] if here else None),
        number=here[-1].session + 1 if here else 1,
        now=now,
        on=on,
        history=history,
        vials=tuple(queries.stock.ledger(request.user).vials.values()),
    )


def _day(request: HttpRequest, today: dt.date) -> dt.date:
    """The day that was chosen; today where none was, or one that is none or has not come yet."""
    try:
        return min(today, dt.date.fromisoformat(request.POST.get("on") or request.GET.get("on") or ""))
    except ValueError:
        return today


def _version(request: HttpRequest, patient: UUID, last: Session | None) -> Version:
    """The version that was chosen, that of a study whose session is due, or that of the last session."""
    chosen = request.POST.get("protocol") or request.GET.get("protocol") or ""
    if chosen:
        name, _, number = chosen.partition("/")
        return queries.protocols.version(request.user, name, number or None)
    part = queries.studies.due_part(request.user, patient)
    if part is not None:
        return queries.protocols.version(request.user, part.plan.protocol or "", part.allocation.version)
    try:
        if last is not None and last.protocol:
            return queries.protocols.version(request.user, last.protocol, last.version)
    except NotFound:
        pass  # an imported session may name a protocol that is not in the library here
    return queries.protocols.version(request.user, USUAL)


def form_of(setting: Setting, request: HttpRequest) -> SheetForm:
    """The form, empty but for the time, the injector, and the only vial that is open."""
    choices = [(vial.vial, _said(vial, setting.now)) for vial in setting.open_vials]
    initial: dict[str, Any] = {
        "started": "" if setting.late else setting.now.strftime("%H:%M"),
        "clinician": str(request.user),
        "vials": [choices[0][0]] if len(choices) == 1 else [],
        "explained_by": str(request.user),
    }
    typed = request.POST or None
    if request.POST.get("step") in (VIALS, TAKEN_UP):
        initial |= {**request.POST.dict(), "vials": request.POST.getlist(VIALS)}
        typed = None
    asked = asked_today(setting.history, setting.on)
    return SheetForm(typed, initial=initial, questions=asked, vials=choices)


def _said(vial: VialState, now: dt.datetime) -> str:
    opened = f", open since {vial.opened_at.astimezone(now.tzinfo):%d %b %H:%M}" if vial.opened_at else ""
    return f"{vial.vial} · lot {vial.lot} · {vial.left.amount} U left{opened}"


def rows(setting: Setting, request: HttpRequest) -> list[Row]:
    """The rows of the table, planned or as typed."""
    return rows_of(setting.version, request.POST if request.method == "POST" else None)


def draft(setting: Setting, form: SheetForm, typed: list[Row]) -> tuple[Draft | None, dict[str, str]]:
    """What the form means, or what is wrong with its points by row."""
    points, problems = injections_of(typed, patient=setting.patient.number, session=setting.number)
    if problems:
        return None, problems
    left = {vial.vial: vial.left.amount for vial in setting.open_vials}
    points = from_vials(points, [(name, left[name]) for name in form.cleaned_data["vials"]])
    sheet = _sheet(setting, form, points)
    history = dataclasses.replace(
        setting.history,
        conditions=(*setting.history.conditions, *sheet.conditions),
        consents=(*setting.history.consents, *([sheet.consent.consent()] if sheet.consent else [])),
    )
    charted = library.Charting(
        session=sheet.session,
        injections=points,
        at=sheet.charting.started_at or setting.now,
        vials=setting.vials,
        given=bool(sheet.charting.given),
    )
    found = check(charted, setting.version, history)
    return Draft(sheet, deviations(points, setting.version), found), {}


def _sheet(setting: Setting, form: SheetForm, points: tuple[Injection, ...]) -> Sheet:
    number, version, held = setting.patient.number, setting.version, form.cleaned_data
    started = dt.datetime.combine(setting.on, held["started"], tzinfo=setting.now.tzinfo)
    ended = dt.datetime.combine(setting.on, held["ended"], tzinfo=setting.now.tzinfo) if held["ended"] else None
    if ended is None and not setting.late:
        ended = setting.now
    minutes = max(0, round((ended - started) / dt.timedelta(minutes=1))) if ended else None
    session = Session(
        patient=number, session=setting.number, date=Span(setting.on, setting.on), indication=version.indication,
        protocol=version.name, version=version.version, product=version.product, minutes=minutes,
        total_units=sum((p.units for p in points if p.units), start=version.total_units * 0),
        clinician=held["clinician"],
    )  # fmt: skip
    charting = Charting(
        patient=number, session=setting.number, protocol=version.name, version=version.version,
        content_hash=version.content_hash, started_at=started,
        ended_at=max(started, ended) if ended else None, given=held["toxin_in"] or setting.late,
        tolerance=held["tolerance"] or None, complications=held["complications"] or None,
    )  # fmt: skip
    answers = form.conditions(number, setting.on)
    return Sheet(
        session=session, injections=points, charting=charting, conditions=answers, consent=_consent(setting, held)
    )


def _consent(setting: Setting, held: dict[str, Any]) -> ConsentGiven | None:
    if not held["consented"]:
        return None
    return ConsentGiven(
        patient=setting.patient.number,
        given_on=setting.on,
        text_version=held["text_version"],
        explained_by=held["explained_by"],
        off_label_named=held["off_label_named"],
    )
