import numpy as np
import pytest

from nnscratch.arrays import (
    as_array,
    require_between_0_and_1,
    require_count,
    require_finite,
    require_labels,
    require_numbers,
    require_positive,
    require_samples,
    require_shape,
)

NAN, INF = float("nan"), float("inf")


def test_smallest_array_is_one_sample_of_one_number():
    assert require_samples("X", [[3]]).shape == (1, 1)


def test_whole_numbers_and_truth_values_become_float64():
    assert as_array("z", [1, 2]).dtype == as_array("z", [True]).dtype == np.float64


def test_float64_array_is_passed_on_without_a_copy():
    array = np.ones((2, 2))
    assert require_samples("X", array) is array


def test_shape_of_no_axis_is_a_number():
    assert require_shape("x", 2.0, ()).shape == ()


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([[1.0], [1.0, 2.0]], "z has rows of different lengths, expected a rectangle"),
        ([["1.0"]], "z holds values of type <U3, expected real numbers"),
        (None, "z holds values of type object, expected real numbers"),
        ([1j], "z holds values of type complex128, expected real numbers"),
        ([10**400], "z holds values of type object, expected real numbers"),
    ],
)
def test_what_is_not_a_rectangle_of_real_numbers_is_refused(value, message, refuses):
    refuses(message, as_array, "z", value)


@pytest.mark.parametrize(
    ("value", "expected", "message"),
    [
        ([1.0, 2.0], (2, 1), "t has shape (2,), expected (2, 1)"),
        (1.0, (None, None), "t has shape (), expected (at least 1, at least 1)"),
        ([[]], (None, None), "t has shape (1, 0), expected (at least 1, at least 1)"),
        (np.empty((0, 2)), (None, 2), "t has shape (0, 2), expected (at least 1, 2)"),
        ([[1.0, 2.0]], (None, 1), "t has shape (1, 2), expected (at least 1, 1)"),
        ([[[1.0]]], (1, 1), "t has shape (1, 1, 1), expected (1, 1)"),
        ([[1.0]], (), "t has shape (1, 1), expected ()"),
    ],
)
def test_another_shape_is_refused_with_both_shapes(value, expected, message, refuses):
    refuses(message, require_shape, "t", value, expected)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([[0.0, NAN]], "X[0, 1] is nan, expected a finite number"),
        ([[0.0], [-INF], [NAN]], "X[1, 0] is -inf, expected a finite number"),
        (INF, "X is inf, expected a finite number"),
    ],
)
def test_first_entry_that_is_not_finite_is_named(value, message, refuses):
    refuses(message, require_finite, "X", np.asarray(value))


@pytest.mark.parametrize("require", [require_numbers, require_samples])
def test_numbers_and_samples_are_finite(require, refuses):
    refuses("X[0, 0] is nan, expected a finite number", require, "X", [[NAN]])


@pytest.mark.parametrize(
    ("require", "value", "message"),
    [
        (require_labels, 2.0, "t[1, 0] is 2.0, expected 0 or 1"),
        (require_labels, 0.5, "t[1, 0] is 0.5, expected 0 or 1"),
        (require_labels, NAN, "t[1, 0] is nan, expected 0 or 1"),
        (require_labels, 1 + 2**-52, "t[1, 0] is 1.0000000000000002, expected 0 or 1"),
        (require_between_0_and_1, -0.25, "t[1, 0] is -0.25, expected a number from 0 to 1"),
        (require_between_0_and_1, 1 + 2**-52, "t[1, 0] is 1.0000000000000002, expected a number from 0 to 1"),
        (require_between_0_and_1, NAN, "t[1, 0] is nan, expected a number from 0 to 1"),
    ],
)
def test_first_bad_target_is_named_with_all_its_digits(require, value, message, refuses):
    refuses(message, require, "t", [[0.0], [value]])


@pytest.mark.parametrize("require", [require_labels, require_between_0_and_1])
def test_targets_have_the_expected_shape(require, refuses):
    refuses("t has shape (2,), expected (2, 1)", require, "t", [0.0, 1.0], (2, 1))


def test_both_ends_of_the_unit_interval_are_targets():
    assert require_between_0_and_1("t", [[0.0, 1.0]]).tolist() == require_labels("t", [[0, 1]]).tolist()


@pytest.mark.parametrize(
    ("value", "got"), [(0, "0"), (-0.05, "-0.05"), (NAN, "nan"), (INF, "inf"), ([0.1], "[0.1]")]
)
def test_positive_number_is_finite_and_above_zero(value, got, refuses):
    message = f"learning_rate is {got}, expected a finite number above 0"
    refuses(message, require_positive, "learning_rate", value)


def test_smallest_positive_number_is_positive():
    assert require_positive("step", 5e-324) == 5e-324


def test_a_word_is_not_a_positive_number(refuses):
    refuses("step holds values of type <U4, expected real numbers", require_positive, "step", "tiny")


@pytest.mark.parametrize("value", [0, -3, 2.0, True, "5", None, NAN])
def test_count_is_a_whole_number_of_at_least_one(value, refuses):
    refuses(
        f"iterations is {value!r}, expected a whole number of at least 1", require_count, "iterations", value
    )


def test_count_may_be_a_numpy_integer():
    assert type(require_count("n", np.int64(3))) is int
