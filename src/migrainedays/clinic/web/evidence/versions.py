"""One version of a protocol against another, and whether one patient's result is unusual."""

from itertools import combinations
from typing import Any, NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.records.queries import courses, questions
from migrainedays.clinic.web.evidence.pictures import effects
from migrainedays.clinic.web.evidence.standing import ask, standing
from migrainedays.clinic.web.patient.head import head


class Pair(NamedTuple):
    """Two versions of a protocol that were both used here, with the patients under each."""

    protocol: str
    a: str
    b: str
    patients_a: int
    patients_b: int

    @property
    def asked(self) -> dict[str, str]:
        """The question that a run is asked."""
        return {"protocol": self.protocol, "a": self.a, "b": self.b}

    @property
    def value(self) -> str:
        """How the form names the pair."""
        return f"{self.protocol}|{self.a}|{self.b}"

    @property
    def address(self) -> str:
        """The page of this pair."""
        return f"{reverse('versions')}?protocol={self.protocol}&a={self.a}&b={self.b}"


def pairs(user: Any) -> list[Pair]:
    """Every two versions of one protocol that were used here, those with most patients first."""
    used = courses.versions_used(user)
    found = [
        Pair(protocol, a, b, versions[a], versions[b])
        for protocol, versions in used.items()
        for a, b in combinations(versions, 2)
    ]
    return sorted(found, key=lambda pair: (-min(pair.patients_a, pair.patients_b), pair.value))


def page(request: HttpRequest) -> HttpResponse:
    """Two versions: adjusted and naive difference, what else moved, and what would change the answer."""
    acting(request.user, Verb.READ, "evidence_runs")
    known = pairs(request.user)
    chosen = _chosen(request, known)
    if request.method == "POST" and chosen is not None:
        ask(request, "versions", chosen.asked)
        return redirect(chosen.address)
    context: dict[str, Any] = {"pairs": known, "pair": chosen}
    if chosen is not None:
        context |= standing(request, "versions", chosen.asked)
        context["open"] = questions.open_about(request.user, chosen.protocol, (chosen.a, chosen.b))
        if context["answer"] is not None:
            context["effects"] = effects(context["answer"])
    return render(request, "evidence/versions.html", context)


def _chosen(request: HttpRequest, known: list[Pair]) -> Pair | None:
    given = request.POST if request.method == "POST" else request.GET
    asked = given.get("pair") or "|".join(given.get(name, "") for name in ("protocol", "a", "b"))
    return next((pair for pair in known if pair.value == asked), known[0] if known else None)


def unusual(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Whether this patient's latest result is more than such a patient could have had under the earlier protocol."""
    context = head(request, patient)
    acting(request.user, Verb.READ, "evidence_runs")
    asked = {"patient": str(patient)}
    if request.method == "POST":
        ask(request, "surprise", asked)
        return redirect("unusual", patient)
    return render(request, "evidence/unusual.html", context | standing(request, "surprise", asked))
