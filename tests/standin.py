"""A tiny package, as pages name one: what the tests of the equation checker tie their symbols to."""

from typing import NamedTuple

import numpy as np


class Layer(NamedTuple):
    W: np.ndarray
    b: np.ndarray


def logistic(z):
    return 1 / (1 + np.exp(-z))


def stable_logistic(z):
    """Two branches and a maximum: its complex step is wrong without an exception."""
    small = np.exp(-np.abs(z))
    return np.where(np.real(z) >= 0, 1 / (1 + small), small / (1 + small))


def real_logistic(z):
    """Refuses complex numbers, as code written for users may."""
    if np.iscomplexobj(z):
        raise TypeError("z is complex")
    return 1 / (1 + np.exp(-z))


def predict(w, X):
    return logistic(X @ w.T)


def mean_cross_entropy(y, t):
    if np.shape(y) != np.shape(t) or np.ndim(t) != 2:
        raise ValueError(f"t has shape {np.shape(t)}, expected {np.shape(y)}")
    return -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))


def gradient(w, X, t):
    return (predict(w, X) - t).T @ X / len(X)


def summed_gradient(w, X, t):
    return (predict(w, X) - t).T @ X


def update(w, X, t, learning_rate):
    return w - learning_rate * gradient(w, X, t)


def wrong_update(w, X, t, learning_rate):
    return w + learning_rate * gradient(w, X, t)


def layer_gradients(layer, X, T):
    """The gradients of half the summed squared error of one linear layer."""
    delta = X @ layer.W + layer.b - T
    return Layer(X.T @ delta, delta.sum(axis=0, keepdims=True))


def half_squared_error(Y, T):
    return np.sum((Y - T) ** 2) / 2


def endless(z):
    raise TimeoutError


def crash(z):
    raise ZeroDivisionError("division by zero")
