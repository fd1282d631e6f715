"""Everything that is ever written: `actions.<noun>.<verb>(*, ..., by, why="")`, one transaction and one trace each.

`by` is the signed-in user (or an `Actor`); `patient` is the public id of a patient's record. An action raises
NotFound, Forbidden, Conflict, Signed or Impossible, and then nothing was written.
"""

from migrainedays.clinic.records.actions import (
    asking,
    billing,
    charting,
    clinics,
    diary,
    enquiries,
    feeds,
    folders,
    health,
    imports,
    members,
    messages,
    passkeys,
    patients,
    phones,
    protocols,
    pushing,
    questions,
    runs,
    scheduling,
    site,
    stock,
    stories,
    studies,
    taking_part,
    treatment,
    visits,
    writing,
)

__all__ = [
    "asking", "billing", "charting", "clinics", "diary", "enquiries", "feeds", "folders", "health", "imports",
    "members", "messages", "passkeys", "patients", "phones", "protocols", "pushing", "questions", "runs",
    "scheduling", "site", "stock", "stories", "studies", "taking_part", "treatment", "visits", "writing",
]  # fmt: skip
