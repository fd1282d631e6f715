"""The case story: from a course to a report that names nobody, and the check that it names nobody."""

from migrainedays.reports.story.deidentified import Told, deidentified
from migrainedays.reports.story.sentences import Sentence, approved, known_words, tells
from migrainedays.reports.story.sharing import Sharing, sharing
from migrainedays.reports.story.telling import Draft, Usual, draft

__all__ = [
    "Draft",
    "Sentence",
    "Sharing",
    "Told",
    "Usual",
    "approved",
    "deidentified",
    "draft",
    "known_words",
    "sharing",
    "tells",
]
