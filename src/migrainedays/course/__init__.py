"""One patient: cycles, responses by every rule, wearing-off, milestones, and the state of the cycle."""

from migrainedays.course.course import Course

__all__ = ["Course"]
