"""One day out of all operations about it: field by field, by what each phone had on its screen.

For each field, an operation stands unless another that writes the same field had it on the screen. One that stands
is the answer. Several that stand and agree are the answer too. Several that stand and differ are truly concurrent:
all are kept, the field has no answer until the patient decides, and deciding is one more operation that had both on
its screen. The result depends on the set of operations alone, never on their order, number or clocks.
"""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterable, Mapping

from migrainedays.diary.phone.field import Held
from migrainedays.diary.phone.lock import Timing, timing_of
from migrainedays.diary.phone.operation import Operation


@dataclasses.dataclass(frozen=True, slots=True)
class Version:
    """One of several answers between which the patient is asked."""

    value: Held
    operation: uuid.UUID
    device: uuid.UUID
    claimed_at: dt.datetime


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MergedDay:
    """A day as all its operations together say it.

    `values` holds one answer a field (None: taken back), `conflicts` the fields that are undecided. `revisions` are
    the ids of all operations, which the next one names as its parents. `corrections` were made after the lock.
    """

    date: dt.date
    values: Mapping[str, Held]
    conflicts: Mapping[str, tuple[Version, ...]]
    revisions: frozenset[uuid.UUID]
    operations: tuple[Operation, ...]
    corrections: tuple[Operation, ...]

    @property
    def is_undecided(self) -> bool:
        """Whether the patient must be asked which of two entries is right."""
        return bool(self.conflicts)


def merge(operations: Iterable[Operation]) -> MergedDay:
    """The day that the operations of one diary and one date say; ValueError when they are of several or none."""
    found = sorted({operation.id: operation for operation in operations}.values(), key=lambda each: each.id)
    dates = {(operation.diary, operation.date) for operation in found}
    if len(dates) != 1:
        raise ValueError(f"operations of one day are needed, not of {len(dates)}")
    standing = {name: _standing(name, found) for name in sorted({n for each in found for n in each.changes})}
    undecided = {name for name, versions in standing.items() if len({each.value for each in versions}) > 1}
    return MergedDay(
        date=found[0].date,
        values={name: versions[0].value for name, versions in standing.items() if name not in undecided},
        conflicts={name: standing[name] for name in sorted(undecided)},
        revisions=frozenset(operation.id for operation in found),
        operations=tuple(found),
        corrections=tuple(operation for operation in found if timing_of(operation) is Timing.CORRECTION),
    )


def _standing(name: str, operations: Iterable[Operation]) -> tuple[Version, ...]:
    writers = [operation for operation in operations if name in operation.changes]
    return tuple(
        Version(writer.changes[name], writer.id, writer.device, writer.claimed_at)
        for writer in writers
        if not any(other.replaces(writer) for other in writers)
    )
