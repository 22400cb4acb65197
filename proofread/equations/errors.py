"""What can be wrong with a notation block or an equation.

NotationError   the notation block cannot be used
Unreadable      an equation, or a part of one, that the grammar does not know
Untrue          an equation that was read, and is false or has no meaning with these shapes
"""


class NotationError(Exception):
    """A notation block that cannot be used.

    Parameters
    ----------
    message : str
        One sentence.
    line : int
        The line within the block, 1 first.
    """

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.line = line

    def __str__(self) -> str:
        return f"line {self.line} of the notation block: {self.message}"


class Unreadable(Exception):
    """What cannot be read, and the offset in the formula where reading stopped (-1 where unknown)."""

    def __init__(self, message: str, offset: int = -1) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


def readable(error: Exception) -> Unreadable:
    """Return whatever reading stops with as what can be said of the formula; a page is not lost to it.

    Raises
    ------
    Exception
        The error itself, if it is for whoever runs the check.
    """
    if isinstance(error, Unreadable):
        return error
    if isinstance(error, TimeoutError | MemoryError):
        raise error
    if isinstance(error, RecursionError):
        return Unreadable("this is nested too deeply", 0)
    return Unreadable(f"the checker fails here, by {type(error).__name__}: {error}", 0)


class Untrue(Exception):
    """A statement that does not hold, or means nothing for arrays of these shapes."""


class Singular(Untrue):
    """An inverse that does not exist for these sizes, as that of X^T X with fewer rows than columns."""


class OutOfRange(Untrue):
    """A layer that the page does not have: the value of the layer letter is left out."""
