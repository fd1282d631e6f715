"""The words that leave the clinic for a mailbox or a calendar: three languages, and nothing of health in any."""

import datetime as dt
import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import dateformat, translation

LANGUAGES = ("en", "fr", "es")
USUAL = "en"
FORMATS = {"en": "l j F Y, H:i", "fr": r"l j F Y \à H:i", "es": r"l j \d\e F \d\e Y, H:i"}
FROM_HOME = "review_from_home"


@dataclass(frozen=True, slots=True)
class Telling:
    """What a message is about; `at` is None where nothing has a date."""

    kind: str
    language: str
    stop_link: str
    at: dt.datetime | None = None
    visit_kind: str | None = None
    zone: str = "UTC"
    clinic_zone: str = "UTC"


@functools.cache
def words() -> Mapping[str, Any]:
    """The file beside this one."""
    return tomllib.loads(Path(__file__).with_name("wording.toml").read_text(encoding="utf-8"))


def said(topic: str, name: str, language: str | None) -> str:
    """One phrase in a language, English where that is not one of ours."""
    phrases: Mapping[str, str] = words()[topic][name]
    return phrases.get(language or USUAL, phrases[USUAL])


def subject_and_body(telling: Telling) -> tuple[str, str]:
    """A message: what it is, when in both zones where they differ, how to change it, how to stop."""
    call = telling.kind == "visit_reminder" and telling.visit_kind == FROM_HOME
    topic = "call_reminder" if call else telling.kind
    lines = [said(topic, "body", telling.language)]
    if telling.at is not None:
        lines[0] = lines[0].format(when=_when(telling, telling.clinic_zone))
        if _clock(telling.at, telling.zone) != _clock(telling.at, telling.clinic_zone):
            own = said("line", "elsewhere", telling.language)
            lines.append(own.format(when=_when(telling, telling.zone), zone=telling.zone))
        lines.append(said("line", "change", telling.language))
    stop = said("line", "stop", telling.language).format(link=telling.stop_link)
    return said(topic, "subject", telling.language), "\n\n".join([*lines, stop]) + "\n"


def title_of(visit_kind: str | None, language: str | None) -> str:
    """The title of a visit in a calendar that others may read."""
    return said("title", "call" if visit_kind == FROM_HOME else "visit", language)


def _clock(at: dt.datetime, zone: str) -> dt.datetime:
    """What a clock in a zone shows."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _when(telling: Telling, zone: str) -> str:
    assert telling.at is not None
    language = telling.language if telling.language in LANGUAGES else USUAL
    with translation.override(language):
        return dateformat.format(telling.at.astimezone(ZoneInfo(zone)), FORMATS[language])
