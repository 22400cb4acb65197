import inspect
import threading

import numpy as np
import pytest

from nnscratch.arrays import accept, as_array, like, said
from nnscratch.mlp import Parameters, initialise
from nnscratch.shapes import shapes

NAN, INF = float("nan"), float("inf")


@shapes(X="N D", w="1 D", returns="N 1")
def product(w, X):
    return X @ w.T


def test_lists_and_whole_numbers_become_float64():
    assert product([[2]], [[1], [True]]).tolist() == [[2.0], [2.0]]
    assert as_array("z", [1, 2]).dtype == as_array("z", [True]).dtype == np.float64


def test_float64_array_is_passed_on_without_a_copy():
    array = np.ones((2, 2))
    assert accept("X", array, "N D", {}) is array


def test_shape_of_no_axis_is_a_number():
    assert like(np.array(0.0), "x", 2).shape == ()


def test_function_keeps_its_name_its_text_and_its_source():
    assert product.__name__ == product.__wrapped__.__name__ == "product"
    assert "return X @ w.T" in inspect.getsource(product)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([[1.0], [1.0, 2.0]], "z has rows of different lengths, expected a rectangle"),
        ([["1.0"]], "z holds values of type <U3, expected real numbers"),
        (None, "z holds values of type object, expected real numbers"),
        ([1j], "z holds values of type complex128, expected real numbers"),
        ([10**400], "z holds values of type object, expected real numbers"),
        (np.ma.array([1.0, 2.0], mask=[False, True]), "z has masked entries, expected numbers"),
        ([np.ma.array([1.0, 2.0], mask=[False, True])], "z has masked entries, expected numbers"),
        (
            np.zeros(1, [(f"field {i}", float) for i in range(99)]),
            f"z holds values of type a {type(np.dtype(np.void)).__name__}, expected real numbers",
        ),
    ],
)
def test_what_is_not_a_rectangle_of_real_numbers_is_refused(value, message, refuses):
    refuses(message, as_array, "z", value)


def test_object_that_cannot_be_read_is_refused_with_its_own_reason(refuses):
    class Broken:
        def __array__(self, dtype=None, copy=None):
            raise RuntimeError

        def __repr__(self):
            return "broken"

    refuses("z is broken, expected numbers: RuntimeError", as_array, "z", Broken())


def test_masked_array_without_a_masked_entry_is_an_array():
    assert as_array("z", np.ma.array([1.0], mask=[False])).tolist() == [1.0]


@pytest.mark.parametrize(
    ("value", "declared", "message"),
    [
        ([1.0, 2.0], "2 1", "t has shape (2,), expected (2, 1)"),
        (1.0, "N C", "t has shape (), expected (at least 1, at least 1)"),
        ([[]], "N C", "t has shape (1, 0), expected (at least 1, at least 1)"),
        (np.empty((0, 2)), "N 2", "t has shape (0, 2), expected (at least 1, 2)"),
        ([[1.0, 2.0]], "N 1", "t has shape (1, 2), expected (at least 1, 1)"),
        ([[[1.0]]], "1 1", "t has shape (1, 1, 1), expected (1, 1)"),
        ([[1.0]], "", "t has shape (1, 1), expected ()"),
        (np.ones((1,) * 9), "3", "t has shape with 9 axes, expected (3,)"),
    ],
)
def test_another_shape_is_refused_with_both_shapes(value, declared, message, refuses):
    refuses(message, accept, "t", value, declared, {})


def test_a_letter_is_one_number_in_all_arguments(refuses):
    refuses("w has shape (1, 2), expected (1, 1)", product, [[1.0, 2.0]], [[1.0]])
    refuses("w has shape (1,), expected (1, 1)", product, [1.0], [[1.0]])


def test_arguments_are_checked_in_the_order_of_the_declaration(refuses):
    refuses("X has shape (1,), expected (at least 1, at least 1)", product, [NAN], [1.0])


@pytest.mark.parametrize(
    ("value", "declared", "message"),
    [
        ([[0.0, NAN]], "N D", "X[0, 1] is nan, expected a finite number"),
        ([[0.0], [-INF], [NAN]], "N D", "X[1, 0] is -inf, expected a finite number"),
        (INF, "...", "X is inf, expected a finite number"),
        ([NAN], "... or inf", "X[0] is nan, expected a number"),
        ([[0.0], [2.0]], "N 1 in {0, 1}", "X[1, 0] is 2.0, expected 0 or 1"),
        ([[0.0], [0.5]], "N 1 in {0, 1}", "X[1, 0] is 0.5, expected 0 or 1"),
        ([[0.0], [NAN]], "N 1 in {0, 1}", "X[1, 0] is nan, expected 0 or 1"),
        ([[0.0], [1 + 2**-52]], "N 1 in {0, 1}", "X[1, 0] is 1.0000000000000002, expected 0 or 1"),
        ([[0.0], [-0.25]], "N 1 in [0, 1]", "X[1, 0] is -0.25, expected a number from 0 to 1"),
        (
            [[0.0], [1 + 2**-52]],
            "N 1 in [0, 1]",
            "X[1, 0] is 1.0000000000000002, expected a number from 0 to 1",
        ),
        ([[0.0], [NAN]], "N 1 in [0, 1]", "X[1, 0] is nan, expected a number from 0 to 1"),
        ([0.0, 1.0], "2 1 in {0, 1}", "X has shape (2,), expected (2, 1)"),
        ([1.0, 0.0], "N > 0", "X[1] is 0.0, expected a finite number above 0"),
    ],
)
def test_first_entry_out_of_range_is_named_with_all_its_digits(value, declared, message, refuses):
    refuses(message, accept, "X", value, declared, {})


def test_both_ends_of_the_unit_interval_are_targets():
    assert accept("t", [[0.0, 1.0]], "N C in [0, 1]", {}).tolist() == [[0.0, 1.0]]


@pytest.mark.parametrize("value", [INF, [NAN, -INF]])
def test_whatever_is_a_float64_may_be_declared(value):
    np.testing.assert_array_equal(accept("z", value, "... or nan", {}), value)


@pytest.mark.parametrize(
    ("value", "got"),
    [
        (0, "0"),
        (-0.05, "-0.05"),
        (NAN, "nan"),
        (INF, "inf"),
        ([0.1], "[0.1]"),
        (np.float64(0), "0.0"),
        (np.ones((2, 3)), "an array of shape (2, 3)"),
        ([0.1] * 99, "a list"),
    ],
)
def test_positive_number_is_finite_and_above_zero(value, got, refuses):
    message = f"learning_rate is {got}, expected a finite number above 0"
    refuses(message, accept, "learning_rate", value, "number > 0", {})


def test_smallest_positive_number_is_positive():
    assert accept("step", 5e-324, "number > 0", {}) == 5e-324


def test_a_word_is_not_a_positive_number(refuses):
    refuses("step holds values of type <U4, expected real numbers", accept, "step", "tiny", "number > 0", {})


@pytest.mark.parametrize("value", [0, -3, 2.0, True, "5", None, NAN])
def test_count_is_a_whole_number_of_at_least_one(value, refuses):
    message = f"iterations is {value!r}, expected a whole number of at least 1"
    refuses(message, accept, "iterations", value, "count", {})


def test_count_may_be_a_numpy_integer():
    assert type(accept("n", np.int64(3), "count", {})) is int


@pytest.mark.parametrize("value", [-1, 2**32, 0.0, None, True, "1"])
def test_seed_is_one_that_the_generator_takes(value, refuses):
    message = f"seed is {value!r}, expected a whole number from 0 to 2**32 - 1"
    refuses(message, accept, "seed", value, "seed", {})


def test_seeds_go_from_0_to_the_last_of_32_bits():
    assert [accept("seed", seed, "seed", {}) for seed in (0, np.int64(7), 2**32 - 1)] == [0, 7, 2**32 - 1]


def test_what_makes_no_random_numbers_is_refused(refuses):
    message = "rng is 3, expected np.random.default_rng(…) or np.random.RandomState(…)"
    refuses(message, initialise, 1, 1, 1, 3)


def test_what_cannot_be_called_is_no_function(refuses):
    refuses("f is 3, expected a function", accept, "f", 3, "function", {})


def test_a_tuple_of_another_class_is_refused(refuses):
    refuses(
        "parameters is (1, 2, 3, 4), expected Parameters", accept, "parameters", (1, 2, 3, 4), Parameters, {}
    )


def test_argument_may_have_a_check_of_its_own(refuses):
    def even(name, value, _):
        if value % 2:
            raise ValueError(f"{name} is {value}, expected an even number")
        return value // 2

    @shapes(n=even)
    def half(n):
        return n

    assert half(4) == 2
    refuses("n is 3, expected an even number", half, 3)


def test_default_is_not_checked_and_what_is_given_in_its_place_is(refuses):
    @shapes(step="number > 0")
    def walk(step=None):
        return step

    assert walk() is walk(None) is None
    assert walk(2) == 2.0
    refuses("step is 0, expected a finite number above 0", walk, step=0)


# The result


def test_result_that_is_not_finite_names_the_largest_argument(refuses):
    refuses("X[1, 0] is 1e+200, too large for product", product, [[-1e199]], [[1.0], [1e200]])


def test_result_that_is_not_finite_names_the_learning_rate_if_there_is_one(refuses):
    @shapes(w="1 D", learning_rate="number > 0", returns="1 D")
    def scaled(w, learning_rate):
        return learning_rate * w

    refuses("learning_rate is 10000000000.0, too large for scaled", scaled, [[1e300]], 1e10)


def test_entry_of_a_tuple_is_named_by_its_field(refuses):
    @shapes(parameters=Parameters, returns="number")
    def square(parameters):
        return float((parameters.W1**2).sum())

    message = "W1[0, 1] is -1e+300, too large for square"
    refuses(message, square, Parameters([[1.0, -1e300]], [[0.0, 0.0]], [[1.0], [1.0]], [[0.0]]))


def test_overflow_on_the_way_to_a_finite_result_is_no_warning():
    @shapes(x="number", returns="number")
    def inverse(x):
        return float(1 / np.exp(x))

    assert inverse(1e4) == 0


# Once


def test_arguments_are_checked_where_they_enter_and_not_again():
    seen = []

    def note(_, value, __):
        seen.append(value)
        return value

    @shapes(x=note)
    def inner(x):
        return x

    @shapes(x=note)
    def outer(x):
        return inner(x + 1)

    assert outer(1) == 2
    assert inner(5) == 5
    assert seen == [1, 5]


def test_function_of_the_caller_is_checked_again_and_warns_as_it_did(refuses):
    @shapes(f="function")
    def apply(f):
        return f()

    refuses("w has shape (1,), expected (1, 1)", apply, lambda: product([1.0], [[1.0]]))
    with pytest.raises(RuntimeWarning, match="overflow"):
        apply(lambda: np.exp(np.float64(1e4)))
    assert apply(lambda: product([[1.0]], [[1.0]])).tolist() == [[1.0]]


def test_function_that_fails_leaves_the_checks_on(refuses):
    @shapes(x="number")
    def fail(x):
        raise KeyError

    with pytest.raises(KeyError):
        fail(1.0)
    refuses("w has shape (1,), expected (1, 1)", product, [1.0], [[1.0]])


def test_other_threads_check_for_themselves():
    refused = []

    def elsewhere():
        try:
            product([1.0], [[1.0]])
        except ValueError as error:
            refused.append(str(error))

    @shapes(x="number")
    def outer(x):
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()

    outer(1.0)
    assert refused == ["w has shape (1,), expected (1, 1)"]


# Messages


class Unspeakable:
    def __repr__(self):
        raise RuntimeError


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "3"),
        ("word", "'word'"),
        ([0.1] * 20, "a list"),
        (10**5000, "an int"),
        (type("Named" * 50, (), {})(), f"a {('Named' * 50)[:40]}"),
    ],
    ids=["number", "word", "list", "int", "object"],
)
def test_message_shows_a_short_value_or_its_type(value, text):
    assert said(value) == text


def test_object_that_cannot_be_written_is_named_by_its_type():
    assert said(Unspeakable()) == "an Unspeakable"
