"""Status migrainosus, ICHD-3 1.4.1, attack by attack."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from typing import Any

from migrainedays.classification.history import AttacksHad
from migrainedays.classification.limits import limit
from migrainedays.classification.overuse import Overuse, overused_in
from migrainedays.diary import Attack, Diary, Tri
from migrainedays.diary.from_attacks import MINUTE, duration, has_headache, started_at
from migrainedays.windows import Span

_LONGER_THAN = limit("ichd3.attack_minutes_longest") * MINUTE
_REMISSION = limit("ichd3.status_remission_minutes")
HOUR = dt.timedelta(hours=1)


@dataclasses.dataclass(frozen=True, slots=True)
class Status:
    """The verdict on one attack, and why."""

    attack: str
    verdict: Tri
    why: str

    def to_json(self) -> dict[str, Any]:
        return {"attack": self.attack, "verdict": self.verdict.value, "why": self.why}


Part = tuple[Tri, str]


def status_of(attack: Attack, diary: Diary, attacks: AttacksHad, overuse: Overuse, on: dt.date | None = None) -> Status:
    """Whether an attack is status migrainosus.

    What no column can say is taken as given and told so: that it is typical of the attacks before it, and, where
    nobody was asked, that the person has migraine.
    """
    parts = list(_parts(attack, diary, attacks, overuse, on or diary.last_on))
    verdict = Tri.all(answer for answer, _ in parts)
    told = [why for answer, why in parts if answer is verdict]
    if verdict is Tri.YES and attacks.either.low == 0 and attacks.either.high is None:
        told.append("that the person has had migraine before is taken as given")
    return Status(attack.attack, verdict, "; ".join(told))


def _parts(attack: Attack, diary: Diary, attacks: AttacksHad, overuse: Overuse, on: dt.date | None) -> Iterator[Part]:
    yield _long(attack, on)
    yield _debilitating(attack)
    yield _unremitting(attack)
    if not has_headache(attack):
        yield Tri.NO, "an attack without headache"
    if attacks.either.high == 0:
        yield Tri.NO, "the person has had no attack of migraine (1.4.1 needs 1.1 or 1.2)"
    if overuse.is_moh is Tri.YES:
        yield Tri.NO, "medication-overuse headache is met: coded 8.2 with the type of migraine, not 1.4.1"
    elif overused_in(diary, Span.before(started_at(attack).date())) is Tri.YES:
        yield Tri.NO, "drugs were overused in the 28 days before: coded as the type of migraine only"


def _long(attack: Attack, on: dt.date | None) -> Part:
    least, most = duration(attack, on)
    hours = f"{least // HOUR} h {least % HOUR // MINUTE:02d} min"
    if least > _LONGER_THAN:
        return Tri.YES, f"lasted {'at least ' if most is None else ''}{hours}, more than 72 h"
    if most is None:
        return Tri.INDETERMINATE, f"still going on after {hours}"
    return Tri.NO, f"lasted {hours}, not more than 72 h"


def _debilitating(attack: Attack) -> Part:
    if attack.debilitating is None:
        return Tri.INDETERMINATE, "whether it was debilitating was not asked"
    return Tri.of(attack.debilitating), "debilitating" if attack.debilitating else "not debilitating (then 1.5.1)"


def _unremitting(attack: Attack) -> Part:
    longest = attack.longest_remission_minutes
    if longest is None:
        return Tri.INDETERMINATE, "the longest remission was not asked"
    return Tri.of(longest <= _REMISSION), f"longest remission {longest} min of the 720 accepted"
