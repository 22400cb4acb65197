"""Star or circle? Three hidden units, trained by backpropagation."""

import numpy as np

data = np.genfromtxt("moons.csv", delimiter=",")
X, t = data[:, 1:], data[:, :1]  # a row is a sample, its label in front
rng = np.random.RandomState(3)
W1, b1 = rng.standard_normal((2, 3)), np.zeros((1, 3))
W2, b2 = rng.standard_normal((3, 1)), np.zeros((1, 1))
rate, updates = 0.02, 5000


def forward(X):
    """Return the outputs of the hidden units and of the network."""
    H1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
    return H1, 1 / (1 + np.exp(-(H1 @ W2 + b2)))


for k in range(updates + 1):
    H1, y = forward(X)
    if k % 500 == 0:
        deviation, right = np.mean(abs(y - t)), (y >= 0.5) == (t == 1)
        print(f"{k:7}  {deviation:9.4f}  {np.mean(right):8.4f}")
    if k < updates:
        d2 = (y - t) * y * (1 - y)  # the deltas of both layers
        d1 = d2 @ W2.T * H1 * (1 - H1)
        W2, b2 = W2 - rate * (H1.T @ d2), b2 - rate * d2.sum(axis=0)
        W1, b1 = W1 - rate * (X.T @ d1), b1 - rate * d1.sum(axis=0)
for parameter in (W1, b1, W2, b2):
    print(np.round(parameter, 4).tolist())
