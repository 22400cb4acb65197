"""Neural networks from scratch: the code that the pages of nnscratch derive, in the order of reading.

| module                | what it holds                                                                |
|-----------------------|------------------------------------------------------------------------------|
| `arrays`              | what is accepted: shapes, labels, finite numbers, and the messages otherwise |
| `shapes`              | the line above a function that says what it takes and gives                  |
| `datasets`            | two classes, the moons, digits, tumours, and a CSV file of your own          |
| `samples`             | classes as rows of 0 and 1, a part held out, inputs on one scale             |
| `activations`         | logistic, tanh, ReLU and softmax, each with its derivative                   |
| `losses`              | each loss next to its gradient                                               |
| `metrics`             | accuracy, and which class is taken for which                                 |
| `linear_regression`   | one weight for each input, squared error                                     |
| `logistic_regression` | two classes, cross-entropy                                                   |
| `softmax_regression`  | several classes, cross-entropy                                               |
| `mlp`                 | one hidden layer: forward, deltas, backward                                  |
| `descent`             | the two loops, for any gradient and for the network                          |
| `initialisation`      | how large the first weights are                                              |
| `layers`              | layers as plain data, with activations and losses by their names             |
| `network`             | any number of layers: forward, backward, training                            |
| `gradcheck`           | differences and the complex step against a derived gradient                  |
| `plots`               | the pictures; needs matplotlib                                               |
"""
