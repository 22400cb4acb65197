"""Small data sets: a spring, clouds, moons, tumours, handwritten digits, and a CSV file of your own.

| function             | samples | inputs                             | `t`                      |
|----------------------|---------|------------------------------------|--------------------------|
| `spring`             | 8       | 1, a load in newtons               | a stretch in centimetres |
| `two_classes`        | 40      | 2, drawn around two centres        | 0 or 1                   |
| `moons`              | any     | 2, drawn around two half circles   | 0 or 1                   |
| `load_moons`         | 2000    | the same, in a file                | 0 or 1                   |
| `load_breast_cancer` | 569     | 30 properties of nuclei            | 0 malignant, 1 benign    |
| `load_digits`        | 1797    | 64 pixels from 0 to 16, row by row | the digit, 0 to 9        |
| `read_csv`           | yours   | the columns after the first        | the first column, 0 or 1 |

Each returns `X` of shape (N, D), a row a sample, and `t` of shape (N, 1).
"""

import re
from io import StringIO
from pathlib import Path
from typing import TextIO

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


def load_breast_cancer() -> tuple[Array, Array]:
    """Return the tumours that ship with the package, as they were measured.

    Returns
    -------
    X : ndarray of shape (569, 30)
        Ten properties of the cell nuclei, such as radius and area: means, standard errors, largest values.
        Their units and scales differ: standardise them.
    t : ndarray of shape (569, 1)
        0 where the tumour is malignant, 1 where it is benign.

    Examples
    --------
    >>> X, t = load_breast_cancer()
    >>> X.shape, int(t.sum())
    ((569, 30), 357)
    """
    return read_csv(shipped_file("breast_cancer.csv"))


def load_digits() -> tuple[Array, Array]:
    """Return the handwritten digits that ship with the package.

    Returns
    -------
    X : ndarray of shape (1797, 64)
        Pixels from 0, white, to 16, black; `X[i].reshape(8, 8)` is the image of digit i.
    t : ndarray of shape (1797, 1)
        The digit, 0 to 9.

    Examples
    --------
    >>> X, t = load_digits()
    >>> print(X[0].reshape(8, 8)[1], t[0])
    [ 0.  0. 13. 15. 10. 15.  5.  0.] [0.]
    """
    table = _read_table(shipped_file("digits.csv"))
    return table[:, 1:], table[:, :1]


def shipped_file(name: str) -> Path:
    """Return where a file of data is: in the package when installed from a wheel, beside it in a checkout.

    Parameters
    ----------
    name : str
        Such as `moons.csv`, or `torch.json` with what PyTorch computed for the same network.

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
    OSError
        If the file does not exist, is a folder, or must not be read.
    ValueError
        If the file is empty or not text, or a row has another number of values than the first,
        a value that is not a finite number, or a label other than 0 and 1. The message names the row,
        counted from 1 without blank lines.

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
    table = _read_table(Path(path))
    labels = table[:, :1]
    for row in np.flatnonzero((labels != 0) & (labels != 1))[:1]:
        raise ValueError(f"{path}, row {row + 1}: label is {labels[row, 0]}, expected 0 or 1")
    return table[:, 1:], labels


def _read_table(path: Path) -> Array:
    try:
        with _open(path) as file:
            table = np.loadtxt(file, delimiter=",", comments=None, quotechar='"', ndmin=2, encoding=None)
    except ValueError as error:
        raise ValueError(f"{path}{_in_words(error)}") from None
    if table.shape[1] < 2:
        raise ValueError(f"{path}, row 1 has 1 value, expected a label and at least one coordinate")
    for row, column in np.argwhere(~np.isfinite(table))[:1]:
        raise ValueError(f"{path}, row {row + 1}: {table[row, column]} is not a finite number")
    return table


def _open(path: Path) -> TextIO:
    """Open a file at its first row."""
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder, expected a CSV file with lines `label,x1,x2`")
    if not path.exists():
        raise FileNotFoundError(f"{path}: no such file, expected a CSV file with lines `label,x1,x2`")
    text = re.sub(r"^[ \t]+$", "", path.read_text("utf-8-sig"), flags=re.MULTILINE)  # blank to the eye
    if not text.strip():
        raise ValueError(" is empty, expected lines `label,x1,x2`")
    return StringIO(text)


def _in_words(error: ValueError) -> str:
    """Return what NumPy says of a row, which it counts from 0 in one message and from 1 in the other."""
    text = str(error)
    if isinstance(error, UnicodeDecodeError):
        return " is not a text file in UTF-8"
    if found := re.search(r"string (.*) to float64 at row (\d+)", text, re.DOTALL):
        return f", row {int(found[2]) + 1}: {found[1]:.40} is not a number"
    if found := re.search(r"columns changed from (\d+) to (\d+) at row (\d+)", text):
        return f", row {found[3]} has {found[2]} values, expected {found[1]} as in the first"
    return text if text.startswith(" is") else f": {text:.80}"
