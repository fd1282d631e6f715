"""The tables. Only `records` itself looks in here; everybody else goes through actions and queries."""

from collections.abc import Mapping
from types import MappingProxyType

from migrainedays.clinic.records.models.account import Invitation, Membership, User
from migrainedays.clinic.records.models.adverse_event import EventSeenRow, EventSiteRow
from migrainedays.clinic.records.models.asking import ClinicQuestionRow, DiaryWishesRow, PatientQuestionRow, ReminderRow
from migrainedays.clinic.records.models.billing import BillingWordsRow
from migrainedays.clinic.records.models.charting import (
    AddendumRow,
    ChartingRow,
    ConsentRow,
    ProtocolTextRow,
    VialActRow,
)
from migrainedays.clinic.records.models.clinic import Clinic
from migrainedays.clinic.records.models.diary import AttackRow, DayRow, ExposureRow, GoalRow, IntakeRow, ScoreRow
from migrainedays.clinic.records.models.enquiring import EnquiryRow, PublishedResultsRow, WebsiteRow
from migrainedays.clinic.records.models.entry import Entry
from migrainedays.clinic.records.models.evidence import LookRow, RegistrationRow, Run
from migrainedays.clinic.records.models.importing import ImportRow
from migrainedays.clinic.records.models.message import Delivery, MessageRow
from migrainedays.clinic.records.models.patient import ContactRow, DiaryPlanRow, PatientRecord, VisitRow
from migrainedays.clinic.records.models.phone import (
    DeviceRow,
    JoiningRow,
    PasskeyRow,
    PhoneEntryRow,
    PushAddressRow,
    RedFlagSeenRow,
)
from migrainedays.clinic.records.models.row import OfPatient, Row, Stored
from migrainedays.clinic.records.models.scheduling import (
    ArrangementsRow,
    AuthorisationRow,
    ClosedDayRow,
    FeedRow,
    RoomRow,
    SeriesRow,
    WorkingHoursRow,
)
from migrainedays.clinic.records.models.studying import AllocationRow, StudyConsentRow, StudyRow
from migrainedays.clinic.records.models.telling import StoryConsentRow, StoryRow, WrittenDocumentRow
from migrainedays.clinic.records.models.treatment import (
    AdverseEventRow,
    ConditionRow,
    CountersignatureRow,
    InjectionRow,
    PreventiveRow,
    SessionRow,
    SignatureRow,
    VialRow,
)
from migrainedays.columns import Value

# In the order in which they depend on each other.
ROWS: Mapping[type[Value], type[Row]] = MappingProxyType(
    {
        row.value_class: row
        for row in (
            PatientRecord, ContactRow, DiaryPlanRow, VisitRow, VialRow, DayRow, AttackRow, IntakeRow, ExposureRow,
            GoalRow, ScoreRow, SessionRow, InjectionRow, SignatureRow, ConditionRow, PreventiveRow, AdverseEventRow,
            JoiningRow, DeviceRow, PhoneEntryRow, RedFlagSeenRow, ProtocolTextRow, VialActRow, ConsentRow, ChartingRow,
            AddendumRow, CountersignatureRow, SeriesRow, AuthorisationRow, RoomRow, WorkingHoursRow, ClosedDayRow,
            ArrangementsRow, FeedRow, MessageRow,
            PasskeyRow, PushAddressRow, ClinicQuestionRow, PatientQuestionRow, DiaryWishesRow, ReminderRow, ImportRow,
            RegistrationRow, LookRow,
            EventSiteRow, EventSeenRow,
            WrittenDocumentRow, StoryConsentRow, StoryRow, EnquiryRow, WebsiteRow, PublishedResultsRow,
            StudyRow, StudyConsentRow, AllocationRow, BillingWordsRow,
        )
    }
)  # fmt: skip
NOUNS: Mapping[str, type[Row]] = MappingProxyType({row.noun: row for row in ROWS.values()})

__all__ = [
    "NOUNS", "ROWS", "ChartingRow", "Clinic", "ContactRow", "DayRow", "Delivery", "Entry", "FeedRow", "Invitation",
    "LookRow", "Membership", "MessageRow", "OfPatient", "PatientRecord", "RegistrationRow", "Row", "Run",
    "SessionRow", "SignatureRow", "Stored", "User", "VialActRow", "VisitRow",
]  # fmt: skip
