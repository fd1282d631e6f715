"""What the rows of a folder say of each other: days and attacks, sessions and injections, totals and their parts."""

import dataclasses
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from migrainedays.exchange.days_and_attacks import compare_with_attacks
from migrainedays.exchange.folder import Folder, Problem, Row
from migrainedays.treatment import Injection, Session


def check_agreement(folder: Folder) -> Folder:
    """The folder with what is odd between its tables listed, and what contradicts another table refused."""
    folder = folder.without(_orphans(folder))
    contradictions, differences = compare_with_attacks(folder)
    folder = folder.without(contradictions)
    return dataclasses.replace(folder, odd=(*folder.odd, *differences, *_sums(folder)))


def _orphans(folder: Folder) -> Iterator[tuple[Row, Problem]]:
    sessions = {(s.patient, s.session) for s in folder.values(Session)}
    for row in folder.tables.get(Injection.table, ()):
        injection = row.value
        assert isinstance(injection, Injection)
        if (injection.patient, injection.session) not in sessions:
            reason = f"patient {injection.patient} has no session {injection.session} in the sessions table"
            yield row, Problem(Injection.table, row.line, "session", str(injection.session), reason)


def _sums(folder: Folder) -> Iterator[Problem]:
    given: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for injection in folder.values(Injection):
        given[injection.patient, injection.session] += injection.units or 0
    for row in folder.tables.get(Session.table, ()):
        session = row.value
        assert isinstance(session, Session)
        total = given.get((session.patient, session.session))
        if session.total_units is not None and total is not None and session.total_units != total:
            reason = f"differs from the sum of its injections, {total}"
            yield Problem(Session.table, row.line, "total_units", str(session.total_units), reason)
