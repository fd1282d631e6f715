"""A process of its own at the clinic's database that enrols at the moment it is told, for the tests of contention."""

# The first import sets Django up.
# isort: off
from tests.web.treatment import contending

from django.utils import timezone

from migrainedays.clinic.records import actions
from migrainedays.clinic.records import studies as kept
from migrainedays.clinic.records.models import Clinic
from migrainedays.diary import DiaryDay
from migrainedays.treatment import Person
from migrainedays.windows import Span


def candidate(number):
    """Somebody whose diary of the last month is full."""
    by = contending.who(contending.NAMES[0])
    record = actions.patients.add(person=Person(patient=number), by=by)
    days = [DiaryDay(patient=number, date=day, headache=True) for day in Span.before(timezone.now().date())]
    actions.diary.record(patient=record, entries=days, by=by)


def begin():
    """A study that takes anybody; returns its number."""
    from tests.web.study.conftest import designed

    by = contending.who(contending.NAMES[0])
    plan = designed(by, patients=200, looks=1)
    return actions.studies.begin(study=plan.study, by=by).study


def enrol(by, study, number):
    """Consent, and the place that was opened."""
    given = actions.taking_part.enrol(
        study=study, patient=contending.id_of(number), text_version="1", explained_by=by, by=contending.who(by)
    )
    return [given.place, given.side]


def opened(study):
    """Places as they stand, with the sequence that the key says, and whether tables are what the journal adds up to."""
    from tests.web.study.conftest import said_by_the_key

    clinic = Clinic.objects.get()
    plan = kept.plan_of(clinic.pk, study).value
    places = [[one.place, one.side, one.subject] for one in kept.allocations_of(clinic.pk, study)]
    consents = sorted(kept.consents_of(clinic.pk, study))
    differences = len(contending.queries.verification.differences())
    return {
        "places": places,
        "consents": consents,
        "said": said_by_the_key(plan, len(places)),
        "differences": differences,
    }


if __name__ == "__main__":
    contending.DO.update({f.__name__: f for f in (candidate, begin, enrol, opened)})
    contending.main()
