"""The demo clinic: believable patients, an account for each role, filled once; and the server around it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

from django.utils import timezone

from migrainedays.clinic import demonstration
from migrainedays.clinic.jobs import schedule
from migrainedays.clinic.records import queries
from migrainedays.clinic.records.charting import ConsentGiven
from migrainedays.clinic.records.models import User
from migrainedays.clinic.records.policies import Role


def test_the_demo_clinic_is_filled_once(db):
    assert demonstration.fill() is True
    assert demonstration.fill() is False
    assert queries.practice.is_demo()
    physician = User.objects.get(email=demonstration.address_of(Role.PHYSICIAN))
    listed = queries.patients.search(physician)
    assert len(listed) >= 10
    assert all(each.name for each in listed)
    assert queries.visits.ahead(physician, timezone.now().date())
    assert queries.verification.differences() == {}
    asked = queries.enquiries.to_answer(physician, timezone.now().date())
    assert len(asked) == len(demonstration.ASKED)
    assert asked[0].value.red_flags == "thunderclap;fever"
    assert queries.site.shown().website.town == "Lakeview"
    for role in demonstration.NAMES:
        user = User.objects.get(email=demonstration.address_of(role))
        assert user.check_password(demonstration.PASSWORD)
        assert queries.practice.role(user) == role


def test_the_demo_has_a_cupboard_from_which_its_sessions_were_drawn(db):
    demonstration.fill()
    physician = User.objects.get(email=demonstration.address_of(Role.PHYSICIAN))
    stock = queries.stock.ledger(physician)
    assert any(vial.draws for vial in stock.vials.values())
    assert len([vial for vial in stock.vials.values() if not vial.opened_at]) >= 8
    lots = {vial.lot for vial in stock.vials.values() if vial.draws}
    assert queries.stock.of_lot(physician, sorted(lots)[-1])
    helena = next(listed.id for listed in queries.patients.search(physician) if listed.number == "D-01")
    (consent,) = queries.rows.all_of(physician, helena, ConsentGiven)
    assert consent.value.consent().holds_on(timezone.now().date())
    assert queries.verification.differences() == {}


def test_jobs_are_put_into_the_queue_when_due_and_not_twice(db):
    assert schedule.enqueue_due() == len(schedule.PERIODS)
    assert schedule.enqueue_due() == 0


def test_the_nightly_look_finds_nothing_in_a_sound_clinic(db):
    demonstration.fill()
    assert schedule.daily.verify_records.call() == {"different": {}, "damage": []}


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def answer(url, patience=60.0):
    """The status of a page once somebody answers there."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=5) as page:
                return page.status
        except urllib.error.HTTPError as refused:
            return refused.code
        except OSError:
            time.sleep(0.2)
    return None


def test_the_demo_answers_and_ends_with_its_worker(tmp_path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "DATABASE"))}
    port = free_port()
    command = [sys.executable, "-m", "migrainedays.cli", "demo", "--port", str(port)]
    demo = subprocess.Popen(
        command,
        env=kept | {"MIGRAINEDAYS_HOME": str(tmp_path)},
        start_new_session=True,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert answer(f"http://127.0.0.1:{port}/account/login/") == 200
    finally:
        os.killpg(demo.pid, signal.SIGINT)
        _, told = demo.communicate(timeout=30)
    assert demo.returncode == 0, told
    assert f"http://127.0.0.1:{port}" in told
    assert "Traceback" not in told
    assert answer(f"http://127.0.0.1:{port}/", patience=1) is None
    assert (tmp_path / "demo.sqlite3").exists()
    assert not (tmp_path / "clinic.sqlite3").exists()
