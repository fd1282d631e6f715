"""One page for the physician before the visit: the cycle, the course, drugs, goals, and what to decide today."""

from collections.abc import Iterator

from migrainedays.classification import Window
from migrainedays.course import Evaluation
from migrainedays.reports.charts import course_picture
from migrainedays.reports.documents import told
from migrainedays.reports.documents.asking import LIMITS, overuse_limit
from migrainedays.reports.documents.cited import Cited
from migrainedays.reports.documents.document import Figure, Listing, Notice, Part, Table, Text
from migrainedays.reports.documents.gaps import gaps

RULES = ("responder_30", "responder_50", "nice_ta260", "ehf_2018", "ahs_2021", "ihs_2025")
SESSIONS = 4
SHOWN = 3  # goals, exposures and gaps: one page holds no more; the record holds all


def visit_summary(cited: Cited) -> Iterator[Part]:
    """The parts of the page, what the eye needs first at the top."""
    yield Notice(_cycle(cited))
    picture = course_picture(cited.found)
    if picture is not None:
        yield Figure(picture.svg, cited.words("visit_course_alt"), width=72)
    if cited.found.followed.cycles:
        yield _sessions(cited)
        yield _rules(cited)
    yield from (table for table in (_drugs(cited), _goals(cited), _abilities(cited)) if table is not None)
    yield Listing(tuple(_lines(cited)))


def _cycle(cited: Cited) -> str:
    say, state = cited.words, cited.found.cycle
    said = say("visit_cycle", state=say.named("cycle", state.state))
    since = f", {say('visit_since', date=say.day(state.since))}" if state.since else ""
    why = f" {state.why} {state.next}" if say.language == "en" else ""
    return f"{said}{since}. {say('visit_by', definition=state.definition.title)}{why}"


def _sessions(cited: Cited) -> Table:
    """The latest sessions, counts without their days: the days are on the screen."""
    say = cited.words
    names = ("session", "date", "units", "before", "first", "last", "fall")
    rows = tuple(
        (
            str(cycle.number),
            say.day(cycle.on),
            told.units(cited, cycle),
            *(_counted(cited, window) for window in (cycle.before, cycle.first, cycle.last)),
            "" if cycle.fall_first is None else say.percent(cycle.fall_first),
        )
        for cycle in cited.found.followed.cycles[-SESSIONS:]
    )
    header = tuple(say(f"col_{name}") for name in names)
    return Table(say("visit_sessions"), header, rows, numeric=(0, 2, 3, 4, 5, 6), wide=(1,), small=True)


def _counted(cited: Cited, window: Window | None) -> str:
    if window is None:
        return ""
    return cited.words.count(window.headache_days) if window.entries else cited.words("not_entered")


def _rules(cited: Cited) -> Table:
    say, rules = cited.words, cited.found.rules
    header = tuple(say(f"rule_{name}") for name in RULES)
    row = tuple(
        say.named("verdict", rules[name].verdict) + ("" if rules[name].verified else f" ({say('unverified')})")
        for name in RULES
    )
    return Table(say("visit_rules"), header, (row,), wide=tuple(range(len(RULES))), small=True)


def _drugs(cited: Cited) -> Table | None:
    """Days with acute drugs in the latest window, by class, beside the limits of overuse."""
    say, window = cited.words, _latest(cited.found)
    if window is None or not cited.found.followed.course.diary.intakes_kept:
        return None
    taken = [name for name in LIMITS if window.acute_days[name].high]
    rows = tuple((say(f"class_{name}"), say.count(window.acute_days[name]), str(overuse_limit(name))) for name in taken)
    header = (say("acute_class"), say("col_acute_days"), say("limit"))
    title = say("visit_drugs", span=say.span(window.span))
    return Table(title, header, rows, numeric=(1, 2), wide=(0,), small=True) if rows else None


def _latest(found: Evaluation) -> Window | None:
    return next((window for window in reversed(found.followed.windows) if window.entries), None)


def _goals(cited: Cited) -> Table | None:
    say = cited.words
    latest = {goal.goal: goal for goal in cited.found.followed.course.diary.goals if goal.level is not None}
    rows = tuple((g.goal, str(g.level), say.day(g.date)) for g in list(latest.values())[:SHOWN])
    header = (say("col_goal"), say("col_level"), say("col_date"))
    return Table(say("visit_goals"), header, rows, numeric=(1,), wide=(0,), small=True) if rows else None


def _abilities(cited: Cited) -> Table | None:
    """Exposures on headache-free days of the latest cycle: counts with their denominators, no verdict of cause."""
    say = cited.words
    latest = max((a.cycle for a in cited.found.abilities), default=None)
    rows = tuple(
        (say.named("factor", a.factor), str(a.at_risk), str(a.headache_24h))
        for a in cited.found.abilities
        if a.cycle == latest
    )[:SHOWN]
    header = (say("col_factor"), say("col_exposed"), say("col_followed"))
    return Table(say("visit_abilities"), header, rows, numeric=(1, 2), wide=(0,), small=True) if rows else None


def _lines(cited: Cited) -> Iterator[Text]:
    """What else to decide on, a line each."""
    say, course = cited.words, cited.found.followed.course
    taken = [p.drug for p in course.preventives if p.stopped_on is None]
    if taken:
        yield f"{say('visit_preventives')}: {', '.join(taken)}."
    events = [f"{e.event} ({say.day(e.onset_on)})" for e in course.adverse_events][-SHOWN:]
    yield f"{say('visit_safety')}: {', '.join(events) if events else say('visit_none')}"
    lacking = [gap.said(say) for gap in gaps(cited.found)]
    more = f" (+{len(lacking) - SHOWN})" if len(lacking) > SHOWN else ""
    listed = " ".join(lacking[:SHOWN]) + more if lacking else say("visit_gap_none")
    yield f"{say('gaps_title')}: {listed}"
