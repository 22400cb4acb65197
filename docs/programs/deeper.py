"""Which digit? A network with one hidden layer, by gradient descent."""

import numpy as np

rng = np.random.RandomState(0)
# A row is an image: the digit, then 64 pixels from 0 to 16.
data = rng.permutation(np.genfromtxt("digits.csv", delimiter=","))
pixels, labels = data[:, 1:], data[:, :1]
train = np.arange(len(data)) < 1347  # 450 are held out
mean, spread = pixels[train].mean(axis=0), pixels[train].std(axis=0)
X = (pixels - mean) / np.where(spread > 0, spread, 1)
X_train, t = X[train], (labels[train] == np.arange(10)).astype(float)

W1, b1 = rng.standard_normal((64, 60)) / 8, np.zeros((1, 60))
W2, b2 = rng.standard_normal((60, 10)) / 8, np.zeros((1, 10))
for k in range(201):
    H = np.tanh(X_train @ W1 + b1)  # the hidden layer
    Z = H @ W2 + b2
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)  # probabilities
    if k % 50 == 0:
        print(f"{k:3d} updates: loss {-np.log(y[t == 1]).mean():.4f}")
    delta2 = (y - t) / len(t)
    delta1 = delta2 @ W2.T * (1 - H**2)
    W1, b1 = W1 - X_train.T @ delta1, b1 - delta1.sum(axis=0)
    W2, b2 = W2 - H.T @ delta2, b2 - delta2.sum(axis=0)

digits = np.argmax(np.tanh(X[~train] @ W1 + b1) @ W2 + b2, axis=1)
wrong = np.sum(digits != labels[~train, 0])
print(f"{wrong} of {len(digits)} digits are misread that it never saw.")
