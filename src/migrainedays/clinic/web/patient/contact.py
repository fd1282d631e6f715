"""Who a patient is and how they are reached."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.people import Contact
from migrainedays.clinic.web.patient.head import head
from migrainedays.clinic.web.shell.fields import Form, field_of
from migrainedays.clinic.web.shell.writing import write
from migrainedays.treatment import Person


class ContactForm(Form):
    """Name and contact."""

    name = field_of(Contact, "name", _("Name"), required=True)
    born_on = field_of(Contact, "born_on", _("Born on"))
    email = field_of(Contact, "email", _("E-mail"))
    phone = field_of(Contact, "phone", _("Telephone"))
    language = field_of(Contact, "language", _("Language"))
    wants_reminders = field_of(
        Contact, "wants_reminders", _("Agrees to reminders by e-mail"), _("Nothing in them tells of health.")
    )

    def contact(self, number: str) -> Contact:
        """The contact as a value."""
        return Contact(**self.given(Contact) | {"patient": number})


class PatientForm(ContactForm):
    """A new patient."""

    patient = field_of(Person, "patient", _("Number"), _("Leave it empty for the next free one."), required=False)
    sex = field_of(Person, "sex", _("Sex"))
    zone = field_of(Person, "zone", _("Time zone"), _("Such as Europe/Paris."))

    def person(self) -> Person:
        """The person as a value; the year of birth follows from the day."""
        born_on: dt.date | None = self.cleaned_data["born_on"]
        given = {**self.given(Person), "patient": self.cleaned_data["patient"] or ""}
        return Person(birth_year=born_on.year if born_on else None, **given)


def add(request: HttpRequest) -> HttpResponse:
    """Take up a new patient."""
    acting(request.user, "add", "patients")
    zone = queries.practice.practice(request.user).value.zone
    form = PatientForm(request.POST or None, initial={"zone": zone})
    made: list[UUID] = []

    def act() -> None:
        person, contact = form.person(), form.contact("-")
        made.append(actions.patients.add(person=person, contact=contact, by=request.user))

    if request.method == "POST" and form.is_valid():
        write(form, act)
        if made:
            return redirect("patient", made[0])
    return render(request, "patient/add.html", {"form": form}, status=422 if form.errors else 200)


def reach(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Correct name and contact."""
    context: dict[str, Any] = head(request, patient)
    acting(request.user, "correct", "contacts")
    stored = context["patient"].contact
    initial = {} if stored is None else {name: getattr(stored.value, name) for name in ContactForm.base_fields}
    form = ContactForm(request.POST or None, initial=initial)
    revision = int(request.POST.get("revision") or (stored.revision if stored else 0))
    context |= {"form": form, "revision": revision}

    def act() -> None:
        contact = form.contact(context["patient"].number)
        actions.patients.reach(patient=patient, contact=contact, revision=revision, by=request.user)

    if request.method == "POST" and form.is_valid():
        clash = write(form, act)
        if clash:
            context |= {"clash": clash, "revision": clash.revision}
        elif form.is_valid():
            return redirect("patient", patient)
    return render(request, "patient/contact.html", context, status=422 if form.errors else 200)
