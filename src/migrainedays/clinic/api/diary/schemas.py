"""The shapes that go between a phone and the clinic."""

from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from migrainedays.diary.phone import MOST_ENTRIES


class Asked(Schema):
    """A link's code, with the year of birth that must fit it."""

    code: str = Field(max_length=100)
    birth_year: int = Field(ge=1, le=9999)
    name: str = Field(default="", max_length=200)


class Joined(Schema):
    """What a phone keeps: its key, its own id, whose diary it writes."""

    key: str
    device: str
    diary: str
    initials: str


class Challenge(Schema):
    """What the browser is asked about a passkey; `state` comes back with the answer."""

    options: dict[str, Any]
    state: str


class Answered(Schema):
    """The browser's answer about a passkey."""

    state: str = Field(max_length=4_000)
    answer: dict[str, Any]
    name: str = Field(default="", max_length=200)


class Subscription(Schema):
    """Where a browser takes messages, and its two keys."""

    endpoint: str = Field(max_length=2_000)
    p256dh: str = Field(max_length=200)
    auth: str = Field(max_length=100)


class Batch(Schema):
    """Entries by id, and the number after which the phone wants to read."""

    entries: list[Any] = Field(default=[], max_length=MOST_ENTRIES)
    after: int = Field(default=0, ge=0, le=2**53)


class Refused(Schema):
    """An entry that was not taken, and why."""

    position: int
    id: str | None
    field: str
    reason: str


class Answer(Schema):
    """What may leave the outbox, what was refused, and what is new here."""

    confirmed: list[str]
    refused: list[Refused]
    operations: list[dict[str, Any]]
    until: int
    more: bool


class Medicine(Schema):
    """A drug of the patient's own list, its classes, and from how many days a month overuse is said to begin."""

    drug: str
    classes: list[str]
    limits: dict[str, int]


class Window(Schema):
    """Four weeks: headache days that are known, at most, and days without an entry."""

    from_: str = Field(serialization_alias="from")
    observed: int
    high: int
    missing: int


class Gained(Schema):
    """Headache days in the four weeks before the first session and in the last four weeks, both known well enough."""

    days: int
    before: int
    now: int
    known: int


class Phone(Schema):
    """One of the patient's phones."""

    device: str
    name: str


class Question(Schema):
    """A question of the clinic: the name its answers are kept under, its kind, its words by language."""

    question: str
    kind: str
    words: dict[str, str]


class Wishes(Schema):
    """How often the diary asks, and at which hour, in which language and by which ways it reminds."""

    rhythm: Literal["daily", "every_third_day"] | None = None
    questions: Literal["never", "every_third_day", "daily"] | None = None
    reminded_at: int | None = Field(default=None, ge=0, le=23)
    reminded_in: Literal["en", "fr", "es"] | None = None
    reminded_by: list[Literal["email", "push"]] = Field(default=[])


class Numbers(Schema):
    """Whom to call: None where no number is known for certain, and the phone says "your local number"."""

    emergency: str | None
    crisis: str | None


class Mine(Schema):
    """What comes back to the patient."""

    medicines: list[Medicine]
    factors: list[str]
    goals: list[str]
    sessions: list[str]
    next_visit: str | None
    windows: list[Window]
    gained: Gained | None
    devices: list[Phone]
    questions: list[Question]
    wishes: Wishes
    numbers: Numbers
    has_email: bool
    feed: str | None
    push_key: str | None


class Stop(Schema):
    """The phone to stop."""

    device: str = Field(max_length=36)


class Done(Schema):
    """That it was done."""

    done: bool = True


class Problem(Schema):
    """What is wrong, in a sentence."""

    detail: str
