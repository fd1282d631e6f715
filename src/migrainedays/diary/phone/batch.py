"""A batch from a phone: what is taken, what was there already, and what is refused and why.

One bad entry never holds up the others, and a batch that comes twice changes nothing: the phone drops from its
outbox only what is named here by id.
"""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from migrainedays.diary.phone.lock import is_locked
from migrainedays.diary.phone.operation import Operation, read_operation
from migrainedays.errors import Impossible

MOST_ENTRIES = 500
# A phone's clock may run a day ahead, and its zone up to fourteen hours.
AHEAD = dt.timedelta(days=2)


@dataclasses.dataclass(frozen=True, slots=True)
class Refusal:
    """An entry that was not taken: its place in the batch, its id where it has one, the field and the reason."""

    position: int
    id: str | None
    field: str
    reason: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """New operations, the ids that were known already, and refusals."""

    accepted: tuple[Operation, ...] = ()
    known: tuple[uuid.UUID, ...] = ()
    refused: tuple[Refusal, ...] = ()

    @property
    def confirmed(self) -> tuple[uuid.UUID, ...]:
        """The ids that the phone may drop from its outbox."""
        return (*(operation.id for operation in self.accepted), *self.known)


def receive(
    entries: Sequence[object],
    *,
    diary: uuid.UUID,
    device: uuid.UUID,
    received_at: dt.datetime,
    stored: Mapping[uuid.UUID, Operation],
) -> Outcome:
    """Sort a batch of JSON entries sent by one device of one diary; `stored` are the operations there are already.

    >>> at = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    >>> receive([{}], diary=uuid.uuid4(), device=uuid.uuid4(), received_at=at, stored={}).refused[0].field
    'claimed_at'
    """
    accepted: dict[uuid.UUID, Operation] = {}
    known: list[uuid.UUID] = []
    refused: list[Refusal] = []
    for position, raw in enumerate(entries):
        try:
            operation = read_operation(raw)
            _require(operation, diary=diary, device=device, received_at=received_at)
            earlier = accepted.get(operation.id) or stored.get(operation.id)
            if earlier is None:
                accepted[operation.id] = operation
            elif _same(earlier, operation):
                known.append(operation.id)
            else:
                raise Impossible("entry", "id", operation.id, "was already used for another entry")
        except Impossible as problem:
            refused.append(Refusal(position, _id_of(raw), problem.column, problem.reason))
    fresh = tuple(accepted.values())
    return Outcome(accepted=fresh, known=tuple(each for each in known if each not in accepted), refused=tuple(refused))


def _require(operation: Operation, *, diary: uuid.UUID, device: uuid.UUID, received_at: dt.datetime) -> None:
    if operation.diary != diary:
        raise Impossible("entry", "diary", operation.diary, "belongs to another diary than this phone")
    if operation.device != device:
        raise Impossible("entry", "device", operation.device, "was made on another device than the one that sends it")
    if operation.date > (received_at.astimezone(dt.UTC) + AHEAD).date():
        raise Impossible("entry", "date", operation.date, "lies in the future; is the phone's date right?")
    if is_locked(operation) and operation.parents and not operation.correction:
        raise Impossible("entry", "date", operation.date, "is closed; send the change as a correction")


def _same(earlier: Operation, again: Operation) -> bool:
    """The same entry sent again; a phone that joined anew sends under its new device."""
    return dataclasses.replace(earlier, device=again.device) == again


def _id_of(raw: object) -> str | None:
    found = raw.get("id") if isinstance(raw, Mapping) else None
    return found[:36].encode(errors="replace").decode() if isinstance(found, str) else None
