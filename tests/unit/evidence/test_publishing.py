"""What of a clinic's results everybody may read: no figure about few people, and none that gives a few away."""

import pytest

from migrainedays.evidence.publishing import LEAST_CELL, to_publish

INTERVAL = {"estimate": 0.4, "low": 0.28, "high": 0.54}


def share(name, yes, judged):
    return {"name": name, "yes": yes, "judged": judged, "not_judged": 4, "outside": 1, "interval": INTERVAL}


def response(session, responded, at_risk):
    return {
        "session": session, "at_risk": at_risk, "responded": responded, "not_judged": 3,
        "published": 0.493, "published_by_then": 0.493, "hazard": INTERVAL, "by_then": INTERVAL,
    }  # fmt: skip


def answer(*, treated=60, responses=(), shares=()):
    return {"treated": treated, "first_responses": list(responses), "shares": list(shares)}


def test_a_figure_about_few_people_is_left_out_whole():
    told = to_publish(
        answer(
            responses=[response(1, 25, 60), response(2, 5, 35)],
            shares=[share("off_acute", 20, 50), share("headache_free", 45, 50)],
        )
    )
    assert [row["session"] for row in told["responses"]] == [1]
    assert [row["name"] for row in told["shares"]] == ["off_acute"]


@pytest.mark.parametrize(("yes", "of", "kept"), [(11, 22, 1), (10, 22, 0), (11, 21, 0), (0, 50, 0), (50, 50, 0)])
def test_a_cell_and_its_rest_are_both_looked_at(yes, of, kept):
    assert len(to_publish(answer(shares=[share("off_acute", yes, of)]))["shares"]) == kept
    assert len(to_publish(answer(responses=[response(1, yes, of)]))["responses"]) == kept


@pytest.mark.parametrize(("treated", "told"), [(10, None), (11, 11), (60, 60)])
def test_few_patients_are_not_even_counted(treated, told):
    assert to_publish(answer(treated=treated))["patients"] == told


@pytest.mark.parametrize(("least", "kept"), [(20, 1), (21, 0)])
def test_a_practice_may_ask_for_larger_cells_and_says_so(least, kept):
    told = to_publish(answer(shares=[share("off_acute", 20, 50)]), least)
    assert (len(told["shares"]), told["least"]) == (kept, least)


def test_eleven_is_the_least_unless_the_practice_says_more():
    assert to_publish(answer())["least"] == LEAST_CELL == 11


def test_what_is_not_for_everybody_stays_in_the_clinic():
    told = to_publish(answer(responses=[response(1, 25, 60)], shares=[share("off_acute", 20, 50)]))
    assert "hazard" not in told["responses"][0]
    assert "outside" not in told["shares"][0]
    assert told["shares"][0]["not_judged"] == 4
