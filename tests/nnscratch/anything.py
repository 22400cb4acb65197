"""Arguments of every kind for every function of the package: what it declares, and what it does not.

A number drawn by Hypothesis is the seed of all that a call is given, so that an example costs little.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

import nnscratch
from nnscratch import layers, network, samples
from nnscratch.arrays import RANGES

RNG = np.random.RandomState
LARGEST = np.finfo(float).max
SPECIAL = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    5e-324,
    -5e-324,
    2.3e-308,
    1e-16,
    1e16,
    1e154,
    -1e154,
    1e308,
    LARGEST,
    -LARGEST,
]


class Unspeakable:
    """Can be neither read nor written."""

    def __array__(self, dtype: object = None, copy: object = None) -> np.ndarray:
        raise RuntimeError

    def __repr__(self) -> str:
        raise RuntimeError


def functions() -> Iterator[Callable[..., Any]]:
    """Yield every function of the package that declares its arguments."""
    for module in sorted(info.name for info in pkgutil.iter_modules(nnscratch.__path__)):
        if module != "plots":  # which needs more than NumPy, and has tests of its own
            for found in vars(importlib.import_module(f"nnscratch.{module}")).values():
                if hasattr(found, "declared") and found.__module__ == f"nnscratch.{module}":
                    yield found


def moderate(rng: RNG, shape: tuple[int, ...]) -> np.ndarray:
    """Return numbers as they come in a lesson."""
    return rng.standard_normal(shape)


def extreme(rng: RNG, shape: tuple[int, ...]) -> np.ndarray:
    """Return numbers from all over float64: special ones, and ones of random bits."""
    if rng.randint(2):
        return rng.choice(SPECIAL, shape)
    bits = rng.randint(0, 2**63, shape, dtype=np.int64).view(np.float64)
    return np.where(np.isfinite(bits), bits, 0.0) * rng.choice([-1.0, 1.0], shape)


Numbers = Callable[[RNG, tuple[int, ...]], np.ndarray]


def in_range(rng: RNG, shape: tuple[int, ...], declared: str, numbers: Numbers) -> np.ndarray:
    """Return numbers of the range that is declared."""
    range_ = next(range_ for range_ in RANGES if declared.endswith(range_))
    values = numbers(rng, shape)
    small = np.abs(values) / (1 + np.abs(values)) if numbers is moderate else np.minimum(np.abs(values), 1.0)
    if range_ == "in [0, 1]":
        return small
    if range_ == "in {0, 1}":
        return (small > 0.5).astype(float)
    if range_ == "of probabilities":
        return np.eye(shape[-1])[rng.randint(0, shape[-1], shape[:-1])] if rng.randint(2) else _shares(small)
    if range_ in ("> 0", ">= 0"):
        return np.abs(values) + (np.abs(values) == 0)
    return values


def _shares(values: np.ndarray) -> np.ndarray:
    return (values + 0.1) / (values + 0.1).sum(axis=-1, keepdims=True)


class Call:
    """The arguments of one call, which fit each other."""

    def __init__(self, function: Callable[..., Any], seed: int, numbers: Numbers) -> None:
        self.function, self.rng, self.numbers = function, RNG(seed), numbers
        self.sizes: dict[str, int] = {}
        self.layers: list[layers.Layer] = []
        declared = {name: kind for name, kind in function.declared.items() if name != "returns"}
        # What others have to fit comes first.
        first = sorted(declared, key=lambda name: declared[name] is not layers.network)
        self.arguments = {name: self.argument(name, declared[name]) for name in first}
        for name in ("classes", "steps"):
            self.arguments.pop(name, None)

    def size(self, letter: str) -> int:
        """Return what a letter stands for in this call."""
        if letter.isdigit():
            return int(letter)
        return self.sizes.setdefault(letter, int(self.rng.randint(1, 5)))

    def argument(self, name: str, kind: Any) -> Any:
        """Return a value of what is declared."""
        if name == "t" and self.layers:
            return self.array("N out in {0, 1}")
        own = OWN.get(f"{self.function.__name__}.{name}") or KINDS.get(
            kind if isinstance(kind, str) else name
        )
        if own is not None:
            return own(self)
        if kind in CHECKS:
            return CHECKS[kind](self)
        if isinstance(kind, type):
            return kind(*(self.argument(f, t.__metadata__[0]) for f, t in kind.__annotations__.items()))
        return self.array(kind)

    def array(self, declared: str) -> Any:
        """Return numbers of the declared shape and range."""
        range_ = next(range_ for range_ in RANGES if declared.endswith(range_))
        axes = declared.removesuffix(range_).split()
        if axes == ["number"]:
            return float(in_range(self.rng, (1,), declared, self.numbers)[0])
        if axes == ["..."]:
            axes = (
                [["2", "3"], [], ["4"], ["1", "2", "2"]][self.rng.randint(4)]
                if "..." not in self.sizes
                else []
            )
        return in_range(self.rng, tuple(self.size(axis) for axis in axes), declared, self.numbers)

    def network(self) -> list[layers.Layer]:
        """Return one to three layers, or another network of the same sizes."""
        if not self.layers:
            sizes = [int(n) for n in self.rng.randint(1, 5, self.rng.randint(2, 5))]
            last = "softmax" if self.rng.randint(2) else "logistic"
            inner = [str(self.rng.choice(list(layers.ACTIVATIONS))) for _ in sizes[2:]]
            self.layers = network.initialise(sizes, [*inner, last], self.rng)
            self.sizes |= {"n0": sizes[0], "out": sizes[-1]}
        scale = 1.0 if self.numbers is moderate else 10.0 ** self.rng.uniform(-300, 300)
        return [layer._replace(W=layer.W * scale) for layer in self.layers]

    def trace(self) -> list[layers.Pass]:
        """Return a pass through the network with as many samples as the targets have."""
        X = moderate(self.rng, (self.size("N"), self.sizes["n0"]))
        return network.forward(self.layers, X)

    def labels(self) -> np.ndarray:
        """Return classes from 0 to 2."""
        return self.rng.randint(0, 3, (self.size("N"), 1)).astype(float)


KINDS: Mapping[str, Callable[[Call], Any]] = {
    "count": lambda call: int(call.rng.randint(1, 5)),
    "seed": lambda call: int(call.rng.randint(0, 2**31)),
    "generator": lambda call: call.rng if call.rng.randint(2) else np.random.default_rng(3),
}

CHECKS: Mapping[Any, Callable[[Call], Any]] = {
    layers.network: Call.network,
    layers.passes: Call.trace,
    layers.loss_name: lambda call: "half_squared_error",
    layers.sizes_of: lambda call: [int(n) for n in call.rng.randint(1, 5, 3)],
    layers.activation_names: lambda call: [str(call.rng.choice(list(layers.ACTIVATIONS))) for _ in range(2)],
    samples.classes: Call.labels,
}
"""How to make what a check of its own accepts."""

OWN: Mapping[str, Callable[[Call], Any]] = {
    "moons.n": lambda call: int(call.rng.randint(2, 9)),
    "one_hot.n_classes": lambda call: 3,
    "confusion_matrix.n_classes": lambda call: 3,
    "split.labels": lambda call: call.labels(),
    "split.X": lambda call: call.numbers(call.rng, (call.sizes.setdefault("N", 5), 2)),
    "split.held_out": lambda call: 1,
    "initialise.spread": lambda call: lambda n_in, n_out: 0.5,
    "descend.gradient": lambda call: lambda w: w / 2,
    "descend.learning_rate": lambda call: 0.25,
    "numerical_gradient.f": lambda call: lambda x: float(np.sum(x / x.size)),
    "numerical_gradient.step": lambda call: 10.0 ** -call.rng.uniform(1, 6),
    "forward_differences.f": lambda call: lambda x: float(np.sum(x / x.size)),
    "forward_differences.step": lambda call: 10.0 ** -call.rng.uniform(1, 6),
    "complex_step.f": lambda call: lambda x: np.sum(x / x.size),
    "complex_step.step": lambda call: 10.0 ** -call.rng.uniform(1, 30),
    "check_gradient.f": lambda call: lambda x: float(np.sum(x / x.size)),
    "check_gradient.gradient": lambda call: lambda x: np.full_like(x, 1 / x.size),
    "check_gradient.tolerance": lambda call: 1e-3,
    "check_gradient.by": lambda call: nnscratch.gradcheck.numerical_gradient,
    "relative_error.a": lambda call: call.numbers(call.rng, (2, call.size("A"))),
    "relative_error.b": lambda call: call.numbers(call.rng, (2, call.size("A"))),
    "update.gradients": lambda call: call.network(),
    "train.learning_rate": lambda call: 0.1,
    "leaky_relu.slope": lambda call: 0.1,
    "leaky_relu_derivative.slope": lambda call: 0.1,
}  # fmt: skip
"""What only makes sense together, by function and argument."""


def dressed(value: Any, rng: RNG) -> Any:
    """Return the same numbers in another dress, which is as good."""
    if not isinstance(value, np.ndarray):
        return value
    frozen = value.copy()
    frozen.setflags(write=False)
    return [value, value.tolist(), np.asfortranarray(value), frozen, np.ma.array(value), value[...]][
        rng.randint(6)
    ]


def broken(value: Any, rng: RNG) -> Any:
    """Return something else in the place of an argument."""
    junk = [
        None, "one", "x" * 1000, b"1", object(), Unspeakable(), type("N" * 500, (), {})(), True,
        lambda *_: None,
        1j, -1, 0, 2.5, float("nan"), float("inf"), 10**400, 10**5000, np.datetime64("2020"), np.array("1"),
        [], [[]], [1, [2]], [[1.0, None]], {"a": 1}, (1, 2, 3, 4),
        np.ma.masked, np.zeros((1,) * 9), np.zeros((0, 3)),
    ]  # fmt: skip
    if isinstance(value, np.ndarray) and value.size and rng.randint(2):
        return _broken_array(value, rng)
    return junk[rng.randint(len(junk))]


def _broken_array(value: np.ndarray, rng: RNG) -> Any:
    hurt = value.copy()
    hurt.flat[rng.randint(value.size)] = rng.choice([np.nan, np.inf, -np.inf, -2.0, 0.3, 1e308])
    masked = np.ma.array(value, mask=rng.randint(0, 2, value.shape))
    several = np.atleast_1d(value)
    with np.errstate(all="ignore"):
        kinds = [
            hurt, masked, value.ravel(), value[None], value.T, several[:0], np.repeat(several, 2, axis=0),
            value.astype(object), value.astype(complex), value.astype(str), value.astype(np.float32),
        ]  # fmt: skip
    return kinds[rng.randint(len(kinds))]
