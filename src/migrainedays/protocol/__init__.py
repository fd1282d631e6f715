"""What was intended: protocols as files with versions, their differences, and the check of a session against them."""

from migrainedays.protocol.difference import Change, Difference, difference
from migrainedays.protocol.documents import document_of_difference, document_of_library, document_of_version
from migrainedays.protocol.library import Library, VersionChanged, read_library, shipped
from migrainedays.protocol.picture import draw_difference, draw_version, marks_of, marks_of_difference
from migrainedays.protocol.reading import Problem, ProtocolRefused, read_version
from migrainedays.protocol.site import Site
from migrainedays.protocol.version import Source, Version, hash_of
from migrainedays.protocol.writing import write_version

__all__ = [
    "Change",
    "Difference",
    "Library",
    "Problem",
    "ProtocolRefused",
    "Site",
    "Source",
    "Version",
    "VersionChanged",
    "difference",
    "document_of_difference",
    "document_of_library",
    "document_of_version",
    "draw_difference",
    "draw_version",
    "hash_of",
    "marks_of",
    "marks_of_difference",
    "read_library",
    "read_version",
    "shipped",
    "write_version",
]
