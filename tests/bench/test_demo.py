"""The demo on a machine that never saw it: from the command to the first page, database and patients included."""

import os
import signal
import subprocess
import sys

import pytest

from tests.web.records.test_demonstration import answer, free_port

WAIT = 20.0  # seconds that somebody who only wants to look is asked for


@pytest.fixture
def demo(tmp_path):
    """Starts the demo on a fresh home and waits for its first page."""
    started = []

    def start():
        ours = ("DJANGO", "DATABASE", "PYTHONDONTWRITEBYTECODE")  # people start what is compiled already
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        home, port = tmp_path / f"home-{len(started)}", free_port()
        command = [sys.executable, "-m", "migrainedays.cli", "demo", "--port", str(port)]
        env = kept | {"MIGRAINEDAYS_HOME": str(home)}
        started.append(subprocess.Popen(command, env=env, start_new_session=True, stderr=subprocess.DEVNULL))
        return answer(f"http://127.0.0.1:{port}/account/login/")

    yield start
    for process in started:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=30)


def test_the_demo_from_nothing_to_its_first_page(benchmark, demo):
    assert benchmark.pedantic(demo, rounds=2) == 200
    assert benchmark.stats.stats.min < WAIT
