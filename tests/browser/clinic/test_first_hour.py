"""Sign in, import a folder, open a patient, and read there what the command line says."""

import json

from click.testing import CliRunner
from playwright.sync_api import expect

from migrainedays.cli.evaluate import command
from tests.browser.clinic.conftest import sign_in


def evaluated(folder):
    answer = CliRunner().invoke(command, [str(folder), "--json"])
    assert answer.exit_code == 0, answer.output
    return {found["patient"]: found for found in json.loads(answer.stdout)["patients"]}


def test_from_sign_in_to_the_same_number_as_the_command_line(open_desk, physician, folder):
    tab = open_desk()
    sign_in(tab)
    tab.get_by_role("link", name="Import").click()
    tab.get_by_label("Files").set_input_files(sorted(folder.glob("*.csv")))
    tab.get_by_role("button", name="Check the files").click()
    expect(tab.get_by_text("Every row can be taken in")).to_be_visible()
    tab.get_by_role("button", name="Take in").click()
    tab.get_by_role("link", name="To the patients").click()

    for number, found in evaluated(folder).items():
        tab.get_by_role("link", name="Patients").click()
        tab.get_by_role("link", name=number, exact=True).click()
        expect(tab.locator("#headache-days")).to_have_text(str(found["days"]["headache_days"]))
        expect(tab.locator("#entries")).to_have_text(str(found["days"]["entries"]))
        expect(tab.locator("#missing")).to_have_text(str(found["days"]["missing"]))
        last = found["sessions"][-1]
        row = tab.get_by_role("row").filter(has=tab.get_by_role("link", name=f"{last['session']} ·"))
        expect(row).to_contain_text(str(last["first"]["headache_days"]["observed"]))


def test_search_narrows_while_one_types(open_desk, patients):
    tab = open_desk()
    sign_in(tab)
    tab.goto("/patients/")
    tab.get_by_label("Name or number").press_sequentially("lindg")
    expect(tab.get_by_role("link", name="Ben")).to_have_count(0)
    expect(tab.get_by_role("link", name="Anna Lindgren")).to_be_visible()
    assert "lindg" not in tab.url


def test_a_patient_and_a_day_are_entered_with_the_keyboard_alone(open_desk, physician):
    tab = open_desk()
    tab.goto("/account/login/")
    keys = tab.keyboard
    keys.press("Tab")
    expect(tab.get_by_role("link", name="Skip to the content")).to_be_focused()
    keys.press("Enter")
    keys.press("Tab")
    keys.type("physician@harbour.example")
    keys.press("Tab")
    keys.type("a quiet day without wind")
    keys.press("Enter")
    tab.get_by_role("heading", name="Today").wait_for()

    tab.goto("/patients/new/")
    keys.press("Tab")
    keys.press("Enter")
    keys.press("Tab")
    expect(tab.get_by_label("Name")).to_be_focused()
    keys.type("Dora Lind")
    keys.press("Enter")
    expect(tab.get_by_role("heading", name="Dora Lind")).to_be_visible()

    tab.get_by_role("link", name="Diary day").focus()
    keys.press("Enter")
    tab.get_by_role("radio", name="Yes").first.focus()
    keys.press("Space")
    keys.press("Enter")
    expect(tab.get_by_text("of 1 days entered, 0 missing")).to_be_visible()


def test_without_script_everything_still_works(browser, live_server, patients):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    tab = context.new_page()
    sign_in(tab)
    tab.goto("/patients/")
    tab.get_by_label("Name or number").fill("lindg")
    tab.get_by_role("button", name="Search").click()
    tab.get_by_role("link", name="Anna Lindgren").click()
    expect(tab.get_by_role("heading", name="Sessions and what followed")).to_be_visible()
    context.close()
