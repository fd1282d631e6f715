"""From a vial and its diluent to units in 0.1 mL, exactly; a volume is never typed where a dilution is not known."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Self

from migrainedays.errors import Impossible
from migrainedays.treatment.products import Units

HUNDREDTH = Decimal("0.01")
TENTH_ML = Fraction(1, 10)


@dataclass(frozen=True, slots=True, order=True)
class Millilitres:
    """A volume, exact to 0.01 mL. It has no way to become units but through a dilution.

    >>> Millilitres.of("0.1")
    Millilitres(amount=Decimal('0.1'))
    """

    amount: Decimal

    def __post_init__(self) -> None:
        if not self.amount.is_finite() or self.amount < 0:
            raise Impossible("vials", "diluent_ml", self.amount, "is negative or no finite number")
        if self.amount != self.amount.quantize(HUNDREDTH):
            raise Impossible("vials", "diluent_ml", self.amount, "is finer than 0.01 mL")

    @classmethod
    def of(cls, text: str | int | Decimal) -> Self:
        """A volume from text with a decimal point; a comma is refused, not guessed at."""
        try:
            return cls(Decimal(text))
        except InvalidOperation:
            raise Impossible("vials", "diluent_ml", text, "is not a number (write 2.5, with a point)") from None

    def __add__(self, other: Self) -> Self:
        return type(self)(self.amount + other.amount)


@dataclass(frozen=True, slots=True)
class Dilution:
    """A vial's content in its diluent."""

    content: Units
    diluent: Millilitres

    def __post_init__(self) -> None:
        if not self.diluent.amount:
            raise Impossible("vials", "diluent_ml", self.diluent.amount, "is nothing; a vial is drawn from a solution")

    @property
    def units_per_tenth_ml(self) -> Fraction:
        """Units of the vial's product in 0.1 mL."""
        return Fraction(self.content.amount) / Fraction(self.diluent.amount) * TENTH_ML

    def volume(self, units: Units) -> Fraction:
        """Millilitres that hold these units; DifferentProducts where they are of another product."""
        if units > self.content:
            raise Impossible("vials", "units", units.amount, f"is more than the vial holds ({self.content})")
        return Fraction(units.amount) / self.units_per_tenth_ml * TENTH_ML


def dilution_table(content: Units, diluents: tuple[str, ...]) -> tuple[tuple[Millilitres, Fraction], ...]:
    """Units in 0.1 mL for each volume of diluent, as on a label."""
    volumes = [Millilitres.of(diluent) for diluent in diluents]
    return tuple((volume, Dilution(content, volume).units_per_tenth_ml) for volume in volumes)
