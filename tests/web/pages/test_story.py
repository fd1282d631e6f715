"""A patient's case story: nothing without consent, nothing that names anybody, gone when consent is."""

import dataclasses
import datetime as dt
import html
import importlib
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from migrainedays.clinic import weighing
from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import NotFound
from migrainedays.clinic.records.models import Clinic, Entry, Run
from migrainedays.clinic.records.stories import Story, StoryConsent
from migrainedays.clinic.records.writing import WrittenDocument
from migrainedays.diary import DiaryDay
from migrainedays.errors import Impossible, InputRefused
from migrainedays.reports.documents import wording
from tests.web.evidence.conftest import weighed_clinic, work  # noqa: F401 - a fixture by its name

CONSENT = {
    "step": "consent",
    "given_on": "2026-11-20",
    "explained_by": "Dr Berg",
    "text_version": "2",
    "for_website": "on",
}
SENTENCE = "I wear my hair in a ponytail again."


@pytest.fixture
def story(screen, treated):
    """The page of Clara's story."""

    class Page:
        address = reverse("story", args=[treated])

        def post(self, step, role="physician", **fields):
            return screen.post(self.address, {"step": step, **fields}, role)

        def body(self):
            return screen.get(self.address).content.decode()

        def say(self, *texts, approve=True, part="perspective"):
            ticked = [f"{part}:{text}" for text in texts] if approve else []
            revision = kept.revision if (kept := queries.stories.of_patient(physician_of(screen), treated)[0]) else 0
            fields = {part: "\n".join(texts), "approved": ticked, "language": "en", "revision": revision}
            return self.post("sentences", **fields)

    return Page()


@pytest.fixture
def counted(physician, treated):
    """What Clara's story has to know of the other courses was worked out."""
    return count(physician, treated)


def count(physician, patient):
    run = weighing.ask("story", {"patient": str(patient)}, physician)
    work(run)
    return run


def physician_of(screen):
    return screen.client("physician").get(reverse("today")).wsgi_request.user


@pytest.fixture
def released(monkeypatch, story, physician, treated):
    """Clara's story on the website; the clinic of the tests is small, so a few are made enough."""
    monkeypatch.setattr(importlib.import_module("migrainedays.reports.story.sharing"), "LEAST", 1)
    monkeypatch.setattr("migrainedays.clinic.records.actions.stories.LEAST", 1)
    story.post("consent", **{k: v for k, v in CONSENT.items() if k != "step"})
    story.say(SENTENCE)
    count(physician, treated)
    assert story.post("release").status_code == 302
    return queries.stories.of_patient(physician, treated)[0].value


def the_clinic(physician):
    return Clinic.objects.get(pk=physician.membership.clinic_id).pk


def test_a_preview_shows_what_would_leave_and_how_many_share_it(story, counted):
    body = story.body()
    assert "What would leave" in body
    assert "of this clinic" in body
    assert "That is too few to release it." in body
    assert "Release it on the website" not in body


def test_the_preview_names_nobody(story):
    preview = story.body().split('id="preview"')[1]
    for word in ("Clara", "2026-03-02", "2 March"):
        assert word not in preview


def test_a_patient_without_a_session_has_nothing_to_tell(screen, clara):
    body = screen.get(reverse("story", args=[clara])).content.decode()
    assert "There is nothing to tell yet" in body


# -- the other courses: how many share the traits, how usual the course is --------------------------------------
class TestTheOthers:
    def test_no_page_reads_the_other_courses_while_somebody_waits(self, story, monkeypatch):
        def refuse(*_):
            raise AssertionError("the whole clinic was read inside a request")

        monkeypatch.setattr("migrainedays.clinic.records.queries.courses.patients", refuse)
        body = story.body()
        assert "Nobody has counted yet." in body
        assert "Work it out" in body
        assert "What would leave" in body

    def test_asking_puts_it_into_the_queue_and_shows_how_far_it_is(self, story, treated):
        answer = story.post("compare")
        assert (answer.status_code, answer.url) == (302, story.address)
        run = Run.objects.get()
        assert (run.kind, run.asked) == ("story", {"patient": str(treated)})
        assert reverse("run-stop", args=[run.public_id]) in story.body()

    def test_with_a_script_only_the_part_about_the_others_comes_back(self, screen, story):
        answer = screen.post(story.address, {"step": "compare"}, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        body = answer.content.decode()
        assert 'id="others"' in body
        assert "Waiting for its turn" in body
        assert "textarea" not in body

    def test_the_page_is_usable_meanwhile(self, story):
        story.post("compare")
        assert story.say(SENTENCE).status_code == 302
        assert SENTENCE in story.body().split('id="preview"')[1]

    def test_when_it_is_done_a_link_waits_and_nothing_that_is_written_is_lost(self, screen, story, counted):
        answer = screen.get(reverse("run", args=[counted]), headers={"HX-Request": "true"})
        assert "HX-Refresh" not in answer.headers
        assert f'href="{story.address}"' in answer.content.decode()

    def test_its_run_belongs_to_its_page(self, screen, story, counted):
        assert screen.get(reverse("run", args=[counted])).url == story.address

    def test_the_answer_is_kept_without_a_number_of_a_patient(self, counted, story):
        run = Run.objects.get(public_id=counted)
        assert run.state == "done"
        assert set(run.answer) == {"people", "left_out", "traits", "usual"}
        assert run.answer["people"] == 1
        assert "Clara" not in str(run.answer)

    def test_neither_sex_nor_age_is_told_before_anybody_counted(self, story, physician, treated):
        stored = queries.patients.get(physician, treated).person
        known = dataclasses.replace(stored.value, sex="female", birth_year=1982)
        actions.patients.correct(patient=treated, person=known, revision=stored.revision, by=physician)
        preview = story.body().split('id="preview"')[1]
        assert "woman" not in preview
        assert "40 to 49" not in preview

    def test_nothing_is_released_before_it_was_worked_out(self, story, physician):
        story.post(**CONSENT)
        story.say(SENTENCE)
        answer = story.post("release")
        assert answer.status_code == 422
        assert "Work it out first." in answer.content.decode()
        assert queries.stories.released(the_clinic(physician)) == []

    def test_nor_when_the_traits_are_others_now(self, story, counted, physician, treated, monkeypatch):
        story.post(**CONSENT)
        story.say(SENTENCE)
        told = Run.objects.get(public_id=counted)
        told.answer["traits"]["sessions"] = "2 or more"
        told.save()
        assert "the records have moved on since" in story.body()
        assert "Work it out first." in story.post("release").content.decode()

    def test_a_day_entered_since_this_morning_does_not_matter_and_since_yesterday_does(
        self, story, counted, physician, treated
    ):
        day = DiaryDay(patient="Clara", date=dt.date(2026, 6, 1), headache=False)
        actions.diary.record(patient=treated, entries=[day], by=physician)
        assert "the records have moved on since" not in story.body()
        assert "Bring it up to date" in story.body()
        Run.objects.filter(public_id=counted).update(asked_at=timezone.now() - dt.timedelta(days=2))
        assert "the records have moved on since" in story.body()

    def test_how_usual_the_course_is_stands_in_the_story(self, screen, weighed_clinic, physician):  # noqa: F811
        patient = weighed_clinic["W-07"]
        count(physician, patient)
        answer = Run.objects.get().answer["usual"]
        body = screen.get(reverse("story", args=[patient])).content.decode()
        assert answer["best_of"] == 14  # Anna and Ben were treated too
        assert f"{answer['corrected']:.2f}" in body.split('id="preview"')[1]

    def test_where_too_little_is_known_the_story_says_so(self, counted, story):
        assert Run.objects.get().answer["usual"] is None
        assert wording("en")("care_typical_unknown") in html.unescape(story.body())

    def test_a_course_without_a_session_has_no_others(self, clara, physician):
        run = Run.objects.get(public_id=count(physician, clara))
        assert run.state == "refused"
        assert "There is no session yet" in run.sentence


# -- consent ---------------------------------------------------------------------------------------------------
def test_a_consent_is_noted_with_what_it_allows(story, physician, treated):
    assert story.post(**CONSENT).status_code == 302
    [stored] = queries.stories.of_patient(physician, treated)[1]
    assert stored.value == StoryConsent(
        patient="Clara",
        consent=1,
        given_on=dt.date(2026, 11, 20),
        explained_by="Dr Berg",
        text_version="2",
        for_website=True,
        for_print=False,
    )
    assert "explained by Dr Berg" in story.body()


@pytest.mark.parametrize("missing", ["given_on", "explained_by", "text_version"])
def test_a_consent_lacks_nothing(story, physician, treated, missing):
    answer = story.post(**CONSENT | {missing: ""})
    assert answer.status_code == 422
    assert queries.stories.of_patient(physician, treated)[1] == []


def test_consent_holds_from_its_day_until_it_is_taken_back():
    given = StoryConsent(
        patient="A", consent=1, given_on=dt.date(2026, 3, 1), withdrawn_on=dt.date(2026, 5, 1), for_website=True
    )
    held = [given.holds_on(dt.date(2026, 2, 28) + dt.timedelta(days=n)) for n in (0, 1, 61, 62)]
    assert held == [False, True, True, False]


def test_consent_cannot_end_before_it_began():
    with pytest.raises(Impossible, match="before the day on which it was given"):
        StoryConsent(patient="A", consent=1, given_on=dt.date(2026, 3, 2), withdrawn_on=dt.date(2026, 3, 1))
    with pytest.raises(Impossible, match="a consent has its day"):
        StoryConsent(patient="A", consent=1)


# -- sentences ---------------------------------------------------------------------------------------------------
def test_a_ticked_sentence_is_approved_by_whoever_ticked_it(story, physician, treated):
    story.say(SENTENCE)
    kept = json.loads(queries.stories.of_patient(physician, treated)[0].value.sentences)
    assert kept == [{"item": "perspective", "text": SENTENCE, "approved_by": str(physician)}]
    assert SENTENCE in story.body().split('id="preview"')[1]


def test_a_sentence_that_is_not_ticked_stays_here(story):
    story.say(SENTENCE, approve=False)
    assert SENTENCE not in story.body().split('id="preview"')[1]


def test_a_sentence_with_a_name_is_refused_and_kept_to_be_mended(story):
    story.say("My name is Clara and I flew in on 3 March.")
    body = story.body()
    assert "could tell who it is about" in body
    assert "My name is Clara and I flew in on 3 March." in body


def test_two_people_writing_at_once_are_told(story):
    story.say(SENTENCE)
    answer = story.post("sentences", perspective="Another.", language="en", revision=0)
    assert answer.status_code == 422
    assert SENTENCE in answer.content.decode()


# -- release -----------------------------------------------------------------------------------------------------
def test_without_consent_nothing_is_released(story, counted, physician, treated):
    story.say(SENTENCE)
    answer = story.post("release")
    assert answer.status_code == 422
    assert "No consent for the website holds today" in answer.content.decode()
    assert queries.stories.released(the_clinic(physician)) == []


def test_consent_for_a_journal_is_none_for_the_website(story, counted):
    story.post(**{k: v for k, v in CONSENT.items() if k != "for_website"}, for_print="on")
    story.say(SENTENCE)
    assert "No consent for the website" in story.post("release").content.decode()


def test_with_too_few_alike_nothing_is_released(story, counted):
    story.post(**CONSENT)
    story.say(SENTENCE)
    answer = story.post("release")
    assert answer.status_code == 422
    assert "share its traits; 5 are needed" in answer.content.decode()


def test_a_released_story_is_what_everybody_reads(released, physician):
    [public] = queries.stories.released(the_clinic(physician))
    assert public.name == released.story
    assert SENTENCE in public.page
    assert "gave written consent" in public.page
    assert "Clara" not in public.page + public.title + public.name


def test_a_later_edit_does_not_change_what_was_released(released, story, physician):
    story.say("Another sentence.")
    [public] = queries.stories.released(the_clinic(physician))
    assert SENTENCE in public.page
    assert "Another sentence." not in public.page


def test_when_consent_is_taken_back_the_story_is_gone_in_the_same_moment(released, story, physician, treated):
    assert story.post("revoke", consent=1).status_code == 302
    assert queries.stories.released(the_clinic(physician)) == []
    with pytest.raises(NotFound):
        queries.stories.one_released(the_clinic(physician), released.story)
    kept, [consent] = queries.stories.of_patient(physician, treated)
    assert kept.value.told is None
    assert kept.value.taken_back_at is not None
    assert consent.value.withdrawn_on is not None
    assert "taken back" in story.body()


def test_it_can_be_taken_back_without_taking_back_the_consent(released, story, physician, treated):
    story.post("take-back")
    assert queries.stories.released(the_clinic(physician)) == []
    assert queries.stories.of_patient(physician, treated)[1][0].value.withdrawn_on is None
    assert story.post("release").status_code == 302
    assert len(queries.stories.released(the_clinic(physician))) == 1


def test_another_clinics_site_does_not_show_it(released, elsewhere):
    theirs = (
        elsewhere.membership.clinic_id if hasattr(elsewhere, "membership") else Clinic.objects.order_by("-pk")[0].pk
    )
    assert queries.stories.released(theirs) == []


def test_the_journal_knows_who_released_and_who_took_it_back(released, story):
    story.post("revoke", consent=1)
    nouns = list(
        Entry.objects.filter(noun__in=("stories", "story_consents")).order_by("pk").values_list("noun", flat=True)
    )
    assert nouns == ["story_consents", "stories", "stories", "story_consents", "stories"]


def test_nobody_but_the_physician_releases(treated, roles):
    from migrainedays.clinic.records.access import Forbidden

    for role in ("injector", "analyst"):
        with pytest.raises(Forbidden):
            actions.stories.release(patient=treated, told={}, sharing=99, on=dt.date(2026, 11, 23), by=roles[role])


def test_a_story_that_was_never_written_cannot_be_released(treated, physician):
    with pytest.raises(InputRefused, match="No consent"):
        actions.stories.release(patient=treated, told={}, sharing=99, on=dt.date(2026, 11, 23), by=physician)


# -- files -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("form", ["pdf", "docx", "html"])
def test_a_file_of_it_is_handed_out_and_noted(story, physician, treated, form):
    answer = story.post("file", form=form)
    assert answer["Content-Disposition"] == f'attachment; filename="story.{form}"'
    [noted] = [s.value for s in queries.rows.all_of(physician, treated, WrittenDocument)]
    assert noted.kind == "story"
    if form == "html":
        assert "No consent to this story is on record" in answer.content.decode()


def test_a_story_shows_only_while_it_is_released():
    moment = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
    assert not Story(patient="A", story="s").is_public
    assert Story(patient="A", story="s", released_at=moment).is_public
    assert not Story(patient="A", story="s", released_at=moment, taken_back_at=moment).is_public
