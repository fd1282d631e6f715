"""Designing a study: what is asked, the proposal from the clinic's own courses, and keeping it as a plan."""

from itertools import combinations
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from migrainedays.clinic import weighing
from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import NotFound, acting
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.records.queries.runs import Working
from migrainedays.clinic.records.studying import StudyPlan
from migrainedays.clinic.web.shell.fields import Form, field_of
from migrainedays.clinic.web.shell.writing import write
from migrainedays.errors import InputRefused
from migrainedays.evidence.study_plan import LEAST_ENTERED

KIND = "study_design"
POWERS = (("0.8", "80 %"), ("0.9", "90 %"), ("0.7", "70 %"))
YEARS_A_MONTH = 28 / 365.25
LONG = 2.0  # years
USUAL = {"looks": 3, "power": "0.8", "before": 1, "after": 3}


class WishForm(Form):
    """What is asked of a study before anybody knows how large it has to be."""

    pair = forms.ChoiceField(label=_("Versions"))
    margin = field_of(
        StudyPlan, "margin", _("Difference worth finding"), _("Headache days in 28, such as 2.5."), required=True
    )
    power = forms.ChoiceField(
        label=_("Chance to find it"), choices=POWERS, help_text=_("If the truth is just that difference.")
    )
    looks = field_of(StudyPlan, "looks", _("Looks declared"), _("The last one sees everybody."), required=True)
    patients_a_month = field_of(
        StudyPlan, "patients_a_month", _("Patients in a month of 28 days"),
        _("Who would consent, such as 2."), required=True,
    )  # fmt: skip
    before = field_of(StudyPlan, "before", _("Months before the session"), _("1 to 3, of 28 days."), required=True)
    after = field_of(StudyPlan, "after", _("Months after it"), _("1 to 12; 3 are a cycle."), required=True)

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["pair"]).choices = choices

    def clean_margin(self) -> Any:
        """Nothing is not worth finding."""
        return self._above_nought("margin", _("Say which difference would change what you do: above zero."))

    def clean_patients_a_month(self) -> Any:
        """Without patients there is no study."""
        return self._above_nought(
            "patients_a_month",
            _("Without patients there is no study: say how many a month could be asked; one every two months is 0.5."),
        )

    def _above_nought(self, name: str, said: Any) -> Any:
        if not self.cleaned_data[name]:
            raise forms.ValidationError(said)
        return self.cleaned_data[name]

    def asked(self) -> dict[str, str]:
        """What the run is asked."""
        protocol, a, b = self.cleaned_data["pair"].split("|")
        names = ("margin", "looks", "power", "patients_a_month", "before", "after")
        given = {name: f"{self.cleaned_data[name]}" for name in names}
        return {"protocol": protocol, "a": a, "b": b, "days": given.pop("margin"), **given}


class PlanForm(Form):
    """What is settled beside the figures."""

    least_entered = field_of(
        StudyPlan, "least_entered", _("Days of diary needed"),
        _("Of the 28 before the session; a day counts when it says whether there was headache."), required=True,
    )  # fmt: skip
    not_for = field_of(
        StudyPlan, "not_for", _("Not for"), _("Who is not asked, beside those whom the check of a session stops.")
    )
    reason = field_of(
        StudyPlan, "reason", _("Why it is asked"), _("A sentence that you will be glad to read in a year.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget = forms.Textarea(attrs={"rows": 3})


def page(request: HttpRequest) -> HttpResponse:
    """Ask for a proposal, see it, keep it as a plan."""
    acting(request.user, Verb.ADD, StudyPlan.table)
    choices, run = _choices(request), _run(request)
    keeping = request.POST.get("act") == "keep" and run is not None and run.state == "done"
    wish = WishForm(choices, None if keeping else request.POST or None, initial=_initial(request, run))
    plan = PlanForm(request.POST if keeping else None, initial={"least_entered": LEAST_ENTERED})
    if keeping and run is not None and plan.is_valid():
        kept: list[StudyPlan] = []
        write(plan, lambda: kept.append(_keep(request, run, plan)))
        if kept:
            return redirect("study", kept[0].study)
    elif request.method == "POST" and not keeping and wish.is_valid():
        try:
            asked = weighing.ask(KIND, wish.asked(), request.user)
        except InputRefused as problem:
            wish.add_error(None, str(problem))
        else:
            return redirect(f"{reverse('study-new')}?run={asked}")
    wrong = bool(wish.errors or plan.errors)
    context = {
        "pace": queries.studies.pace(request.user),
        "wish": wish,
        "plan": plan,
        "run": run,
        "pairs": choices,
        "may_ask": True,
        **_proposed(run),
    }
    return render(request, "study/new.html", context, status=422 if wrong else 200)


def _run(request: HttpRequest) -> Working | None:
    """The proposal that the address names; NotFound for what is none."""
    named = request.GET.get("run")
    if not named:
        return None
    try:
        found = queries.runs.one(request.user, UUID(named))
    except ValueError:
        raise BadRequest("This is no number of a proposal.") from None
    if found.kind != KIND:
        raise NotFound("There is no such proposal.")
    return found


def _choices(request: HttpRequest) -> list[tuple[str, str]]:
    """Every two versions of one protocol in the library, the later against the earlier."""
    library = queries.protocols.library(request.user)
    words = _("%(title)s: version %(b)s against version %(a)s")
    return [
        (f"{name}|{a.version}|{b.version}", str(words % {"title": b.title, "a": a.version, "b": b.version}))
        for name in library.names()
        for a, b in combinations(library.versions(name), 2)
    ]


def _initial(request: HttpRequest, run: Working | None) -> dict[str, Any]:
    if run is not None:
        asked = dict(run.asked)
        return asked | {"margin": asked["days"], "pair": "|".join(asked[name] for name in ("protocol", "a", "b"))}
    pace = queries.studies.pace(request.user)
    return USUAL | {"patients_a_month": f"{pace:.1f}" if pace else ""}


def _proposed(run: Working | None) -> dict[str, Any]:
    """What a finished run proposes, and whether that is long."""
    if run is None or run.answer is None:
        return {"proposal": None}
    design = run.answer["design"]
    years = design["months_needed"] * YEARS_A_MONTH
    return {"proposal": run.answer, "design": design, "years": years, "long": years > LONG}


def _keep(request: HttpRequest, run: Working, form: PlanForm) -> StudyPlan:
    given = form.cleaned_data
    return actions.studies.design(
        run=run.id, least_entered=given["least_entered"], not_for=given["not_for"] or "",
        reason=given["reason"] or "", by=request.user,
    )  # fmt: skip
