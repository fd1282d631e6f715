"""The sheet that the patient takes home after a session, in plain words."""

import re
from collections.abc import Iterator

from migrainedays.course import Cycle
from migrainedays.errors import NothingToEvaluate
from migrainedays.protocol import Version
from migrainedays.reports.documents import told
from migrainedays.reports.documents.cited import Cited
from migrainedays.reports.documents.document import Figure, Heading, Listing, Notice, Paragraph, Part, Table
from migrainedays.reports.documents.wording import Wording, wording
from migrainedays.treatment import Injection
from migrainedays.treatment.head_map import draw_head_map, in_words
from migrainedays.treatment.points import by_muscle, marks_of

MAP = ("side_left", "side_right", "left", "right", "middle", "front", "back", "face", "back_of_head")
_ON_MAP = re.compile(r"<text [^>]*>[^<]*</text>")


def session_of(cited: Cited, number: int | None) -> Cycle:
    """The session that is asked for, the latest unless told; NothingToEvaluate where it is not there."""
    followed = cited.found.followed
    found = followed.cycle(number) if number is not None else (followed.cycles or (None,))[-1]
    if found is None:
        which = "no session here" if number is None else f"no session {number} here"
        raise NothingToEvaluate(f"{cited.found.patient} has {which}; a session is needed to summarise one.")
    return found


def session_summary(cited: Cited, cycle: Cycle, version: Version | None) -> Iterator[Part]:
    """The parts of the sheet: what was given and where, what to expect, when to call for help, what comes next."""
    say = cited.words
    given = _given(cited, cycle)
    yield Paragraph(_what(cited, cycle, given))
    yield from _where(cited, given)
    yield Heading(say("session_expect"), 2)
    yield Listing(tuple(say(f"session_expect_{n}") for n in (1, 2, 3)))
    yield Notice(say("session_help"))
    following = told.next_on(cited, version)
    if following is not None and cycle is cited.found.followed.cycles[-1]:
        yield Heading(say("session_next"), 2)
        yield Paragraph(say("session_next_says", date=say.day(following)))
    yield from _days(cited)


def _given(cited: Cited, cycle: Cycle) -> list[Injection]:
    injections = cited.found.followed.course.injections
    return [point for point in injections if point.session == cycle.number and point.units]


def _what(cited: Cited, cycle: Cycle, given: list[Injection]) -> str:
    say = cited.words
    values = {"units": told.units(cited, cycle) or say("unknown"), "product": told.product(cited)}
    if given:
        return say("session_given", sites=len(given), **values)
    return f"{say('session_given_units', **values)} {say('session_no_points')}"


def _where(cited: Cited, given: list[Injection]) -> Iterator[Part]:
    say = cited.words
    if not given:
        return
    marks = marks_of(given)
    if marks:
        drawn = draw_head_map(marks, title=say("session_points"), theme="print", names=say.language == "en")
        yield Figure(in_language(drawn, say), say("session_map_alt"), width=62)
    rows = tuple((in_words(own.muscle), str(own.points), say.number(own.units)) for own in by_muscle(given))
    header = (say("col_muscle"), say("col_sites"), say("col_units"))
    yield Table(say("session_points"), header, rows, numeric=(1, 2), wide=(0,))


def in_language(drawn: str, words: Wording) -> str:
    """The head map with the words on it in the reader's language; muscles keep their names."""
    english = wording("en")
    said = {english(f"map_{key}"): words(f"map_{key}") for key in MAP}
    longest_first = re.compile("|".join(re.escape(text) for text in sorted(said, key=len, reverse=True)))
    return _ON_MAP.sub(lambda text: longest_first.sub(lambda found: said[found[0]], text[0]), drawn)


def _days(cited: Cited) -> Iterator[Part]:
    """The patient's own days before the first session and after the latest that was entered."""
    say, followed = cited.words, cited.found.followed
    sentences = []
    if followed.baseline is not None and followed.baseline.entries:
        headache = followed.baseline.headache_days.observed
        sentences.append(say("session_course_before", entered=followed.baseline.entries, headache=headache))
    after = next((cycle for cycle in reversed(followed.cycles) if cycle.first.entries), None)
    if after is not None:
        values = {"entered": after.first.entries, "headache": after.first.headache_days.observed}
        sentences.append(say("session_course_after", number=after.number, **values))
    if sentences:
        yield Heading(say("session_course"), 2)
        yield Listing(tuple(sentences))
