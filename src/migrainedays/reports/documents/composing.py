"""The documents by their kind: values of one course in, a document out."""

import dataclasses
import datetime as dt
from collections.abc import Iterator

from migrainedays.classification import profile
from migrainedays.classification.profiles import DEFAULT
from migrainedays.course import Course, evaluate
from migrainedays.errors import NothingToEvaluate, WrongUse
from migrainedays.protocol import Version
from migrainedays.reports.documents.cited import Cited
from migrainedays.reports.documents.document import Document, Letterhead, Part
from migrainedays.reports.documents.payer_letter import APPEAL, AUTHORISATION, CONTINUATION, payer_letter
from migrainedays.reports.documents.policies import policy
from migrainedays.reports.documents.referral import referral
from migrainedays.reports.documents.session_summary import session_of, session_summary
from migrainedays.reports.documents.visit_summary import visit_summary
from migrainedays.reports.documents.wording import wording

SESSION, VISIT, REFERRAL = "session", "visit", "referral"
PAYER = (AUTHORISATION, CONTINUATION, APPEAL)
KINDS = (SESSION, VISIT, REFERRAL, *PAYER)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Which document is wanted: its kind, its language, the payer's policy, the session, who writes to whom.

    `version` is the protocol version of the latest session, which says when the next may be.
    """

    kind: str
    language: str = "en"
    payer: str = "us-generic"
    session: int | None = None
    letterhead: Letterhead = Letterhead()
    version: Version | None = None


def compose(course: Course, order: Order, *, on: dt.date | None = None) -> Document:
    """The document of a course as it stood on a day, the last dated row unless told.

    WrongUse for a kind, language or payer that is not there; NothingToEvaluate where the course holds nothing that
    the document could tell.
    """
    if order.kind not in KINDS:
        raise WrongUse(f"There is no document {order.kind!r}. There are: {', '.join(KINDS)}.")
    words = wording(order.language)
    counted_by = policy(order.payer).profile if order.kind in PAYER else DEFAULT
    found = evaluate(course, profile(counted_by), on=on)
    if not found.entries and not found.followed.cycles:
        raise NothingToEvaluate(f"{found.patient} has no diary day and no session yet; there is nothing to report.")
    cited = Cited(found, words)
    written_on = on or found.followed.on
    assert written_on is not None, "a course with a day or a session has a last day"
    called = order.letterhead.patient or words("patient", number=found.patient)
    parts = tuple(_parts(cited, order))
    return Document(
        title=_title(cited, order),
        language=order.language,
        on=written_on,
        foot=words("foot", patient=called, date=words.day(written_on)),
        parts=parts,
        letterhead=order.letterhead,
        dated=words.day(written_on) if order.kind in (REFERRAL, *PAYER) else "",
    )


def _title(cited: Cited, order: Order) -> str:
    say = cited.words
    if order.kind == SESSION:
        return say("session_title", date=say.day(session_of(cited, order.session).on))
    if order.kind == VISIT:
        return f"{say('visit_title')}: {order.letterhead.patient or say('patient', number=cited.found.patient)}"
    return say("referral_title") if order.kind == REFERRAL else say(f"payer_title_{order.kind}")


def _parts(cited: Cited, order: Order) -> Iterator[Part]:
    name = order.letterhead.patient
    if order.kind == SESSION:
        yield from session_summary(cited, session_of(cited, order.session), order.version)
    elif order.kind == VISIT:
        yield from visit_summary(cited)
    elif order.kind == REFERRAL:
        yield from referral(cited, order.version, name=name)
    else:
        yield from payer_letter(cited, policy(order.payer), order.kind, name=name)
