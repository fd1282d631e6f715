"""Case stories: the patient's consent, and what was released under it.

A story is kept as it was released, without anything that names a person; the journal knows whose it is.
"""

import dataclasses
import datetime as dt
from typing import ClassVar

from migrainedays import columns


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StoryConsent(columns.Value):
    """Consent to tell a story, and to whom; it can be taken back on any day, and then the story is gone."""

    table: ClassVar[str] = "story_consents"

    patient: str = columns.text(key=True)
    consent: int = columns.whole(1, key=True)
    given_on: dt.date | None = columns.day()
    explained_by: str | None = columns.text()
    text_version: str | None = columns.text()
    for_website: bool | None = columns.yes_no()
    for_print: bool | None = columns.yes_no()
    withdrawn_on: dt.date | None = columns.day()

    def require(self) -> None:
        if self.given_on is None:
            self.refuse("given_on", "is missing; a consent has its day")
        elif self.withdrawn_on is not None and self.withdrawn_on < self.given_on:
            self.refuse("withdrawn_on", "lies before the day on which it was given")

    def holds_on(self, day: dt.date) -> bool:
        """Whether it stands on this day."""
        given = self.given_on is not None and self.given_on <= day
        return given and (self.withdrawn_on is None or day < self.withdrawn_on)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Story(columns.Value):
    """A story: the sentences that were approved one by one (`sentences`, JSON), and, once released, what is shown
    (`told`, JSON) under a public name that leads to nobody. `sharing` is how many in the clinic share its traits."""

    table: ClassVar[str] = "stories"

    patient: str = columns.text(key=True)
    story: str = columns.text(key=True)
    consent: int | None = columns.whole(1)
    language: str | None = columns.text()
    sentences: str | None = columns.text()
    told: str | None = columns.text()
    sharing: int | None = columns.whole(0)
    released_at: dt.datetime | None = columns.moment()
    released_by: str | None = columns.text()
    taken_back_at: dt.datetime | None = columns.moment()

    @property
    def is_public(self) -> bool:
        """Whether it is shown to everybody."""
        return self.released_at is not None and self.taken_back_at is None
