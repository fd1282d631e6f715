"""The letter to a payer: before the first session, for going on, and against a refusal.

It states what the record shows and names what it does not show; a point without its days is never called met.
"""

from collections.abc import Iterator

from migrainedays.diary import Tri
from migrainedays.reports.documents import told
from migrainedays.reports.documents.asking import Shown, shown
from migrainedays.reports.documents.cited import Cited
from migrainedays.reports.documents.document import Heading as Head
from migrainedays.reports.documents.document import Listing, Notice, Paragraph, Part, Signature, Table
from migrainedays.reports.documents.gaps import gaps
from migrainedays.reports.documents.policies import Point, Policy

AUTHORISATION, CONTINUATION, APPEAL = "authorisation", "continuation", "appeal"


def payer_letter(cited: Cited, payer: Policy, kind: str, *, name: str = "") -> Iterator[Part]:
    """The parts of the letter. An appeal is about going on once there was a session, about beginning before."""
    say, treated = cited.words, bool(cited.found.followed.cycles)
    judged = CONTINUATION if kind == CONTINUATION or (kind == APPEAL and treated) else AUTHORISATION
    points = [shown(point, cited) for point in _points(payer, judged)]
    opening = {"patient": told.patient(cited, name), "product": told.product(cited)}
    yield Paragraph(say(f"payer_opening_{kind}", indication=told.indication(cited), **opening))
    yield Paragraph(_summary(cited, points))
    yield _table(cited, points)
    yield Paragraph(_policy(cited, payer))
    if not payer.verified:
        yield Notice(say("payer_unverified"))
    if treated:
        yield told.sessions_table(cited)
    yield told.preventives_table(cited, say("payer_preventives")) or Paragraph(say("payer_no_preventives"))
    lacking = gaps(cited.found)
    if lacking:
        yield Head(say("payer_not_stated"), 2)
        yield Listing(tuple(gap.said(say) for gap in lacking))
    yield Signature(say("signature"))
    yield from cited.annex()


def _points(payer: Policy, judged: str) -> Iterator[Point]:
    yield from payer.points(AUTHORISATION)
    if judged == CONTINUATION:
        yield from payer.points(CONTINUATION)


def _summary(cited: Cited, points: list[Shown]) -> str:
    met = sum(point.answer is Tri.YES for point in points)
    key = "payer_all_shown" if met == len(points) else "payer_some_shown"
    return cited.words(key, shown=met, count=len(points))


def _table(cited: Cited, points: list[Shown]) -> Table:
    say = cited.words
    header = tuple(say(f"col_{name}") for name in ("asks", "shows", "met"))
    words = {Tri.YES: say("yes"), Tri.NO: say("no"), Tri.INDETERMINATE: say("verdict_not_shown")}
    rows = tuple((point.asks, point.shows, words[point.answer]) for point in points)
    return Table(say("payer_points"), header, rows, wide=(0, 1))


def _policy(cited: Cited, payer: Policy) -> str:
    say, profile = cited.words, cited.found.followed.profile
    verified = say("payer_verified") if payer.verified else ""
    read = say("payer_policy", title=payer.title, date=say.day(payer.dated), verified=verified).strip()
    return f"{read} {say('payer_profile', profile=profile.name, version=profile.version)}"
