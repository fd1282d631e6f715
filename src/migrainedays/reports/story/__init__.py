"""The case story: from a course to a report that names nobody, and the check that it names nobody."""

from migrainedays.reports.story.deidentified import Told, deidentified
from migrainedays.reports.story.sentences import Sentence, approved, known_words, tells
from migrainedays.reports.story.sharing import Sharing, Traits, shared_by, sharing, traits_of, unshared
from migrainedays.reports.story.telling import Draft, Usual, draft, tell, told_of

__all__ = [
    "Draft",
    "Sentence",
    "Sharing",
    "Told",
    "Traits",
    "Usual",
    "approved",
    "deidentified",
    "draft",
    "known_words",
    "shared_by",
    "sharing",
    "tell",
    "tells",
    "told_of",
    "traits_of",
    "unshared",
]
