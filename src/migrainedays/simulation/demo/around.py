"""What stands around the diary of an invented patient: preventives, questions, questionnaires, goals, events."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from migrainedays.columns import Value
from migrainedays.diary import Goal
from migrainedays.literature import claim
from migrainedays.scales import Score
from migrainedays.simulation.demo.days import chances
from migrainedays.simulation.demo.story import Story
from migrainedays.simulation.demo.treatments import session_days
from migrainedays.treatment import AdverseEvent, Condition, Preventive
from migrainedays.treatment.condition import CONDITIONS
from migrainedays.treatment.first_visit import TRIED
from migrainedays.treatment.unwanted import ASKED
from migrainedays.windows import WINDOW_DAYS

MONTH = dt.timedelta(days=30)  # distances between remembered dates, not a window
ONLY_WOMEN = ("pregnancy", "lactation")


def around_of(story: Story, on: dt.date, rng: np.random.Generator) -> Iterator[Value]:
    """Everything but sessions and diary."""
    yield from _preventives(story, on)
    yield from _conditions(story, on)
    yield from _scores_and_goals(story, on, rng)
    for told in story.unwanted:
        onset = session_days(story, on)[told.session - 1] + dt.timedelta(days=told.after)
        resolved = onset + dt.timedelta(days=told.lasted)
        yield AdverseEvent(
            patient=story.patient,
            event=told.event,
            onset_on=onset,
            session=told.session,
            resolved_on=resolved if resolved <= on else None,
            severity=told.severity,
            related=True,
        )


def _preventives(story: Story, on: dt.date) -> Iterator[Preventive]:
    for trial in story.preventives:
        ended = trial.stopped_months_ago
        yield Preventive(
            patient=story.patient,
            drug=trial.drug,
            started_on=on - trial.months_ago * MONTH,
            dose=trial.dose,
            stopped_on=None if ended is None else on - ended * MONTH,
            stop_reason=trial.stop_reason,
        )


def _conditions(story: Story, on: dt.date) -> Iterator[Condition]:
    for day in {story.day(on, story.diary_from), *session_days(story, on)}:
        for condition in CONDITIONS:
            if story.sex == "female" or condition not in ONLY_WOMEN:
                yield Condition(patient=story.patient, condition=condition, asked_on=day, answer=False)
    yield from _told_at_first(story, story.day(on, story.diary_from))
    days = session_days(story, on)
    for number, day in enumerate(days[1:], start=1):  # at each session it is asked what followed the one before
        followed = any(told.session == number for told in story.unwanted)
        yield Condition(patient=story.patient, condition=ASKED, asked_on=day, answer=followed)


def _told_at_first(story: Story, day: dt.date) -> Iterator[Condition]:
    """Diagnoses and drugs of the day, as the first visit asks them."""
    told = {
        "chronic_migraine": (story.before >= claim("treatment.indication_headache_days").number, None),
        "aura": (story.aura, None),
        "acute_drugs": (bool(story.drugs), ", ".join(story.drugs) or None),
        TRIED: (bool(story.preventives), None),
    }
    for condition, (answer, detail) in told.items():
        yield Condition(patient=story.patient, condition=condition, asked_on=day, answer=answer, detail=detail)


def _scores_and_goals(story: Story, on: dt.date, rng: np.random.Generator) -> Iterator[Value]:
    """At the first visit and at each session: the level of that day decides, with a little noise."""
    level = chances(story, on) * WINDOW_DAYS
    first = story.day(on, story.diary_from)
    for visit, day in enumerate(sorted({first, *session_days(story, on)})):
        now = float(level[(day - first).days])
        noise = rng.normal(0, 2, 3)
        totals = {
            "hit6": np.clip(50 + 0.62 * now + noise[0], 36, 78),
            "midas": np.clip(4.2 * now + 4 * noise[1], 0, 270),
            "phq9": np.clip(2 + 0.3 * now + noise[2], 0, 27),
        }
        for scale, total in totals.items():
            yield Score(patient=story.patient, date=day, scale=scale, value=Decimal(round(float(total))))
        for goal in story.goals if visit else ():
            won = (story.before - now) / story.before
            yield Goal(patient=story.patient, goal=goal, date=day, level=round(-1 + 3.4 * won), weight=Decimal(1))
