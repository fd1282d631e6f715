"""A story tells what is on the list and nothing else: no name, no place, no number, no date comes out."""

import dataclasses
import datetime as dt
import re

import pytest

from migrainedays.errors import InputRefused, NothingToEvaluate
from migrainedays.reports.documents import LANGUAGES
from migrainedays.reports.documents.as_docx import as_docx
from migrainedays.reports.documents.as_html import as_html, as_page
from migrainedays.reports.documents.document import Figure, Heading
from migrainedays.reports.story import (
    Sentence,
    Usual,
    approved,
    deidentified,
    draft,
    known_words,
    shared_by,
    sharing,
    tell,
    tells,
    told_of,
    traits_of,
    unshared,
)
from migrainedays.reports.story.deidentified import age_band
from migrainedays.reports.story.sharing import LEAST
from migrainedays.treatment import AdverseEvent
from migrainedays.treatment.unwanted import EVENTS
from migrainedays.windows import DAY
from tests import people
from tests.people import SESSION_1, course_of
from tests.unit.reports.documents.printed import text_of
from tests.unit.reports.story import planted

ON = dt.date(2026, 1, 4)
ANNA = course_of(people.anna())
CLINIC = [planted.judged(course_of(someone())) for someone in people.CAST]


def told(course=ANNA, **order):
    return draft(planted.judged(course), order.pop("clinic", CLINIC), on=ON, **order)


@pytest.fixture(scope="module")
def courses():
    return planted.planted(25, seed=20261123)


@pytest.fixture(scope="module")
def stories(courses):
    clinic = [planted.judged(course) for course in courses]
    return [draft(found, clinic, on=ON, also_known=[planted.NAME]) for found in clinic if found.followed.cycles]


# -- nothing comes out ---------------------------------------------------------------------------------------
def test_no_planted_word_comes_out(stories):
    for story in stories:
        words = " ".join(story.document.words()).lower() + as_html(story.document).lower()
        assert [secret for secret in planted.SECRETS if secret in words] == []


def test_no_patient_number_and_no_exact_date_comes_out(courses, stories):
    for course, story in zip(courses, stories, strict=True):
        words = as_page(story.document)
        assert course.person.patient not in words
        assert [date for date in planted.dates_of(course) if date in words] == []
        assert re.findall(r"\b20\d\d-\d\d", words) == []


def test_the_files_hold_nothing_beside_the_words(courses, stories):
    story = stories[0]
    packed = planted.words_in(as_docx(story.document)).lower()
    assert [secret for secret in planted.SECRETS if secret in packed] == []
    assert courses[0].person.patient.lower() not in packed
    assert "python" not in re.findall(r"<dc:creator>(.*?)</dc:creator>", packed)
    printed = text_of(story.document).lower()
    assert [secret for secret in planted.SECRETS if secret in printed] == []


def test_a_join_on_lot_and_day_finds_nobody(courses, stories):
    keys = {(point.vial, str(session.on)) for c in courses for point in c.injections for session in c.sessions_here}
    for story in stories:
        words = as_page(story.document)
        assert not any(lot in words or day in words for lot, day in keys)


def test_the_file_carries_the_year_alone(stories):
    assert {(story.document.on.month, story.document.on.day) for story in stories} == {(1, 1)}


def test_what_is_not_on_the_list_is_told_as_another():
    event = AdverseEvent(patient="Anna", event="Fell off Mr Smith's horse", onset_on=SESSION_1 + 3 * DAY)
    course = dataclasses.replace(ANNA, adverse_events=(event,))
    [heard] = deidentified(planted.judged(course)).events
    assert (heard.kind, heard.after) == ("other", 3)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("event", [*EVENTS, "something of one's own"])
def test_every_kind_of_event_has_its_words(event, language):
    heard = AdverseEvent(
        patient="Anna", event=event, onset_on=SESSION_1 + DAY, severity="mild", resolved_on=SESSION_1 + 9 * DAY
    )
    words = " ".join(told(dataclasses.replace(ANNA, adverse_events=(heard,)), language=language).document.words())
    assert "_" not in words.split("IHS 2025")[-1].split("%")[-1]


# -- what is told ----------------------------------------------------------------------------------------------
def test_days_are_counted_from_the_first_session():
    found = deidentified(planted.judged(ANNA))
    assert [session.day for session in found.sessions] == [0, 84, 168, 252]
    assert (found.windows[0].first, found.windows[0].last) == (-28, -1)
    assert (found.baseline.first, found.baseline.last) == (-28, -1)
    assert found.sessions[0].first.first == 1


def test_the_numbers_of_the_course_are_told():
    words = " ".join(told().document.words())
    assert "Headache days went from 22 in the 28 days before the first session to 3" in words
    assert "Earlier sessions elsewhere: 1." in words
    assert "anticonvulsants" in words
    assert "topiramate" not in words
    assert "clinic by the sea" not in words
    assert "garden" not in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_thirteen_items_are_there_in_order(language):
    document = told(language=language).document
    headings = [part.text for part in document.parts if isinstance(part, Heading)]
    assert len(headings) + 1 == 13
    assert len(set(headings)) == 12
    assert any(isinstance(part, Figure) and part.alt for part in document.parts)


@pytest.mark.parametrize(
    ("born", "band"),
    [(1984, (40, 49)), (1985, (40, 49)), (1986, (30, 39)), (1945, (80, None)), (1930, (80, None)), (None, None)],
)
def test_ages_are_bands_and_open_at_the_top(born, band):
    assert age_band(born, dt.date(2025, 2, 3)) == band


def test_a_protocol_is_named_where_it_is_published():
    assert {s.protocol for s in deidentified(planted.judged(ANNA)).sessions} != {None}
    own = tuple(dataclasses.replace(s, protocol="dr-quandts-own", version="7") for s in ANNA.sessions)
    assert {s.protocol for s in deidentified(planted.judged(dataclasses.replace(ANNA, sessions=own))).sessions} == {
        None
    }


def test_without_a_session_there_is_no_day_to_count_from():
    with pytest.raises(NothingToEvaluate, match="counts its days from the first one"):
        told(dataclasses.replace(ANNA, sessions=()))


def test_consent_is_said_as_it_is():
    assert "gave written consent" in " ".join(told(consented=True).document.words())
    assert "must not be published" in " ".join(told().document.words())


def test_the_evidence_line_gives_the_corrected_chance_first():
    words = " ".join(told(usual=Usual(20, 0.638, 0.0312)).document.words())
    assert words.index("probability 0.64") < words.index("probability is 0.03")
    assert "Among 20 courses" in words
    assert "was not worked out" in " ".join(told().document.words())


def test_a_change_that_cannot_be_judged_is_not_told():
    few = dataclasses.replace(ANNA, diary=dataclasses.replace(ANNA.diary, days=ANNA.diary.days[:20], intakes=()))
    assert "too little was entered" in " ".join(told(few).document.words())


# -- who shares these traits -----------------------------------------------------------------------------------
def alike(count, **traits):
    """So many people like Anna but for some traits."""
    person = dataclasses.replace(ANNA.person, **traits)
    return [planted.judged(dataclasses.replace(ANNA, person=person))] * count


def test_with_enough_people_alike_nothing_is_left_out():
    found = sharing(deidentified(planted.judged(ANNA)), alike(LEAST))
    assert (found.people, found.left_out, found.enough) == (LEAST, (), True)


def test_sex_goes_first_and_age_next():
    story = deidentified(planted.judged(ANNA))
    assert sharing(story, [*alike(1), *alike(LEAST - 1, sex="male")]).left_out == ("sex",)
    assert sharing(story, [*alike(1), *alike(LEAST - 1, sex="male", birth_year=1960)]).left_out == ("sex", "age")


def test_what_is_left_out_does_not_stand_in_the_story():
    words = " ".join(told(clinic=[*alike(1), *alike(LEAST - 1, sex="male", birth_year=1960)]).document.words())
    assert "A person, of an age that is not told" in words
    assert "A woman, 40 to 49" in " ".join(told(clinic=alike(LEAST)).document.words())


def test_one_fewer_than_enough_is_not_enough():
    found = sharing(deidentified(planted.judged(ANNA)), alike(LEAST - 1))
    assert (found.people, found.enough) == (LEAST - 1, False)


def test_the_response_and_the_number_of_sessions_are_traits():
    traits = traits_of(deidentified(planted.judged(ANNA)))
    assert (traits.response, traits.sessions) == ("half", "2 or more")
    clara = traits_of(deidentified(planted.judged(course_of(people.clara()))))
    assert clara.response == "less"
    assert not traits.fits(clara)


# -- sentences that somebody approved --------------------------------------------------------------------------
def sentence(text, item="perspective", by="the physician"):
    return Sentence(item, text, by)


def test_an_approved_sentence_stands_in_its_part():
    words = list(told(sentences=[sentence("I wear my hair in a ponytail again.")]).document.words())
    assert words.index("I wear my hair in a ponytail again.") > words.index("The patient’s own words")


def test_a_sentence_that_nobody_approved_stays_here():
    words = " ".join(told(sentences=[sentence("I am free.", by="")]).document.words())
    assert "I am free." not in words
    assert "None were released." in words


@pytest.mark.parametrize(
    "text",
    [
        "It began on 3 February.",
        "It began on 2025-02-03.",
        "Depuis le 3 février je vais bien.",
        "Since 2019 it was bad.",
        "Call me on 0171 555 9876.",
        "Write to me@example.org.",
        "See www.example.org for more.",
        "I flew in from a clinic by the Sea.",
        "My name is Anna.",
    ],
)
def test_a_sentence_that_could_tell_who_it_is_is_refused(text):
    with pytest.raises(InputRefused, match="could tell who it is about"):
        told(sentences=[sentence(text)], also_known=["Anna Ament"])


def test_the_refusal_says_what_is_in_the_way():
    assert tells("On 3 February 2019 with Dr Ament", {"ament"}) == [
        "a date: February",
        "a year: 2019",
        "a word of the record: ament",
    ]
    assert tells("I wear my hair tied again, 3 days a week.", {"ament"}) == []


def test_the_words_of_the_record_are_known():
    words = known_words(ANNA, ["Anna Ament"])
    assert {"anna", "ament", "clinic", "sea", "a clinic by the sea"} <= words
    assert "by" not in words


def test_a_part_that_a_story_has_not_is_refused():
    with pytest.raises(InputRefused, match="no part 'title'"):
        approved([sentence("Fine.", item="title")], ())


# -- files -----------------------------------------------------------------------------------------------------
def test_a_page_fetches_nothing_and_runs_nothing():
    page = as_page(told().document)
    assert "<script" not in page
    assert re.findall(r"(?:src|href)=\"(?!#)[^\"]*", page) == []
    assert "@import" not in page


def test_what_was_typed_is_shown_and_never_run():
    page = as_page(told(sentences=[sentence("<script>alert(1)</script> & so on")]).document)
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; so on" in page


def test_every_picture_has_its_words_in_each_file():
    document = told().document
    assert 'role="img" aria-label="Headache days in windows' in as_page(document)
    assert 'descr="Headache days in windows' in planted.words_in(as_docx(document))


def test_the_word_processor_file_has_the_same_headings_and_tables():
    document = told().document
    packed = planted.words_in(as_docx(document))
    for part in document.parts:
        if isinstance(part, Heading):
            assert str(part.text) in packed
    assert packed.count("<w:tbl>") == as_html(document).count("<table")


# -- what the other courses say, worked out elsewhere -----------------------------------------------------------
def test_a_story_is_the_same_whoever_counted_the_others():
    found = planted.judged(ANNA)
    counted = sharing(deidentified(found), CLINIC)
    there = shared_by(traits_of(deidentified(found)), [traits_of(deidentified(other)) for other in CLINIC])
    assert there == counted
    assert tell(found, there, on=ON).document == told().document


def test_while_nobody_counted_neither_sex_nor_age_is_told():
    found = planted.judged(ANNA)
    before = unshared(told_of(found))
    assert (before.traits.sex, before.traits.age) == (None, None)
    assert (before.people, before.enough, before.left_out) == (0, False, ("sex", "age"))
    words = " ".join(tell(found, before, on=ON).document.words())
    assert "woman" not in words
    assert before.traits.sessions == traits_of(told_of(found)).sessions
