"""From a course to its story: what may be told, how many share its traits, and how usual it is."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from migrainedays.course import Evaluation
from migrainedays.errors import NothingToEvaluate
from migrainedays.reports.documents.document import Document
from migrainedays.reports.documents.wording import wording
from migrainedays.reports.story.care import story
from migrainedays.reports.story.deidentified import Told, deidentified
from migrainedays.reports.story.sentences import Sentence, approved, known_words
from migrainedays.reports.story.sharing import Sharing, generalised, sharing


@dataclasses.dataclass(frozen=True, slots=True)
class Usual:
    """How usual a course is: the chance of a result at least this good where nothing changed, for the best of so many
    courses, and taken alone."""

    best_of: int
    corrected: float
    alone: float

    def said(self, language: str) -> str:
        """The evidence line, the corrected chance first."""
        say = wording(language)

        def chance(value: float) -> str:
            return f"{value:.2f}".replace(".", say.texts["decimal"])

        return say("care_typical", best_of=self.best_of, corrected=chance(self.corrected), alone=chance(self.alone))


@dataclasses.dataclass(frozen=True, slots=True)
class Draft:
    """A story as it would leave, with the check that says whether it may."""

    document: Document
    sharing: Sharing


def draft(found: Evaluation, clinic: Iterable[Evaluation], *, on: dt.date, **order: Any) -> Draft:
    """The story of one course among the clinic's, whose traits are counted here; otherwise as `tell`."""
    told = told_of(found)
    return tell(found, sharing(told, clinic), on=on, **order)


def tell(
    found: Evaluation,
    shared: Sharing,
    *,
    on: dt.date,
    language: str = "en",
    sentences: Sequence[Sentence] = (),
    also_known: Iterable[str] = (),
    usual: Usual | None = None,
    consented: bool = False,
) -> Draft:
    """The story of one course of which it is known how many share its traits; InputRefused where an approved sentence
    could tell who it is about, NothingToEvaluate where there is no session to count days from. `also_known` are words
    that the record does not hold and that must not be told, such as the name."""
    told = told_of(found)
    kept = approved(sentences, known_words(found.followed.course, also_known))
    typical = usual.said(language) if usual else ""
    document = story(
        generalised(told, shared), language=language, on=on, sentences=kept, typical=typical, consented=consented
    )
    return Draft(document, shared)


def told_of(found: Evaluation) -> Told:
    """What may be told of a course; NothingToEvaluate where there is no session to count days from."""
    told = deidentified(found)
    if told is None:
        raise NothingToEvaluate("There is no session yet: a story counts its days from the first one.")
    return told
