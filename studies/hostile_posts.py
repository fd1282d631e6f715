"""Does the enquiry form keep the real ones among ten thousand hostile posts?

Design. Machines post forms without a ticket, with a forged, a stale or a too fresh one, with the trap filled in, with
ten megabytes of text, with markup, and the same good ticket many times from one address. Among them, at random places,
people ask in their own time from addresses of their own. Counted is what the practice then finds.

    python -m studies.hostile_posts [HOSTILE]
"""

import random
import sys
import time
from typing import Any
from unittest import mock

REAL, SEED = 25, 20261123
FORM = {"name": "Cheap pills", "email": "spam@example.com", "phone": "", "message": "Buy now http://spam.example"}


def attack(hostile: int, real: int, seed: int) -> dict[str, int]:
    """Send them all, in a mixed order; returns how many of each kind were kept."""
    from migrainedays.clinic.records.enquiring import Enquiry
    from migrainedays.clinic.records.models import ROWS

    chance = random.Random(seed)
    posts: list[tuple[str, int]] = [("hostile", n) for n in range(hostile)] + [("real", n) for n in range(real)]
    chance.shuffle(posts)
    for kind, number in posts:
        if kind == "real":
            _post(_asking(number), f"198.51.100.{number}")
        else:
            _post(_hostile(chance), f"203.0.113.{chance.randrange(250)}")
    kept: list[Enquiry] = ROWS[Enquiry].objects.standing().read()
    people = sum(enquiry.name == "A person" for enquiry in kept)
    return {"hostile_kept": len(kept) - people, "real_kept": people}


def _post(form: dict[str, Any], address: str) -> None:
    from django.test import Client
    from django.urls import reverse

    Client().post(reverse("site-ask", args=["en"]), form, REMOTE_ADDR=address)


def _asking(number: int) -> dict[str, str]:
    return {
        "name": "A person",
        "email": f"person{number}@example.org",
        "phone": "",
        "message": f"Question {number}: may I come from far away?",
        "ticket": _ticket(90),
    }


def _ticket(age: float) -> str:
    from migrainedays.clinic.web.site import guarding

    with mock.patch("time.time", return_value=time.time() - age):
        return guarding.ticket()


def _hostile(chance: random.Random) -> dict[str, str]:
    tickets = ["", "forged:1:2", _ticket(0), _ticket(86_400 * 3)]
    kinds: list[dict[str, str]] = [
        FORM,
        FORM | {"ticket": chance.choice(tickets)},
        FORM | {"ticket": _ticket(60), "website": "http://spam.example"},
        FORM | {"ticket": _ticket(60), "message": "<script>" * 2000},
        FORM | {"ticket": _ticket(60), "email": "no address"},
        FORM | {"ticket": _ticket(1), "message": "x" * chance.choice((10, 4000, 200_000))},
    ]
    return chance.choice(kinds)


def main() -> None:
    """Against a clinic of its own in memory."""
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    setup_test_environment()
    old = setup_databases(verbosity=0, interactive=False)
    try:
        _show_pages()
        hostile = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
        found = attack(hostile, REAL, SEED)
        print(f"{hostile} hostile posts: {found['hostile_kept']} kept; {REAL} real ones: {found['real_kept']} kept")
    finally:
        teardown_databases(old, verbosity=0)


def _show_pages() -> None:
    from migrainedays.clinic.records import actions
    from migrainedays.clinic.records.enquiring import Website
    from migrainedays.clinic.records.practice import Member, Practice

    physician = actions.clinics.open_clinic(
        practice=Practice(name="Harbour", zone="Europe/Paris"),
        physician=Member(email="p@example.org", name="P"),
        password="a calm day in november",
    )
    actions.site.describe(website=Website(shown=True), revision=0, by=physician)


if __name__ == "__main__":
    main()
