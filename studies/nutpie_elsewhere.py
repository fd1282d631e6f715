"""Run by the interpreter of STUDY_PYTHON: the window model as PyMC has it, sampled by nutpie.

Reads lines of JSON (path of the windows, priors by name, centred, tune, draws, seed), answers seconds of sampling, the
least number of effective draws, and mean and SD by name. The first line of either parametrisation compiles.
"""

import json
import sys
import time

import arviz
import numpy as np
import nutpie
import pymc as pm

SPREADS = ("log_sd_level", "log_sd_change", "z_correlation", "log_phi")


def draw_levels(value, patients, centred):
    """Level before and change under treatment of each patient, drawn as they are or as standard normals."""
    sd0, sd1 = pm.math.exp(value["log_sd_level"]), pm.math.exp(value["log_sd_change"])
    rho = pm.math.tanh(value["z_correlation"])
    left = pm.math.sqrt(1 - rho**2)
    if centred:
        level = pm.Normal("level", 0.0, sd0, shape=patients)
        return level, pm.Normal("change", rho * sd1 / sd0 * level, sd1 * left, shape=patients)
    before, other = pm.Normal("z0", shape=patients), pm.Normal("z1", shape=patients)
    return sd0 * before, sd1 * (rho * before + left * other)


def build(found, priors, centred):
    """The model of migrainedays.evidence.likelihood: level before, change under treatment, beta-binomial counts."""
    names = [name for name in priors if name not in SPREADS]
    patient, treated = found["patient"], found["treated"].astype(float)
    with pm.Model() as model:
        value = {name: pm.Normal(name, mean, sd) for name, (mean, sd) in priors.items()}
        level, change = draw_levels(value, int(patient.max()) + 1, centred)
        eta = sum(value[name] * found["design"][:, at] for at, name in enumerate(names))
        p = pm.math.sigmoid(eta + level[patient] + change[patient] * treated)
        phi = pm.math.exp(value["log_phi"])
        pm.BetaBinomial("y", phi * p, phi * (1 - p), found["observed_days"], observed=found["headache_days"])
    return model


def main():
    """Answer until the questions end."""
    compiled = {}
    for line in sys.stdin:
        asked = json.loads(line)
        path, priors, centred = asked["path"], asked["priors"], asked["centred"]
        if centred not in compiled:
            compiled[centred] = nutpie.compile_pymc_model(build(np.load(path), priors, centred))
        started, cpu = time.perf_counter(), time.process_time()
        trace = nutpie.sample(
            compiled[centred], draws=asked["draws"], tune=asked["tune"], chains=2, cores=2, seed=asked["seed"],
            progress_bar=False,
        )  # fmt: skip
        wall, cpu = time.perf_counter() - started, time.process_time() - cpu
        names = list(priors)
        effective = min(float(arviz.ess(trace, var_names=[name])[name]) for name in names)
        found = trace.posterior
        print(json.dumps({
            "wall": wall, "cpu": cpu, "effective": effective,
            "mean": {name: float(found[name].mean()) for name in names},
            "sd": {name: float(found[name].std()) for name in names},
        }), flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
