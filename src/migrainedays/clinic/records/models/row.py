"""The base of every table that keeps a value: the value's columns, a revision, and whether it was withdrawn."""

from collections.abc import Mapping
from typing import Any, ClassVar, Generic, NamedTuple, Self, TypeVar, cast

from django.db import models
from django.db.models.base import ModelBase

from migrainedays.clinic.records import access
from migrainedays.clinic.records.models.fields import fields_of
from migrainedays.columns import Value, columns_of, key_of

V = TypeVar("V", bound=Value)


OURS = {"id", "clinic", "revision", "withdrawn"}  # `version` is free: a session has one, that of its protocol


class Stored(NamedTuple, Generic[V]):
    """A value with the revision at which it was read; hand the revision back when correcting it."""

    value: V
    revision: int


class RowMeta(ModelBase):
    """Gives a model the columns of the value named in its class line: `class DayRow(OfPatient, value=DiaryDay)`."""

    def __new__(
        mcs, name: str, bases: tuple[type, ...], attrs: dict[str, Any], value: type[Value] | None = None, **kwargs: Any
    ) -> Any:
        if value is not None:
            owner = next(base.owner for base in bases if hasattr(base, "owner"))
            fields = fields_of(value, without=(owner,))
            assert not fields.keys() & OURS, f"a column of {value.__name__} has the name of one of ours"
            unique = models.UniqueConstraint(
                fields=[owner, *(n for n in key_of(value) if n != owner)], name=f"one_of_{value.table}"
            )
            meta = type("Meta", (), {"db_table": f"records_{value.table}", "constraints": [unique]})
            attrs = {**fields, **attrs, "value_class": value, "noun": value.table, "Meta": meta}
        return super().__new__(mcs, name, bases, attrs, **kwargs)


class Rows(models.QuerySet[Any]):
    """Rows that know who may see them."""

    def visible_to(self, user: Any) -> Self:
        """The rows that this user may read."""
        model = self.model
        return cast(Self, access.visible(self, user, model.noun, model.clinic_path))

    def standing(self) -> Self:
        """The rows that were not withdrawn."""
        return self.filter(withdrawn=False)

    def stored(self) -> "list[Stored[Any]]":
        """The value of each row with its revision."""
        names = self.model.lookups()
        make = self.model.value_class
        rows = self.values_list("revision", *names.values())
        return [Stored(make(**dict(zip(names, cells, strict=True))), revision) for revision, *cells in rows]

    def read(self) -> list[Any]:
        """The value of each row."""
        return [stored.value for stored in self.stored()]


class Row(models.Model, metaclass=RowMeta):
    """A value as it stands, with the number of its newest revision in the journal."""

    value_class: ClassVar[type[Value]]
    noun: ClassVar[str]
    owner: ClassVar[str]
    clinic_path: ClassVar[str]

    revision = models.PositiveIntegerField(default=1)
    withdrawn = models.BooleanField(default=False)

    objects: ClassVar[Rows] = cast(Rows, Rows.as_manager())

    class Meta:
        abstract = True

    @classmethod
    def lookups(cls) -> Mapping[str, str]:
        """Column of the value -> where it stands, seen from this table."""
        return {
            name: "patient__patient" if name == "patient" and cls.owner == "patient" else name
            for name in columns_of(cls.value_class)
        }


class OfPatient(Row):
    """A row of one patient: the column `patient` is the patient's record, whose number the value shows."""

    owner: ClassVar[str] = "patient"
    clinic_path: ClassVar[str] = "patient__clinic"

    patient = models.ForeignKey("records.PatientRecord", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class OfClinic(Row):
    """A row of a clinic as a whole, such as a vial."""

    owner: ClassVar[str] = "clinic"
    clinic_path: ClassVar[str] = "clinic"

    clinic = models.ForeignKey("records.Clinic", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
