"""Takes the pictures of the README from the demo clinic: `python -m docs.images.take`."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
PATIENT = "D-02"
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@contextmanager
def demo_clinic() -> Iterator[str]:
    """A demo clinic of its own, in a folder that goes away with it."""
    with socket.socket() as free, tempfile.TemporaryDirectory() as home:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        command = [sys.executable, "-m", "migrainedays.cli", "demo", "--port", str(port)]
        clinic = subprocess.Popen(command, env={**os.environ, "MIGRAINEDAYS_HOME": home}, stderr=subprocess.DEVNULL)
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(address)
            yield address
        finally:
            clinic.terminate()
            clinic.wait()


def wait_for(address: str, seconds: int = 90) -> None:
    """Until the clinic answers."""
    for _ in range(seconds):
        try:
            urllib.request.urlopen(address, timeout=1)
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(1)
        else:
            return
    raise TimeoutError(f"{address} did not answer within {seconds} s")


def main() -> None:
    """Sign in and take the page of one patient."""
    from migrainedays.clinic.demonstration import PASSWORD, address_of
    from migrainedays.clinic.records.policies import Role

    with demo_clinic() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=SWITCHES)
        tab = browser.new_page(viewport={"width": 1280, "height": 1180}, locale="en-GB", base_url=address)
        tab.goto("/account/login/")
        tab.get_by_label("Email").fill(address_of(Role.PHYSICIAN))
        tab.get_by_label("Password").fill(PASSWORD)
        tab.get_by_role("button", name="Sign in", exact=True).click()
        tab.get_by_role("link", name="Patients").click()
        tab.get_by_role("row").filter(has_text=PATIENT).get_by_role("link").click()
        tab.get_by_role("heading", name="Course").wait_for()
        tab.screenshot(path=HERE / "patient.png")
        browser.close()


if __name__ == "__main__":
    main()
