"""What a study leaves to the worker: its proposal with whole studies drawn, and the declared looks."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction

from migrainedays.clinic.gathering import ENGINE, courses_of, today_of
from migrainedays.clinic.progress import Progress
from migrainedays.clinic.records.access import Actor
from migrainedays.clinic.records.actions import studies
from migrainedays.clinic.records.queries import studies as told

REFUSED: Mapping[str, Callable[[Mapping[str, Any], Any], object]] = {
    "study_design": lambda asked, by: studies.refuse_pair(
        protocol=asked["protocol"], versions=(asked["a"], asked["b"]), by=by
    ),
    "study_look": lambda asked, by: studies.refuse_look(study=asked["study"], by=by),
}
"""What would be worked out for nothing is refused before it is put into the queue."""


def propose(by: Actor, asked: Mapping[str, Any], progress: Progress) -> None:
    """The smallest study that grants the wish, and what it is worth when whole studies are drawn."""
    from migrainedays.evidence import study_proposal
    from migrainedays.evidence.study_plan import Months

    wish = study_proposal.Wish(
        days=float(asked["days"]),
        looks=int(asked["looks"]),
        power=float(asked["power"]),
        patients_a_month=float(asked["patients_a_month"]),
        months=Months(int(asked["before"]), int(asked["after"])),
    )
    clinic = study_proposal.clinic_of(courses_of(by, progress), today_of(by))
    designs = study_proposal.other_differences(clinic, wish)
    progress.rest()
    drawn, of = [], 2 * study_proposal.STUDIES
    for one in study_proposal.draw_studies(clinic, designs[0][1]):
        drawn.append(one)
        progress.tell(len(drawn), of, "studies")
    answer = study_proposal.proposal_to_json(clinic, wish, designs, drawn)
    progress.finish(answer | {"engine": ENGINE, "on": today_of(by).isoformat()})


def look(by: Actor, asked: Mapping[str, Any], progress: Progress) -> None:
    """A due look at a study: the answer and the end of the run are written together, or neither."""
    from migrainedays.evidence.study_courses import windows_of_study
    from migrainedays.evidence.study_look import look_at, look_to_json

    standing, on = told.one(by, asked["study"]), today_of(by)
    plan, number = standing.plan, standing.progress.looks_taken + 1
    windows = windows_of_study(courses_of(by, progress), told.analysed(by, plan.study), plan.months, on)
    answer = look_to_json(look_at(windows, plan.design(), plan.versions, number), windows, on)
    seen = {"answer": answer, "on": dt.date.fromisoformat(answer["on"]), "engine": ENGINE, "inputs": answer["inputs"]}
    progress.rest()
    with transaction.atomic():
        progress.finish({"look": number})
        studies.look(study=plan.study, seen=seen, by=by)
