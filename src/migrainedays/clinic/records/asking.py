"""What a diary asks beside the headache, and what the patient wishes of it: questions, rhythm, reminders."""

import dataclasses
import datetime as dt
from typing import ClassVar

from migrainedays import columns
from migrainedays.clinic.records.people import LANGUAGES

KINDS = ("exposure", "goal")
RHYTHMS = ("daily", "every_third_day")
QUESTION_RHYTHMS = ("never", "every_third_day", "daily")
WAYS = ("email", "push")
LONGEST_NAME = 40


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ClinicQuestion(columns.Value):
    """A question of the clinic: the factor or goal that its answers are kept under, and its words.

    It is met on good days too, so that what is tolerated can be counted. `asked_of_all` asks every patient whose own
    list does not say otherwise.
    """

    table: ClassVar[str] = "clinic_questions"

    question: str = columns.text(key=True)
    kind: str | None = columns.choice(*KINDS)
    en: str | None = columns.text()
    fr: str | None = columns.text()
    es: str | None = columns.text()
    asked_of_all: bool | None = columns.yes_no()

    def require(self) -> None:
        _require_name(self, self.question)
        if not self.en:
            self.refuse("en", "is missing; a question has words, and English stands in where a language has none")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PatientQuestion(columns.Value):
    """One question for one patient: one of the clinic's, asked or left out, or one with words of its own."""

    table: ClassVar[str] = "patient_questions"

    patient: str = columns.text(key=True)
    question: str = columns.text(key=True)
    kind: str | None = columns.choice(*KINDS)
    en: str | None = columns.text()
    fr: str | None = columns.text()
    es: str | None = columns.text()
    asked: bool | None = columns.yes_no()

    def require(self) -> None:
        _require_name(self, self.question)


def _require_name(value: ClinicQuestion | PatientQuestion, name: str) -> None:
    """The name becomes part of a field's name on the phone, `exposure/NAME/level`."""
    if "/" in name or len(name) > LONGEST_NAME or not name.isprintable():
        value.refuse("question", f"is a name of at most {LONGEST_NAME} letters without a slash")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DiaryWishes(columns.Value):
    """How often a patient wants to be asked, and at which hour, in which language and by which way reminded.

    `reminded_at` is an hour of the clock where she lives; blank means no reminder.
    """

    table: ClassVar[str] = "diary_wishes"

    patient: str = columns.text(key=True)
    rhythm: str | None = columns.choice(*RHYTHMS)
    questions: str | None = columns.choice(*QUESTION_RHYTHMS)
    reminded_at: int | None = columns.whole(0, 23)
    reminded_in: str | None = columns.choice(*LANGUAGES)
    reminded_by: tuple[str, ...] = columns.many(*WAYS)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Reminder(columns.Value):
    """A reminder that went out; one a day at most, whatever the ways."""

    table: ClassVar[str] = "reminders"

    patient: str = columns.text(key=True)
    date: dt.date = columns.day(key=True)
    at: dt.datetime | None = columns.moment()
    ways: tuple[str, ...] = columns.many(*WAYS)
