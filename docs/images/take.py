"""Takes the pictures of the README from a demo clinic of its own: `python -m docs.images.take`."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
PATIENT = "D-02"
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


class Clinic(NamedTuple):
    """Where the clinic answers, and what it printed for its physician."""

    url: str
    address: str
    password: str


@contextmanager
def demo_clinic() -> Iterator[Clinic]:
    """A demo clinic in a folder that goes away with it."""
    with tempfile.TemporaryDirectory() as home:
        port = _free_port()
        command = [sys.executable, "-m", "migrainedays.cli", "demo", "--port", str(port)]
        environment = {**os.environ, "MIGRAINEDAYS_HOME": home}
        clinic = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)  # noqa: S603 - our own
        try:
            yield Clinic(f"http://127.0.0.1:{port}", *_printed(clinic, port))
        finally:
            clinic.terminate()
            clinic.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _printed(clinic: "subprocess.Popen[str]", port: int) -> tuple[str, str]:
    """The physician's address and the password, read from what the demo prints before it serves."""
    assert clinic.stderr is not None
    address = password = ""
    while not password:
        line = clinic.stderr.readline()
        if not line:
            raise RuntimeError("The demo clinic did not start.")
        if line.strip().startswith("physician"):
            address = line.split()[1]
        if line.strip().startswith("password"):
            password = line.strip().removeprefix("password").strip()
    while socket.socket().connect_ex(("127.0.0.1", port)):
        time.sleep(0.2)
    return address, password


def take(tab: Page, clinic: Clinic) -> None:
    """Sign in and take the page of one patient."""
    tab.goto(f"{clinic.url}/account/login/")
    tab.get_by_label("Email").fill(clinic.address)
    tab.get_by_label("Password").fill(clinic.password)
    tab.get_by_role("button", name="Sign in", exact=True).click()
    tab.get_by_role("link", name="Patients").click()
    tab.get_by_role("row").filter(has_text=PATIENT).get_by_role("link").click()
    tab.get_by_role("heading", name="Course").wait_for()
    tab.screenshot(path=HERE / "patient.png")


if __name__ == "__main__":
    with demo_clinic() as clinic, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=SWITCHES)
        take(browser.new_page(viewport={"width": 1280, "height": 1180}, locale="en-GB"), clinic)
        browser.close()
