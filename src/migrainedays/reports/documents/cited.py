"""Numbers that lead to the days behind them, and the annex that shows those days."""

import datetime as dt

from migrainedays.classification import Count, DayVerdict, Window
from migrainedays.course import Evaluation
from migrainedays.diary import Tri
from migrainedays.reports.documents.document import Heading, NewPage, Paragraph, Part, Run, Table
from migrainedays.reports.documents.wording import Wording


class Cited:
    """Writes counts into a document and remembers their windows, so that the annex holds just the days that are
    behind a number of the document."""

    def __init__(self, found: Evaluation, words: Wording) -> None:
        self.found = found
        self.words = words
        self.windows: dict[str, Window] = {}

    def count(self, window: Window, count: Count) -> Run:
        """A count of a window, leading to the window's days."""
        name = f"days-{window.span.first}-{window.span.last}"
        self.windows[name] = window
        return Run(self.words.count(count), name)

    def annex(self) -> tuple[Part, ...]:
        """The days of every window that was cited, oldest first; nothing where none was."""
        if not self.windows:
            return ()
        ordered = sorted(self.windows.items(), key=lambda item: (item[1].span.first, item[1].span.last))
        tables = [self._days(name, window) for name, window in ordered]
        return (NewPage(), Heading(self.words("annex"), 2), Paragraph(self.words("annex_says")), *tables)

    def _days(self, name: str, window: Window) -> Table:
        say = self.words
        title = f"{say.span(window.span)}: {say.entered(window)}"
        columns = ("date", "headache", "minutes", "peak", "migraine", "severe", "drugs")
        header = tuple(say(f"col_{column}") for column in columns)
        rows = tuple(self._row(date) for date in window.span)
        return Table(title, header, rows, name, numeric=(2, 3), wide=(6,), small=True)

    def _row(self, date: dt.date) -> tuple[str, ...]:
        verdict = self.found.followed.verdicts.get(date)
        drugs = self._drugs(date)
        if verdict is None:
            return str(date), self.words("not_entered"), "", "", "", "", drugs
        return (str(date), *self._judged(verdict), drugs)

    def _judged(self, verdict: DayVerdict) -> tuple[str, ...]:
        return (
            self._answer(verdict.headache),
            "" if verdict.minutes is None else str(verdict.minutes),
            "" if verdict.peak is None else str(verdict.peak),
            self._answer(verdict.migraine_day),
            self._answer(verdict.moderate_severe_day),
        )

    def _answer(self, answer: Tri) -> str:
        return self.words(answer.value)

    def _drugs(self, date: dt.date) -> str:
        taken = self.found.followed.course.diary.intakes_on.get(date, [])
        return ", ".join(dict.fromkeys(intake.drug for intake in taken if intake.purpose in ("acute", None)))
