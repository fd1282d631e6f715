"""The demo clinic: invented patients as they stand today, in a database of its own, with an account for each role."""

import datetime as dt
import itertools
import uuid
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from migrainedays.clinic import weighing
from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import Actor
from migrainedays.clinic.records.charting import ConsentGiven
from migrainedays.clinic.records.enquiring import Website
from migrainedays.clinic.records.people import Contact, Visit
from migrainedays.clinic.records.policies import Role
from migrainedays.clinic.records.practice import Member, Practice
from migrainedays.clinic.records.scheduling import WEEKDAYS, Room, WorkingHours
from migrainedays.exchange.folder import folder_of
from migrainedays.treatment import Session
from migrainedays.treatment.authorisation import Authorisation
from migrainedays.treatment.series import Series

if TYPE_CHECKING:
    from migrainedays.simulation import DemoClinic

PASSWORD = "a calm day in november"  # noqa: S105 - printed at each start; it opens invented records only
YEAR = dt.timedelta(days=364)
ROOMS = ("East room", "West room")
NAMES = {
    Role.PHYSICIAN: "Dr Ines Morel",
    Role.INJECTOR: "Noa Lindt",
    Role.FRONT_DESK: "Sam Okafor",
    Role.ANALYST: "Yuki Brandt",
}
ASKED = (
    ("Paula Winter", "en", "I have had migraine on most days for six years. I live far away: how often would I come?"),
    ("Hugo Martel", "fr", "Depuis hier un mal de tête, le pire de ma vie, avec de la fièvre. Que faire ?"),
    ("Inés Robles", "es", "¿Puedo seguir con mis medicinas durante el tratamiento?"),
)


def address_of(role: Role) -> str:
    """The e-mail address of the demo account of a role."""
    return f"{role.value.replace('_', '-')}@demo.example"


@transaction.atomic
def fill() -> bool:
    """Fill an empty database with the demo clinic of today; False where it is filled already."""
    if not queries.practice.is_empty():
        return False
    from migrainedays.simulation import demo_clinic  # a second start does without it, and without NumPy

    demo = demo_clinic(on=timezone.now().date())
    physician = actions.clinics.open_clinic(
        practice=Practice(name="Demo clinic", zone=demo.zone),
        physician=Member(email=address_of(Role.PHYSICIAN), name=NAMES[Role.PHYSICIAN]),
        password=PASSWORD,
        demo=True,
    )
    by = Actor(physician.membership.clinic_id, Role.PHYSICIAN, physician.pk)
    for role, name in NAMES.items():
        if role is not Role.PHYSICIAN:
            actions.members.admit(
                Member(email=address_of(role), name=name, role=role), password=PASSWORD, by=by, why="demo"
            )
    _arrange(by)
    _fill_patients(demo, by)
    _fill_cupboard(demo, by)
    _plan(demo, by)
    _ask_for_evidence(by)
    _open_to_the_public(by)
    return True


def _open_to_the_public(by: Actor) -> None:
    """The practice's public pages with invented contact details, and three people who asked."""
    website = Website(
        shown=True,
        street="12 Harbour Street",
        town="Lakeview",
        phone="+1 555 0100",
        email="hello@practice.example",
        hours="Monday to Friday, 9 to 17",
    )
    actions.site.describe(website=website, revision=0, by=by)
    for number, (name, language, message) in enumerate(ASKED):
        address = f"asking{number}@example.org"
        actions.enquiries.receive(
            by.clinic_id,
            enquiry=uuid.uuid5(uuid.NAMESPACE_URL, f"demo-enquiry-{number}").hex,
            name=name,
            email=address,
            phone="",
            message=message,
            language=language,
        )


def _ask_for_evidence(by: Actor) -> None:
    """A registered question with its first look, and the clinic's results: the worker answers while people sign in."""
    from migrainedays.simulation.demo.cast import PROTOCOL

    asked = actions.questions.register(
        protocol=PROTOCOL,
        versions=("1", "2"),
        margin=Decimal(2),
        looks=5,
        reason="The second version gives each temple 2.5 U more. Does that spare two headache days a month?",
        by=by,
        why="demo",
    )
    weighing.ask("results", {}, by)
    weighing.ask("look", {"question": asked.question}, by)


def _arrange(by: Actor) -> None:
    """Two rooms, and a break at noon."""
    for room in ROOMS:
        actions.scheduling.keep_room(room=Room(room=room, in_use=True), by=by, why="demo")
    hours = [
        WorkingHours(weekday=weekday, part=part, opens=opens * 60, closes=closes * 60)
        for weekday in WEEKDAYS[:5]
        for part, (opens, closes) in enumerate(((9, 12), (13, 17)), start=1)
    ]
    actions.scheduling.keep_hours(hours=hours, by=by, why="demo")


def _plan(demo: "DemoClinic", by: Actor) -> None:
    """A series for everybody who was treated here, and a payer's authorisation for some of them."""
    ids = {listed.number: listed.id for listed in queries.patients.search(by)}
    sessions = [value for value in demo.values if isinstance(value, Session) and not value.is_elsewhere]
    firsts = {session.patient: session.on for session in sessions if session.session == 1}
    for place, (number, first) in enumerate(firsts.items()):
        actions.scheduling.plan_series(patient=ids[number], series=Series(patient=number, series=1), by=by, why="demo")
        if first is not None and place % 3 == 0:
            allowed = Authorisation(patient=number, payer="Mutuelle d’exemple", from_on=first, until_on=first + YEAR)
            actions.scheduling.authorise(patient=ids[number], authorisation=allowed, by=by, why="demo")


def _fill_patients(demo: "DemoClinic", by: Actor) -> None:
    actions.folders.take_in(folder=folder_of(demo.values), by=by, why="demo")
    ids = {listed.number: listed.id for listed in queries.patients.search(by)}
    for number, contact in demo.names.items():
        known = Contact(
            patient=number,
            name=contact.name,
            email=contact.email,
            phone=contact.phone,
            language=contact.language,
            wants_reminders=int(number[-1]) % 2 == 0,
        )
        actions.patients.reach(patient=ids[number], contact=known, by=by, why="demo")
    visits = sorted(demo.visits, key=lambda visit: visit.patient)
    for number, own in itertools.groupby(visits, key=lambda visit: visit.patient):
        values = [_visit(place, visit.at, visit.kind, number, demo) for place, visit in enumerate(own, start=1)]
        actions.visits.record(patient=ids[number], visits=values, by=by, why="demo")


def _fill_cupboard(demo: "DemoClinic", by: Actor) -> None:
    """The vials with all that was done to them, and the consents under which they were given."""
    actions.stock.take_over(actions=demo.ledger, by=by, why="demo")
    ids = {listed.number: listed.id for listed in queries.patients.search(by)}
    for consent in demo.consents:
        given = ConsentGiven(
            patient=consent.patient,
            given_on=consent.given_on,
            text_version=consent.text_version,
            explained_by=consent.explained_by,
            off_label_named=consent.off_label_named,
        )
        actions.charting.consent(patient=ids[consent.patient], consent=given, by=by, why="demo")


def _visit(place: int, at: dt.datetime, kind: str, number: str, demo: "DemoClinic") -> Visit:
    here = at.astimezone(ZoneInfo(demo.zone))
    status = "done" if here.date() < demo.on else "planned"
    return Visit(
        patient=number,
        visit=uuid.uuid5(uuid.NAMESPACE_URL, f"demo-{number}-{place}").hex,
        at=here,
        minutes=30,
        kind=kind,
        status=status,
    )
