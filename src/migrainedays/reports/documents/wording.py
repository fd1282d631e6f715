"""The words of a document in its reader's language, and how that language writes numbers and dates."""

import dataclasses
import datetime as dt
import functools
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from importlib import resources

from migrainedays.classification import Count, Window
from migrainedays.course.compare import number
from migrainedays.errors import WrongUse
from migrainedays.windows import Span

LANGUAGES = ("en", "fr", "es")


@dataclasses.dataclass(frozen=True)
class Wording:
    """The texts of one language by their key.

    >>> wording("fr").day(dt.date(2026, 8, 1))
    '1 août 2026'
    """

    language: str
    texts: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key with its values set in; KeyError where a language lacks it."""
        return self.texts[key].format(**values)

    def named(self, group: str, name: str | None) -> str:
        """The word for a name of the record (`class_triptan`); a name of the clinic's own stands as it is."""
        return self("unknown") if name is None else self.texts.get(f"{group}_{name}", name)

    def day(self, on: dt.date | None) -> str:
        """A date in words."""
        if on is None:
            return self("unknown")
        return self("date", day=on.day, month=self.texts["months"].split()[on.month - 1], year=on.year)

    def span(self, span: Span) -> str:
        """First and last day."""
        return self("span", first=self.day(span.first), last=self.day(span.last))

    def told(self, span: Span | None) -> str:
        """A date as exactly as it is known: the day, or the month or year alone."""
        return self.day(span.first) if span is not None and span.is_day else str(span or self("unknown"))

    def number(self, value: Fraction | Decimal | int | None) -> str:
        """At most two digits behind the point, cut and not rounded; a blank where there is none."""
        return "" if value is None else number(Fraction(value)).replace(".", self.texts["decimal"])

    def percent(self, share: Fraction) -> str:
        """A share."""
        return self("percent", number=self.number(100 * share))

    def count(self, count: Count) -> str:
        """Days that are so: one number, or the two between which it lies."""
        return str(count.low) if count.low == count.high else f"{count.low}–{count.high}"

    def entered(self, window: Window) -> str:
        """How many days of a window were entered."""
        return self("entered_of", entered=window.entries, days=len(window.span))

    def change(self, fall: Fraction) -> str:
        """A fall or a rise with its share."""
        return self("fall_of" if fall >= 0 else "rise_of", share=self.percent(abs(fall)))


@functools.cache
def wording(language: str) -> Wording:
    """The words of a language; WrongUse for one that is not there."""
    if language not in LANGUAGES:
        raise WrongUse(f"There is no language {language!r}. There are: {', '.join(LANGUAGES)}.")
    folder = resources.files(__package__) / "words"
    texts: dict[str, str] = {}
    for name in (f"{language}.toml", f"{language}.story.toml"):
        texts |= tomllib.loads((folder / name).read_text(encoding="utf-8"))
    return Wording(language, texts)
