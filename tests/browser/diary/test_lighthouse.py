"""Lighthouse's judgement of the first visit: 95 or more in performance, accessibility and best practices.

It needs Node and Lighthouse from npm (`npm install lighthouse@12.8.2` in a folder named by LIGHTHOUSE_HOME); without
them the check skips by name. Its report is kept in `build/lighthouse/diary.html`.
"""

import json
import os
import shutil
import subprocess
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SCRIPT = ROOT / "tests" / "browser" / "lighthouse.mjs"
HOME = os.environ.get("LIGHTHOUSE_HOME", str(ROOT / "build" / "lighthouse-home"))
READY = shutil.which("node") is not None and (Path(HOME) / "node_modules" / "lighthouse").is_dir()


@pytest.mark.skipif(not READY, reason="Lighthouse is not installed: npm install lighthouse@12.8.2 in LIGHTHOUSE_HOME")
def test_lighthouse_gives_95_or_more(live_server):
    report = ROOT / "build" / "lighthouse" / "diary.html"
    report.parent.mkdir(parents=True, exist_ok=True)
    address = live_server.url.replace("127.0.0.1", "localhost") + "/diary/"
    with urllib.request.urlopen(address, timeout=60) as first:  # the server's own start is not the phone's
        first.read()
    run = subprocess.run(
        ["node", str(SCRIPT), address, str(report)],
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
        env={**os.environ, "LIGHTHOUSE_HOME": HOME},
    )
    found = json.loads(run.stdout.splitlines()[-1])
    assert min(found["scores"].values()) >= 95, found
