"""Neural networks from scratch: the code that the pages of nnscratch derive, in the order of reading.

| module                | what it holds                                                                |
|-----------------------|------------------------------------------------------------------------------|
| `arrays`              | what is accepted: shapes, labels, finite numbers, and the messages otherwise |
| `shapes`              | the line above a function that says what it takes and gives                  |
| `datasets`            | two classes, the moons, and a CSV file of your own                           |
| `activations`         | the logistic function and its derivative                                     |
| `losses`              | each loss next to its gradient                                               |
| `linear_regression`   | one weight for each input, squared error                                     |
| `logistic_regression` | two classes, cross-entropy                                                   |
| `mlp`                 | one hidden layer: forward, deltas, backward                                  |
| `descent`             | the two loops, for any gradient and for the network                          |
| `gradcheck`           | central differences against a derived gradient                               |
| `plots`               | the pictures; needs matplotlib                                               |
"""
