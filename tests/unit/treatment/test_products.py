"""Units belong to their product; millilitres become units through a dilution only."""

from decimal import Decimal
from fractions import Fraction

import pytest

from migrainedays.errors import Impossible, WrongUse
from migrainedays.treatment import dilution, products
from migrainedays.treatment.dilution import Dilution, Millilitres, dilution_table
from migrainedays.treatment.products import (
    PRODUCTS,
    AbobotulinumtoxinA,
    DifferentProducts,
    IncobotulinumtoxinA,
    OnabotulinumtoxinA,
    Units,
    plain,
    product_named,
    same_product,
    total,
)

TWO = [(a, b) for a in PRODUCTS for b in PRODUCTS if a is not b]


@pytest.mark.parametrize(("one", "other"), TWO, ids=lambda product: product.product)
def test_two_products_are_never_added_subtracted_compared_or_equal(one: type[Units], other: type[Units]) -> None:
    a, b = one(5), other(5)
    for attempt in (lambda: a + b, lambda: a - b, lambda: a < b, lambda: a >= b, lambda: total([a, b], one)):
        with pytest.raises(DifferentProducts, match="not interchangeable"):
            attempt()
    assert a != b
    assert len({a, b}) == 2


def test_a_number_without_a_product_is_no_dose() -> None:
    with pytest.raises(DifferentProducts, match="without a product"):
        OnabotulinumtoxinA(5) + 5  # type: ignore[operator]


def test_no_conversion_between_products_exists() -> None:
    names = [name for module in (products, dilution) for name in dir(module)]
    assert [name for name in names if "convert" in name.lower() or "equivalent" in name.lower()] == []


def test_one_product_adds_exactly() -> None:
    tenths = [OnabotulinumtoxinA("0.1")] * 10
    assert total(tenths, OnabotulinumtoxinA) == OnabotulinumtoxinA(1)
    assert OnabotulinumtoxinA("7.5") - OnabotulinumtoxinA("2.5") == OnabotulinumtoxinA(5)
    assert OnabotulinumtoxinA(5) < OnabotulinumtoxinA("5.1")
    assert str(OnabotulinumtoxinA("12.50")) == "12.5 U of onabotulinumtoxinA"
    assert hash(OnabotulinumtoxinA("5.0")) == hash(OnabotulinumtoxinA(5))


@pytest.mark.parametrize(
    ("amount", "reason"),
    [("-0.1", "negative"), ("0.05", "finer"), ("2,5", "with a point"), ("NaN", "finite"), ("Infinity", "finite")],
)
def test_an_amount_that_cannot_be(amount: str, reason: str) -> None:
    with pytest.raises(Impossible, match=reason):
        OnabotulinumtoxinA(amount)


def test_floats_are_no_amounts() -> None:
    with pytest.raises(TypeError):
        OnabotulinumtoxinA(0.1)  # type: ignore[arg-type]
    with pytest.raises(Impossible, match="negative"):
        OnabotulinumtoxinA(1) - OnabotulinumtoxinA(2)


def test_products_by_name() -> None:
    assert product_named(" BOTOX ") is OnabotulinumtoxinA
    assert product_named("incobotulinumtoxina") is IncobotulinumtoxinA
    with pytest.raises(WrongUse, match="Known are: onabotulinumtoxinA"):
        product_named("toxin")
    assert same_product("Dysport", AbobotulinumtoxinA.product)
    assert not same_product("Dysport", "Botox")
    assert same_product("house toxin", "House Toxin")
    assert not same_product("house toxin", "Botox")
    names = [name for product in PRODUCTS for name in (product.product.lower(), *product.brands)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("number", "text"), [("75.0", "75"), ("12.5", "12.5"), ("100", "100"), ("0", "0"), ("1E+2", "100")]
)
def test_numbers_as_people_write_them(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


# -- dilution --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("units", "diluent", "per_tenth"),
    [
        (100, "0.5", "20"),
        (100, "1", "10"),
        (100, "2", "5"),
        (100, "4", "5/2"),
        (100, "8", "5/4"),
        (200, "1", "20"),
        (200, "2", "10"),
        (200, "4", "5"),
        (200, "8", "5/2"),
        (200, "10", "2"),
    ],
)
def test_units_in_a_tenth_of_a_millilitre_as_on_the_label(units: int, diluent: str, per_tenth: str) -> None:
    made_up = Dilution(OnabotulinumtoxinA(units), Millilitres.of(diluent))
    assert made_up.units_per_tenth_ml == Fraction(per_tenth)
    assert made_up.volume(OnabotulinumtoxinA(units)) == Fraction(diluent)


def test_the_volume_of_a_plan() -> None:
    made_up = Dilution(OnabotulinumtoxinA(200), Millilitres.of(4))
    assert made_up.volume(OnabotulinumtoxinA(155)) == Fraction("3.1")
    assert made_up.volume(OnabotulinumtoxinA("12.5")) == Fraction("0.25")
    assert Dilution(OnabotulinumtoxinA(100), Millilitres.of(3)).volume(OnabotulinumtoxinA(10)) == Fraction(3, 10)
    with pytest.raises(Impossible, match="more than the vial holds"):
        made_up.volume(OnabotulinumtoxinA("200.1"))
    with pytest.raises(DifferentProducts):
        made_up.volume(AbobotulinumtoxinA(5))


def test_a_table_for_the_wall() -> None:
    rows = dilution_table(OnabotulinumtoxinA(100), ("2", "4"))
    assert [(ml.amount, per) for ml, per in rows] == [(2, 5), (4, Fraction(5, 2))]


@pytest.mark.parametrize(("volume", "reason"), [("2,5", "with a point"), ("-1", "negative"), ("0.005", "finer")])
def test_a_volume_that_cannot_be(volume: str, reason: str) -> None:
    with pytest.raises(Impossible, match=reason):
        Millilitres.of(volume)


def test_a_vial_without_diluent_is_no_solution() -> None:
    with pytest.raises(Impossible, match="nothing"):
        Dilution(OnabotulinumtoxinA(100), Millilitres.of(0))
    assert Millilitres.of("1.5") + Millilitres.of("0.5") == Millilitres.of(2)
