"""When to judge: on which day each published rule can first be answered for one patient."""

import datetime as dt
from dataclasses import dataclass

from migrainedays.evidence.coming import interval
from migrainedays.literature import claim
from migrainedays.windows import DAY, WINDOW_DAYS


@dataclass(frozen=True)
class Judging:
    """A rule, the claim it rests on, the session it asks about, and the day on which its days have been lived."""

    rule: str
    claim: str
    session: int
    on: dt.date

    @property
    def sentence(self) -> str:
        """The rule in the words of its claim."""
        return claim(self.claim).says


RULES = (
    # rule, claim that names the session, whether the last 28 days of its cycle are meant, not the first
    ("European Headache Federation 2018, earliest", "ehf_2018.cycles_low", False),
    ("NICE TA260", "nice_ta260.cycles", True),
    ("European Headache Federation 2018, latest", "ehf_2018.cycles_high", False),
    ("Sustained response", "response.sustained_by", False),
)


def when_to_judge(sessions: dict[int, dt.date], coming: tuple[tuple[int, dt.date], ...]) -> tuple[Judging, ...]:
    """The rules in order of their days, by sessions that were (number: day) and those to come."""
    known = dict(coming) | sessions
    found = []
    for rule, key, at_last in RULES:
        session = int(claim(key).number)
        if session in known:
            end = known.get(session + 1, known[session] + interval()) if at_last else None
            on = end - DAY if end else known[session] + WINDOW_DAYS * DAY
            found.append(Judging(rule, key, session, on))
    return tuple(sorted(found, key=lambda judging: judging.on))
