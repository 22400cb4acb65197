"""Write data/digits.csv and data/breast_cancer.csv from the copies that scikit-learn ships.

`python data/take_measured.py [folder]` writes the same bytes each time. The numbers are those of the source:
whole greys of the digits, and the measurements in the decimals in which they were published.
"""

import sys
from pathlib import Path

import numpy as np
from sklearn.datasets import load_breast_cancer, load_digits


def lines(features: np.ndarray, labels: np.ndarray) -> list[str]:
    """Return the lines `label,x1,x2,…`, each number as short as it can be read back."""
    rows = zip(labels, features, strict=True)
    return [
        ",".join([str(label), *(np.format_float_positional(value, trim="-") for value in row)]) + "\n"
        for label, row in rows
    ]


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for name, load in [("digits.csv", load_digits), ("breast_cancer.csv", load_breast_cancer)]:
        written = lines(*load(return_X_y=True))
        (folder / name).write_text("".join(written), encoding="ascii", newline="\n")
        print(f"{folder / name}: {len(written)} rows")
