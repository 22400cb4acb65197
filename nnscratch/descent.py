r"""The two loops: `descend` for any gradient, `train` for the network with one hidden layer.

Both repeat the same update, where $\mu$ is the learning rate:
$w(k+1) = w(k) - \mu \frac{\partial J}{\partial w}$.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import numpy as np

from nnscratch.arrays import Array, like, said
from nnscratch.mlp import Parameters, Trace, backward, forward
from nnscratch.shapes import shapes

Progress = Callable[[Iterable[int]], Iterable[int]]
"""What wraps the iterations to show how far they are, such as `tqdm.tqdm`."""


@shapes(gradient="function", start="...", learning_rate="number > 0", iterations="count")
def descend(
    gradient: Callable[[Array], Array],
    start: Array,
    *,
    learning_rate: float,
    iterations: int,
) -> Array:
    """Return every iterate of gradient descent, the start first.

    Parameters
    ----------
    gradient : callable
        Takes an array of the shape of `start` and returns the gradient there, in the same shape.
    start : array_like of any shape
        Where to begin.
    learning_rate : float
        Above 0.
    iterations : int
        Number of updates, at least 1.

    Returns
    -------
    ndarray of shape (iterations + 1, …)
        Row k is the state after k updates.

    Raises
    ------
    ValueError
        If `start` is not finite, `learning_rate` or `iterations` is not above 0, the gradient has another
        shape, or the descent leaves the finite numbers, which says that the learning rate is too large.

    Notes
    -----
    Repeats [][eq-update].

    Examples
    --------
    >>> descend(lambda w: 2 * w, [1.0], learning_rate=0.25, iterations=3)
    array([[1.   ],
           [0.5  ],
           [0.25 ],
           [0.125]])
    """
    iterates = [start]
    for k in range(iterations):
        w = iterates[k]
        dw = like(w, "gradient", gradient(w))
        iterates.append(_finite(w - learning_rate * dw, k + 1, learning_rate))
    return np.stack(iterates)


def _finite(w: Array, k: int, learning_rate: float) -> Array:
    if not np.isfinite(w).all():
        raise ValueError(f"learning_rate is {learning_rate}, too large: w({k}) is not finite")
    return w


class Record(NamedTuple):
    """How good the network is after a number of updates."""

    iteration: int
    """Updates made so far; 0 is the untrained network."""
    deviation: float
    """Mean of the absolute error |y - t|."""
    accuracy: float
    """Fraction of the samples on the right side of one half."""


@shapes(
    parameters=Parameters,
    X="N D",
    t="N C in {0, 1}",
    learning_rate="number > 0",
    iterations="count",
    log_every="count",
    returns=(Parameters, "anything"),
)
def train(
    parameters: Parameters,
    X: Array,
    t: Array,
    *,
    learning_rate: float,
    iterations: int,
    log_every: int,
    progress: Progress | None = None,
) -> tuple[Parameters, list[Record]]:
    """Return the parameters after full-batch gradient descent on the summed loss, and a log of the way there.

    Parameters
    ----------
    parameters : Parameters
        Where to begin; left unchanged.
    X : array_like of shape (N, D)
        Inputs, a row a sample.
    t : array_like of shape (N, C)
        Labels, 0 or 1.
    learning_rate : float
        Above 0. It multiplies a gradient that is a sum over samples, so it shrinks as N grows.
    iterations : int
        Number of updates, at least 1.
    log_every : int
        Updates between two records, at least 1.
    progress : callable, optional
        Wraps the iterations, such as `tqdm.tqdm`.

    Returns
    -------
    parameters : Parameters
        After the last update.
    records : list of Record
        After 0, log_every, 2 log_every, … updates, the last state included if it falls on one.

    Raises
    ------
    ValueError
        If a shape does not fit, an input is not finite, a label is not 0 or 1, a number is not above 0,
        or a parameter leaves the finite numbers, which says that the learning rate is too large.

    Notes
    -----
    Derived in [Training](../learn/hidden-layer/training.md).

    Examples
    --------
    >>> from nnscratch.datasets import load_moons
    >>> from nnscratch.mlp import initialise
    >>> start = initialise(2, 3, 1, np.random.RandomState(3))
    >>> _, records = train(start, *load_moons(), learning_rate=0.02, iterations=10, log_every=10)
    >>> print(records[0].iteration, records[1].iteration)
    0 10
    """
    trace = forward(parameters, X)
    records = [_record(0, trace, t)]
    for k in steps(iterations, progress):
        gradients = backward(parameters, trace, t)
        parameters = _update(parameters, gradients, learning_rate)
        trace = forward(parameters, X)
        if (k + 1) % log_every == 0:
            records.append(_record(k + 1, trace, t))
    return parameters, records


def steps(iterations: int, progress: Progress | None = None) -> Iterator[int]:
    """Yield the number of each update, and hold `progress` to handing all of them on."""
    handed = range(iterations) if progress is None else progress(range(iterations))
    if not isinstance(handed, Iterable):
        raise ValueError(f"progress returned {said(handed)}, expected the iterations that it was given")
    k = -1
    for _, k in zip(handed, range(iterations), strict=False):
        yield k
    if k + 1 < iterations:
        raise ValueError(f"progress yielded {k + 1} iterations, expected {iterations}")


def _update(
    parameters: Parameters,
    gradients: Parameters,
    learning_rate: float,
) -> Parameters:
    pairs = zip(parameters, gradients, strict=True)
    return Parameters(*(p - learning_rate * g for p, g in pairs))


def _record(iteration: int, trace: Trace, t: Array) -> Record:
    right = (trace.y >= 0.5) == (t == 1)
    return Record(iteration, float(np.mean(np.abs(trace.y - t))), float(np.mean(right)))
