"""Parts that several documents share: who it is about, what was given, what was counted."""

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction

from migrainedays.classification import Window
from migrainedays.course import Cycle
from migrainedays.course.outcomes import units_of
from migrainedays.protocol import Version, due
from migrainedays.reports.documents.cited import Cited
from migrainedays.reports.documents.document import Table, Text
from migrainedays.treatment.session import DEFAULT_INDICATION


def patient(cited: Cited, name: str = "") -> str:
    """The person by name where the letterhead has one, else by number; with the year of birth where it is known."""
    person = cited.found.followed.course.person
    called = name or cited.words("patient", number=person.patient)
    return f"{called}, {cited.words('born', year=person.birth_year)}" if person.birth_year else called


def indication(cited: Cited) -> str:
    """What the sessions were for, in the words of the record."""
    sessions = cited.found.followed.course.sessions_here
    named = (sessions[-1].indication if sessions else None) or DEFAULT_INDICATION
    return cited.words("chronic_migraine") if named.lower() == DEFAULT_INDICATION else named


def product(cited: Cited) -> str:
    """The product of the latest session, the substance where none is named."""
    sessions = cited.found.followed.course.sessions_here
    return (sessions[-1].product if sessions else None) or cited.words("product_unknown")


def units(cited: Cited, cycle: Cycle) -> str:
    """The units of a session, a blank where they are not known."""
    given = units_of(cited.found.followed.course, cycle.session)
    return "" if given is None else cited.words("units", number=cited.words.number(Fraction(given)))


def next_on(cited: Cited, version: Version | None) -> dt.date | None:
    """The day from which the protocol allows the next session; None without its version or without a session."""
    found = due(cited.found.followed.course.sessions, version) if version is not None else None
    return found.on if found is not None and not found.uncertain else None


def sessions_table(cited: Cited) -> Table:
    """Each session with what was counted around it, every count leading to its days."""
    say = cited.words
    names = ("session", "date", "protocol", "units", "before", "first", "last", "fall")
    header = tuple(say(f"col_{name}") for name in names)
    rows = tuple(tuple(_session(cited, cycle)) for cycle in cited.found.followed.cycles)
    return Table(say("visit_sessions"), header, rows, numeric=(0, 3, 4, 5, 6, 7), wide=(1, 2, 4, 5, 6, 7))


def _session(cited: Cited, cycle: Cycle) -> Iterator[Text]:
    say = cited.words
    yield str(cycle.number)
    yield say.day(cycle.on)
    yield " ".join(filter(None, (cycle.session.protocol, cycle.session.version))) or say("unknown")
    yield units(cited, cycle)
    yield from (counted(cited, window) for window in (cycle.before, cycle.first, cycle.last))
    yield "" if cycle.fall_first is None else say.percent(cycle.fall_first)


def counted(cited: Cited, window: Window | None) -> Text:
    """The headache days of a window; said in words where nothing of it was entered."""
    if window is None:
        return ""
    if not window.entries:
        return cited.words("not_entered")
    return (cited.count(window, window.headache_days),)


def preventives_table(cited: Cited, title: str) -> Table | None:
    """The preventives with dose, dates and why they were stopped; None where none is on record."""
    say = cited.words
    names = ("drug", "dose", "from", "until", "stopped_for")
    rows = tuple(
        (
            p.drug,
            p.dose or say("unknown"),
            say.day(p.started_on),
            say.day(p.stopped_on) if p.stopped_on else say("still_taken"),
            say.named("stop", p.stop_reason) if p.stopped_on else "",
        )
        for p in sorted(cited.found.followed.course.preventives, key=lambda p: (p.started_on, p.drug))
    )
    return Table(title, tuple(say(f"col_{name}") for name in names), rows, wide=(0,)) if rows else None


def unwanted_table(cited: Cited, title: str) -> Table | None:
    """The adverse events as they were reported; None where none is on record."""
    say = cited.words
    names = ("event", "onset", "severity", "resolved", "drug")
    rows = tuple(
        (
            event.event,
            say.day(event.onset_on),
            say.named("severity", event.severity),
            say.day(event.resolved_on) if event.resolved_on else say("unknown"),
            event.drug or product(cited),
        )
        for event in sorted(cited.found.followed.course.adverse_events, key=lambda event: event.onset_on)
    )
    return Table(title, tuple(say(f"col_{name}") for name in names), rows, wide=(0,)) if rows else None
