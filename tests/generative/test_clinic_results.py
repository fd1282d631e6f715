"""Any patients whatever: the order never matters, and nobody is dropped from a denominator in silence."""

import datetime as dt
import random

from hypothesis import given
from hypothesis import strategies as st

from migrainedays.diary import Tri
from migrainedays.evidence.clinic_results import count_first_responses, results_of
from migrainedays.evidence.facts import Facts, Followup
from migrainedays.evidence.results_to_json import results_to_json
from migrainedays.evidence.shares import count_shares, in_words

ANSWERS = st.sampled_from([Tri.YES, Tri.NO, Tri.INDETERMINATE, None])
DECIDED = st.sampled_from([Tri.YES, Tri.NO, Tri.INDETERMINATE])


@st.composite
def followups(draw: st.DrawFn) -> Followup:
    days = draw(st.integers(0, 600))
    return Followup(days, draw(st.booleans()), dt.date(2026, 1, 5) + dt.timedelta(days=days))


@st.composite
def responses(draw: st.DrawFn) -> tuple[tuple[int, Tri], ...]:
    """Verdicts by session, up to the first yes."""
    found: list[tuple[int, Tri]] = []
    for session, verdict in enumerate(draw(st.lists(DECIDED, max_size=4)), start=1):
        found.append((session, verdict))
        if verdict is Tri.YES:
            break
    return tuple(found)


@st.composite
def patients(draw: st.DrawFn) -> Facts:
    if not draw(st.booleans()):
        return Facts(treated=False)
    below, unseen = draw(st.sampled_from([(True, False), (False, True), (False, False)]))
    broken = None if below or unseen else draw(followups())
    return Facts(
        treated=True,
        responses=draw(responses()),
        unseen=unseen,
        below_before=below,
        broken=broken,
        returned=draw(followups()) if broken is not None and broken.came else None,
        answers={name: draw(ANSWERS) for name in ("headache_free", "off_acute", "off_preventives")},
        abilities=draw(st.dictionaries(st.sampled_from(["stress", "tied_hair"]), DECIDED)),
    )


clinics = st.lists(patients(), max_size=25)


@given(clinics, st.randoms(use_true_random=False))
def test_shuffling_the_patients_changes_nothing(clinic: list[Facts], order: random.Random) -> None:
    shuffled = list(clinic)
    order.shuffle(shuffled)
    assert results_to_json(results_of(shuffled)) == results_to_json(results_of(clinic))


@given(clinics)
def test_every_treated_patient_is_in_exactly_one_place_of_each_figure(clinic: list[Facts]) -> None:
    found = results_of(clinic)
    for share in (*found.shares, *found.abilities):
        assert share.judged + share.not_judged + share.outside == found.treated
    for lasting in (found.broken, found.still_broken):
        if lasting is not None:
            assert lasting.curve.patients + lasting.not_judged + lasting.outside == found.treated
            assert lasting.curve.events + lasting.curve.left == lasting.curve.patients
            assert 0 <= lasting.stopped <= lasting.curve.left


@given(clinics)
def test_one_more_who_cannot_be_judged_changes_no_estimate(clinic: list[Facts]) -> None:
    open_answers = dict.fromkeys(("headache_free", "off_acute", "off_preventives"), Tri.INDETERMINATE)
    unknown = Facts(treated=True, responses=((1, Tri.INDETERMINATE),), unseen=True, answers=open_answers)
    before, after = results_of(clinic), results_of([*clinic, unknown])
    for one, other in zip(before.shares, after.shares, strict=True):
        assert (one.interval, one.judged, one.not_judged + 1) == (other.interval, other.judged, other.not_judged)
    assert before.first_responses is None or after.first_responses is not None
    if before.first_responses is not None and after.first_responses is not None:
        assert [a.hazard for a in before.first_responses] == [a.hazard for a in after.first_responses]


@given(clinics)
def test_counts_of_first_responses_add_up(clinic: list[Facts]) -> None:
    counts = count_first_responses(clinic)
    assert sum(count.responded for count in counts) <= sum(facts.treated for facts in clinic)
    for count in counts:
        lived = sum(any(session == count.session for session, _ in facts.responses) for facts in clinic)
        assert count.at_risk + count.not_judged == lived


@given(st.lists(ANSWERS, max_size=40))
def test_a_share_lies_within_its_interval_and_its_bounds_hold_it(answers: list[Tri | None]) -> None:
    share = count_shares("free", answers)
    assert share.judged + share.not_judged + share.outside == len(answers)
    if share.interval is not None:
        assert share.interval.low - 1e-12 <= share.interval.estimate <= share.interval.high + 1e-12
    if share.bounds is not None:
        assert 0 <= share.bounds[0] <= share.bounds[1] <= 1
    assert in_words(share, "were free", "took none").endswith(".")


@given(clinics)
def test_every_figure_has_its_sentence_or_says_what_is_lacking(clinic: list[Facts]) -> None:
    document = results_to_json(results_of(clinic))
    for name, lacking in (("first_responses",) * 2, ("cycle_broken", "broken"), ("still_broken",) * 2):
        assert (document[name] is None) == (lacking in document["lacking"])
