"""How large the first weights are: the standard deviation that each layer's are drawn with.

| function | standard deviation         | keeps the size of                                  |
|----------|----------------------------|----------------------------------------------------|
| `unit`   | 1                          | nothing; chapter 3 draws so                        |
| `lecun`  | `sqrt(1 / n_in)`           | the weighted sums forward                          |
| `xavier` | `sqrt(2 / (n_in + n_out))` | between forward and backward, for slopes near 1    |
| `he`     | `sqrt(2 / n_in)`           | the sums forward, where half of the units are at 0 |

A sum of n products of independent numbers has n times their variance, so its spread grows as the root of n.
"""

import math

from nnscratch.shapes import shapes


@shapes(n_in="count", n_out="count")
def unit(n_in: int, n_out: int) -> float:
    """Return 1, whatever the size of the layer.

    Parameters
    ----------
    n_in, n_out : int
        How many inputs and outputs the layer has.

    Raises
    ------
    ValueError
        If a size is not a whole number of at least 1.

    Examples
    --------
    >>> unit(64, 30)
    1.0
    """
    return 1.0


@shapes(n_in="count", n_out="count")
def lecun(n_in: int, n_out: int) -> float:
    """Return the spread that gives weighted sums the spread of their inputs.

    Parameters
    ----------
    n_in, n_out : int
        How many inputs and outputs the layer has.

    Raises
    ------
    ValueError
        If a size is not a whole number of at least 1.

    Examples
    --------
    >>> lecun(64, 30)
    0.125
    """
    return math.sqrt(1 / n_in)


@shapes(n_in="count", n_out="count")
def xavier(n_in: int, n_out: int) -> float:
    """Return the spread between those that keep sums forward and deltas backward.

    Parameters
    ----------
    n_in, n_out : int
        How many inputs and outputs the layer has.

    Raises
    ------
    ValueError
        If a size is not a whole number of at least 1.

    Examples
    --------
    >>> xavier(60, 40)
    0.1414213562373095
    """
    return math.sqrt(2 / (n_in + n_out))


@shapes(n_in="count", n_out="count")
def he(n_in: int, n_out: int) -> float:
    """Return the spread for inputs that went through a ReLU, which halves their mean square.

    Parameters
    ----------
    n_in, n_out : int
        How many inputs and outputs the layer has.

    Raises
    ------
    ValueError
        If a size is not a whole number of at least 1.

    Examples
    --------
    >>> he(50, 30)
    0.2
    """
    return math.sqrt(2 / n_in)
