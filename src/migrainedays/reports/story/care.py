"""The case story in the 13 items of the CARE guideline, written from what may be told and from nothing else."""

import datetime as dt
from collections.abc import Iterator, Sequence

from migrainedays.reports.charts.study_days import draw_study_days
from migrainedays.reports.documents.document import Document, Figure, Heading, Listing, Notice, Paragraph, Part, Table
from migrainedays.reports.documents.wording import Wording, wording
from migrainedays.reports.story.deidentified import Told, ToldWindow
from migrainedays.reports.story.sentences import Sentence

ITEMS = (
    "keywords", "abstract", "introduction", "patient", "findings", "timeline", "diagnosis", "intervention", "outcomes",
    "discussion", "perspective", "consent",
)  # fmt: skip  # the title is the first of the thirteen


def story(
    told: Told,
    *,
    language: str = "en",
    on: dt.date,
    sentences: Sequence[Sentence] = (),
    typical: str = "",
    consented: bool = False,
) -> Document:
    """The story as a document. `typical` is the evidence line that says how usual such a course is.

    `on` is the day of writing, which stands in the file and not in the story.
    """
    say = wording(language)
    writer = _Writer(told, say, sentences, typical, consented)
    parts = [part for item in ITEMS for part in (Heading(say(f"care_{item}"), 2), *getattr(writer, item)())]
    return Document(
        title=_title(told, say),
        language=language,
        on=dt.date(on.year, 1, 1),  # the year alone: a day could be a day of the course
        foot=say("care_foot"),
        parts=(Paragraph(say("care_humility")), *parts),
    )


def _title(told: Told, say: Wording) -> str:
    return say("care_title_one" if len(told.sessions) == 1 else "care_title", sessions=len(told.sessions))


class _Writer:
    """One method an item; each writes from the allow-list alone."""

    def __init__(self, told: Told, say: Wording, sentences: Sequence[Sentence], typical: str, consented: bool) -> None:
        self.told, self.say, self.typical, self.consented = told, say, typical, consented
        self.sentences = sentences

    def own(self, item: str) -> Iterator[Part]:
        """The approved sentences of one item."""
        yield from (Paragraph(sentence.text) for sentence in self.sentences if sentence.item == item)

    def keywords(self) -> Iterator[Part]:
        yield Paragraph(self.say("care_keywords_are"))

    def abstract(self) -> Iterator[Part]:
        yield Paragraph(f"{self._who()} {self._change()} {self._state()}")

    def introduction(self) -> Iterator[Part]:
        yield Paragraph(self.say("care_introduction_says"))

    def patient(self) -> Iterator[Part]:
        say, told = self.say, self.told
        yield Paragraph(self._who())
        if told.preventives:
            rows = tuple(
                (say.named("preventive", name), say.named("stop", reason) if reason else say("still_taken"))
                for name, reason in told.preventives
            )
            header = (say("care_class"), say("col_stopped_for"))
            yield Table(say("payer_preventives"), header, rows, wide=(0,))
        else:
            yield Paragraph(say("payer_no_preventives"))

    def findings(self) -> Iterator[Part]:
        baseline = self.told.baseline
        yield Paragraph(
            self.say("referral_no_change", why=self.say("referral_no_baseline"))
            if baseline is None
            else self.say("care_baseline", headache=self.say.count(baseline.headache), entered=baseline.entries)
        )
        yield from self.own("findings")

    def timeline(self) -> Iterator[Part]:
        drawn = draw_study_days(self.told.windows, [(s.day, str(s.number)) for s in self.told.sessions], self.say)
        if drawn is not None:
            yield Figure(drawn, self.say("care_picture"), width=80)
        yield self._windows()

    def diagnosis(self) -> Iterator[Part]:
        yield Paragraph(self.say("care_diagnosis_says", profile=self.told.profile))

    def intervention(self) -> Iterator[Part]:
        say = self.say
        rows = tuple(
            (
                str(session.number),
                str(session.day),
                say("units", number=say.number(session.units)) if session.units is not None else say("unknown"),
                session.product or say("product_unknown"),
                session.protocol or say("care_own_protocol"),
            )
            for session in self.told.sessions
        )
        header = tuple(say(key) for key in ("col_session", "care_day", "col_units", "col_product", "col_protocol"))
        yield Table(say("care_sessions"), header, rows, numeric=(0, 1, 2), wide=(3, 4))

    def outcomes(self) -> Iterator[Part]:
        say, told = self.say, self.told
        yield Paragraph(f"{self._change()} {self._state()}")
        verdicts = tuple((say(f"rule_{name}"), say.named("verdict", word)) for name, word in told.verdicts.items())
        yield Table(say("visit_rules"), (say("care_rule"), say("care_verdict")), verdicts, wide=(0,))
        if told.goals_first is not None and told.goals_last is not None:
            yield Paragraph(say("care_goals", first=told.goals_first, last=told.goals_last))
        if told.abilities:
            yield self._abilities()
        yield Listing(tuple(self._events())) if told.events else Paragraph(say("visit_none"))

    def discussion(self) -> Iterator[Part]:
        yield Notice(self.typical or self.say("care_typical_unknown"))
        yield from self.own("discussion")

    def perspective(self) -> Iterator[Part]:
        own = list(self.own("perspective"))
        yield from own or [Paragraph(self.say("care_no_perspective"))]

    def consent(self) -> Iterator[Part]:
        yield Paragraph(self.say("care_consented" if self.consented else "care_not_consented"))

    # -- sentences ---------------------------------------------------------------------------------------
    def _who(self) -> str:
        say, told = self.say, self.told
        sex = say(f"care_{told.sex}") if told.sex else say("care_person")
        if told.age is None:
            age = say("care_age_unknown")
        elif told.age[1] is None:
            age = say("care_oldest", low=told.age[0])
        else:
            age = say("care_age", low=told.age[0], high=told.age[1])
        earlier = say("care_earlier", count=told.earlier_sessions) if told.earlier_sessions else ""
        return f"{sex}, {age}. {earlier}".strip()

    def _change(self) -> str:
        say, told = self.say, self.told
        judged = next((s for s in reversed(told.sessions) if s.fall is not None), None)
        if told.baseline is None or judged is None or judged.fall is None:
            return say("referral_no_change", why=say("care_too_little"))
        return say(
            "referral_change",
            before=say.count(told.baseline.headache),
            after=say.count(judged.first.headache),
            number=judged.number,
            change=say.change(judged.fall),
        )

    def _state(self) -> str:
        say, told = self.say, self.told
        since = "" if told.state_since is None else f" ({say('care_since', day=told.state_since)})"
        return f"{say('visit_cycle', state=say.named('cycle', told.state))}{since}."

    def _windows(self) -> Table:
        say = self.say
        header = tuple(say(key) for key in ("care_days", "care_entered", "care_headache", "col_severe", "care_acute"))
        rows = tuple(self._window(window) for window in self.told.windows)
        return Table(say("care_windows"), header, rows, numeric=(1, 2, 3, 4), wide=(0,), small=True)

    def _window(self, window: ToldWindow) -> tuple[str, ...]:
        say = self.say
        counts = [say.count(count) if count else "" for count in (window.headache, window.severe, window.acute)]
        return (say("to", low=window.first, high=window.last), str(window.entries), *counts)

    def _abilities(self) -> Table:
        say = self.say
        rows = tuple(
            (say.named("factor", a.factor) if a.factor != "other" else say("class_other"), str(a.cycle), str(a.at_risk),
             str(a.headache))
            for a in self.told.abilities
        )  # fmt: skip
        header = (say("col_factor"), say("care_cycle"), say("col_exposed"), say("col_followed"))
        return Table(say("care_abilities"), header, rows, numeric=(1, 2, 3), wide=(0,))

    def _events(self) -> Iterator[str]:
        say = self.say
        for event in self.told.events:
            kind = say(f"event_{event.kind}")
            severity = f", {say.named('severity', event.severity)}" if event.severity else ""
            after = f", {say('care_after', days=event.after)}" if event.after is not None else ""
            over = say("care_resolved") if event.resolved else say("care_not_resolved")
            yield f"{kind}{severity}{after}; {over}"
