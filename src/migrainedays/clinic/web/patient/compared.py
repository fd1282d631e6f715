"""What a story knows of the clinic's other courses: worked out beside the page, kept, and held against today."""

import dataclasses
from typing import NamedTuple
from uuid import UUID

from django.http import HttpRequest

from migrainedays.clinic.records.queries import practice, runs
from migrainedays.clinic.records.queries.runs import Working
from migrainedays.clinic.weighing import told_traits
from migrainedays.course import Evaluation
from migrainedays.reports.story import Sharing, Usual, told_of, traits_of, unshared

KIND = "story"


class Compared(NamedTuple):
    """How many share the traits and how usual the course is; only what is `fresh` may leave for everybody to read."""

    shared: Sharing
    usual: Usual | None
    fresh: bool


def asked_of(patient: UUID) -> dict[str, str]:
    """The question that a run is asked."""
    return {"patient": str(patient)}


def compared(request: HttpRequest, patient: UUID, own: Evaluation) -> Compared:
    """What the last run said; before the first, neither sex nor age is told and nobody is known to share the rest."""
    told = told_of(own)
    answered = runs.answered(request.user, KIND, asked_of(patient))
    if answered is None or answered.answer is None:
        return Compared(unshared(told), None, False)
    answer = answered.answer
    traits = dataclasses.replace(traits_of(told), **dict.fromkeys(answer["left_out"]))
    shared = Sharing(traits, answer["people"], tuple(answer["left_out"]))
    usual = Usual(**answer["usual"]) if answer["usual"] else None
    return Compared(shared, usual, told_traits(shared) == answer["traits"] and _holds(request, answered))


def _holds(request: HttpRequest, answered: Working) -> bool:
    """Nothing was entered since, or only today: phones write all day, and one more day moves no count of people."""
    now = practice.now(request.user)
    return answered.current or answered.asked_at.astimezone(now.tzinfo).date() == now.date()
