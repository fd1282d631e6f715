"""Reads a text through one of the readers."""

import dataclasses
from pathlib import Path
from typing import Any, TypeVar

from migrainedays.columns import Value, columns_of
from migrainedays.exchange.readers import READERS, Imported

V = TypeVar("V", bound=Value)
ENDINGS = {"migraine-buddy-link": "html", "apple-health": "xml"}


@dataclasses.dataclass
class Reading:
    """Call it with a kind and a text; what was imported stands in `imported`."""

    folder: Path
    imported: Imported = None  # type: ignore[assignment]

    def __call__(self, kind: str, content: str | bytes, *, zone: str | None = "UTC", **asked: Any) -> "Reading":
        path = self.folder / f"export.{ENDINGS.get(kind, 'csv')}"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return dataclasses.replace(self, imported=READERS[kind].read(path, patient="P1", zone=zone, **asked))

    def all(self, value_class: type[V]) -> list[V]:
        """The values of one table."""
        return [value for value in self.imported.values if isinstance(value, value_class)]

    def cells(self) -> list[tuple[str, dict[str, str]]]:
        """Every value as its table and its filled cells, the patient's own number left out."""
        return [(value.table, _filled(value)) for value in self.imported.values]

    @property
    def odd(self) -> list[str]:
        return [str(problem) for problem in self.imported.odd]

    @property
    def refused(self) -> list[str]:
        return [str(problem) for problem in self.imported.refused]


def _filled(value: Value) -> dict[str, str]:
    written = {name: column.write(getattr(value, name)) for name, column in columns_of(type(value)).items()}
    return {name: cell for name, cell in written.items() if cell and name != "patient"}
