"""Rules of response and stopping, each by its own words, side by side and never merged."""

from collections.abc import Mapping

from migrainedays.course.follow import Followed
from migrainedays.course.rules.ahs_2021 import ahs_2021
from migrainedays.course.rules.ehf_2018 import ehf_2018
from migrainedays.course.rules.ihs_2025 import ihs_2025
from migrainedays.course.rules.nice_ta260 import nice_ta260
from migrainedays.course.rules.responders import excellent, responders, sustained
from migrainedays.course.rules.ruling import Ruling

__all__ = ["Ruling", "judge"]


def judge(followed: Followed) -> Mapping[str, Ruling]:
    """What every rule says of a course, by the rule's name."""
    rulings = [
        *responders(followed),
        sustained(followed),
        excellent(followed),
        nice_ta260(followed),
        ehf_2018(followed),
        ahs_2021(followed),
        ihs_2025(followed),
    ]
    return {ruling.rule: ruling for ruling in rulings}
