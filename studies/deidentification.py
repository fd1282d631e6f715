"""Does anything that names a person come out of a thousand case stories?

Design. Courses are drawn by the simulator, and into every field that somebody could type in go a name, a place, a
telephone number, a lot, a clinician and a date. Each story is written as a page and as a word processor's file. What
was planted, the patients' numbers, every exact date of the diary and of the sessions, and every pair of lot and day
are looked for in both.

    python -m studies.deidentification [--short]
"""

import datetime as dt
import sys
from collections.abc import Iterator

from migrainedays.course import Course
from migrainedays.reports.documents.as_docx import as_docx
from migrainedays.reports.documents.as_html import as_page
from migrainedays.reports.story import Draft, draft
from tests.unit.reports.story import planted

LONG, SHORT, SEED = 1000, 60, 20261123
FILES = 20  # word processor's files are slow to write; every so many stories has one


def leaks(course: Course, story: Draft, number: int) -> Iterator[str]:
    """What came out of one story that should not have."""
    page = as_page(story.document)
    packed = planted.words_in(as_docx(story.document)) if number % FILES == 0 else ""
    words = page + packed
    yield from (secret for secret in planted.SECRETS if secret in words.lower())
    yield from (date for date in planted.dates_of(course) if date in words)
    if course.person.patient in words:
        yield course.person.patient


def main() -> None:
    courses = planted.planted(SHORT if "--short" in sys.argv else LONG, SEED)
    clinic = [planted.judged(course) for course in courses]
    found = [item for item in zip(courses, clinic, strict=True) if item[1].followed.cycles]
    came_out: list[str] = []
    joined = 0
    for number, (course, judged) in enumerate(found):
        story = draft(judged, clinic[:200], on=dt.date(2026, 1, 4), also_known=[planted.NAME])
        came_out += leaks(course, story, number)
        page = as_page(story.document)
        joined += sum(str(session.on) in page or planted.LOT in page for session in course.sessions_here)
    print(f"{len(found)} stories of {len(courses)} simulated people, seed {SEED}")
    print(f"planted words, numbers and dates that came out: {len(came_out)} {sorted(set(came_out))}")
    print(f"people found by a join on lot and day: {joined}")


if __name__ == "__main__":
    main()
