"""What may be asked of the simulator, and what may not."""

import datetime as dt
import tomllib
from importlib import resources

import pytest

from migrainedays.errors import WrongUse
from migrainedays.simulation.options import MIXES, Options
from migrainedays.simulation.parameters import parameters_of


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"patients": 0}, "1 or more"),
        ({"seed": -1}, "0 or more"),
        ({"effect": 11.0}, "logit scale"),
        ({"drift": float("nan")}, "logit scale"),
        ({"mix": "population", "effect": -0.5}, "not treated"),
        ({"mix": "population", "enrol": "worst"}, "not treated"),
        ({"mix": "population", "switch": dt.date(2024, 5, 1)}, "not treated"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(asked: dict[str, object], sentence: str) -> None:
    with pytest.raises(WrongUse, match=sentence):
        Options(**{"patients": 10, "seed": 1, **asked})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("mix", "enrol", "by_worst", "with_qualifying"),
    [
        ("trial", None, False, True),
        ("trial", "worst", True, True),
        ("trial", "run-in", True, False),
        ("clinic", None, True, False),
        ("clinic", "worst", True, True),
        ("clinic", "run-in", True, False),
    ],
)
def test_each_mix_enrols_in_its_way(mix: str, enrol: str | None, by_worst: bool, with_qualifying: bool) -> None:
    options = Options(1, 1, mix=mix, enrol=enrol)  # type: ignore[arg-type]
    assert (options.enrols_by_worst, options.begins_with_qualifying) == (by_worst, with_qualifying)


@pytest.mark.parametrize("mix", MIXES)
def test_the_parameter_file_says_what_each_number_is(mix: str) -> None:
    known = parameters_of(mix)  # type: ignore[arg-type]
    assert 0 <= known.mix.constant < 1
    text = (resources.files("migrainedays.simulation") / "parameters.toml").read_text(encoding="utf-8")
    undocumented = [line for line in text.splitlines() if "=" in line and "#" not in line]
    assert undocumented == []
    assert set(tomllib.loads(text)) >= set(MIXES)
