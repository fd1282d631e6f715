"""The pages of a study as people meet them: what stands first, what is refused and why, and no arm too early."""

import re
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.actions import runs
from migrainedays.clinic.records.models import ROWS, Run
from migrainedays.clinic.records.studying import Allocation, StudyPlan
from migrainedays.clinic.web.evidence.runs import place_of
from migrainedays.windows import DAY
from tests.studied import PROTOCOL, session
from tests.web.study.conftest import ASKED, designed, enrol, propose, somebody, standing
from tests.web.study.test_studies import use_up

WISH = {
    "pair": f"{PROTOCOL}|1|2", "margin": "2.5", "looks": "2", "power": "0.8", "patients_a_month": "6", "before": "1",
    "after": "3",
}  # fmt: skip
CONSENT = {"act": "consent", "text_version": "2026-1", "explained_by": "Dr Harbour", "consented": "on"}


def words(answer):
    """What is read, without the marks around it."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def page(screen, name, *args, role="physician", **query):
    answer = screen.get(reverse(name, args=args), role, data=query)
    assert answer.status_code == 200
    return words(answer)


def act(screen, plan, name, role="physician", **more):
    return screen.post(reverse("study", args=[plan.study]), {"act": name, **more}, role)


def new_with(run):
    return f"{reverse('study-new')}?run={run}"


# -- the list ---------------------------------------------------------------------------------------------
def test_an_empty_list_says_what_a_study_begins_with(screen):
    body = page(screen, "studies")
    assert "A study begins with two versions of one protocol" in body
    assert "Design a study" in body


@pytest.mark.parametrize(("role", "may"), [("physician", True), ("analyst", True), ("injector", False)])
def test_only_who_may_design_is_offered_it(screen, role, may):
    assert ("Design a study" in page(screen, "studies", role=role)) is may


def test_a_study_stands_on_the_list_with_its_counts(screen, physician, running, ada):
    enrol(physician, running, ada)
    body = page(screen, "studies")
    assert "six-trigger-sites: 2 against 1" in body
    assert "running" in body
    assert "1 / 24" in body
    assert "0 / 2" in body


# -- designing --------------------------------------------------------------------------------------------
def test_the_form_asks_for_what_is_worth_finding_first(screen):
    body = page(screen, "study-new")
    assert body.index("Difference worth finding") < body.index("Looks declared") < body.index("Months before")
    assert "Six trigger sites (template, clinic-defined): version 2 against version 1" in body


def test_the_pace_is_that_of_the_clinic(screen, physician, ada):
    lately = timezone.now().date() - 9 * DAY
    actions.treatment.record(patient=ada, session=session("Ada", "1", lately), by=physician)
    assert "Over the last year 0.1 patients a month" in page(screen, "study-new")


def test_a_wish_becomes_a_run_and_the_page_shows_how_far_it_is(screen):
    answer = screen.post(reverse("study-new"), WISH)
    run = Run.objects.get()
    assert (answer.status_code, answer.url) == (302, new_with(run.public_id))
    assert run.kind == "study_design"
    assert run.asked == ASKED
    assert "Waiting for its turn" in words(screen.get(answer.url))
    runs.begin(run.public_id)
    runs.advance(run.public_id, done=130, of=800, doing="studies")
    assert "Drawing whole studies: 130 of 800" in words(screen.get(answer.url))


def test_the_same_wish_joins_the_run_that_is_under_way(screen):
    for _ in range(2):
        screen.post(reverse("study-new"), WISH)
    assert Run.objects.count() == 1


def test_a_stop_leads_back_to_the_wish(screen, physician):
    screen.post(reverse("study-new"), WISH)
    run = Run.objects.get().public_id
    answer = screen.post(reverse("run-stop", args=[run]), {})
    assert answer.url == new_with(run)
    body = screen.get(answer.url).content.decode()
    assert "Stopped" in words(screen.get(answer.url))
    assert 'value="2.5"' in body
    assert place_of(queries.runs.one(physician, run)) == answer.url


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"margin": "0"}, "Say which difference would change what you do: above zero."),
        ({"margin": "two"}, "“two” is not a number"),
        ({"margin": ""}, "This field is required."),
        ({"looks": "0"}, "“0” is outside 1 to 100."),
        ({"patients_a_month": "0"}, "Without patients there is no study"),
        ({"before": "4"}, "“4” is outside 1 to 3."),
        ({"after": "0"}, "“0” is outside 1 to 12."),
        ({"power": "2"}, "2 is not one of the available choices"),
        ({"pair": "preempt|1|1"}, "preempt|1|1 is not one of the available choices"),
    ],
)
def test_a_wish_that_cannot_be_granted_is_told_beside_its_field(screen, typed, said):
    answer = screen.post(reverse("study-new"), WISH | typed)
    assert answer.status_code == 422
    assert said in words(answer)
    assert Run.objects.count() == 0


def test_a_library_with_one_version_each_says_what_to_do(screen, monkeypatch):
    monkeypatch.setattr("migrainedays.clinic.web.study.designing._choices", lambda request: [])
    body = page(screen, "study-new")
    assert "each protocol of the library has one version only" in body
    assert "Take a second version into the library first" in body
    assert "Work out the size" not in body


def test_power_that_cannot_be_reached_is_a_sentence(screen, physician):
    run, _ = runs.ask(kind="study_design", asked=ASKED, by=physician)
    runs.begin(run)
    runs.refuse(run, sentence="More than 2000 patients would be needed: a larger one, or more clinics, would suffice.")
    body = words(screen.get(new_with(run)))
    assert "There is no answer yet" in body
    assert "a larger one, or more clinics, would suffice" in body
    assert "Keep the plan" not in body


def test_a_proposal_shows_size_time_power_and_what_they_rest_on(screen, physician):
    body = words(screen.get(new_with(propose(physician))))
    for said in ("24", "0.6 years", "8 months of 28 days, at 6 patients a month", "80 %", "81 % of 400 whole studies"):
        assert said in body
    assert "Looks when 12, 24 patients have complete windows, and none between" in body
    assert "seed 40, engine 1" in body
    assert "3.5 days" in body
    assert "Longer than two years" not in body


def test_a_long_study_is_called_long(screen, physician):
    assert "Longer than two years" in words(screen.get(new_with(propose(physician, months_needed=60.0))))


def test_a_proposal_is_kept_as_a_plan(screen, physician):
    run = propose(physician)
    answer = screen.post(new_with(run), {"act": "keep", "least_entered": "22", "not_for": "twins", "reason": "why not"})
    (plan,) = ROWS[StudyPlan].objects.read()
    assert answer.url == reverse("study", args=[plan.study])
    assert (plan.least_entered, plan.not_for, plan.reason, plan.patients) == (22, "twins", "why not", 24)


@pytest.mark.parametrize(("typed", "said"), [("", "This field is required."), ("29", "“29” is outside 1 to 28.")])
def test_a_plan_that_cannot_be_kept_says_why(screen, physician, typed, said):
    answer = screen.post(new_with(propose(physician)), {"act": "keep", "least_entered": typed})
    assert answer.status_code == 422
    assert said in words(answer)
    assert ROWS[StudyPlan].objects.count() == 0


def test_what_is_no_proposal_does_not_exist(screen, physician, elsewhere):
    other, _ = runs.ask(kind="results", asked={}, by=physician)
    assert screen.get(new_with(other)).status_code == 404
    assert screen.get(new_with(uuid4())).status_code == 404
    assert screen.get(new_with(propose(elsewhere))).status_code == 404
    assert screen.get(new_with("nothing")).status_code == 400


# -- the protocol -----------------------------------------------------------------------------------------
def test_the_protocol_says_what_is_fixed(screen, plan):
    body = page(screen, "study-protocol", plan.study)
    for said in ("Question", "Allocation", plan.digest, "24 patients in both arms", "2 looks, when 12, 24 patients"):
        assert said in body


def test_the_protocol_is_a_file_to_sign(screen, plan):
    answer = screen.get(reverse("study-protocol-file", args=[plan.study]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert re.search(r'filename="protocol-\d{4}-\d\d-\d\d\.pdf"', answer["Content-Disposition"])


# -- from plan to end -------------------------------------------------------------------------------------
def test_a_plan_shows_itself_and_how_to_begin(screen, plan):
    body = page(screen, "study", plan.study)
    assert "Before it begins" in body
    assert "Begin the study" in body
    assert "3, at" not in body
    assert "2, at 12, 24 complete patients" in body
    assert plan.digest in body


def test_beginning_leads_to_where_it_stands(screen, plan, ada):
    answer = act(screen, plan, "begin")
    assert answer.status_code == 302
    body = page(screen, "study", plan.study)
    assert "The study has begun." in body
    assert "0 of 24 places given" in body
    assert "The next look may be taken when 12 more have complete windows; until then nobody looks." in body
    assert "Take look" not in body


def test_a_beginning_that_is_refused_says_what_would_suffice(screen, plan):
    answer = act(screen, plan, "begin")
    assert answer.status_code == 422
    assert "Nobody could take part today" in words(answer)
    assert "would suffice to begin" in words(answer)


def test_a_plan_that_is_set_aside_leaves_the_list(screen, plan):
    assert act(screen, plan, "aside").url == reverse("studies")
    assert "No study is planned." in page(screen, "studies")
    assert screen.get(reverse("study", args=[plan.study])).status_code == 404


@pytest.mark.parametrize("name", ["", "reveal", "begin_again"])
def test_a_form_that_came_in_pieces_does_nothing(screen, plan, name):
    assert act(screen, plan, name).status_code == 400


@pytest.mark.parametrize("role", ["injector", "analyst"])
@pytest.mark.parametrize("name", ["begin", "aside", "stop", "end"])
def test_others_read_and_do_not_act(screen, plan, role, name):
    assert act(screen, plan, name, role).status_code == 403
    body = page(screen, "study", plan.study, role=role)
    assert "A physician begins it." in body
    assert "Begin the study" not in body


def test_while_it_runs_no_arm_is_on_any_page_of_the_study(screen, physician, running, ada):
    for number in range(6):
        enrol(physician, running, somebody(physician, f"P{number}"))
    for name, args in (("studies", []), ("study", [running.study]), ("study-protocol", [running.study])):
        body = page(screen, name, *args)
        assert not re.search(r"\b(P[0-5]|Ada)\b", body)
        assert "The allocation, opened" not in body
    assert "6 of 24 places given" in page(screen, "study", running.study)


def test_a_look_before_its_time_is_refused_with_its_sentence(screen, running):
    answer = act(screen, running, "look")
    assert answer.status_code == 422
    assert "No look is due." in words(answer)
    assert Run.objects.filter(kind="study_look").count() == 0


def test_stopping_asks_for_its_reason_and_keeps_it(screen, running):
    answer = act(screen, running, "stop", reason=" ")
    assert answer.status_code == 422
    assert "Say why the study is stopped" in words(answer)
    assert act(screen, running, "stop", reason="patients are too few").status_code == 302
    body = page(screen, "study", running.study)
    assert "patients are too few" in body
    assert "No look had been taken: there is no answer." in body
    assert "Stop the study" not in body


def test_after_the_end_the_answer_and_the_allocation_stand_open(screen, physician, running, ada):
    enrol(physician, running, ada)
    use_up(physician, running)
    body = page(screen, "study", running.study)
    assert "nothing is decided" in body
    assert "End the study" in body
    assert "The allocation, opened" not in body
    act(screen, running, "end")
    body = page(screen, "study", running.study)
    ended = standing(physician, running).plan
    assert ended.secret in body
    assert "The allocation, opened" in body
    assert "agrees" in body
    assert "does not agree" not in body
    assert "ended without a decision" in body


@pytest.mark.parametrize(("decision", "said"), [("better", "version 2 is better"), ("worse", "version 2 is worse")])
def test_the_answer_stands_beside_the_question(screen, physician, running, decision, said):
    use_up(physician, running, decision, looks=1)
    body = page(screen, "study", running.study)
    assert f"By the rule fixed before, {said}." in body
    assert "has its answer" in body


def test_a_look_stands_with_how_sure_the_sceptic_was_and_had_to_be(screen, physician, running):
    use_up(physician, running, looks=1)
    body = page(screen, "study", running.study)
    assert "Looks so far" in body
    assert "93.0 %" in body
    assert "98.0 %" in body
    assert "Were the odds of headache 2.7 times as high on those days, the difference would be −1.2 days." in body
    assert "48 windows of 28 days, 7 days of them without an entry." in body


def test_two_looks_are_drawn_as_a_picture_with_its_table(screen, physician, running):
    use_up(physician, running, looks=2)
    body = page(screen, "study", running.study)
    assert "The difference at each look." in body
    assert "adjusted" not in body


def test_the_registered_question_leads_to_its_study(screen, running):
    answer = screen.get(reverse("question", args=[running.question]))
    assert (answer.status_code, answer.url) == (302, reverse("study", args=[running.study]))


@pytest.mark.parametrize("name", ["study", "study-protocol", "study-protocol-file"])
def test_another_clinic_s_study_is_not_there(screen, elsewhere, name):
    theirs = designed(elsewhere)
    assert screen.get(reverse(name, args=[theirs.study])).status_code == 404


# -- on the sheet of a session ----------------------------------------------------------------------------
def chart(screen, patient, **query):
    return page(screen, "session-chart", patient, **query)


def part(screen, patient, plan, **data):
    return screen.post(reverse("study-part", args=[patient, plan.study]), data)


def test_the_sheet_offers_a_study_to_whoever_may_take_part(screen, running, ada):
    body = chart(screen, ada)
    assert "A study compares six-trigger-sites version 2 with version 1" in body
    assert "Take part" in body


def test_the_sheet_says_why_somebody_is_not_in_it(screen, physician, running):
    body = chart(screen, somebody(physician, "Thin", entered=12))
    assert "12 of the 28 days" in body
    assert "Take part" not in body


def test_who_has_had_the_protocol_is_not_reminded_of_the_study_at_each_session(screen, physician, running, ada):
    earlier = timezone.now().date() - 90 * DAY
    actions.treatment.record(patient=ada, session=session("Ada", "1", earlier), by=physician)
    assert "study" not in chart(screen, ada).split("Session 2,")[1].lower()
    assert "The study compares first sessions" in page(screen, "study-part", ada, running.study)


def test_without_a_study_the_sheet_is_as_always(screen, plan, ada):
    body = chart(screen, ada)
    assert "study" not in body.lower().split("session 1,")[1]


def test_a_late_record_is_offered_no_study(screen, running, ada):
    body = chart(screen, ada, on="2026-01-05")
    assert "Late record" in body
    assert "Take part" not in body


def test_consent_opens_the_version_and_the_sheet_takes_it(screen, physician, running, ada):
    answer = part(screen, ada, running, **CONSENT)
    assert answer.url == reverse("session-chart", args=[ada])
    (given,) = ROWS[Allocation].objects.read()
    body = chart(screen, ada)
    assert f"Allocated to six-trigger-sites, version {given.version} (place 1 of the study)" in body
    assert "This sheet is that version." in body
    assert f"Six trigger sites (template, clinic-defined), version {given.version}" in body


def test_another_version_on_the_sheet_is_said_and_not_forbidden(screen, physician, running, ada):
    given = enrol(physician, running, ada)
    other = "1" if given.version == "2" else "2"
    body = chart(screen, ada, protocol=f"{PROTOCOL}/{other}")
    assert "This sheet is another version." in body
    assert "counted as treated otherwise than allocated" in body


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"consented": ""}, "Without consent nobody takes part, and no version is opened."),
        ({"text_version": ""}, "This field is required."),
        ({"explained_by": " "}, "This field is required."),
    ],
)
def test_a_consent_that_is_not_whole_opens_nothing(screen, running, ada, typed, said):
    answer = part(screen, ada, running, **CONSENT | typed)
    assert answer.status_code == 422
    assert said in words(answer)
    assert ROWS[Allocation].objects.count() == 0


def test_a_second_click_opens_nothing_more(screen, running, ada):
    part(screen, ada, running, **CONSENT)
    answer = part(screen, ada, running, **CONSENT)
    assert answer.url == reverse("study-part", args=[ada, running.study])
    assert "nothing was drawn again" in page(screen, "study-part", ada, running.study)
    assert ROWS[Allocation].objects.count() == 1


def test_before_consent_the_page_says_what_is_told_and_no_version(screen, running, ada):
    body = page(screen, "study-part", ada, running.study)
    assert "Nobody can know it or choose it before consent" in body
    assert "Outside the label: version 1, 2." in body
    assert "place 1" not in body


def test_who_cannot_take_part_reads_why(screen, physician, running):
    thin = somebody(physician, "Thin", entered=12)
    body = page(screen, "study-part", thin, running.study)
    assert "This patient cannot take part today" in body
    assert "20 are needed, 8 more" in body
    answer = part(screen, thin, running, **CONSENT)
    assert answer.status_code == 422
    assert ROWS[Allocation].objects.count() == 0


def test_a_study_that_takes_nobody_more_says_so(screen, plan, ada):
    assert "Nobody more takes part" in page(screen, "study-part", ada, plan.study)


def test_taking_part_is_shown_and_ends_with_a_word(screen, physician, running, ada):
    enrol(physician, running, ada)
    body = page(screen, "study-part", ada, running.study)
    assert "Takes part" in body
    assert "text 2026-1, explained by Dr Harbour" in body
    answer = part(screen, ada, running, act="withdraw", reason="")
    assert answer.status_code == 302
    body = page(screen, "study-part", ada, running.study)
    assert "Has withdrawn" in body
    assert "Note the withdrawal" not in body


def test_a_form_in_pieces_neither_enrols_nor_withdraws(screen, running, ada):
    assert part(screen, ada, running, act="reveal").status_code == 400
    assert ROWS[Allocation].objects.count() == 0


def test_no_address_of_a_study_holds_more_than_numbers_drawn_at_random(plan):
    for name in ("study", "study-protocol", "study-protocol-file"):
        assert UUID(plan.study)
        assert plan.study in reverse(name, args=[plan.study])
