"""A study on one page for a board, and where it stands without looking at what it found."""

from dataclasses import dataclass

from migrainedays.errors import Impossible
from migrainedays.evidence.question import FALSE_ALARMS, SCEPTICAL_SD
from migrainedays.evidence.study_plan import LEAST_ENTERED, StudyDesign
from migrainedays.windows import WINDOW_DAYS

Section = tuple[str, str]
"""A heading and its paragraph."""


PAGE: tuple[Section, ...] = (
    (
        "Question",
        "Do patients treated by {protocol} version {b} have fewer headache days per {window} than under version {a}? "
        "{name} calls a difference of {days:g} days worth finding.",
    ),
    (
        "Patients",
        "Who is to have a first session by this protocol, whose diary says of at least {entered} of the {window} days "
        "before whether there was headache, and who consents after having read what both versions are.{but} Who does "
        "not consent is treated as always; who withdraws is, too, and from that day nothing of theirs is used. A place "
        "that is lost before its session is given again.",
    ),
    (
        "Allocation",
        "By chance, version {a} or {b}, as many to each within blocks whose lengths are hidden. The arms stay sealed "
        "and are opened in the order of consent, one a person; when and for whom is written down. The secret from "
        "which they are worked out has the digest {digest}; when the study has ended it is given to whoever wants to "
        "check. Patient and clinician know the version from then on; nobody knows it before.",
    ),
    (
        "Outcome",
        "Headache days in windows of {window} days: {before} before the first session and {after} after it, from the "
        "diary as entered. Days without an entry are not counted as free.",
    ),
    (
        "Size and time",
        "{patients} patients in both arms together; about {lasts:.0f} months of {window} days at the pace of this "
        "clinic. If the truth is {days:g} days, the study calls it with a chance of {power:.0f} %.",
    ),
    (
        "Looks and stopping",
        "{looks} looks, when {look_at} patients have complete windows, and none between. A version is called better "
        "when a sceptic (effect normal around nought, SD {sd:g} logit) believes it by the limit fixed beforehand; all "
        "looks together call one wrongly in about {alarms:.0f} of 100 studies where nothing differs. After the last "
        "look the answer is kept, whatever it is.",
    ),
    (
        "Analysis",
        "Beta-binomial model of the windows with a level and a change of each patient, treatment, and the version "
        "allocated; patients are counted in the arm they were allocated to. Sensitivity: headache likelier on days "
        "without an entry.",
    ),
    (
        "Safety",
        "What of either version is outside the label is marked so in the protocol library. Adverse events are asked "
        "for at each visit and shown to the physician at once, outside the looks.",
    ),
)
"""Headings and paragraphs with places for what is fixed."""


def protocol_page(
    name: str,
    protocol: str,
    versions: tuple[str, str],
    design: StudyDesign,
    digest: str,
    *,
    least_entered: int = LEAST_ENTERED,
    not_for: str = "",
) -> tuple[Section, ...]:
    """The page, section by section; `digest` is the commitment to the secret of the allocation.

    `not_for` says in the clinic's words who does not take part beside those whom the label leaves out.
    """
    facts = {
        "name": name,
        "protocol": protocol,
        "a": versions[0],
        "b": versions[1],
        "digest": digest,
        "entered": least_entered,
        "but": f" Not for: {not_for.rstrip('. ')}." if not_for.strip() else "",
        "window": WINDOW_DAYS,
        "days": abs(design.days),
        "before": design.months.before,
        "after": design.months.after,
        "patients": design.patients,
        "lasts": design.months_needed,
        "power": 100 * design.power,
        "looks": design.looks,
        "look_at": ", ".join(str(count) for count in design.look_at),
        "sd": SCEPTICAL_SD,
        "alarms": 100 * FALSE_ALARMS,
    }
    return tuple((heading, text.format(**facts)) for heading, text in PAGE)


@dataclass(frozen=True)
class StudyState:
    """Where a study stands: patients allocated and complete, looks taken; nothing of its results."""

    allocated: int
    complete: int
    looks_taken: int
    next_look_at: int | None
    may_look: bool

    @property
    def sentence(self) -> str:
        """The state in words."""
        said = f"{self.allocated} allocated, {self.complete} with complete windows, looks taken: {self.looks_taken}."
        if self.next_look_at is None:
            return f"{said} No look is left."
        if self.may_look:
            return f"{said} The next look may be taken now."
        lacking = self.next_look_at - self.complete
        return f"{said} The next look may be taken when {lacking} more have complete windows; until then nobody looks."


def stand(design: StudyDesign, allocated: int, complete: int, looks_taken: int) -> StudyState:
    """Where a study stands; which arm anyone is in is neither needed nor told."""
    if not 0 <= complete <= allocated:
        raise Impossible("study", "complete", complete, "0 to the patients allocated")
    if not 0 <= looks_taken <= design.looks:
        raise Impossible("study", "looks_taken", looks_taken, f"0 to {design.looks} looks were declared")
    left = looks_taken < design.looks
    following = design.look_at[looks_taken] if left else None
    return StudyState(allocated, complete, looks_taken, following, following is not None and complete >= following)
