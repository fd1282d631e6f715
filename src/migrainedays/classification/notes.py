"""Sentences for the clinician beside a diagnosis: what was seen and counted nowhere, and what to look at soon."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from migrainedays.classification.chronic import MONTHS, ChronicMigraine
from migrainedays.classification.drugs import TRIPTAN_OR_ERGOT, drug_of
from migrainedays.classification.flags import UNUSUAL_AURAS, long_aura
from migrainedays.classification.limits import limit
from migrainedays.classification.menstrual import first_bleeding_days, menstrual_pattern, perimenstrual_window
from migrainedays.classification.months import Verdicts, Window
from migrainedays.classification.overuse import MULTIPLE_DAYS, SAYS, Overuse, acute_days
from migrainedays.diary import Diary, Tri
from migrainedays.diary.from_attacks import ended_at, started_at
from migrainedays.windows import WINDOW_DAYS

OTHER_DAYS = limit("overuse.other_days")


class Known(NamedTuple):
    """All that a note may look at."""

    diary: Diary
    verdicts: Verdicts
    windows: Sequence[Window]
    chronic: ChronicMigraine
    overuse: Overuse
    now_on: dt.date | None


def notes_of(known: Known) -> Iterator[str]:
    """The notes of one person, those to act on first."""
    for note in NOTES:
        yield from note(known)


def _long_aura(known: Known) -> Iterator[str]:
    dates = {date for date, verdict in known.verdicts.items() if long_aura(verdict.case.day)}
    if dates:
        yield f"An aura symptom lasted more than 60 minutes on {_days(dates)}: look at it soon."


def _unusual_aura(known: Known) -> Iterator[str]:
    dates = {date for date, verdict in known.verdicts.items() if UNUSUAL_AURAS & set(verdict.case.day.aura_kinds)}
    drugs = {i.drug for i in known.diary.intakes if i.is_acute and drug_of(i.drug).classes & TRIPTAN_OR_ERGOT}
    if dates and drugs:
        yield (
            f"A motor or brainstem aura on {_days(dates)} stands beside {', '.join(sorted(drugs))}: triptans and "
            "ergots are not for such auras; look at it soon."
        )


def _daily(known: Known) -> Iterator[str]:
    for attack in known.diary.attacks:
        if ended_at(attack) is None and known.now_on is not None:
            days = (known.now_on - started_at(attack).date()).days + 1
            if days >= MONTHS * WINDOW_DAYS:
                yield (
                    f"Attack {attack.attack} has gone on for {days} days without an end: if it never let go from its "
                    "first day, think of new daily persistent headache (4.10)."
                )


def _both(known: Known) -> Iterator[str]:
    if known.chronic.ichd3 is Tri.YES and known.overuse.is_moh is Tri.YES:
        yield "Chronic migraine and medication-overuse headache are both met, and both are coded."


def _gepants(known: Known) -> Iterator[str]:
    if days := _most(known, "gepant"):
        number = f"{days} day{'s' if days > 1 else ''}"
        yield f"Gepants were taken on up to {number} of a window; they count for no subtype of medication overuse."


def _ditans(known: Known) -> Iterator[str]:
    if (days := _most(known, "ditan")) >= OTHER_DAYS:
        yield (
            f"Lasmiditan was taken on {days} days of a window; no subtype names it: review whether 8.2.8 applies "
            "(threshold from memory, unverified)."
        )


def _combination_beside(known: Known) -> Iterator[str]:
    """Combination analgesics are not among the classes of 8.2.6, so that this is for a clinician to judge."""
    if Tri.YES in known.overuse.medication_overuse.values():
        return
    for window in known.windows:
        taken = [day.taken & _COUNTED for day in acute_days(known.diary, window.span)]
        if sum(map(bool, taken)) >= MULTIPLE_DAYS and "combination" in frozenset().union(*taken):
            yield (
                "Combination analgesics and other classes together reach 10 days of a window while none does alone; "
                "8.2.6 does not name combinations: for the clinician to judge."
            )
            return


_COUNTED = frozenset({"ergot", "triptan", "non_opioid", "opioid", "combination"})


def _not_verifiable(known: Known) -> Iterator[str]:
    """8.2.7 rests on whether identity or quantity can be established, which no column says."""
    for window in known.windows:
        taken = [day.taken & (_COUNTED | {"unrecognised"}) for day in acute_days(known.diary, window.span)]
        days = sum(map(bool, taken))
        if days >= MULTIPLE_DAYS and "unrecognised" in frozenset().union(*taken):
            yield (
                f"Acute drugs were taken on {days} days of a window, some under a name that is not known; overuse of "
                "drugs that cannot be verified (8.2.7) is for the clinician to judge and is not judged here."
            )
            return


def _debatable(known: Known) -> Iterator[str]:
    drugs = {i.drug for i in known.diary.intakes if i.is_acute and drug_of(i.drug).debatable}
    for drug in sorted(drugs):
        yield (
            f"{drug} is counted for each of its classes; whether such a product is a combination analgesic (8.2.5) "
            "is for the clinician to judge."
        )


def _dihydroergotamine(known: Known) -> Iterator[str]:
    names = {drug_of(i.drug).name for i in known.diary.intakes if i.is_acute}
    if known.overuse.medication_overuse["8.2.1"] is not Tri.NO and "dihydroergotamine" in names:
        yield "Dihydroergotamine is counted with ergotamine (8.2.1) by convention (unverified)."


def _purpose(known: Known) -> Iterator[str]:
    blank = {i.date for i in known.diary.intakes if i.purpose is None}
    if blank:
        yield f"The purpose of drugs taken on {_days(blank)} is blank; they count as acute."
    other = {i.drug for i in known.diary.intakes if not i.is_acute and drug_of(i.drug).recognised}
    for drug in sorted(other):
        days = {i.date for i in known.diary.intakes if not i.is_acute and i.drug == drug}
        yield f"{drug} was taken for another purpose on {_days(days)}; these do not count as acute."


def _without_headache(known: Known) -> Iterator[str]:
    dates = {date for date, verdict in known.verdicts.items() if "no_headache" in verdict.flags}
    if dates:
        yield (
            f"An aura without headache makes {_days(dates)} count for 1.3 C; whether such days should count is the "
            "clinic's choice."
        )


def _before(known: Known) -> Iterator[str]:
    if known.chronic.b is Tri.INDETERMINATE:
        yield (
            "Attacks before the diary were not told, and those within it do not add up to five for certain (1.3 B): "
            "ask how many there were."
        )


def _months(known: Known) -> Iterator[str]:
    if known.verdicts and len(known.windows) < MONTHS:
        whole = f"{len(known.windows)} whole window{'' if len(known.windows) == 1 else 's'}"
        yield f"The diary holds {whole} of 28 days; more than three months needs {MONTHS}."


def _menstrual(known: Known) -> Iterator[str]:
    if began := first_bleeding_days(known.diary):
        latest = perimenstrual_window(began[-1])
        yield (
            f"The perimenstrual window of the bleeding that began on {began[-1]} is {latest.first} to {latest.last} "
            "(days -2 to 3; there is no day 0)."
        )
    found = menstrual_pattern(known.diary, known.verdicts)
    says = {
        "pure": "begin around menstruation only (A1.1.1)",
        "related": "begin around menstruation and at other times (A1.1.2)",
    }.get(found.pattern)
    if says:
        yield f"In at least two of three of {found.cycles} menstrual cycles attacks {says}."


def _unverified(known: Known) -> Iterator[str]:
    shown = {code for code, answer in known.overuse.medication_overuse.items() if answer is Tri.YES}
    for code in sorted(shown & {"8.2.4", "8.2.3.2.1", "8.2.3.3"}):
        yield f"The rule or number of {code} ({SAYS[code]}) was not read in a source: unverified."


NOTES: Sequence[Callable[[Known], Iterator[str]]] = (
    _long_aura, _unusual_aura, _daily, _both, _gepants, _ditans, _combination_beside, _not_verifiable,
    _debatable, _dihydroergotamine, _purpose, _without_headache, _before, _months, _menstrual, _unverified,
)  # fmt: skip


def _most(known: Known, name: str) -> int:
    """Most days of any window, or days in all where there is no whole window."""
    if known.windows:
        return max(window.acute_days[name].observed for window in known.windows)
    return len({i.date for i in known.diary.intakes if i.is_acute and name in drug_of(i.drug).classes})


def _days(dates: set[dt.date]) -> str:
    """One date, or how many."""
    return str(min(dates)) if len(dates) == 1 else f"{len(dates)} days"
