"""The check of a session before it is signed: findings, never exceptions."""

import dataclasses

from migrainedays.protocol.finding import Finding, Findings, Severity
from migrainedays.protocol.rules import RULES, notes_of_course
from migrainedays.protocol.rules.answers import QUESTIONS
from migrainedays.protocol.version import Version
from migrainedays.treatment.charting import Charting
from migrainedays.treatment.history import History

CHECKED = (
    *(f"no {question.words}" for question in QUESTIONS),
    "toxin given elsewhere is answered and counted",
    "consent holds, off-label use named where it is one",
    "18 years or over on this day",
    "days since the last toxin",
    "units in 84 days over all indications",
    "no other toxin product in 4 months, no dose of unknown size",
    "each vial: received here, product, expiry, quarantine, hours since opening, units left, dilution",
    "units in all, a muscle and a point against the protocol's caps",
    "sides and places of the points against the plan",
    "a reason for each difference from the plan",
    "the indication (first session) or the continuation rules (later sessions)",
)


def check(session: Charting, version: Version, history: History) -> Findings:
    """All findings on a session against its protocol version and what is known of the patient, gravest first.

    Where the toxin is already given, what would have blocked is kept as a *stop* marked `despite`, with a
    countersignature: the truth can always be recorded.
    """
    found = [finding for rule in RULES for finding in rule(session, version, history)]
    if session.given:
        found = [_given_despite(finding) for finding in found]
    found.sort(key=lambda finding: -finding.severity)
    unknown = tuple(dict.fromkeys(word for finding in found for word in finding.unknown))
    return Findings(found=tuple(found), checked=CHECKED, unknown=unknown, notes=notes_of_course(session, history))


def _given_despite(finding: Finding) -> Finding:
    if finding.severity is not Severity.BLOCK:
        return finding
    sentence = f"Given despite: {finding.sentence}"
    return dataclasses.replace(finding, severity=Severity.STOP, sentence=sentence, despite=True, countersign=True)
