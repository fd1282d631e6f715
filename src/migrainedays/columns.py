"""What a column of the exchange folder may hold, said once, at the field of the value it becomes.

A value class declares its fields with the functions below. From that one declaration follow the reading and
writing of cells, the refusal of what is impossible, the published table schemas and the clinic's tables.
"""

import dataclasses
import datetime as dt
import functools
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar, Literal
from zoneinfo import ZoneInfo, available_timezones

from migrainedays.errors import Impossible
from migrainedays.windows import Span

Kind = Literal[
    "text",
    "integer",
    "number",
    "units",
    "boolean",
    "answer",
    "date",
    "span",
    "datetime",
    "choice",
    "many",
    "zone",
]
EARLIEST, LATEST = 1900, 2200  # years; a diary outside them is a slip of the keyboard


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """One column: its kind, bounds and choices; `key` columns identify a row."""

    kind: Kind
    key: bool = False
    low: Decimal | None = None
    high: Decimal | None = None
    choices: tuple[str, ...] = ()
    default: Any = None

    def read(self, cell: str) -> Any:
        """The value of a cell, its default when blank; ValueError with a sentence when it cannot be read.

        Bounds are not looked at here: the value itself refuses what it cannot hold.
        """
        cell = cell.strip()
        return _READ[self.kind](cell) if cell else self.default

    def require(self, value: Any) -> None:
        """Refuse with ValueError a value that this column cannot hold."""
        if value is None:
            if self.key and self.default is None:
                raise ValueError("is missing; this column identifies the row")
            return
        _REQUIRE.get(self.kind, _nothing)(self, value)

    def write(self, value: Any) -> str:
        """The cell of a value: what `read` turns back into the same value."""
        if value is None:
            return ""
        if self.kind == "boolean":
            return "true" if value else "false"
        if self.kind == "answer":
            return "yes" if value else "no"
        if self.kind == "many":
            return ";".join(value)
        if self.kind == "datetime":
            return str(value.isoformat())
        return _write_text(value) if self.kind == "text" else str(value)


# -- reading a cell ------------------------------------------------------------------------------------
# A spreadsheet runs a cell that begins with one of these; text is written behind an apostrophe, and read back
# without it.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def _read_text(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell, 1) else cell


def _write_text(value: str) -> str:
    return f"'{value}" if _FORMULA.match(value) else value


def _read_integer(cell: str) -> int:
    if not re.fullmatch(r"[+-]?[0-9]{1,15}", cell):
        raise ValueError("is not a whole number")
    return int(cell)


def _read_decimal(cell: str) -> Decimal:
    try:
        if not re.fullmatch(r"[+-]?[0-9]{0,12}\.?[0-9]{0,9}", cell):
            raise InvalidOperation
        return Decimal(cell)
    except InvalidOperation:
        raise ValueError("is not a number (write 2.5, with a point)") from None


def _read_boolean(cell: str) -> bool:
    try:
        return {"true": True, "false": False}[cell.lower()]
    except KeyError:
        raise ValueError("is neither true nor false; leave it blank where it was not asked") from None


def _read_answer(cell: str) -> bool:
    try:
        return {"yes": True, "no": False, "true": True, "false": False}[cell.lower()]
    except KeyError:
        raise ValueError("is neither yes nor no; leave it blank where it was not answered") from None


@functools.lru_cache(maxsize=20_000)
def _read_date(cell: str) -> dt.date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cell):
        raise ValueError("is not a date; write YYYY-MM-DD")
    try:
        return dt.date.fromisoformat(cell)
    except ValueError:
        raise ValueError("is a date that does not exist") from None


def _read_span(cell: str) -> Span:
    try:
        return Span.read(cell)
    except ValueError:
        raise ValueError("is not a date (YYYY-MM-DD), a month (YYYY-MM) or a year (YYYY)") from None


def _read_datetime(cell: str) -> dt.datetime:
    try:
        if len(cell) < 16:
            raise ValueError(cell)
        return dt.datetime.fromisoformat(cell)
    except ValueError:
        raise ValueError("is not a moment; write YYYY-MM-DDTHH:MM+HH:MM") from None


def _read_many(cell: str) -> tuple[str, ...]:
    return _in_order(part.strip().lower() for part in cell.split(";") if part.strip())


def _in_order(parts: Iterable[str] | None) -> tuple[str, ...]:
    """Words of a list as a value holds them, however they came: each once, in one order that every copy shares."""
    return tuple(sorted(set(parts))) if parts else ()


_READ: Mapping[Kind, Callable[[str], Any]] = {
    "text": _read_text,
    "zone": str,
    "choice": str.lower,
    "integer": _read_integer,
    "number": _read_decimal,
    "units": _read_decimal,
    "boolean": _read_boolean,
    "answer": _read_answer,
    "date": _read_date,
    "span": _read_span,
    "datetime": _read_datetime,
    "many": _read_many,
}


# -- refusing what cannot be ---------------------------------------------------------------------------
def _nothing(column: Column, value: Any) -> None:
    return None


def _require_range(column: Column, value: Any) -> None:
    below = column.low is not None and value < column.low
    above = column.high is not None and value > column.high
    if below or above:
        if column.high is None:
            raise ValueError(f"is below {column.low}")
        raise ValueError(f"is outside {column.low} to {column.high}")


def _require_units(column: Column, value: Decimal) -> None:
    _require_range(column, value)
    if value != value.quantize(Decimal("0.1")):
        raise ValueError("is finer than 0.1 unit")


def _require_choice(column: Column, value: str) -> None:
    if value not in column.choices:
        raise ValueError(f"is not one of {', '.join(column.choices)}")


def _require_many(column: Column, value: Iterable[str]) -> None:
    for part in value:
        _require_choice(column, part)


def _require_year(column: Column, value: dt.date) -> None:
    if not EARLIEST <= value.year <= LATEST:
        raise ValueError(f"lies outside the years {EARLIEST} to {LATEST}")


def _require_span(column: Column, value: Span) -> None:
    _require_year(column, value.first)


@functools.cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _require_zone(column: Column, value: str) -> None:
    if value not in _zones():
        raise ValueError("is not an IANA time zone such as Europe/Paris")


Check = Callable[[Column, Any], None]
_REQUIRE: Mapping[Kind, Check] = {
    "integer": _require_range,
    "number": _require_range,
    "units": _require_units,
    "choice": _require_choice,
    "many": _require_many,
    "date": _require_year,
    "datetime": _require_year,
    "span": _require_span,
    "zone": _require_zone,
}


# -- declaring the fields of a value -------------------------------------------------------------------
def _field(column: Column) -> Any:
    metadata = {"column": column}
    if column.key and column.default is None:
        return dataclasses.field(metadata=metadata)
    if column.kind == "many":
        return dataclasses.field(default=(), metadata=metadata)
    return dataclasses.field(default=column.default, metadata=metadata)


def text(*, key: bool = False, default: str | None = None) -> Any:
    """Free text, or a name that the clinic chooses."""
    return _field(Column("text", key, default=default))


def whole(low: int | None = None, high: int | None = None, *, key: bool = False, default: int | None = None) -> Any:
    """A whole number within its bounds."""
    return _field(Column("integer", key, _decimal(low), _decimal(high), default=default))


def number(low: int | None = None, high: int | None = None) -> Any:
    """An exact decimal number."""
    return _field(Column("number", low=_decimal(low), high=_decimal(high)))


def units(high: int | None = None) -> Any:
    """Units of toxin, exact to 0.1, never negative."""
    return _field(Column("units", low=Decimal(0), high=_decimal(high)))


def yes_no() -> Any:
    """true, false, or None for not asked."""
    return _field(Column("boolean"))


def answer() -> Any:
    """yes or no, or None where it was asked and not answered."""
    return _field(Column("answer"))


def day(*, key: bool = False) -> Any:
    """A calendar day as the person lived it."""
    return _field(Column("date", key))


def span() -> Any:
    """A day, or a month or year where that is all that was told."""
    return _field(Column("span"))


def moment() -> Any:
    """A moment with its offset."""
    return _field(Column("datetime"))


def zone() -> Any:
    """An IANA time zone."""
    return _field(Column("zone"))


def choice(*choices: str, key: bool = False, default: str | None = None) -> Any:
    """One word of a closed list."""
    return _field(Column("choice", key, choices=choices, default=default))


def many(*choices: str) -> Any:
    """Any number of words of a closed list, `;` between them, in no order of their own; empty when not asked."""
    return _field(Column("many", choices=choices, default=()))


def _decimal(bound: int | None) -> Decimal | None:
    return None if bound is None else Decimal(bound)


# -- values --------------------------------------------------------------------------------------------
@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """Base of the exchange values: a frozen row that cannot hold what is impossible."""

    table: ClassVar[str]

    def __post_init__(self) -> None:
        for name, column, check in checks_of(type(self)):
            value = getattr(self, name)
            try:
                if value is not None:
                    check(column, value)
                elif column.key:
                    column.require(value)
            except ValueError as problem:
                raise Impossible(self.table, name, value, str(problem)) from None
        for name in _shape(type(self)).many:
            object.__setattr__(self, name, _in_order(getattr(self, name)))
        self.require()

    def require(self) -> None:
        """Refuse what two columns cannot be together; overridden where there is such a rule."""

    def refuse(self, column: str, reason: str) -> None:
        """Refuse this value for what stands in one of its columns."""
        raise Impossible(self.table, column, getattr(self, column), reason)

    @property
    def key(self) -> tuple[Any, ...]:
        """What identifies this row within its table."""
        return tuple(getattr(self, name) for name in key_of(type(self)))


@dataclasses.dataclass(frozen=True, slots=True)
class _Shape:
    """What is worked out once for each table."""

    columns: Mapping[str, Column]
    key: tuple[str, ...]
    needed: tuple[str, ...]
    many: tuple[str, ...]
    checks: tuple[tuple[str, Column, Check], ...]


_SHAPES: dict[type[Value], _Shape] = {}


def _shape(value_class: type[Value]) -> _Shape:
    if value_class not in _SHAPES:
        found = {f.name: f.metadata["column"] for f in dataclasses.fields(value_class) if "column" in f.metadata}
        columns: dict[str, Column] = dict(sorted(found.items(), key=lambda item: not item[1].key))
        _SHAPES[value_class] = _Shape(
            columns,
            tuple(name for name, column in columns.items() if column.key),
            tuple(name for name, column in columns.items() if column.key and column.default is None),
            tuple(name for name, column in columns.items() if column.kind == "many"),
            tuple(
                (name, column, _REQUIRE.get(column.kind, _nothing))
                for name, column in columns.items()
                if column.kind in _REQUIRE or column.key
            ),
        )
    return _SHAPES[value_class]


def columns_of(value_class: type[Value]) -> Mapping[str, Column]:
    """The columns of a table by name, key columns first."""
    return _shape(value_class).columns


def key_of(value_class: type[Value]) -> tuple[str, ...]:
    """The names of the key columns of a table."""
    return _shape(value_class).key


def needed_of(value_class: type[Value]) -> tuple[str, ...]:
    """The names of the columns without which a row is none."""
    return _shape(value_class).needed


def checks_of(value_class: type[Value]) -> tuple[tuple[str, Column, Check], ...]:
    """Name, column and its check, of each column that has something to check or must be there."""
    return _shape(value_class).checks


def attach_zone(at: dt.datetime, zone_name: str | None) -> dt.datetime:
    """The moment with the offset that `zone_name` had then, if it came without one; ValueError if neither."""
    if at.tzinfo is not None:
        return at
    if zone_name is None:
        raise ValueError("has no offset, and the patient has no zone")
    local = at.replace(tzinfo=ZoneInfo(zone_name))
    return at.replace(tzinfo=dt.timezone(local.utcoffset() or dt.timedelta()))
