"""Weighing the evidence in the background: the pages ask, the worker works it out, a button stops it.

Model and numbers are imported where the worker needs them: a web process that only shows an answer stays light.
"""

import dataclasses
import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django_tasks import task

from migrainedays.clinic import studying
from migrainedays.clinic.gathering import ENGINE, Answer, courses_of, today_of
from migrainedays.clinic.progress import Progress
from migrainedays.clinic.records import queries
from migrainedays.clinic.records.access import Actor
from migrainedays.clinic.records.actions import questions, runs
from migrainedays.clinic.records.queries import questions as registered
from migrainedays.clinic.records.queries import runs as asked_for
from migrainedays.course import Course
from migrainedays.errors import InputRefused, MigraineDaysError, NothingToEvaluate

if TYPE_CHECKING:
    from migrainedays.reports.story import Sharing


def ask(kind: str, asked: Mapping[str, Any], by: Any) -> UUID:
    """Put a question into the queue, or join the run that is at it already; returns the run's id.

    Raises InputRefused, with its sentence, where asking would be a look that nobody declared.
    """
    if kind == "versions":
        _refuse_peeking(asked, by)
    if kind == "look":
        questions.refuse_look(question=asked["question"], by=by)
    if kind in studying.REFUSED:
        studying.REFUSED[kind](asked, by)
    run, new = runs.ask(kind=kind, asked=asked, by=by)
    if new:
        transaction.on_commit(lambda: weigh.enqueue(str(run)))
    return run


def _refuse_peeking(asked: Mapping[str, Any], by: Any) -> None:
    """Exploring what is being asked about would be a look outside the declared ones."""
    if registered.open_about(by, asked["protocol"], (asked["a"], asked["b"])):
        raise InputRefused(
            "A question about these two versions is registered and open. Looking here as well would be a look that it "
            "did not declare: look there."
        )


@task()
def weigh(run: str) -> None:
    """Work one run out, unless it was stopped; whatever happens, it ends in a state that a page can show."""
    progress = Progress(UUID(run))
    try:
        runs.begin(progress.run)
        work = asked_for.to_work_out(progress.run)
        KINDS[work.kind](work.by, work.asked, progress)
    except runs.Stopped:
        return
    except (MigraineDaysError, Http404, PermissionDenied) as problem:
        progress.rest()
        runs.refuse(progress.run, sentence=str(problem))
    except Exception:
        progress.rest()
        runs.fail(progress.run)
        raise
    finally:
        progress.rest()


def _results(by: Actor, asked: Mapping[str, Any], progress: Progress) -> None:
    """What became of the clinic's patients."""
    from migrainedays.classification import profile
    from migrainedays.classification.profiles import DEFAULT
    from migrainedays.course.definition import DEFAULT as BROKEN
    from migrainedays.course.definition import definition
    from migrainedays.course.evaluate import evaluate
    from migrainedays.evidence.clinic_results import results_of
    from migrainedays.evidence.facts import facts_of
    from migrainedays.evidence.results_to_json import results_to_json

    found = results_of(facts_of(evaluate(course, profile(DEFAULT))) for course in courses_of(by, progress))
    progress.finish(results_to_json(found) | {"profile": DEFAULT, "definition": definition(BROKEN).title})


def _versions(by: Actor, asked: Mapping[str, Any], progress: Progress) -> None:
    """One version against another, without a registered question."""
    from migrainedays.evidence.question import Question

    question = Question(asked["protocol"], (asked["a"], asked["b"]))
    progress.finish(_compared(by, question, 1, progress))


def _look(by: Actor, asked: Mapping[str, Any], progress: Progress) -> None:
    """A look at a registered question: the answer and the end of the run are written together, or neither."""
    found = registered.one(by, asked["question"])
    answer = _compared(by, found.question.asked(), len(found.looks) + 1, progress)
    seen = {"answer": answer, "on": dt.date.fromisoformat(answer["on"]), "engine": ENGINE, "inputs": answer["inputs"]}
    progress.rest()
    with transaction.atomic():
        progress.finish({"look": answer["monitoring"]["look"]})
        questions.look(question=asked["question"], seen=seen, by=by)


def _compared(by: Actor, question: Any, look: int, progress: Progress) -> Answer:
    from migrainedays.evidence.beside import beside_to_json
    from migrainedays.evidence.compare import compare
    from migrainedays.evidence.courses import version_windows
    from migrainedays.evidence.to_json import comparison_to_json

    on = today_of(by)
    windows = version_windows(courses_of(by, progress), question.protocol, question.versions, on)
    found = compare(windows, question, look)
    return comparison_to_json(found) | beside_to_json(found, windows) | {"on": on.isoformat()}


def _surprise(by: Actor, asked: Mapping[str, Any], progress: Progress) -> None:
    """Whether one patient's latest result is unusual."""
    from migrainedays.evidence.one_course import judge_patient
    from migrainedays.evidence.to_json import surprise_to_json

    number, on = queries.patients.get(by, UUID(asked["patient"])).number, today_of(by)
    found = judge_patient(courses_of(by, progress), number, on)
    answer = surprise_to_json(number, found)
    del answer["patient"]  # whose it is stands in the question, and nowhere by number
    progress.finish(answer | {"on": on.isoformat()})


def _forecast(by: Actor, asked: Mapping[str, Any], progress: Progress) -> None:
    """What one patient's coming months may bring."""
    from migrainedays.evidence.forecast import forecast_patient
    from migrainedays.evidence.to_json import forecast_to_json

    number, on = queries.patients.get(by, UUID(asked["patient"])).number, today_of(by)
    answer = forecast_to_json(forecast_patient(courses_of(by, progress), number, on))
    del answer["patient"]  # whose it is stands in the question, and nowhere by number
    progress.finish(answer)


def _story(by: Actor, asked: Mapping[str, Any], progress: Progress) -> None:
    """What a story has to know of the other courses: how many share its traits, and how usual it is."""
    from migrainedays.classification import profile
    from migrainedays.classification.profiles import DEFAULT
    from migrainedays.course.evaluate import evaluate
    from migrainedays.evidence.one_course import judge_patient
    from migrainedays.reports.story import Traits, deidentified, shared_by, told_of, traits_of

    number, on = queries.patients.get(by, UUID(asked["patient"])).number, today_of(by)
    own = traits_of(told_of(evaluate(queries.course(by, UUID(asked["patient"])), profile(DEFAULT))))
    traits: list[Traits] = []

    def read() -> Iterator[Course]:
        for course in courses_of(by, progress):
            if told := deidentified(evaluate(course, profile(DEFAULT))):
                traits.append(traits_of(told))
            yield course

    try:
        found = judge_patient(read(), number, on)
        usual = {"best_of": found.best_of, "corrected": found.corrected, "alone": found.percentile}
    except NothingToEvaluate:
        usual = None
    shared = shared_by(own, traits)
    progress.finish(
        {"people": shared.people, "left_out": shared.left_out, "traits": told_traits(shared), "usual": usual}
    )


def told_traits(shared: "Sharing") -> Answer:
    """The traits that were counted, as an answer keeps them, to see later whether they are still these."""
    told: Answer = json.loads(json.dumps(dataclasses.asdict(shared.traits)))  # a pair comes back as a list
    return told


KINDS: Mapping[str, Callable[[Actor, Mapping[str, Any], Progress], None]] = {
    "results": _results,
    "versions": _versions,
    "look": _look,
    "surprise": _surprise,
    "forecast": _forecast,
    "study_design": studying.propose,
    "study_look": studying.look,
    "story": _story,
}
