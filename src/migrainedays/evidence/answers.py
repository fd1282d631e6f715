"""Which days of a course say whether there was headache; all that is ever counted here."""

import datetime as dt

from migrainedays.classification.verdicts import headache_of
from migrainedays.course import Course
from migrainedays.diary import Tri, lived_days


def answers_of(course: Course, on: dt.date | None = None) -> dict[dt.date, bool]:
    """Headache or not on each day that says so; attacks without an end go on up to `on`."""
    zone = course.person.zone
    lived = lived_days(course.diary, on=on or course.diary.last_on, zone=zone)
    answers = {date: headache_of(day) for date, day in lived.days.items()}
    return {date: answer is Tri.YES for date, answer in answers.items() if answer is not Tri.INDETERMINATE}
