"""What was charted against what the version plans: caps, sides, places, and differences without a reason."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from migrainedays.protocol.deviation import deviations
from migrainedays.protocol.finding import Finding, Severity
from migrainedays.protocol.site import Site
from migrainedays.protocol.version import Version
from migrainedays.treatment.charting import Charting
from migrainedays.treatment.head_map import in_words, patient_side
from migrainedays.treatment.history import History
from migrainedays.treatment.injection import Injection
from migrainedays.treatment.products import plain, same_product

_CAPS = ("treatment.protocol_caps",)
_SIDES = ("treatment.wrong_side",)
_UNITS = ("treatment.not_interchangeable",)
STOP, BLOCK, LOOK = Severity.STOP, Severity.BLOCK, Severity.LOOK


def find_in_plan(session: Charting, version: Version, history: History) -> Iterator[Finding]:
    """Everything that differs from the plan and is more than a difference with its reason."""
    yield from _version(session, version)
    yield from _product(session, version)
    yield from _amounts(session, version)
    yield from _sides(session, version)
    unexplained = [d.sentence for d in deviations(session.injections, version) if not d.reason]
    if unexplained:
        sentence = f"Differs from the plan without a reason: {'; '.join(unexplained)}."
        yield _finding("deviation_without_reason", STOP, sentence, _CAPS, ("differences", str(len(unexplained))))


def _version(session: Charting, version: Version) -> Iterator[Finding]:
    pinned = (session.session.protocol, session.session.version)
    if pinned != (version.name, version.version):
        sentence = (
            f"The session names protocol {pinned[0]}, version {pinned[1]}; it was checked against "
            f"{version.name}, version {version.version}."
        )
        yield _finding("protocol_version", BLOCK, sentence, _CAPS, ("protocol", str(pinned[0])))


def _product(session: Charting, version: Version) -> Iterator[Finding]:
    product = session.session.product
    if not product:
        yield _finding("product", BLOCK, "No product is named.", _UNITS, ("product", "not named"))
    elif not same_product(product, version.product):
        sentence = f"The session is charted for {product}; the units of this protocol are units of {version.product}."
        yield _finding("product", STOP, sentence, _UNITS, ("product", product))


def _amounts(session: Charting, version: Version) -> Iterator[Finding]:
    blank = [i for i in session.injections if i.units is None]
    if blank or not session.injections:
        sentence = f"{len(blank) or 'All'} of the points name no units."
        yield _finding("units_missing", BLOCK, sentence, _CAPS, ("points", str(len(session.injections))))
    total = session.total_units
    if total > version.max_units:
        sentence = f"{plain(total)} U in all; this protocol has {plain(version.max_units)} U at most."
        yield _finding("protocol_cap", STOP, sentence, _CAPS, ("total", plain(total)))
    if version.min_units is not None and total < version.min_units and not blank:
        sentence = f"{plain(total)} U in all; this protocol has {plain(version.min_units)} U at least."
        yield _finding("protocol_least", LOOK, sentence, _CAPS, ("total", plain(total)))
    yield from _muscle_caps(session, version)
    yield from _site_caps(session, version)


def _muscle_caps(session: Charting, version: Version) -> Iterator[Finding]:
    for muscle, cap in version.caps.items():
        units = sum((i.units or Decimal(0) for i in session.injections if i.muscle == muscle), Decimal(0))
        if units > cap:
            sentence = f"{plain(units)} U into {in_words(muscle)}; {plain(cap)} U are the most."
            yield _finding("muscle_cap", STOP, sentence, _CAPS, (muscle, plain(units)))


def _site_caps(session: Charting, version: Version) -> Iterator[Finding]:
    for injection in session.injections:
        site = version.site((injection.muscle, injection.side, injection.site))
        if site and site.cap is not None and (injection.units or 0) > site.cap:
            units = plain(injection.units or Decimal(0))
            sentence = f"{units} U at {site.in_words()}; {plain(site.cap)} U are the most there."
            yield _finding("site_cap", STOP, sentence, _CAPS, (site.short(), units))


def _sides(session: Charting, version: Version) -> Iterator[Finding]:
    for muscle in version.muscles:
        planned = _by_side([s for s in version.planned if s.muscle == muscle])
        given = _by_side([i for i in session.injections if i.muscle == muscle and i.units])
        for more, fewer in (("left", "right"), ("right", "left")):
            if given[more] > planned[more] and given[fewer] < planned[fewer]:
                sentence = (
                    f"{in_words(muscle).capitalize()} is charted {given[more]} times on the patient's {more.upper()} "
                    f"and {given[fewer]} times on the {fewer.upper()}; "
                    f"planned are {planned[more]} and {planned[fewer]}."
                )
                yield _finding("same_side_twice", LOOK, sentence, _SIDES, (muscle, f"{more} {given[more]}"))
    for injection in session.injections:
        yield from _place_of(injection)


def _place_of(injection: Injection) -> Iterator[Finding]:
    if injection.view is None or injection.x is None or not injection.units:
        return
    lies = patient_side(injection.view, injection.x)
    if lies != injection.side:
        sentence = (
            f"{in_words(injection.muscle).capitalize()} {injection.site} is charted as {injection.side.upper()}, "
            f"but its point lies on the patient's {lies.upper()}."
        )
        yield _finding("side_against_place", STOP, sentence, _SIDES, ("side", injection.side))


def _by_side(points: list[Site] | list[Injection]) -> Counter[str]:
    return Counter(point.side for point in points)


def _finding(rule: str, severity: Severity, sentence: str, claims: tuple[str, ...], given: tuple[str, str]) -> Finding:
    return Finding(rule=rule, severity=severity, sentence=sentence, claims=claims, inputs=(given,))
