"""Questions about health: each has to be answered, and some answers speak against treating today."""

from collections.abc import Iterator
from dataclasses import dataclass

from migrainedays.protocol.finding import Finding, Severity
from migrainedays.protocol.version import Version
from migrainedays.treatment.charting import Charting
from migrainedays.treatment.condition import Condition
from migrainedays.treatment.history import History


@dataclass(frozen=True, slots=True)
class Question:
    """A question: `words` name the matter, `yes` is what a yes says; some are asked anew at each session."""

    condition: str
    words: str
    yes: str
    severity: Severity
    claim: str
    each_session: bool
    must: bool = True


QUESTIONS = (
    Question(
        "allergy",
        "known allergy to the toxin or a component",
        "The patient has a known allergy to the toxin or to a component of it",
        Severity.BLOCK,
        "treatment.allergy",
        False,
    ),
    Question(
        "infection_at_site",
        "infection at an injection site",
        "There is an infection at an injection site",
        Severity.BLOCK,
        "treatment.infection_at_site",
        True,
    ),
    Question(
        "neuromuscular",
        "neuromuscular disease",
        "The patient has a neuromuscular disease",
        Severity.STOP,
        "treatment.neuromuscular",
        False,
    ),
    Question(
        "dysphagia",
        "trouble with swallowing",
        "The patient has trouble swallowing",
        Severity.STOP,
        "treatment.dysphagia_breathing",
        False,
    ),
    Question(
        "breathing",
        "trouble with breathing",
        "The patient has trouble breathing",
        Severity.STOP,
        "treatment.dysphagia_breathing",
        False,
    ),
    Question(
        "aminoglycoside",
        "an aminoglycoside antibiotic",
        "The patient takes an aminoglycoside antibiotic",
        Severity.STOP,
        "treatment.interactions",
        True,
    ),
    Question(
        "muscle_relaxant",
        "a muscle relaxant",
        "The patient takes a muscle relaxant",
        Severity.STOP,
        "treatment.muscle_relaxants",
        True,
    ),
    Question("pregnancy", "pregnancy", "The patient is pregnant", Severity.STOP, "treatment.pregnancy", True),
    Question(
        "lactation", "breast-feeding", "The patient is breast-feeding", Severity.LOOK, "treatment.pregnancy", True
    ),
    Question(
        "anticoagulant",
        "an anticoagulant",
        "The patient takes an anticoagulant",
        Severity.LOOK,
        "treatment.anticoagulants",
        False,
        must=False,
    ),
)
TOXIN_ELSEWHERE = "other_toxin"  # its answer is judged with the doses: none, some, or not known
_NOT_FOR_MEN = ("pregnancy", "lactation")


def find_in_answers(session: Charting, version: Version, history: History) -> Iterator[Finding]:
    """What was not answered, and each answer that speaks against treating."""
    unanswered = list(_unanswered(session, history))
    if unanswered:
        yield Finding(
            rule="safety_unanswered",
            severity=Severity.BLOCK,
            sentence=f"Not answered: {', '.join(unanswered)}. No answer is not a no.",
            claims=("treatment.allergy", "treatment.infection_at_site"),
            inputs=(("day of the session", str(session.on)),),
            unknown=tuple(unanswered),
        )
    for question in QUESTIONS:
        answer = _answer(question, session, history)
        if answer is not None and answer.answer:
            yield _yes(question, answer)


def _unanswered(session: Charting, history: History) -> Iterator[str]:
    for question in QUESTIONS:
        if question.must and not _spared(question, history):
            answer = _answer(question, session, history)
            if answer is None or answer.answer is None:
                yield question.words
    toxin = history.answer(TOXIN_ELSEWHERE, session.on)
    if toxin is None or toxin.asked_on != session.on:
        yield "toxin given elsewhere for anything (none, some, or not known)"


def _answer(question: Question, session: Charting, history: History) -> Condition | None:
    """The answer that holds; one to a question of each session holds on its own day only, unless it is a yes with
    an end that is not reached."""
    answer = history.answer(question.condition, session.on)
    if answer is None or not question.each_session or answer.asked_on == session.on:
        return answer
    return answer if answer.answer and answer.until is not None else None


def _spared(question: Question, history: History) -> bool:
    male = history.person is not None and history.person.sex == "male"
    return male and question.condition in _NOT_FOR_MEN


def _yes(question: Question, answer: Condition) -> Finding:
    detail = f" ({answer.detail})" if answer.detail else ""
    return Finding(
        rule=question.condition,
        severity=question.severity,
        sentence=f"{question.yes}{detail}, as answered on {answer.asked_on}.",
        claims=(question.claim,),
        inputs=((question.condition, "yes"), ("asked on", str(answer.asked_on))),
    )
