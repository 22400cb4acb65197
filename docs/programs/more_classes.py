"""Which digit? Softmax regression by gradient descent."""

import numpy as np

# A row is an image: the digit, then 64 pixels from 0 to 16.
data = np.genfromtxt("digits.csv", delimiter=",")
data = np.random.RandomState(0).permutation(data)
pixels, labels = data[:, 1:], data[:, :1]
train = np.arange(len(data)) < 1347  # 450 are held out

mean, spread = pixels[train].mean(axis=0), pixels[train].std(axis=0)
X = (pixels - mean) / np.where(spread > 0, spread, 1)
X_train, t = X[train], (labels[train] == np.arange(10)).astype(float)

W, b = np.zeros((64, 10)), np.zeros((1, 10))  # a column a digit
for k in range(101):
    Z = X_train @ W + b
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)  # probabilities
    if k % 20 == 0:
        loss = -np.mean(np.log(y[t == 1]))
        print(f"{k:3d} updates: loss {loss:.4f}")
    delta = (y - t) / len(t)  # the gradient of the loss by Z
    W = W - 0.5 * X_train.T @ delta
    b = b - 0.5 * delta.sum(axis=0)

digits = np.argmax(X[~train] @ W + b, axis=1)
wrong = np.sum(digits != labels[~train, 0])
print(f"{wrong} of {len(digits)} digits are misread that it never saw.")
