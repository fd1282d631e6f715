"""What was done: persons, sessions, injections, vials, and what bears on them."""

from migrainedays.treatment.adverse_event import AdverseEvent
from migrainedays.treatment.condition import Condition
from migrainedays.treatment.injection import Injection
from migrainedays.treatment.person import Person
from migrainedays.treatment.preventive import Preventive
from migrainedays.treatment.session import Session
from migrainedays.treatment.vial import Vial

__all__ = ["AdverseEvent", "Condition", "Injection", "Person", "Preventive", "Session", "Vial"]
