"""Everything that a patient wrote, as a document: one line a day, a missing day as missing."""

import datetime as dt
import json
from collections import defaultdict
from importlib import resources
from itertools import groupby
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from migrainedays.clinic.records import queries
from migrainedays.clinic.records.phone_access import Phone
from migrainedays.diary import DiaryDay, Intake
from migrainedays.diary.phone import MergedDay, Operation, merge, read_operation, values_of

STRENGTH = {0: "None", 1: "Mild", 2: "Medium", 3: "Strong"}


def document_of(phone: Phone) -> bytes:
    """The document as PDF, in the language of the request."""
    import typst

    days = _days(phone)
    given = {
        "language": (get_language() or "en")[:2],
        "words": {
            "title": gettext("Diary"),
            "lead": gettext("A day without a line has no entry; it is not a day without headache."),
            "columns": [gettext(word) for word in ("Day", "Headache", "Strength", "Minutes", "Medicine", "Note")],
        },
        "months": [_month(list(found)) for _, found in groupby(days, key=lambda day: (day.date.year, day.date.month))],
    }
    source = resources.files("migrainedays.clinic.api.diary").joinpath("diary.typ").read_bytes()
    made: bytes = typst.compile(source, format="pdf", sys_inputs={"given": json.dumps(given)})
    return made


def _days(phone: Phone) -> list[MergedDay]:
    operations: dict[dt.date, list[Operation]] = defaultdict(list)
    for _, body in queries.phones.own_history(phone):
        operation = read_operation(body)
        operations[operation.date].append(operation)
    return [merge(operations[date]) for date in sorted(operations)]


def _month(days: list[MergedDay]) -> dict[str, Any]:
    lines = [_line(day) for day in days]
    answers = [day.values.get("headache") for day in days]
    count = {"yes": answers.count(True), "no": answers.count(False)}
    return {
        "name": date_format(days[0].date, "F Y"),
        "summary": gettext("{yes} days with headache, {no} without").format(**count),
        "days": lines,
    }


def _line(day: MergedDay) -> list[str]:
    values = values_of(day, "-")
    about = next((value for value in values if isinstance(value, DiaryDay)), None)
    drugs = [value.drug for value in values if isinstance(value, Intake)]
    note = day.values.get("note")
    headache = about.headache if about else None
    return [
        date_format(day.date, "j M"),
        "" if headache is None else gettext("Yes") if headache else gettext("No"),
        gettext(STRENGTH[about.peak]) if about and about.peak is not None else "",
        str(about.minutes) if about and about.minutes is not None else "",
        ", ".join(drugs),
        note if isinstance(note, str) else "",
    ]
