import re

import numpy as np
import pytest

from nnscratch.activations import logistic
from nnscratch.gradcheck import (
    check_gradient,
    complex_step,
    forward_differences,
    numerical_gradient,
    relative_error,
)

NAN, INF = float("nan"), float("inf")
LOST = "f(x) is real where x is complex, expected a formula that keeps the imaginary part"
X = np.array([[0.5, -1.5], [2.0, 3.0], [-0.25, 1.0]])


def sum_of_sines(x):
    return float(np.sin(x).sum())


def test_parabola_has_its_slope_in_every_entry():
    np.testing.assert_allclose(numerical_gradient(lambda x: float((x**2).sum()), X), 2 * X, rtol=1e-9)


@pytest.mark.parametrize("shape", [(), (1,), (1, 1), (3,), (2, 3), (2, 1, 2)], ids=str)
def test_numerical_gradient_has_the_shape_of_its_argument(shape):
    assert numerical_gradient(sum_of_sines, np.zeros(shape)).shape == shape


def test_error_of_central_differences_falls_with_the_square_of_the_step():
    errors = [abs(numerical_gradient(np.exp, 1.0, step) - np.e) for step in (1e-1, 1e-2)]
    assert errors[0] / errors[1] == pytest.approx(100, rel=0.01)


def test_argument_is_left_alone():
    x = X.copy()
    x.setflags(write=False)
    check_gradient(sum_of_sines, np.cos, x)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (0.0, 0.0, 0.0),
        (1.0, 1.0, 0.0),
        (1.0, -1.0, 2.0),
        (1e-300, 0.0, 1.0),
        (100.0, 101.0, 1 / 101),
        (-4.0, -5.0, 0.2),
        (5e-324, 1e-323, 0.5),
    ],
)
def test_relative_error_is_measured_by_the_larger_of_both(a, b, expected):
    assert relative_error([a], [b]).tolist() == relative_error([b], [a]).tolist() == [expected]


def test_right_gradient_passes_and_its_error_is_returned():
    error = check_gradient(sum_of_sines, np.cos, X)
    assert 0 < error == relative_error(np.cos(X), numerical_gradient(sum_of_sines, X)).max() < 1e-9


def test_number_is_checked_like_an_array():
    assert check_gradient(lambda x: float(x**2), lambda x: 2 * x, 3.0) < 1e-9


@pytest.mark.parametrize("place", list(np.ndindex(X.shape)), ids=str)
def test_error_of_half_a_thousandth_in_one_entry_is_caught_and_named(place):
    def planted(x):
        gradient = np.cos(x)
        gradient[place] *= 1.0005
        return gradient

    with pytest.raises(AssertionError, match=r"^the gradient is wrong:\n") as caught:
        check_gradient(sum_of_sines, planted, X)
    head, *rows = str(caught.value).splitlines()[1:]
    assert head.split() == ["entry", "derived", "numerical", "relative", "error"]
    wrong = [row for row in rows if float(row.split()[-1]) > 1e-7]
    assert len(rows) == X.size
    assert [re.match(r" *(\[.*\])", row)[1] for row in wrong] == [str(list(place))]
    assert float(wrong[0].split()[-1]) == pytest.approx(5e-4, rel=0.02)


@pytest.mark.parametrize(
    "gradient",
    [lambda x: np.full_like(x, NAN), lambda x: -np.cos(x), np.zeros_like],
    ids=["not a number", "opposite", "zero"],
)
def test_gradient_of_nothing_but_errors_is_caught(gradient):
    with pytest.raises(AssertionError, match="the gradient is wrong"):
        check_gradient(sum_of_sines, gradient, X)


def test_tolerance_is_the_largest_error_that_passes():
    def gradient(x):
        return np.cos(x) * 1.01

    assert check_gradient(sum_of_sines, gradient, X, tolerance=0.011) == pytest.approx(0.01, rel=0.02)
    with pytest.raises(AssertionError, match="the gradient is wrong"):
        check_gradient(sum_of_sines, gradient, X, tolerance=0.009)


def test_error_of_just_the_tolerance_passes():
    assert check_gradient(lambda x: float(x.sum()), np.ones_like, [0.0], tolerance=0.0) == 0


def test_relative_error_of_two_shapes_is_refused(refuses):
    refuses("b has shape (2, 1), expected (2,), the shape of a", relative_error, [1.0, 2.0], [[1.0], [2.0]])


def test_gradient_of_another_shape_is_refused(refuses):
    message = "gradient has shape (2, 3), expected (3, 2)"
    refuses(message, check_gradient, sum_of_sines, lambda x: np.cos(x).T, X)


def test_check_of_nothing_is_refused(refuses):
    message = "x has shape (0, 2), expected at least one entry to compare"
    refuses(message, check_gradient, sum_of_sines, np.cos, np.empty((0, 2)))


def test_argument_that_is_not_finite_is_refused(refuses):
    refuses("x[1] is inf, expected a finite number", numerical_gradient, sum_of_sines, [1.0, INF])
    refuses("x[0] is nan, expected a finite number", check_gradient, sum_of_sines, np.cos, [NAN])


@pytest.mark.parametrize("step", [0, -1e-5, NAN, INF])
def test_step_is_above_zero(step, refuses):
    refuses(f"step is {step}, expected a finite number above 0", numerical_gradient, sum_of_sines, X, step)


def test_function_that_returns_an_array_is_refused(refuses):
    refuses("f(x) is an array of shape (3, 2), expected a finite number", numerical_gradient, np.sin, X)
    refuses(
        "f(x) is an array of shape (1, 1), expected a finite number",
        check_gradient,
        lambda x: x[:1, :1],
        np.cos,
        X,
    )


# The step


@pytest.mark.parametrize("x", [0.0, 1.0, -4.0, 2.0**38, -1e15, 1e100, 1e300])
def test_step_follows_the_spacing_of_the_numbers(x):
    assert numerical_gradient(lambda x: 3 * float(x[0]), [x]) == pytest.approx(3, rel=1e-9)
    assert forward_differences(lambda x: 3 * float(x[0]), [x]) == pytest.approx(3, rel=1e-6)


def test_number_with_none_above_it_is_refused(refuses):
    largest = np.finfo(float).max
    message = f"x[0] is {largest}, too large to go a step further"
    refuses(message, numerical_gradient, lambda x: 0.0, [largest])


def test_function_that_is_not_finite_beside_x_is_refused(refuses):
    refuses("f(x) is inf, expected a finite number", numerical_gradient, lambda x: INF, [1.0])


# To one side


@pytest.mark.parametrize("shape", [(), (1,), (2, 3)], ids=str)
def test_all_three_agree_where_the_function_is_smooth(shape):
    x = np.random.RandomState(0).standard_normal(shape)
    forward, central = (g(sum_of_sines, x) for g in (forward_differences, numerical_gradient))
    beside = complex_step(lambda x: np.sin(x).sum(), x)
    np.testing.assert_allclose(forward, np.cos(x), rtol=1e-6)
    np.testing.assert_allclose(central, np.cos(x), rtol=1e-9)
    np.testing.assert_allclose(beside, np.cos(x), rtol=1e-15)


def test_error_of_forward_differences_falls_with_the_step():
    errors = [abs(forward_differences(np.exp, 1.0, step) - np.e) for step in (1e-1, 1e-2)]
    assert errors[0] / errors[1] == pytest.approx(10, rel=0.05)


# The complex step


def test_complex_step_is_exact_however_small_it_is():
    for step in (1e-8, 1e-20, 1e-200):
        assert complex_step(np.exp, 1.0, step) == pytest.approx(np.e, rel=1e-15)


def test_gradient_is_checked_by_the_complex_step_to_the_last_digits():
    def textbook(z):
        return (1 / (1 + np.exp(-z))).sum()

    z = np.array([[-3.0, 0.5, 2.0]])
    error = check_gradient(textbook, lambda z: logistic(z) * (1 - logistic(z)), z, 1e-14, by=complex_step)
    assert error < 1e-14
    with pytest.raises(AssertionError, match="the gradient is wrong"):
        check_gradient(textbook, lambda z: logistic(z) * (1 - 1.0001 * logistic(z)), z, by=complex_step)


@pytest.mark.parametrize(
    ("f", "message"),
    [
        (
            lambda x: np.abs(x).sum(),
            LOST,
        ),
        (
            lambda x: float(x.real.sum()),
            LOST,
        ),
        (lambda x: x, "f(x) is an array of shape (2,), expected a finite complex number"),
        (lambda x: x.sum() * NAN, "f(x) is (nan+nanj), expected a finite complex number"),
        (logistic, "z holds values of type complex128, expected real numbers"),
    ],
    ids=["absolute value", "real part", "array", "not a number", "safe form"],
)
def test_formula_that_loses_the_imaginary_part_is_refused(f, message, refuses):
    refuses(message, complex_step, f, [1.0, -2.0])


def test_branch_of_two_formulas_is_where_the_complex_step_and_differences_part():
    def larger(x):
        return np.where(x.real > 0, x, 0).sum()

    assert complex_step(larger, [0.0]).tolist() == [0.0]  # one side of the kink
    assert numerical_gradient(lambda x: float(np.maximum(x, 0).sum()), [0.0]).tolist() == [0.5]  # both
