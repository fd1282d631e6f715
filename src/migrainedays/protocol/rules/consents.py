"""Consent to treatment, and to what the label does not give."""

from collections.abc import Iterator

from migrainedays.protocol.finding import Finding, Severity
from migrainedays.protocol.version import Version
from migrainedays.treatment.charting import Charting
from migrainedays.treatment.history import History

_CLAIMS = ("treatment.consent",)


def find_in_consent(session: Charting, version: Version, history: History) -> Iterator[Finding]:
    """Missing consent, or consent that does not name an off-label protocol as such."""
    held = [consent for consent in history.consents if consent.holds_on(session.on)]
    inputs = (("consents that hold", str(len(held))), ("off-label protocol", "yes" if version.off_label else "no"))
    if not held:
        sentence = f"No consent to treatment holds on {session.on}."
        yield Finding(rule="consent", severity=Severity.STOP, sentence=sentence, claims=_CLAIMS, inputs=inputs)
    elif version.off_label and not any(consent.off_label_named for consent in held):
        sentence = f"{version.title} is off-label, and the consent does not name that."
        yield Finding(
            rule="consent_off_label", severity=Severity.STOP, sentence=sentence, claims=_CLAIMS, inputs=inputs
        )
