"""Star or circle? Logistic regression by gradient descent."""

import numpy as np

# A row is a sample with two coordinates; 0 is a star, 1 a circle.
rng = np.random.RandomState(1)
stars = rng.standard_normal((20, 2)) + [-1, 0]
circles = rng.standard_normal((20, 2)) + [1, 0]
X = np.vstack([stars, circles])
t = np.repeat([[0.0], [1.0]], 20, axis=0)
N = len(X)

w = np.array([[-4.0, -2.0]])  # a weight for each coordinate
learning_rate = 2.0

for k in range(10):
    y = 1 / (1 + np.exp(-(X @ w.T)))  # the probability of a circle
    loss = -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))
    print(f"{k:2d}  {w[0, 0]:11.8f} {w[0, 1]:11.8f}  loss {loss:.4f}")
    dw = (y - t).T @ X / N  # the gradient of the loss
    w = w - learning_rate * dw

wrong = np.sum((X @ w.T >= 0) != t)
print(f"10  {w[0, 0]:11.8f} {w[0, 1]:11.8f}  {wrong} of {N} wrong")
print(f"The boundary is the line x2 = {-w[0, 0] / w[0, 1]:.4f} x1.")
