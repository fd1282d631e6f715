"""What a diary asks beside the headache, and what the patient wishes of it: questions, rhythm, reminders."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from typing import ClassVar, NamedTuple

from migrainedays import columns
from migrainedays.clinic.records.people import LANGUAGES
from migrainedays.clinic.records.phones import PushAddress
from migrainedays.diary.phone import RHYTHMS

KINDS = ("exposure", "goal")
QUESTION_RHYTHMS = ("never", "every_third_day", "daily")
EMAIL, PUSH = WAYS = ("email", "push")
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
    if not name.strip() or "/" in name or len(name) > LONGEST_NAME or not name.isprintable():
        value.refuse("question", f"is not a name of at most {LONGEST_NAME} letters without a slash")


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


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Somebody who is to be reminded: in which language, and by which ways."""

    record: int
    on: dt.date
    language: str
    email: str | None = None
    addresses: tuple[PushAddress, ...] = ()

    @property
    def ways(self) -> tuple[str, ...]:
        """The ways that stand open."""
        return (*((EMAIL,) if self.email else ()), *((PUSH,) if self.addresses else ()))


class Asked(NamedTuple):
    """A question as a phone asks it: the name its answers are kept under, its kind, its words by language."""

    question: str
    kind: str
    words: Mapping[str, str]


def asked_of(clinic: Iterable[ClinicQuestion], own: Iterable[PatientQuestion]) -> list[Asked]:
    """The questions for one patient: the clinic's for all, without those left out for her, and those of her own.

    What a patient's question does not say (its kind, its words) is the clinic's.

    >>> asked_of([ClinicQuestion(question="screens", en="Screens", asked_of_all=True)], [])[0].words["fr"]
    'Screens'
    """
    listed = {each.question: each for each in clinic}
    hers = {each.question: each for each in own}
    names = [n for n, each in listed.items() if each.asked_of_all and (n not in hers or hers[n].asked is not False)]
    names += [n for n, each in hers.items() if each.asked and n not in names]
    return [_asked(name, hers.get(name), listed.get(name)) for name in sorted(names)]


def _asked(name: str, *given: ClinicQuestion | PatientQuestion | None) -> Asked:
    found = [each for each in given if each is not None]
    kind = next((each.kind for each in found if each.kind), KINDS[0])
    english = next((each.en for each in found if each.en), name)
    words = {
        language: next((said for each in found if (said := getattr(each, language))), english) for language in LANGUAGES
    }
    return Asked(name, kind, words)
