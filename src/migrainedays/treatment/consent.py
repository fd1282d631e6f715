"""Consent to treatment, as it was given."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """Which text was explained by whom on which day, whether off-label use was named, and when it was taken back."""

    patient: str
    text_version: str
    given_on: dt.date
    explained_by: str
    off_label_named: bool = False
    withdrawn_on: dt.date | None = None

    def holds_on(self, day: dt.date) -> bool:
        """Whether it stands on this day."""
        return self.given_on <= day and (self.withdrawn_on is None or day < self.withdrawn_on)
