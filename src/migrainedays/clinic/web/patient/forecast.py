"""What one patient's coming months may bring: the fan over the diary, what to tell the patient, when to judge."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.web.evidence.pictures import Both
from migrainedays.clinic.web.evidence.standing import ask, standing
from migrainedays.clinic.web.patient.head import head
from migrainedays.literature import claim
from migrainedays.reports.charts import Mark
from migrainedays.reports.charts.fan import Expected, FanWords, Lived, draw_fan

KIND = "forecast"
THRESHOLD = "nice_ta260.episodic"


class Chance(NamedTuple):
    """A first response after one session: for this patient, published, and the claim that says so."""

    session: int
    chance: float | None
    published: float
    claim: Any


def page(request: HttpRequest, patient: UUID) -> HttpResponse:
    """The last forecast with the day on which it was worked out; a button works it out anew."""
    context = head(request, patient)
    acting(request.user, Verb.READ, "evidence_runs")
    asked = {"patient": str(patient)}
    if request.method == "POST":
        ask(request, KIND, asked)
        return redirect("forecast", patient)
    context |= standing(request, KIND, asked)
    if context["answer"] is not None:
        context |= _shown(context["answer"])
    return render(request, "patient/forecast.html", context)


def _shown(answer: Mapping[str, Any]) -> dict[str, Any]:
    chances = answer["first_response"].items()
    on = dt.date.fromisoformat(answer["on"])
    return {
        "fan": _fan(answer),
        "chances": [
            Chance(int(n), chance, answer["published_first_response"][n], claim(f"evidence.first_response_{n}"))
            for n, chance in chances
        ],
        "ranges": [claim(f"forecast.first_response_added_{n}") for n in (2, 3)],
        "judging": [
            {**one, "on": dt.date.fromisoformat(one["on"]), "claim": claim(one["claim"])} for one in answer["judging"]
        ],
        "changed": {end: dt.date.fromisoformat(day) for end, day in (answer["changed"] or {}).items()},
        "late_claims": [claim(f"forecast.month_{n}") for n in (2, 3)],
        "on": on,
    }


def _fan(answer: Mapping[str, Any]) -> Both:
    lived = tuple(
        Lived(*_days(w), 28 * w["headache_days"] / w["entered"], w["entered"]) for w in answer["known"] if w["entered"]
    )
    expected = tuple(Expected(*_days(w), w["p10"], w["p50"], w["p90"]) for w in answer["windows"])
    sessions = tuple(
        Mark(dt.date.fromisoformat(s["on"]), f"{s['session']}" if s["given"] else f"({s['session']})")
        for s in answer["sessions"]
    )
    threshold = int(claim(THRESHOLD).number)
    words = _words(expected, threshold)
    wide, narrow = (draw_fan(lived, expected, sessions, threshold, words, narrow=small) for small in (False, True))
    return Both(wide, narrow)


def _days(window: Mapping[str, Any]) -> tuple[dt.date, dt.date]:
    return dt.date.fromisoformat(window["from"]), dt.date.fromisoformat(window["to"])


def _words(expected: tuple[Expected, ...], threshold: int) -> FanWords:
    first = expected[0]
    return FanWords(
        axis=_("days in 28"),
        lived=_("Diary, per 28 days entered"),
        band=_("Eight windows in ten"),
        middle=_("Middle"),
        threshold=_("%(n)s days") % {"n": threshold},
        session=_("Session, in brackets if to come"),
        summary=_(
            "Headache days so far and to be expected: in the next 28 days between %(low)s and %(high)s in eight of ten "
            "patients like this one."
        )
        % {"low": round(first.low), "high": round(first.high)},
        header=(_("From"), _("To"), _("Per 28 days"), _("Entered"), _("Middle"), _("Eight in ten")),
        entered=_("{count} days"),
    )
