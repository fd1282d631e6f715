"""The clinic's own words beside the codes of a bill."""

import dataclasses
from collections.abc import Mapping
from typing import ClassVar

from migrainedays import columns
from migrainedays.reports.billing import LABELLED

LONGEST = 120  # characters; a label stands in one cell of a table


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class BillingWords(columns.Value):
    """What each line of a bill is called here; a blank leaves it to our own words."""

    table: ClassVar[str] = "billing_words"

    words: str = columns.text(key=True, default="words")
    procedure: str | None = columns.text()
    toxin: str | None = columns.text()
    wasted: str | None = columns.text()

    def require(self) -> None:
        for name, said in self.said.items():
            if len(said) > LONGEST:
                self.refuse(name, f"is longer than {LONGEST} characters; it stands in one cell of a table")

    @property
    def said(self) -> Mapping[str, str]:
        """Line of a bill -> the clinic's words for it, where it has any."""
        return {name: said.strip() for name in LABELLED if (said := getattr(self, name) or "").strip()}
