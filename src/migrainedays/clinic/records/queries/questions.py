"""Registered questions with their looks."""

from typing import Any

from migrainedays.clinic.records import asked_questions
from migrainedays.clinic.records.access import NotFound, acting
from migrainedays.clinic.records.asked_questions import Asked
from migrainedays.clinic.records.evidence import RegisteredQuestion
from migrainedays.clinic.records.policies import Verb


def all_asked(user: Any) -> list[Asked]:
    """All questions of the user's clinic, the last registered first."""
    return asked_questions.all_asked(acting(user, Verb.READ, RegisteredQuestion.table).clinic_id)


def one(user: Any, question: str) -> Asked:
    """One question with its looks; NotFound where it is not this clinic's."""
    found = next((asked for asked in all_asked(user) if asked.question.question == str(question)), None)
    if found is None:
        raise NotFound("There is no such question.")
    return found


def open_about(user: Any, protocol: str, versions: tuple[str, str]) -> Asked | None:
    """The open question about these two versions, in either order."""
    actor = acting(user, Verb.READ, RegisteredQuestion.table)
    return asked_questions.open_about(actor.clinic_id, protocol, versions)
