"""Toxin products as types of their own: a unit belongs to its product, and no conversion exists.

>>> OnabotulinumtoxinA("5") + OnabotulinumtoxinA("2.5")
OnabotulinumtoxinA('7.5')
"""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from functools import total_ordering
from typing import ClassVar, Self

from migrainedays.errors import Impossible, WrongUse

TENTH = Decimal("0.1")


class DifferentProducts(WrongUse, TypeError):
    """Units of two products were put together; there is no rule by which that could be right."""


@total_ordering
class Units:
    """An amount of one product, exact to 0.1 unit, never negative. Use the class of the product."""

    product: ClassVar[str]
    brands: ClassVar[tuple[str, ...]] = ()
    __slots__ = ("amount",)

    def __init__(self, amount: Decimal | int | str) -> None:
        self.amount = _exact(amount, TENTH, self.product, "units")

    def __add__(self, other: Self) -> Self:
        self._same(other)
        return type(self)(self.amount + other.amount)

    def __sub__(self, other: Self) -> Self:
        self._same(other)
        return type(self)(self.amount - other.amount)

    def __lt__(self, other: Self) -> bool:
        self._same(other)
        return self.amount < other.amount

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and isinstance(other, Units) and other.amount == self.amount

    def __hash__(self) -> int:
        return hash((type(self), self.amount))

    def __repr__(self) -> str:
        return f"{type(self).__name__}('{self.amount}')"

    def __str__(self) -> str:
        return f"{plain(self.amount)} U of {self.product}"

    def _same(self, other: object) -> None:
        if type(other) is not type(self):
            theirs = other.product if isinstance(other, Units) else "a number without a product"
            raise DifferentProducts(
                f"Units of {self.product} and {theirs} cannot be added, subtracted or compared: "
                "their units are not interchangeable."
            )


class OnabotulinumtoxinA(Units):
    """Botox."""

    product = "onabotulinumtoxinA"
    brands = ("botox", "vistabel")
    __slots__ = ()


class AbobotulinumtoxinA(Units):
    """Dysport."""

    product = "abobotulinumtoxinA"
    brands = ("dysport", "azzalure")
    __slots__ = ()


class IncobotulinumtoxinA(Units):
    """Xeomin."""

    product = "incobotulinumtoxinA"
    brands = ("xeomin", "bocouture")
    __slots__ = ()


class PrabotulinumtoxinA(Units):
    """Jeuveau."""

    product = "prabotulinumtoxinA"
    brands = ("jeuveau", "nuceiva")
    __slots__ = ()


class DaxibotulinumtoxinA(Units):
    """Daxxify."""

    product = "daxibotulinumtoxinA"
    brands = ("daxxify",)
    __slots__ = ()


class LetibotulinumtoxinA(Units):
    """Letybo."""

    product = "letibotulinumtoxinA"
    brands = ("letybo",)
    __slots__ = ()


class RimabotulinumtoxinB(Units):
    """Myobloc, Neurobloc."""

    product = "rimabotulinumtoxinB"
    brands = ("myobloc", "neurobloc")
    __slots__ = ()


PRODUCTS: tuple[type[Units], ...] = (
    OnabotulinumtoxinA,
    AbobotulinumtoxinA,
    IncobotulinumtoxinA,
    PrabotulinumtoxinA,
    DaxibotulinumtoxinA,
    LetibotulinumtoxinA,
    RimabotulinumtoxinB,
)


def plain(units: Decimal) -> str:
    """A number of units as it is written for people.

    >>> plain(Decimal("75.0"))
    '75'
    """
    return f"{units.normalize():f}"


def product_named(text: str) -> type[Units]:
    """The product with this generic or brand name, however it is capitalised; WrongUse where there is none.

    >>> product_named("Botox").product
    'onabotulinumtoxinA'
    """
    wanted = text.strip().lower()
    for product in PRODUCTS:
        if wanted == product.product.lower() or wanted in product.brands:
            return product
    known = ", ".join(product.product for product in PRODUCTS)
    raise WrongUse(f"No botulinum toxin product is called {text!r}. Known are: {known}.")


def same_product(one: str, other: str) -> bool:
    """Whether two names mean one product; a name that we do not know equals only itself."""
    return _canonical(one) == _canonical(other)


def total(amounts: Iterable[Units], of: type[Units]) -> Units:
    """The sum of amounts of one product; DifferentProducts if one of another is among them."""
    found = of(0)
    for amount in amounts:
        found = found + amount
    return found


def _canonical(name: str) -> str:
    try:
        return product_named(name).product
    except WrongUse:
        return name.strip().lower()


def _exact(amount: Decimal | int | str, step: Decimal, table: str, column: str) -> Decimal:
    if isinstance(amount, float):
        raise TypeError(f"{column} are exact decimals; a float is not")
    try:
        value = Decimal(amount)
    except InvalidOperation:
        raise Impossible(table, column, amount, "is not a number (write 2.5, with a point)") from None
    if not value.is_finite() or value < 0:
        raise Impossible(table, column, amount, "is negative or no finite number")
    if value != value.quantize(step):
        raise Impossible(table, column, amount, f"is finer than {step}")
    return value
