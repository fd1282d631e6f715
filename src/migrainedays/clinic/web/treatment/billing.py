"""What a bill needs of a session, on its page and as a file."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from migrainedays.clinic.records import queries
from migrainedays.clinic.records.access import NotFound, acting
from migrainedays.clinic.records.billing import BillingWords
from migrainedays.clinic.web.patient.head import head
from migrainedays.reports.billing import Billing, as_csv, billing
from migrainedays.treatment import Injection, Session


def of_session(request: HttpRequest, patient: UUID, session: Session) -> Billing | None:
    """The facts of a session here; None of one elsewhere."""
    if session.is_elsewhere:
        return None
    points = [s.value for s in queries.rows.all_of(request.user, patient, Injection, session=session.session)]
    named = queries.rows.stock(request.user, BillingWords)
    words = named[0].value.said if named else {}
    return billing(session, points, queries.stock.ledger(request.user).vials.values(), words)


def file(request: HttpRequest, patient: UUID, number: int) -> HttpResponse:
    """The same as a table, under a name that tells nothing."""
    head(request, patient)
    acting(request.user, "read", "sessions")
    stored = queries.rows.one(request.user, patient, Session, session=number)
    found = of_session(request, patient, stored.value) if stored else None
    if stored is None or found is None:
        raise NotFound("There is no such session here.")
    answer = HttpResponse(as_csv(stored.value, found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="billing-{number}.csv"'
    return answer
