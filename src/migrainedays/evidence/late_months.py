"""Wearing-off within the coming cycle: how many more headache days its third month is expected to bring."""

from dataclasses import dataclass

from scipy.special import expit

from migrainedays.evidence.interval import Interval, Z
from migrainedays.evidence.level_model import LevelModel
from migrainedays.evidence.series import Series
from migrainedays.evidence.stacking import Stack
from migrainedays.evidence.tables import DAYS
from migrainedays.literature import claim


@dataclass(frozen=True)
class LateMonths:
    """Third month less the second in headache days, for this patient by this clinic; and what is published."""

    days: Interval
    published: float

    @property
    def sentence(self) -> str:
        """The figure in words."""
        return (
            f"The third month of a cycle is expected to bring {self.days.estimate:+.1f} headache days against the "
            f"second ({self.days.low:+.1f} to {self.days.high:+.1f}); published elsewhere: {self.published:+.1f}."
        )


def estimate_late_months(stack: Stack, own: Series, coming: Series) -> LateMonths | None:
    """For one patient; None where this clinic's diaries do not show third months beside others."""
    if "late" not in stack.level.names:
        return None
    model = LevelModel(stack.level)
    where = model.filtered(own)[1][0, own.lived[0] - 1]
    late, error = stack.level["late"], stack.level.error("late")
    level = model.fixed(coming)[0, 0] - late * coming.explained()["late"][0, 0] + model.levels.treated
    most = [
        float(where @ (expit(level + shift) - expit(level))) * DAYS
        for shift in (late, late - Z * error, late + Z * error)
    ]
    published = float(claim("forecast.month_3").number - claim("forecast.month_2").number)
    return LateMonths(Interval(most[0], min(most), max(most)), published)
