"""`migrainedays report`: a document about one patient as PDF."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from migrainedays.classification import profile
from migrainedays.classification.profiles import DEFAULT
from migrainedays.cli.folder import DATE, ON, folder_command
from migrainedays.cli.output import print_json, say, working
from migrainedays.course import Course, evaluate
from migrainedays.errors import NothingToEvaluate, WrongUse
from migrainedays.exchange import Folder
from migrainedays.exchange.courses import courses_of
from migrainedays.protocol import Version, shipped
from migrainedays.reports.documents import KINDS, Order, compose, gaps, print_pdf, wording

if TYPE_CHECKING:
    from migrainedays.reports.story import Usual

STORY = "story"


@click.command
@click.option("--patient", required=True, metavar="ID", help="The patient.")
@click.option("--kind", required=True, type=click.Choice([*KINDS, STORY]), help="What is written.")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="The PDF file to write; a story also as .docx or .html.",
)
@click.option("--language", default="en", show_default=True, metavar="en|fr|es", help="The language of the document.")
@click.option("--payer", default="us-generic", show_default=True, metavar="NAME", help="Whose policy a letter answers.")
@click.option("--session", type=int, help="Which session is summarised; the latest unless given.")
@click.option("--on", type=DATE, help=ON)
@folder_command
def command(
    folder: Folder,
    patient: str,
    kind: str,
    output: Path,
    language: str,
    payer: str,
    session: int | None,
    on: dt.datetime | None,
    as_json: bool,
) -> None:
    """A letter, a summary or a sheet about one patient, with the days behind its numbers."""
    course = _course(folder, patient)
    if kind == STORY:
        _tell(folder, course, output, language, on)
        return
    order = Order(kind=kind, language=language, payer=payer, session=session, version=_version(course))
    document = compose(course, order, on=on.date() if on else None)
    _write(output, print_pdf(document))
    lacking = _lacking(course, on)
    if as_json:
        print_json({"patient": patient, "kind": kind, "file": str(output), "title": document.title, "gaps": lacking})
        return
    say(f"{document.title}: written to {output}.")
    for gap in lacking:
        say(f"The record lacks: {gap}")


def _tell(folder: Folder, course: Course, output: Path, language: str, on: dt.datetime | None) -> None:
    """The case story, de-identified, with how many of the folder share its traits."""
    from migrainedays.reports.documents.as_docx import as_docx
    from migrainedays.reports.documents.as_html import as_page
    from migrainedays.reports.story import draft

    day = on.date() if on else None
    found = evaluate(course, profile(DEFAULT), on=day)
    everybody = (evaluate(other, profile(DEFAULT), on=day) for other in courses_of(folder))
    written_on = day or found.followed.on
    assert written_on is not None, "a course with a session has a last day"
    told = draft(found, everybody, on=written_on, language=language, usual=_usual(folder, course, day))
    if output.suffix == ".html":
        _write(output, as_page(told.document).encode())
    else:
        _write(output, as_docx(told.document) if output.suffix == ".docx" else print_pdf(told.document))
    say(f"{told.document.title}: written to {output}.")
    say(f"{told.sharing.people} of this folder share the traits that it tells.")
    if not told.sharing.enough:
        say("That is too few: it must not be published.")
    say("No consent is on record in a folder: publish nothing without it.")


def _usual(folder: Folder, course: Course, on: dt.date | None) -> "Usual | None":
    """How usual the course is among those of the folder; None where it cannot be said."""
    from migrainedays.evidence.one_course import judge_patient
    from migrainedays.reports.story import Usual

    try:
        with working("Looking at the courses of the clinic"):
            found = judge_patient(courses_of(folder), course.person.patient, on)
    except NothingToEvaluate:
        return None
    return Usual(found.best_of, found.corrected, found.percentile)


def _course(folder: Folder, patient: str) -> Course:
    for course in courses_of(folder):
        if course.person.patient == patient:
            return course
    raise WrongUse(f"There is no patient {patient!r} in this folder; its patients table names those who are.")


def _version(course: Course) -> Version | None:
    """The protocol version of the latest session, where the library has it."""
    sessions = course.sessions_here
    try:
        return shipped().version(sessions[-1].protocol or "", sessions[-1].version) if sessions else None
    except WrongUse:
        return None


def _lacking(course: Course, on: dt.datetime | None) -> list[str]:

    found = evaluate(course, profile(DEFAULT), on=on.date() if on else None)
    return [gap.said(wording("en")) for gap in gaps(found)]


def _write(output: Path, content: bytes) -> None:
    try:
        output.write_bytes(content)
    except OSError as problem:
        raise WrongUse(f"{output} cannot be written: {problem.strerror}. Name a file in a folder of yours.") from None
