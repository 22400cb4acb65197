"""Record data/parting.json: two trainings that differ by the order of one sum's terms, and part.

Both start alike, from the same 2000 moons, at learning rate 0.05; the second is given the rows in reverse.
A gradient is a sum over rows, so on paper nothing changes; in float64 the sums are rounded differently.
At the rate 0.02 they do not part: the rest of the first steps' swing is far larger than the rounding.

Run it with `python data/record_parting.py [--progress]`, which takes a few seconds.
On another processor both may round to the same side, so the page draws what is recorded here.
"""

import argparse
import json
import platform
from collections.abc import Callable
from pathlib import Path

import numpy as np

from nnscratch.arrays import Array
from nnscratch.datasets import load_moons
from nnscratch.descent import Progress, descend, train
from nnscratch.mlp import Parameters, backward, forward, initialise

LEARNING_RATE, ITERATIONS = 0.05, 5000
EVERY = 20  # an even number, as in a log: it meets every second state, and never the ones between
CLOSE_UP = range(1600, 1701)  # here every iteration, in which the two part
CURVATURE_AT = range(100, 1501, 100)
RATES, SWING_AT = (0.02, LEARNING_RATE), range(20, 2001, 20)

START = initialise(2, 3, 1, np.random.RandomState(3))


def deviations(X: Array, t: Array, progress: Progress | None) -> list[float]:
    """Return the mean of |y - t| after 0, 1, 2, … updates."""
    _, records = train(
        START, X, t, learning_rate=LEARNING_RATE, iterations=ITERATIONS, log_every=1, progress=progress
    )
    return [round(record.deviation, 6) for record in records]


def largest_curvatures(X: Array, t: Array) -> list[float]:
    """Return the largest curvature of the loss on the way, at `CURVATURE_AT`, before the two part.

    Descent across a valley is stable while the learning rate is below 2 / curvature.
    """
    parameters, result = START, []
    for _ in CURVATURE_AT:
        parameters, _ = train(parameters, X, t, learning_rate=LEARNING_RATE, iterations=100, log_every=100)
        result.append(round(largest_curvature(parameters, X, t), 2))
    return result


def swings(X: Array, t: Array) -> dict[str, dict[str, list[float]]]:
    """Return, for each of `RATES`, how wide the run swings and how far rounding moves it, at `SWING_AT`."""
    result = {}
    for rate in RATES:
        run, other = states(rate, X, t), states(rate, X[::-1], t[::-1])
        lengths = {
            "swing": np.linalg.norm(turning(run), axis=1),
            "apart": np.linalg.norm(run - other, axis=1),
        }
        result[str(rate)] = {
            name: [float(f"{row[k]:.1e}") for k in SWING_AT] for name, row in lengths.items()
        }
    return result


def states(learning_rate: float, X: Array, t: Array) -> Array:
    """Return all states of a training, a row each, as far as `turning` needs them."""
    updates = SWING_AT[-1] + 4
    gradient = gradient_of_rows(START, X, t)
    return descend(gradient, flat(START), learning_rate=learning_rate, iterations=updates)


def turning(run: Array) -> Array:
    """Return the part of each state that changes its sign at every update, a row for each but the last four.

    Eight differences, one after the other, take away what moves smoothly and double what turns.
    """
    turned: Array = np.diff(run, n=8, axis=0) / 2**8
    return np.vstack([np.full((4, run.shape[1]), np.nan), turned])  # centred: the first four states have none


def gradient_of_rows(like: Parameters, X: Array, t: Array) -> Callable[[Array], Array]:
    """Return the gradient as a function of all parameters in one row."""

    def gradient(values: Array) -> Array:
        moved = shaped(values, like)
        return flat(backward(moved, forward(moved, X), t))

    return gradient


def largest_curvature(parameters: Parameters, X: Array, t: Array, step: float = 1e-5) -> float:
    """Return the largest eigenvalue of the matrix of second derivatives, by differences of the gradient."""
    start, gradient = flat(parameters), gradient_of_rows(parameters, X, t)
    shifts = step * np.eye(len(start))
    hessian = np.array([gradient(start + shift) - gradient(start - shift) for shift in shifts]) / (2 * step)
    return float(np.linalg.eigvalsh((hessian + hessian.T) / 2)[-1])


def flat(parameters: Parameters) -> Array:
    """Return all parameters in one row."""
    return np.concatenate([array.ravel() for array in parameters])


def shaped(values: Array, like: Parameters) -> Parameters:
    """Undo `flat`."""
    ends = np.cumsum([array.size for array in like])[:-1]
    return Parameters(*(part.reshape(a.shape) for part, a in zip(np.split(values, ends), like, strict=True)))


def record(progress: Progress | None = None) -> dict[str, object]:
    """Run both trainings and return what is written to the file."""
    X, t = load_moons()
    runs = {"file order": deviations(X, t, progress), "reversed": deviations(X[::-1], t[::-1], progress)}
    return {
        "learning_rate": LEARNING_RATE,
        "iterations": ITERATIONS,
        "machine": platform.machine(),
        "python": platform.python_version(),
        "numpy": np.__version__,
        "every": EVERY,
        "deviation": {name: curve[::EVERY] for name, curve in runs.items()},
        "close_up_from": CLOSE_UP.start,
        "close_up": {name: curve[CLOSE_UP.start : CLOSE_UP.stop] for name, curve in runs.items()},
        "last_two": {name: curve[-2:] for name, curve in runs.items()},
        "curvature_at": list(CURVATURE_AT),
        "curvature": largest_curvatures(X, t),
        "swing_at": list(SWING_AT),
        "swings": swings(X, t),
    }


def bar() -> Progress | None:
    """Return tqdm's bar where tqdm is installed."""
    try:
        from tqdm import tqdm
    except ImportError:
        print("tqdm is not installed: no bar")
        return None
    return tqdm


def as_text(recorded: dict[str, object]) -> str:
    """Return JSON with a line for each entry."""
    lines = (f" {json.dumps(key)}: {json.dumps(value)}" for key, value in recorded.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--progress", action="store_true", help="show a bar, if tqdm is installed")
    target = Path(__file__).with_name("parting.json")
    recorded = record(bar() if parser.parse_args().progress else None)
    target.write_text(as_text(recorded), encoding="ascii", newline="\n")
