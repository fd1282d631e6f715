"""Run by the interpreter of STUDY_PYTHON: forward-backward of two states by dynamax (compiled before) and hmmlearn.

Reads lines of JSON (who, path of the log-likelihoods, start, change), answers CPU seconds; results go beside the path.
"""

import json
import sys
import time

import jax
import numpy as np

jax.config.update("jax_enable_x64", True)

from dynamax.hidden_markov_model.inference import hmm_smoother  # noqa: E402 (after the precision is set)
from hmmlearn.base import BaseHMM  # noqa: E402


class Given(BaseHMM):
    """A model whose observations are their own log-likelihoods."""

    def _compute_log_likelihood(self, observed):
        return observed


def by_dynamax(seen, start, change):
    """A function of nothing, warm, that gives log-likelihoods and chances of state 1."""

    def one(series):
        found = hmm_smoother(start, change, series)
        return found.marginal_loglik, found.smoothed_probs[:, 1]

    run, ready = jax.jit(jax.vmap(one)), jax.numpy.asarray(seen)
    jax.block_until_ready(run(ready))
    return lambda: jax.block_until_ready(run(ready))


def by_hmmlearn(seen, start, change):
    """The same; hmmlearn gives one log-likelihood for all series together."""
    model = Given(n_components=2)
    model.startprob_, model.transmat_, model.n_features = start, change, 2
    flat, lengths = seen.reshape(-1, 2), [seen.shape[1]] * seen.shape[0]

    def run():
        value, chances = model.score_samples(flat, lengths)
        return np.array([value]), chances[:, 1].reshape(seen.shape[:2])

    return run


def main():
    """Answer until the questions end."""
    ready = {}
    for line in sys.stdin:
        question = json.loads(line)
        who, path = question["who"], question["path"]
        if (who, path) not in ready:
            maker = {"dynamax": by_dynamax, "hmmlearn": by_hmmlearn}[who]
            ready[who, path] = maker(np.load(path), np.array(question["start"]), np.array(question["change"]))
        started = time.process_time()
        value, chance = ready[who, path]()
        seconds = time.process_time() - started
        np.savez(f"{path}.{who}.npz", value=np.asarray(value), chance=np.asarray(chance))
        print(json.dumps({"seconds": seconds}), flush=True)


if __name__ == "__main__":
    main()
