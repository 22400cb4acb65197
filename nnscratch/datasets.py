"""Small data sets: a spring, two clouds, two moons, and a CSV file of your own.

Each returns `X` of shape (N, D), a row a sample, and `t` of shape (N, 1): measured, or labels, 0 or 1.
"""

import csv
import math
from pathlib import Path

import numpy as np

from nnscratch.arrays import Array
from nnscratch.shapes import shapes


def spring() -> tuple[Array, Array]:
    """Return eight loads of a spring in newtons, and how far each stretches it in centimetres, made up.

    Returns
    -------
    X : ndarray of shape (8, 1)
    t : ndarray of shape (8, 1)

    Examples
    --------
    >>> X, t = spring()
    >>> print(X[-1], t[-1])
    [2.] [3.12]
    """
    X = np.array([[0.25, 0.50, 0.75, 1.00, 1.25, 1.50, 1.75, 2.00]])
    t = np.array([[0.39, 0.85, 0.93, 1.64, 1.79, 1.93, 2.50, 3.12]])
    return X.T, t.T


@shapes(per_class="count", seed="seed", returns=("N 2", "N 1 in {0, 1}"))
def two_classes(
    per_class: int = 20,
    seed: int = 1,
) -> tuple[Array, Array]:
    """Return two clouds of normally distributed points, around (-1, 0) and (1, 0).

    Parameters
    ----------
    per_class : int
        Samples of each class.
    seed : int
        Seed of NumPy's legacy generator, whose numbers are frozen for all versions to come.

    Returns
    -------
    X : ndarray of shape (2 * per_class, 2)
    t : ndarray of shape (2 * per_class, 1)
        First all of class 0, then all of class 1.

    Raises
    ------
    ValueError
        If `per_class` is not a whole number of at least 1, or `seed` is none from 0 to 2**32 - 1.

    Examples
    --------
    >>> X, t = two_classes()
    >>> X.shape, t.shape
    ((40, 2), (40, 1))
    """
    rng = np.random.RandomState(seed)
    red = rng.standard_normal((per_class, 2)) + [-1, 0]
    blue = rng.standard_normal((per_class, 2)) + [1, 0]
    return np.vstack([red, blue]), _labels(per_class, per_class)


@shapes(n="count", noise="number >= 0", seed="seed", returns=("N 2", "N 1 in {0, 1}"))
def moons(n: int, noise: float, seed: int) -> tuple[Array, Array]:
    """Return two interleaved half circles of radius 1, in random order.

    Parameters
    ----------
    n : int
        Samples in all, n // 2 of them of class 1.
    noise : float
        Standard deviation of the normal noise on each coordinate, in the units of the radius.
    seed : int
        Seed of NumPy's legacy generator, whose numbers are frozen for all versions to come.

    Returns
    -------
    X : ndarray of shape (n, 2)
        Class 0 is the upper half circle around (0, 0), class 1 the lower one around (1, 0.5).
    t : ndarray of shape (n, 1)

    Raises
    ------
    ValueError
        If `n` is below 2 or not a whole number, `noise` is negative, not finite or near the largest
        number, or `seed` is not a whole number from 0 to 2**32 - 1.

    Examples
    --------
    >>> X, t = moons(n=4, noise=0.0, seed=0)
    >>> print(np.hstack([t, X]).round(3))
    [[ 0.  -1.   0. ]
     [ 1.   0.   0.5]
     [ 1.   2.   0.5]
     [ 0.   1.   0. ]]
    """
    if n < 2:
        raise ValueError(f"n is {n}, expected at least 2, one sample for each class")
    rng = np.random.RandomState(seed)
    upper = np.linspace(0, np.pi, n - n // 2)
    lower = np.linspace(0, np.pi, n // 2)
    circles = np.vstack([_circle(upper), [1, 0.5] - _circle(lower)])
    X = circles + noise * rng.standard_normal((n, 2))
    order = rng.permutation(n)
    return X[order], _labels(len(upper), len(lower))[order]


def _circle(angles: Array) -> Array:
    return np.column_stack([np.cos(angles), np.sin(angles)])


def _labels(zeros: int, ones: int) -> Array:
    return np.repeat([[0.0], [1.0]], [zeros, ones], axis=0)


def load_moons(path: str | Path | None = None) -> tuple[Array, Array]:
    """Return the 2000 moons that ship with the package, or those of another file in the same layout.

    Parameters
    ----------
    path : str or Path, optional
        A file for `read_csv`.

    Returns
    -------
    X : ndarray of shape (2000, 2)
    t : ndarray of shape (2000, 1)

    Raises
    ------
    FileNotFoundError
        If `path` does not exist.

    Examples
    --------
    >>> X, t = load_moons()
    >>> X.shape, t.shape
    ((2000, 2), (2000, 1))
    """
    return read_csv(shipped_file("moons.csv") if path is None else path)


def shipped_file(name: str) -> Path:
    """Return where a file of data is: in the package when installed from a wheel, beside it in a checkout.

    Parameters
    ----------
    name : str
        `moons.csv`, or `torch.json` with what PyTorch computed for the same network.

    Examples
    --------
    >>> shipped_file("moons.csv").is_file()
    True
    """
    package = Path(__file__).parent
    installed = package / "data" / name
    return installed if installed.exists() else package.parent / "data" / name


def read_csv(path: str | Path) -> tuple[Array, Array]:
    r"""Return the samples of a CSV file without a header, one a row: `label,x1,x2,…`.

    Parameters
    ----------
    path : str or Path
        A text file in UTF-8. Blank lines are passed over.

    Returns
    -------
    X : ndarray of shape (N, D)
        The columns after the first.
    t : ndarray of shape (N, 1)
        The first column, 0 or 1.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the file is empty or not text, or a line has another number of values than the first,
        a value that is not a finite number, or a label other than 0 and 1. The message names the line.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "points.csv"
    ...     _ = path.write_text("0,-1.5,0.5\n1,2.0,1.0\n")
    ...     X, t = read_csv(path)
    >>> X
    array([[-1.5,  0.5],
           [ 2. ,  1. ]])
    >>> read_csv("missing.csv")
    Traceback (most recent call last):
        ...
    FileNotFoundError: missing.csv: no such file, expected a CSV file with lines `label,x1,x2`
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such file, expected a CSV file with lines `label,x1,x2`")
    lines = _numbers_by_line(path)
    if not lines:
        raise ValueError(f"{path} is empty, expected lines `label,x1,x2`")
    _, first = lines[0]
    for number, values in lines:
        _require_sample(f"{path}, line {number}", values, len(first))
    table = np.array([values for _, values in lines])
    return table[:, 1:], table[:, :1]


def _numbers_by_line(path: Path) -> list[tuple[int, list[float]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            return [
                (reader.line_num, [_number(f"{path}, line {reader.line_num}", cell) for cell in row])
                for row in reader
                if any(cell.strip() for cell in row)
            ]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"{path} is not a text file in UTF-8: {error}") from None


def _number(place: str, cell: str) -> float:
    try:
        value = float(cell if "_" not in cell else "")  # Python reads 1_000 as a number, a CSV file does not
    except ValueError:
        raise ValueError(f"{place}: {cell!r} is not a number") from None
    if not math.isfinite(value):
        raise ValueError(f"{place}: {cell!r} is not a finite number")
    return value


def _require_sample(place: str, values: list[float], width: int) -> None:
    if width < 2:
        raise ValueError(f"{place} has 1 value, expected a label and at least one coordinate")
    if len(values) != width:
        raise ValueError(f"{place} has {len(values)} values, expected {width} as in the first")
    if values[0] not in (0, 1):
        raise ValueError(f"{place}: label is {values[0]}, expected 0 or 1")
