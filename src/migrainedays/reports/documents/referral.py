"""The letter to the doctor who referred the patient: what was done, what was counted, what comes next."""

import datetime as dt
from collections.abc import Iterator

from migrainedays.course import Cycle
from migrainedays.protocol import Version
from migrainedays.reports.documents import told
from migrainedays.reports.documents.cited import Cited
from migrainedays.reports.documents.document import Paragraph, Part, Signature, Table, Text


def referral(cited: Cited, version: Version | None, *, name: str = "") -> Iterator[Part]:
    """The parts of the letter."""
    say = cited.words
    yield Paragraph(say("referral_greeting"))
    opening = say("referral_opening", patient=told.patient(cited, name), indication=told.indication(cited))
    yield Paragraph(f"{opening} {_sessions(cited)}")
    if cited.found.followed.cycles:
        yield Paragraph(_change(cited))
        yield told.sessions_table(cited)
    elsewhere = _elsewhere(cited)
    preventives = told.preventives_table(cited, say("referral_preventives"))
    yield from (table for table in (elsewhere, preventives) if table is not None)
    yield told.unwanted_table(cited, say("referral_unwanted")) or Paragraph(
        f"{say('referral_unwanted')}: {say('visit_none')}"
    )
    following = told.next_on(cited, version)
    if following is not None:
        yield Paragraph(say("referral_next", date=say.day(following)))
    yield Paragraph(say("referral_closing"))
    yield Signature(say("signature"))
    yield from cited.annex()


def _sessions(cited: Cited) -> str:
    say, dates = cited.words, [cycle.on for cycle in cited.found.followed.cycles]
    if not dates:
        return say("referral_no_sessions")
    key = "referral_sessions_one" if len(dates) == 1 else "referral_sessions"
    return say(key, count=len(dates), first=say.day(dates[0]), last=say.day(dates[-1]))


def _change(cited: Cited) -> Text:
    """From the baseline to the first window after the latest session that can be judged."""
    say, followed = cited.words, cited.found.followed
    judged = followed.latest_evaluable
    baseline = followed.baseline
    if baseline is None:
        return say("referral_no_change", why=say("referral_no_baseline"))
    if judged is None or judged.fall_first is None or not baseline.evaluable:
        return say("referral_no_change", why=_lacking(cited, judged or followed.cycles[-1]))
    change = say.change(judged.fall_first)
    sentence = say("referral_change", before="|", after="|", number=judged.number, change=change)
    first, second, third = sentence.split("|")
    before, after = (
        cited.count(baseline, baseline.headache_days),
        cited.count(judged.first, judged.first.headache_days),
    )
    return (first, before, second, after, third)


def _lacking(cited: Cited, cycle: Cycle) -> str:
    baseline = cited.found.followed.baseline
    entries = baseline.entries if baseline is not None else 0
    return cited.words("referral_incomplete", before=entries, after=cycle.first.entries)


def _elsewhere(cited: Cited) -> Table | None:
    """Earlier treatment elsewhere as it was told; never set off against what was counted."""
    say = cited.words
    names = ("date", "place", "product", "units", "told_before", "told_after")
    rows = tuple(
        (
            say.told(session.date),
            session.place or say("unknown"),
            session.product or say("unknown"),
            say.number(session.total_units),
            say.number(session.recalled_before),
            say.number(session.recalled_after),
        )
        for session in sorted(cited.found.followed.course.sessions, key=lambda s: (s.date is None, _first(s.date)))
        if session.is_elsewhere
    )
    header = tuple(say(f"col_{name}") for name in names)
    return Table(say("referral_elsewhere"), header, rows, numeric=(3, 4, 5), wide=(1,)) if rows else None


def _first(span: object) -> dt.date:
    first = getattr(span, "first", None)
    return first if isinstance(first, dt.date) else dt.date.max
