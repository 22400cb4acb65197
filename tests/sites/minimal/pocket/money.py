"""Money over time."""


def balance(start, rate, years):
    """Return what an account holds after so many years.

    >>> balance(100.0, 0.5, 2)
    225.0
    """
    return start * (1 + rate) ** years


def doubling(rate):
    """Return after how many whole years an account has doubled.

    >>> doubling(0.1)
    8
    """
    years = 0
    while balance(1.0, rate, years) < 2:
        years += 1
    return years
