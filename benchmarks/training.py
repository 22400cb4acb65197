"""How long one update takes, beside the same arithmetic written out without checks and functions.

Both run alternately in one process, and the ratio of their best rounds, in processor time, is what to compare
between machines, also busy ones. It is at most 1.05.
"""

from collections.abc import Callable
from time import thread_time

import numpy as np

from nnscratch.datasets import load_moons
from nnscratch.descent import train
from nnscratch.mlp import Parameters, initialise

UPDATES, ROUNDS = 100, 40


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
    """Return the processor time of one update."""
    begin = thread_time()
    run()
    return (thread_time() - begin) / UPDATES * 1e6


def main() -> None:
    """Print the best rounds and their ratio."""
    X, t = load_moons()
    start = initialise(2, 3, 1, np.random.RandomState(3))
    choices = {"learning_rate": 0.02, "iterations": UPDATES, "log_every": UPDATES}
    package, plain = [], []
    for _ in range(ROUNDS):
        package.append(microseconds(lambda: train(start, X, t, **choices)))
        plain.append(microseconds(lambda: written_out(start, X, t, 0.02)))
    print(f"package {min(package):.0f} µs an update, written out {min(plain):.0f} µs")
    print(f"ratio {min(package) / min(plain):.2f}")


if __name__ == "__main__":
    main()
