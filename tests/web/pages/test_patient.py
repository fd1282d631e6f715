"""The patient's page says what the library says, with its basis, and the same as a table."""

import dataclasses
import re

from django.urls import reverse

from migrainedays.classification import profile
from migrainedays.classification.profiles import DEFAULT
from migrainedays.clinic.records import actions, queries
from migrainedays.course.evaluate import evaluate
from migrainedays.treatment import Person


def shown(screen, patient, role="physician", query=""):
    answer = screen.get(reverse("patient", args=[patient]) + query, role)
    assert answer.status_code == 200
    return answer.content.decode()


def text_of(body, element_id):
    return re.search(rf'id="{element_id}">([^<]*)<', body).group(1)


def test_the_numbers_are_those_of_the_evaluation(screen, physician, treated):
    found = evaluate(queries.course(physician, treated), profile(DEFAULT))
    body = shown(screen, treated)
    assert text_of(body, "headache-days") == str(found.headache_days) == "27"
    assert text_of(body, "entries") == str(found.entries) == "54"
    assert text_of(body, "missing") == str(found.missing) == "3"  # the day of the session has no entry either


def test_before_and_after_stand_with_bounds_and_missing_days(screen, treated):
    body = " ".join(shown(screen, treated).split())
    assert "20 <small>20–21</small>" in body
    assert "7 <small>7–8</small>" in body
    assert "−65 %" in body
    assert "associated with treatment" in body
    assert "75" in body  # units, the sum of the points


def test_each_picture_has_its_table(screen, treated):
    body = shown(screen, treated)
    assert body.count("The same as a table") == 2
    assert body.count('version="1.1" aria-hidden="true"') == 3  # wide and narrow course, calendar
    assert "headache on 27 of 54 days entered, 3 not entered" in body


def test_pictures_take_their_colours_from_the_page(screen, treated):
    body = shown(screen, treated)
    assert 'fill="var(--chart-moderate, #9c72aa)"' in body
    assert "<style" not in body
    assert 'style="' not in body
    assert "<script>" not in body


def test_a_long_diary_shows_its_last_year_unless_all_is_asked(screen, patients, physician):
    course = queries.course(physician, patients.anna)
    long = (course.diary.days[-1].date - course.diary.days[0].date).days > 400
    body = shown(screen, patients.anna)
    assert ("Show the whole diary" in body) is long
    assert "Show the whole diary" not in shown(screen, patients.anna, query="?show=all")


def test_nothing_entered_says_what_comes_first(screen, clara):
    assert "Nothing is entered yet" in shown(screen, clara)


def test_a_diary_without_sessions_has_windows_and_no_rules(screen, physician, clara, treated):
    bare = actions.patients.add(person=Person(patient="Bare"), by=physician)
    days = queries.course(physician, treated).diary.days
    actions.diary.record(patient=bare, entries=[dataclasses.replace(d, patient="Bare") for d in days], by=physician)
    body = shown(screen, bare)
    assert "No session here yet" in body
    assert "What each rule says" not in body


def test_titles_hold_no_patient(screen, patients):
    for name in ("patient", "day", "contact", "visit", "session-add"):
        body = screen.get(reverse(name, args=[patients.anna])).content.decode()
        title = re.search(r"<title>(.*?)</title>", body).group(1)
        assert "Anna" not in title
        assert "Lindgren" not in title


def test_the_banner_stands_on_each_page_of_a_patient(screen, patients):
    for name in ("patient", "day", "contact", "visit", "session-add"):
        assert "Anna Lindgren" in screen.get(reverse(name, args=[patients.anna])).content.decode()


def test_the_list_gives_the_year_of_birth_where_the_day_is_not_known(screen, physician):
    actions.patients.add(person=Person(patient="Zoe", birth_year=1971), by=physician)
    assert "<td>1971</td>" in screen.get("/patients/?q=Zoe").content.decode()
