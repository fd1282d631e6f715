"""Adverse events by protocol version: rates with their intervals, what is unknown, and what was published."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from migrainedays.clinic.records import queries
from migrainedays.clinic.web.treatment.event_words import PUBLISHED, event_said
from migrainedays.literature import Claim, claim
from migrainedays.protocol.unwanted import ANY, Rate
from migrainedays.reports.charts.rates import Line, Whisker, draw_rates


def page(request: HttpRequest) -> HttpResponse:
    """One section a protocol: the follow-up of each version, then each event with the versions beside each other."""
    found = queries.adverse_events.rates(request.user)
    protocols = dict.fromkeys(rate.protocol for rate in found)
    sections = [_section(name, [rate for rate in found if rate.protocol == name]) for name in protocols]
    context = {"sections": sections, "published": [_claim(one) for one in _claims(found)]}
    return render(request, "protocols/unwanted.html", context)


def _section(name: str, rates: Sequence[Rate]) -> dict[str, Any]:
    kinds = dict.fromkeys(rate.event for rate in rates)
    rates = [rate for kind in kinds for rate in rates if rate.event == kind]  # versions of one event beside each other
    rows = [(event_said(kind), [rate for rate in rates if rate.event == kind], _shares(kind)) for kind in kinds]
    return {
        "name": name,
        "versions": [rate for rate in rates if rate.event == ANY],
        "rows": rows,
        "picture": draw_rates(tuple(_whiskers(rates)), tuple(_lines(kinds))),
        "narrow": draw_rates(tuple(_whiskers(rates)), tuple(_lines(kinds)), narrow=True),
    }


def _whiskers(rates: Sequence[Rate]) -> Iterator[Whisker]:
    for rate in rates:
        share = None if rate.share is None else float(rate.share)
        version = _("version %s") % rate.version
        yield Whisker(event_said(rate.event), version, share, rate.low, rate.high, rate.sessions_with, rate.known)


def _lines(kinds: dict[str, None]) -> Iterator[Line]:
    """The shares that were seen in their source; the table names the others, as unverified."""
    for kind in kinds:
        for one in (share for share in _shares(kind) if share["claim"].verified):
            yield Line(event_said(kind), one["share"], one["study"])


def _shares(kind: str) -> list[dict[str, Any]]:
    return [_claim(claim(f"adverse_events.{key}")) for key in PUBLISHED.get(kind, ())]


def _claims(rates: Sequence[Rate]) -> list[Claim]:
    kinds = dict.fromkeys(rate.event for rate in rates)
    return [claim(f"adverse_events.{key}") for kind in kinds for key in PUBLISHED.get(kind, ())]


def _claim(one: Claim) -> dict[str, Any]:
    study = one.says.partition(":")[0].partition(",")[0]
    return {"study": study, "share": float(one.number), "unit": one.unit, "claim": one}
