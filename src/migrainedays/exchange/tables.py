"""The tables of the exchange folder, in the order in which they depend on each other."""

from collections.abc import Mapping
from types import MappingProxyType

from migrainedays.columns import Value
from migrainedays.diary import Attack, DiaryDay, Exposure, Goal, Intake
from migrainedays.scales import Score
from migrainedays.treatment import AdverseEvent, Condition, Injection, Person, Preventive, Session, Vial

TABLES: Mapping[str, type[Value]] = MappingProxyType(
    {
        value_class.table: value_class
        for value_class in (
            Person, DiaryDay, Attack, Intake, Exposure, Session, Injection, Vial, Condition, Score, Preventive, Goal,
            AdverseEvent,
        )
    }
)  # fmt: skip
EXCHANGE_VERSION = 1
