"""Ask, see how far it is, stop it, see the answer: as somebody at a desk does."""

from playwright.sync_api import expect

from migrainedays.clinic.records.actions import runs
from migrainedays.clinic.records.models import Run
from tests.browser.clinic.conftest import sign_in
from tests.browser.evidence.conftest import waiting, worked


def test_the_answer_appears_by_itself_when_it_is_done(desk):
    tab = desk("/evidence/")
    tab.get_by_role("button", name="Work out the results").click()
    expect(tab.get_by_text("Waiting for its turn")).to_be_visible()
    worked()
    expect(tab.get_by_role("heading", name="First response by session")).to_be_visible(timeout=15_000)
    expect(tab.get_by_text("of 12 patients without a response before").first).to_be_visible()
    expect(tab.locator("#run")).to_have_count(0)


def test_how_far_it_is_is_told_each_second(desk):
    tab = desk("/evidence/")
    tab.get_by_role("button", name="Work out the results").click()
    run = waiting()
    runs.begin(run)
    runs.advance(run, done=5, of=13, doing="courses")
    expect(tab.get_by_text("Reading courses: step 5 of 13")).to_be_visible()
    expect(tab.get_by_role("progressbar")).to_have_attribute("value", "5")
    runs.advance(run, done=12, of=13, doing="model")
    expect(tab.get_by_text("Working out the answer")).to_be_visible()
    expect(tab.get_by_text("Nothing is kept until it is done.")).to_be_visible()


def test_a_stop_leaves_nothing_and_one_may_ask_again(desk):
    tab = desk("/evidence/")
    tab.get_by_role("button", name="Work out the results").click()
    run = waiting()
    runs.begin(run)
    runs.advance(run, done=5, of=13, doing="courses")
    expect(tab.get_by_text("Reading courses: step 5 of 13")).to_be_visible()
    tab.get_by_role("button", name="Stop").click()
    expect(tab.get_by_text("Nothing of it was kept.")).to_be_visible()
    stopped = Run.objects.get(public_id=run)
    assert (stopped.state, stopped.answer) == ("stopped", None)
    tab.get_by_role("button", name="Work out the results").click()
    expect(tab.get_by_text("Waiting for its turn")).to_be_visible()
    worked()
    expect(tab.get_by_role("heading", name="Until the cycle breaks")).to_be_visible(timeout=15_000)


def test_a_question_is_registered_looked_at_and_answered(desk):
    tab = desk("/evidence/questions/")
    tab.get_by_role("link", name="Register a question").click()
    tab.get_by_label("Versions").select_option("six-trigger-sites|1|2")
    tab.get_by_label("Difference that would matter").fill("2")
    tab.get_by_label("Looks declared").fill("1")
    tab.get_by_label("Why it is asked").fill("Does the temple need more?")
    tab.get_by_role("button", name="Register it").click()
    expect(tab.get_by_text("never changed since")).to_be_visible()
    tab.get_by_role("button", name="Take look 1 of 1").click()
    expect(tab.get_by_text("Waiting for its turn")).to_be_visible()
    worked()
    expect(tab.get_by_role("heading", name="The answer at look 1")).to_be_visible(timeout=15_000)
    expect(tab.get_by_text("Of 20 clinics like this one where the versions do not differ")).to_be_visible()
    expect(tab.get_by_role("button", name="Take look")).to_have_count(0)
    tab.get_by_text("What each look rests on").click()
    expect(tab.get_by_text("migrainedays 0")).to_be_visible()


def test_from_the_patient_to_how_unusual_the_result_is(desk, weighed_clinic):
    tab = desk(f"/patients/{weighed_clinic['W-07']}/")
    tab.get_by_role("link", name="Is this unusual?").click()
    tab.get_by_role("button", name="Work it out").click()
    expect(tab.get_by_text("Waiting for its turn")).to_be_visible()
    worked()
    expect(tab.get_by_text("As the best of 12 courses")).to_be_visible(timeout=15_000)
    figures = tab.locator(".figures dt").all_inner_texts()
    assert figures[:2] == ["As the best of 12 courses", "Taken alone"]


def test_with_the_keyboard_alone_a_run_is_asked_for_and_stopped(desk):
    tab = desk("/evidence/")
    tab.get_by_role("button", name="Work out the results").focus()
    tab.keyboard.press("Enter")
    expect(tab.get_by_text("Waiting for its turn")).to_be_visible()
    tab.get_by_role("button", name="Stop").focus()
    tab.keyboard.press("Enter")
    expect(tab.get_by_text("Nothing of it was kept.")).to_be_visible()


def test_without_script_one_looks_again(browser, live_server, weighed_clinic):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    tab = context.new_page()
    sign_in(tab)
    tab.goto("/evidence/")
    tab.get_by_role("button", name="Work out the results").click()
    worked()
    tab.get_by_role("link", name="Look again").click()
    expect(tab.get_by_role("heading", name="First response by session")).to_be_visible()
    context.close()
