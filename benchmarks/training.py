"""How long one update takes, beside the same arithmetic written out without checks and functions.

Both run alternately in one process, and the ratio of their medians is what to compare between machines.
"""

from collections.abc import Callable
from statistics import median
from time import perf_counter

import numpy as np

from nnscratch.datasets import load_moons
from nnscratch.descent import train
from nnscratch.mlp import Parameters, initialise

UPDATES, ROUNDS = 200, 15


def written_out(parameters: Parameters, X: np.ndarray, t: np.ndarray, learning_rate: float) -> None:
    """Train as a single loop, each line of the derivation once."""
    W1, b1, W2, b2 = (array.copy() for array in parameters)
    for _ in range(UPDATES):
        H1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
        y = 1 / (1 + np.exp(-(H1 @ W2 + b2)))
        delta2 = (y - t) * y * (1 - y)
        delta1 = delta2 @ W2.T * H1 * (1 - H1)
        W2 -= learning_rate * H1.T @ delta2
        b2 -= learning_rate * delta2.sum(axis=0, keepdims=True)
        W1 -= learning_rate * X.T @ delta1
        b1 -= learning_rate * delta1.sum(axis=0, keepdims=True)


def microseconds(run: Callable[[], object]) -> float:
    """Return the time of one update."""
    begin = perf_counter()
    run()
    return (perf_counter() - begin) / UPDATES * 1e6


def main() -> None:
    """Print the medians and their ratio."""
    X, t = load_moons()
    start = initialise(2, 3, 1, np.random.RandomState(3))
    choices = {"learning_rate": 0.02, "iterations": UPDATES, "log_every": UPDATES}
    package, plain = [], []
    for _ in range(ROUNDS):
        package.append(microseconds(lambda: train(start, X, t, **choices)))
        plain.append(microseconds(lambda: written_out(start, X, t, 0.02)))
    print(f"package {median(package):.0f} µs an update, written out {median(plain):.0f} µs")
    print(f"ratio {median(package) / median(plain):.2f}")


if __name__ == "__main__":
    main()
