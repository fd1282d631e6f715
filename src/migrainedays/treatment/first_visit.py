"""What is asked once, at the first visit, and what of it nobody has asked yet.

Every answer is an exchange value of its own kind: a person's column, a dated condition, a preventive, a session
elsewhere. Diagnoses, and drugs of today that are no preventives, are conditions too: an intake would say that a drug
was taken on a day, and nobody tells that of every tablet.
"""

import datetime as dt
from collections.abc import Iterator

from migrainedays.treatment.history import History

DIAGNOSES = ("chronic_migraine", "aura", "medication_overuse")
HEALTH = (
    "allergy", "infection_at_site", "neuromuscular", "dysphagia", "breathing", "pregnancy", "lactation",
)  # fmt: skip
DRUGS = ("acute_drugs", "aminoglycoside", "muscle_relaxant", "anticoagulant", "other_drugs")
TRIED, TOXIN = "preventives_tried", "other_toxin"
OF_PERSON = ("birth_year", "migraine_attacks_before", "aura_attacks_before")
CONSENT = "consent"
ASKED = (*OF_PERSON, *DIAGNOSES, *HEALTH, *DRUGS, TRIED, TOXIN, CONSENT)
NOT_EXPECTED_OF_MEN = ("pregnancy", "lactation")  # asked of whoever it may concern, and missed in nobody else


def not_asked(history: History, on: dt.date) -> tuple[str, ...]:
    """What is still unknown on a day, in the order of the page; a question that was not answered is among it."""
    return tuple(name for name in ASKED if not _known(name, history, on))


def _known(name: str, history: History, on: dt.date) -> bool:
    person = history.person
    if name in OF_PERSON:
        return person is not None and getattr(person, name) is not None
    if name == CONSENT:
        return any(consent.holds_on(on) for consent in history.consents)
    if name in NOT_EXPECTED_OF_MEN and person is not None and person.sex == "male":
        return True
    answer = history.answer(name, on)
    return (answer is not None and answer.answer is not None) or any(_told(name, history))


def _told(name: str, history: History) -> Iterator[bool]:
    """Rows that answer a question by being there."""
    if name == TRIED:
        yield bool(history.preventives)
    if name == TOXIN:
        yield any(session.is_elsewhere for session in history.sessions)
