"""What is next for a patient: the proposal with what the diary shows, as far as the reader may read diaries."""

import datetime as dt
from uuid import UUID

from django.http import HttpRequest

from migrainedays.classification import profile
from migrainedays.classification.profiles import DEFAULT
from migrainedays.clinic.records import queries
from migrainedays.clinic.records.queries.recall import Outlook
from migrainedays.course.evaluate import Evaluation, evaluate


def outlook_of(request: HttpRequest, patient: UUID, *, on: dt.date, found: Evaluation | None = None) -> Outlook:
    """What is next for one patient; `found` is the evaluation where a page has it already."""
    if not queries.practice.may(request.user, "read", "days"):
        return queries.recall.outlook(request.user, patient, on=on)
    if found is None:
        found = evaluate(queries.course(request.user, patient), profile(DEFAULT))
    shown = [worn.verdict for worn in found.wearing_off if worn.index is not None]
    signals = {"worn_off": shown[-1]} if shown else {}
    return queries.recall.outlook(request.user, patient, on=on, cycle=found.cycle.state, **signals)
