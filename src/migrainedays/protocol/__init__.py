"""What was intended: protocols as files with versions, their differences, and the check of a session against them."""

from migrainedays.protocol.checking import check
from migrainedays.protocol.deviation import REASONS, Deviation, deviations
from migrainedays.protocol.difference import Change, Difference, difference
from migrainedays.protocol.documents import (
    document_of_difference,
    document_of_findings,
    document_of_library,
    document_of_schema,
    document_of_version,
)
from migrainedays.protocol.eligibility import Criterion, eligibility
from migrainedays.protocol.finding import Finding, Findings, Severity
from migrainedays.protocol.library import Library, VersionChanged, read_library, shipped
from migrainedays.protocol.picture import draw_difference, draw_version, marks_of, marks_of_difference
from migrainedays.protocol.reading import Problem, ProtocolRefused, read_version
from migrainedays.protocol.schedule import Due, due
from migrainedays.protocol.site import Site
from migrainedays.protocol.unwanted import Rate, rates, wilson
from migrainedays.protocol.version import Source, Version, hash_of
from migrainedays.protocol.writing import write_version

__all__ = [
    "REASONS",
    "Change",
    "Criterion",
    "Deviation",
    "Difference",
    "Due",
    "Finding",
    "Findings",
    "Library",
    "Problem",
    "ProtocolRefused",
    "Rate",
    "Severity",
    "Site",
    "Source",
    "Version",
    "VersionChanged",
    "check",
    "deviations",
    "difference",
    "document_of_difference",
    "document_of_findings",
    "document_of_library",
    "document_of_schema",
    "document_of_version",
    "draw_difference",
    "draw_version",
    "due",
    "eligibility",
    "hash_of",
    "marks_of",
    "marks_of_difference",
    "rates",
    "read_library",
    "read_version",
    "shipped",
    "wilson",
    "write_version",
]
