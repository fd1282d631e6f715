"""A form for one stored row, which knows what stood there when it was opened; several of them make a page."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms

from migrainedays.clinic.records.revising import Read, Revision, over, pack, unpack
from migrainedays.clinic.web.shell.fields import Form
from migrainedays.columns import Value


class RowForm(Form):
    """One row: `was` is what stood when the page was opened, blank for a new row."""

    value_class: ClassVar[type[Value]]
    meant: Sequence[Revision] = ()  # what this row asked to be written
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None, *, patient: str, stored: Any = None, prefix: str) -> None:
        self.patient = patient
        initial = {} if stored is None else {**self.cells(stored.value), "was": pack(*stored)}
        super().__init__(data, prefix=prefix, initial=initial)

    def cells(self, value: Any) -> dict[str, Any]:
        """What the fields show of a value."""
        return {name: getattr(value, name) for name in self.base_fields if hasattr(value, name)}

    @property
    def read(self) -> Read | None:
        """The value that this form was opened on."""
        return unpack(self.value_class, self.patient, str(self["was"].value() or ""))

    @property
    def shown(self) -> list[Any]:
        """The fields of the row, without what it carries."""
        return [self[name] for name in self.fields if name != "was"]

    @property
    def is_blank(self) -> bool:
        """Whether nothing is typed in."""
        return not any(value not in (None, "") for name, value in self.cleaned_data.items() if name != "was")

    @property
    def title(self) -> str:
        """What the row is about, for a sentence above the page."""
        return str(self.value_class.table)

    def value(self) -> Value | None:
        """The value that is meant, None for a row that is left empty."""
        if self.is_blank:
            return None
        read = self.read
        given = {**self.given(self.value_class), "patient": self.patient}
        return dataclasses.replace(read.value, **given) if read else self.value_class(**given)

    def revisions(self) -> list[Revision]:
        """What has to be written."""
        return over(self.read, self.value())

    def stand_on(self, theirs: Any) -> None:
        """Take what somebody else wrote meanwhile as that on which this row is typed."""
        self.data[self.add_prefix("was")] = pack(*theirs) if theirs else ""  # type: ignore[index]
