"""Sentences that stood on the pages and were false: each is caught, with the values that contradict it."""

import re

RUN = """\
```python
import numpy as np

from nnscratch.datasets import load_moons
from nnscratch.losses import half_squared_error
from nnscratch.mlp import Parameters, backward, forward, initialise

X, t = load_moons()
state = initialise(2, 3, 1, np.random.RandomState(3))
lengths, costs = [], []
for k in range(1100):
    trace = forward(state, X)
    slopes = backward(state, trace, t)
    lengths.append(sum(np.sum(g**2) for g in slopes) ** 0.5)
    costs.append(half_squared_error(trace.y, t))
    state = Parameters(*(p - 0.02 * g for p, g in zip(state, slopes)))
```

```python
# The largest curvatures at rate 0.02, as the page *Why a rate swings* measures them half-way across.
limit, half_way = 2 / 0.02, np.array([100.33, 100.19, 100.17, 100.05, 99.85])
smallest_on_plateau = np.array([-0.088, -4.024, -3.616, -2.581, -0.907, -1.783])
# What a symmetric matrix of weights does to a gradient that lacks the transpose.
symmetric, delta = np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([[0.5, -0.25]])
file_order, backwards = np.array([0.0386, 0.0378]), np.array([0.0378, 0.0370])
fresh, training = 0.97, 0.9785
```

"""
FALSE = [
    ("The gradient is small there", "max(lengths[500:900]) < 1"),
    ("It takes hundreds of small steps until the boundary bends", "max(lengths[150:900]) < 1"),
    ("The cost falls at every update", "(np.diff(costs) < 0).all()"),
    (
        "The curvature is above the limit near the end of the plateau, but not for long",
        "(half_way > limit).sum() < 2",
    ),
    ("On the plateau the cost bends upwards everywhere", "(smallest_on_plateau > 0).any()"),
    ("The network is right as often on samples that it has never seen", "fresh >= training"),
    (
        "Only with one unit and one output are the numbers right",
        "not np.allclose(delta @ symmetric, delta @ symmetric.T)",
    ),
    (
        "The order of the rows changes no digit at the rate of the post",
        "(abs(file_order - backwards) < 5e-5).all()",
    ),
]


def test_no_false_sentence_comes_back(findings):
    found = findings(RUN + "\n\n".join(f"[{words}]{{{expression}}}." for words, expression in FALSE))
    assert all(re.match(r"page\.md:\d+:1: this is not so: ", finding) for finding in found), found
    assert [expression for _, expression in FALSE if any(expression in finding for finding in found)] == [
        expression for _, expression in FALSE
    ]
    assert len(found) == len(FALSE)
