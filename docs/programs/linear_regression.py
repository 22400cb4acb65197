"""How far does a spring stretch? One weight, by gradient descent."""

import numpy as np

# Loads in newtons, and the measured stretches in centimetres.
X = np.array([[0.25, 0.50, 0.75, 1.00, 1.25, 1.50, 1.75, 2.00]]).T
t = np.array([[0.39, 0.85, 0.93, 1.64, 1.79, 1.93, 2.50, 3.12]]).T
N = len(X)

w = np.array([[0.0]])  # centimetres for each newton
learning_rate = 0.1

for k in range(20):
    y = X @ w.T  # the stretches that the weight predicts
    loss = np.mean((y - t) ** 2)
    if k % 4 == 0:
        print(f"{k:2d} updates: weight {w[0, 0]:.4f}, loss {loss:.4f}")
    dw = 2 / N * (y - t).T @ X  # the gradient of the loss
    w = w - learning_rate * dw

print(f"20 updates: weight {w[0, 0]:.4f}")
stretch = 3 * w[0, 0]
print(f"A load of 3 newtons stretches it {stretch:.2f} centimetres.")
