"""What a phone sends and how it is put together: operations, batches, the lock, and the merge of several devices.

A phone sends *operations*: "on this day, headache yes, pain 2". Each has an id made on the phone and names the
revisions of that day that were on its screen. From the operations of one date follows one day, whatever the order,
the number of times or the delay with which they came:

    raw batch --receive--> operations --merge--> MergedDay --values_of--> DiaryDay, Intake, Exposure, ...
"""

from migrainedays.diary.phone.batch import MOST_ENTRIES, Outcome, Refusal, receive
from migrainedays.diary.phone.delay import Delays, delays_of
from migrainedays.diary.phone.lock import LOCK_AFTER, Timing, is_locked, lock_of, timing_of
from migrainedays.diary.phone.merge import MergedDay, Version, merge
from migrainedays.diary.phone.operation import Operation, read_operation, write_operation
from migrainedays.diary.phone.red_flags import RED_FLAGS, red_flags_of
from migrainedays.diary.phone.rhythm import RHYTHMS, is_asked, next_asked
from migrainedays.diary.phone.values import SideEffect, answers_of, intakes_of, side_effects_of, values_of

__all__ = [
    "LOCK_AFTER",
    "MOST_ENTRIES",
    "RED_FLAGS",
    "RHYTHMS",
    "Delays",
    "MergedDay",
    "Operation",
    "Outcome",
    "Refusal",
    "SideEffect",
    "Timing",
    "Version",
    "answers_of",
    "delays_of",
    "intakes_of",
    "is_asked",
    "is_locked",
    "lock_of",
    "merge",
    "next_asked",
    "read_operation",
    "receive",
    "red_flags_of",
    "side_effects_of",
    "timing_of",
    "values_of",
    "write_operation",
]
