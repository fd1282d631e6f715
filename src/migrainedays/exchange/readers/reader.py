"""A reader of one kind of file, and what it is asked."""

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path

from migrainedays.exchange.readers.dates import DateOrder
from migrainedays.exchange.readers.imported import Imported
from migrainedays.exchange.readers.source import Source, open_source


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """What a file cannot say: whose it is, in which zone its clock ran, how it writes dates, what columns mean.

    `columns` maps a role (start, end, pain, …) to the header of a column.
    """

    patient: str
    zone: str | None
    date_order: DateOrder | None = None
    columns: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True)
class Reader:
    """One kind of file: `title` for people, and the function that reads it."""

    title: str
    function: Callable[[Source, Asked], Imported]

    def read(
        self,
        path: Path,
        *,
        patient: str,
        zone: str | None,
        date_order: DateOrder | None = None,
        columns: Mapping[str, str] | None = None,
    ) -> Imported:
        """Read a file as the values of one patient.

        Without a `zone`, times that carry no offset are kept as the clock showed them (as UTC), and that is listed
        as odd. Raises DatesAmbiguous where only `date_order` can tell, InputRefused where it is no such file.
        """
        with open_source(path) as source:
            return self.function(source, Asked(patient, zone, date_order, columns or {}))
