"""The rules by which a session is checked, a file a matter; each yields findings and never raises."""

from migrainedays.protocol.rules.age import find_in_age
from migrainedays.protocol.rules.answers import find_in_answers
from migrainedays.protocol.rules.consents import find_in_consent
from migrainedays.protocol.rules.doses import find_in_doses
from migrainedays.protocol.rules.indication import find_in_course, notes_of_course
from migrainedays.protocol.rules.plan import find_in_plan
from migrainedays.protocol.rules.vials import find_in_vials

RULES = (
    find_in_answers,
    find_in_consent,
    find_in_age,
    find_in_doses,
    find_in_vials,
    find_in_plan,
    find_in_course,
)

__all__ = ["RULES", "notes_of_course"]
