"""The order of a file's dates, found over the whole file."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrainedays.errors import InputRefused
from migrainedays.exchange.readers.dates import DatesAmbiguous, find_order, read_clock, read_date, read_time

WRITTEN = {"day-first": "%d/%m/%y", "month-first": "%m/%d/%y", "year-first": "%Y-%m-%d"}


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["01/02/26", "13/02/26"], "day-first"),
        (["01/02/26", "02/13/26"], "month-first"),
        (["2026-02-01"], "year-first"),
        (["5.11.2025 10:00", "25.11.2025 9:00"], "day-first"),
        ([], "year-first"),
        (["not a date", "13/02/26"], "day-first"),
    ],
)
def test_one_date_that_fits_only_one_order_decides(texts: list[str], order: str) -> None:
    assert find_order(texts, None) == order


def test_the_same_day_and_month_need_no_answer() -> None:
    assert read_date("05/05/26", find_order(["05/05/26"], None)) == dt.date(2026, 5, 5)


def test_mixed_orders_are_refused() -> None:
    with pytest.raises(InputRefused, match="No single order"):
        find_order(["13/02/26", "02/13/26"], None)


def test_an_order_that_was_told_must_fit() -> None:
    assert find_order(["01/02/26"], "month-first") == "month-first"
    with pytest.raises(InputRefused, match="13/02/26 is no date when read month-first"):
        find_order(["13/02/26"], "month-first")


@given(st.lists(st.dates(dt.date(2001, 1, 1), dt.date(2099, 12, 31)), min_size=1), st.sampled_from(list(WRITTEN)))
def test_a_found_order_reads_back_every_date(days: list[dt.date], written: str) -> None:
    texts = [day.strftime(WRITTEN[written]) for day in days]
    try:
        order, orders = find_order(texts, None), ()
    except DatesAmbiguous as asked:
        order, orders = written, asked.orders
    assert orders == () or written in orders
    assert [read_date(text, order) for text in texts] == days


@pytest.mark.parametrize(
    ("text", "time"),
    [("9:05", dt.time(9, 5)), ("12:00 am", dt.time(0)), ("12:30 PM", dt.time(12, 30)), ("14h20", dt.time(14, 20))],
)
def test_times_of_day(text: str, time: dt.time) -> None:
    assert read_time(text) == time


@pytest.mark.parametrize("text", ["25:00", "13:00 pm", "noon", ""])
def test_times_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match="time of day"):
        read_time(text)


def test_a_clock_needs_date_and_time() -> None:
    assert read_clock("16/11/24 22:30", "day-first") == dt.datetime(2024, 11, 16, 22, 30)
    with pytest.raises(ValueError, match="no time of day"):
        read_clock("16/11/24", "day-first")


@pytest.mark.parametrize("text", ["31/02/24", "00/01/24", "16/11/1024"])
def test_dates_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match="not a date"):
        read_date(text, "day-first")
