import numpy as np
import pytest

from nnscratch.initialisation import he, lecun, unit, xavier


@pytest.mark.parametrize(
    ("spread", "expected"), [(unit, 1.0), (lecun, 0.1), (xavier, 0.125), (he, np.sqrt(0.02))]
)
def test_spread_is_that_of_its_formula(spread, expected):
    assert spread(100, 28) == pytest.approx(expected, rel=1e-15)


def test_lecun_keeps_the_spread_of_the_sums_and_he_that_behind_a_relu():
    rng = np.random.default_rng(0)
    X = rng.standard_normal((2000, 400))
    assert (X @ (lecun(400, 300) * rng.standard_normal((400, 300)))).std() == pytest.approx(1, rel=0.02)
    behind = np.maximum(X, 0)
    assert (behind @ (he(400, 300) * rng.standard_normal((400, 300)))).std() == pytest.approx(1, rel=0.02)


@pytest.mark.parametrize("spread", [unit, lecun, xavier, he])
def test_sizes_are_whole_numbers_of_at_least_1(spread, refuses):
    refuses("n_in is 0, expected a whole number of at least 1", spread, 0, 1)
    refuses("n_out is 2.0, expected a whole number of at least 1", spread, 1, 2.0)
