"""The words on a picture, so that a page can give them in its reader's language."""

import dataclasses
import datetime as dt


@dataclasses.dataclass(frozen=True, slots=True)
class Words:
    """Every text a picture may carry; English unless told otherwise."""

    months: tuple[str, ...] = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    month: str = "Month"
    headache: str = "Headache"
    headache_days: str = "Headache days"
    moderate_severe: str = "Moderate or severe"
    acute_drug_days: str = "Days with acute drugs"
    free: str = "No headache"
    mild: str = "Mild"
    moderate: str = "Moderate"
    severe: str = "Severe"
    missing: str = "Not entered"
    drug: str = "Acute drug"
    session: str = "Session"
    entered: str = "Entered"
    from_: str = "From"
    to: str = "To"
    per_28: str = "Per 28 days"
    bounds: str = "Possible, with what is missing"
    not_evaluable: str = "too little entered"
    axis: str = "days in 28"
    calendar: str = "Diary by day"
    course: str = "Headache days in windows of 28 days"
    between: str = (
        "{calendar} from {first} to {last}: headache on {headache} of {entered} days entered, {missing} not entered."
    )
    windows: str = "{course}. Windows: {count}; sessions: {sessions}."

    def month_of(self, day: dt.date) -> str:
        """The month as it stands beside a row, such as `Mar 2026`."""
        return f"{self.months[day.month - 1]} {day.year}"


ENGLISH = Words()
