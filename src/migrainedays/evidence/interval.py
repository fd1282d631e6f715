"""An estimate with its interval, as every figure of this room is given."""

from dataclasses import dataclass

Z = 1.959964


@dataclass(frozen=True)
class Interval:
    """An estimate with its 95 % interval."""

    estimate: float
    low: float
    high: float

    @classmethod
    def normal(cls, estimate: float, error: float) -> "Interval":
        """Estimate and 1.96 standard errors either way."""
        return cls(estimate, estimate - Z * error, estimate + Z * error)
