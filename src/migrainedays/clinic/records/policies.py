"""Who may do what, declared in one table: a verb that does not stand here is refused.

r read · a add · c correct (a new revision, with its trace) · s sign · - nothing. A row of another clinic does not
exist for anybody (see `access`).
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What a person is in a clinic."""

    PHYSICIAN = "physician"
    INJECTOR = "injector"
    FRONT_DESK = "front_desk"
    ANALYST = "analyst"
    ADMIN = "admin"


class Verb(StrEnum):
    """What a person does to a noun."""

    READ = "read"
    ADD = "add"
    CORRECT = "correct"
    SIGN = "sign"


# The order of the roles is that of the columns.
_TABLE = """
noun               physician  injector  front_desk  analyst  admin
patients           rac        rac       rac         r        -
contacts           rac        rac       rac         -        -
visits             rac        rac       rac         -        -
diary_plans        rac        rac       -           r        -
days               rac        rac       -           r        -
attacks            rac        rac       -           r        -
intakes            rac        rac       -           r        -
exposures          rac        rac       -           r        -
goals              rac        rac       -           r        -
sessions           rac        rac       -           r        -
injections         rac        rac       -           r        -
signatures         rs         r         -           r        -
countersignatures  rs         rs        -           r        -
vials              rac        rac       ra          r        -
conditions         rac        rac       -           r        -
scores             rac        rac       -           r        -
preventives        rac        rac       -           r        -
adverse_events     rac        rac       -           r        -
event_sites        rac        rac       -           r        -
events_seen        ra         ra        -           -        -
joinings           ra         ra        ra          -        -
devices            rac        rac       rac         -        -
phone_entries      r          r         -           -        -
red_flags_seen     ra         ra        -           -        -
chartings          ra         ra        -           r        -
consents           rac        rac       -           r        -
addenda            ra         ra        -           r        -
protocol_texts     ra         r         -           r        -
vial_acts          rac        rac       ra          r        -
series             rac        rac       -           r        -
authorisations     rac        rac       rac         -        -
rooms              rac        r         r           -        rac
working_hours      rac        r         r           -        rac
closed_days        rac        r         rac         -        rac
arrangements       rac        r         r           -        rac
feeds              rac        rac       rac         -        -
messages           rac        rac       rac         -        -
passkeys           r          r         -           -        -
push_addresses     r          r         -           -        -
clinic_questions   rac        rac       -           r        -
patient_questions  rac        rac       -           r        -
diary_wishes       rac        rac       -           -        -
reminders          r          r         -           -        -
imports            rac        rac       -           r        -
registrations      ra         r         -           r        -
looks              ra         r         -           ra       -
evidence_runs      ra         ra        -           ra       -
studies            rac        r         -           ra       -
study_consents     rac        rac       -           r        -
allocations        ra         ra        -           r        -
written_documents  ra         ra        -           r        -
story_consents     rac        r         -           r        -
stories            rac        r         -           r        -
enquiries          rac        rac       rac         -        -
websites           rac        r         r           -        rac
published_results  rac        r         r           r        -
billing_words      rac        r         -           r        rac
journal            r          r         -           -        -
clinic             rc         r         r           r        rc
members            rac        r         -           -        rac
"""
_LETTERS = {"r": Verb.READ, "a": Verb.ADD, "c": Verb.CORRECT, "s": Verb.SIGN}


def _read_table(table: str) -> Mapping[tuple[str, Role], frozenset[Verb]]:
    header, *rows = (line.split() for line in table.strip().splitlines())
    roles = [Role(name) for name in header[1:]]
    return MappingProxyType(
        {
            (noun, role): frozenset(_LETTERS[letter] for letter in cell if letter != "-")
            for noun, *cells in rows
            for role, cell in zip(roles, cells, strict=True)
        }
    )


POLICY = _read_table(_TABLE)
NOUNS = tuple(dict.fromkeys(noun for noun, _ in POLICY))
OPERATOR = "operator"  # whoever holds the machine: the command line, never a browser


def allows(role: str, verb: Verb | str, noun: str) -> bool:
    """Whether a role may do something to a noun; an unknown noun or role may nothing."""
    if role == OPERATOR:
        return True
    try:
        return Verb(verb) in POLICY[noun, Role(role)]
    except (KeyError, ValueError):
        return False
