"""From a form to an action: what is refused comes back beside its field, a double edit as a conflict, nothing lost."""

import dataclasses
from collections.abc import Callable
from typing import Any

from migrainedays.clinic.records.refusals import Conflict
from migrainedays.clinic.web.shell.fields import Form
from migrainedays.columns import columns_of
from migrainedays.errors import Impossible, InputRefused


@dataclasses.dataclass(frozen=True, slots=True)
class Difference:
    """One column on which two people disagree."""

    label: str
    mine: str
    theirs: str


@dataclasses.dataclass(frozen=True, slots=True)
class Clash:
    """What somebody else wrote meanwhile, beside what was typed; `revision` is the one to go on from."""

    sentence: str
    revision: int
    differences: tuple[Difference, ...]


def write(form: Form, act: Callable[[], Any]) -> Clash | None:
    """Run an action; a refusal is left in the form's errors, a double edit is returned as well."""
    try:
        act()
    except Conflict as conflict:
        form.add_error(None, str(conflict))
        return clash_of(form, conflict)
    except Impossible as problem:
        form.refuse(problem)
    except InputRefused as problem:
        form.add_error(None, str(problem))
    return None


def clash_of(form: Form, conflict: Conflict) -> Clash:
    """Both values side by side, column by column."""
    theirs = conflict.theirs
    if theirs is None:
        return Clash(str(conflict), 0, ())
    pairs = []
    for name, column in columns_of(type(conflict.mine)).items():
        mine, other = (column.write(getattr(value, name)) for value in (conflict.mine, theirs.value))
        if mine != other:
            label = str(form.fields[name].label) if name in form.fields else name
            pairs.append(Difference(label, mine or "–", other or "–"))
    return Clash(str(conflict), theirs.revision, tuple(pairs))
