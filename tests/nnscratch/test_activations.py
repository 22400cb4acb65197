import numpy as np
import pytest

from nnscratch import activations
from nnscratch.activations import logistic, logistic_derivative, softmax, softmax_jacobian
from nnscratch.gradcheck import check_gradient

# Both ends of float64, where exp overflows (709.8), its result turns subnormal (708.4) and vanishes (745.2),
# where 1 + e rounds to 1 (36.7), the smallest numbers, and everything between.
MAGNITUDES = [
    0.0, 5e-324, 2.3e-308, 1e-16, 0.1, 0.5, 1.0, 2.0, 10.0, 36.7, 36.8, 100.0, 700.0, 708.3, 708.5, 709.7,
    709.9, 720.0, 744.4, 745.1, 745.2, 1e3, 1e10, 1e300, 1e308, np.finfo(float).max,
]  # fmt: skip
SPREAD = 10.0 ** np.random.RandomState(0).uniform(-17, 2.87, 300)
EVERYWHERE = np.concatenate([sign * np.append(MAGNITUDES, SPREAD) for sign in (-1.0, 1.0)])


def test_logistic_is_right_to_few_units_in_the_last_place_for_every_float64(ulps, exact_logistic):
    y = logistic(EVERYWHERE)
    assert max(ulps(got, exact_logistic(z)) for got, z in zip(y, EVERYWHERE, strict=True)) <= 4


def test_derivative_is_right_to_few_units_in_the_last_place_for_every_float64(ulps, exact_logistic):
    exact = [exact_logistic(z) * exact_logistic(-z) for z in EVERYWHERE]
    derivative = logistic_derivative(EVERYWHERE)
    assert max(ulps(got, truth) for got, truth in zip(derivative, exact, strict=True)) <= 4


def test_logistic_is_what_scipy_computes():
    expit = pytest.importorskip("scipy.special").expit
    normal = EVERYWHERE[EVERYWHERE > -708]  # below, expit has rounded its subnormal results to 0
    np.testing.assert_array_max_ulp(logistic(normal), expit(normal), maxulp=4)


def test_logistic_stays_between_0_and_1_and_never_falls():
    y = logistic(np.linspace(-800, 800, 100_001))
    assert y.min() == 0
    assert y.max() == 1
    assert (np.diff(y) >= 0).all()


def test_opposite_inputs_give_opposite_probabilities():
    np.testing.assert_allclose(logistic(-EVERYWHERE), 1 - logistic(EVERYWHERE), rtol=0, atol=2**-52)


def test_derivative_is_even():
    assert logistic_derivative(EVERYWHERE).tolist() == logistic_derivative(-EVERYWHERE).tolist()


def test_derivative_agrees_with_central_differences():
    z = np.random.RandomState(1).uniform(-5, 5, (4, 3))
    check_gradient(lambda z: float(logistic(z).sum()), logistic_derivative, z)


def test_derivative_is_y_times_1_minus_y_at_moderate_inputs():
    y = logistic(np.linspace(-5, 5, 101))
    np.testing.assert_allclose(logistic_derivative(np.linspace(-5, 5, 101)), y * (1 - y), rtol=1e-13)


@pytest.mark.parametrize("function", [logistic, logistic_derivative])
@pytest.mark.parametrize("shape", [(), (0,), (1, 1), (3,), (2, 3), (2, 1, 2)])
def test_shape_is_kept(function, shape):
    assert np.shape(function(np.zeros(shape))) == shape


def test_infinity_is_certain_and_not_a_number_stays_so():
    np.testing.assert_array_equal(logistic([-np.inf, np.inf, np.nan]), [0, 1, np.nan])


def test_whole_numbers_are_inputs_too():
    assert logistic([[0]]).tolist() == [[0.5]]


@pytest.mark.parametrize("function", [logistic, logistic_derivative])
@pytest.mark.parametrize(
    ("z", "message"),
    [
        ("zero", "z holds values of type <U4, expected real numbers"),
        ([[1.0], [1.0, 2.0]], "z has rows of different lengths, expected a rectangle"),
        ([1j], "z holds values of type complex128, expected real numbers"),
    ],
)
def test_what_is_not_real_is_refused(function, z, message, refuses):
    refuses(message, function, z)


def test_derivative_never_exceeds_a_quarter():
    z = np.append(np.linspace(-1e-7, 1e-7, 20_001), [0.0, 1e-9, -1e-9])
    assert logistic_derivative(z).max() == 0.25


# The other activations

ELEMENTWISE = ["logistic", "tanh", "relu", "leaky_relu"]


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_each_derivative_agrees_with_central_differences(name):
    z = np.random.RandomState(1).uniform(-3, 3, (4, 3))
    function, derivative = getattr(activations, name), getattr(activations, f"{name}_derivative")
    check_gradient(lambda z: float(function(z).sum()), derivative, z)


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_each_activation_takes_every_float64(name):
    for function in (getattr(activations, name), getattr(activations, f"{name}_derivative")):
        assert np.isfinite(function(EVERYWHERE)).all()
        assert np.isnan(function(np.nan)) or name.endswith("relu")


def test_derivative_of_tanh_is_right_to_few_units_in_the_last_place(ulps, exact_logistic):
    z = EVERYWHERE[np.abs(EVERYWHERE) < 300]
    exact = [4 * exact_logistic(2 * x) * exact_logistic(-2 * x) for x in z]
    got = activations.tanh_derivative(z)
    assert max(ulps(a, b) for a, b in zip(got, exact, strict=True)) <= 4
    assert activations.tanh_derivative(1e308) == 0


def test_slope_at_the_kink_is_the_lower_one():
    assert activations.relu_derivative([-1.0, 0.0, -0.0, 5e-324]).tolist() == [0, 0, 0, 1]
    assert activations.leaky_relu_derivative([-1.0, 0.0, 5e-324], 0.2).tolist() == [0.2, 0.2, 1]


# Softmax


@pytest.mark.parametrize("shape", [(1, 1), (1, 2), (5, 3), (2, 10)], ids=str)
@pytest.mark.parametrize("scale", [1.0, 30.0, 1e5, 1e308])
def test_softmax_is_that_of_scipy_and_its_rows_add_up_to_1(shape, scale):
    exact_softmax = pytest.importorskip("scipy.special").softmax
    Z = scale * np.random.RandomState(3).uniform(-1, 1, shape)
    y = softmax(Z)
    with np.errstate(over="ignore"):
        np.testing.assert_allclose(y, exact_softmax(Z, axis=1), rtol=1e-13, atol=0)
    np.testing.assert_allclose(y.sum(axis=1), 1, rtol=1e-15)


def test_constant_added_to_a_row_changes_nothing():
    Z = np.arange(6.0).reshape(2, 3)
    np.testing.assert_array_equal(softmax(Z + [[1000.0], [-7.0]]), softmax(Z))


def test_softmax_of_two_logits_is_the_logistic_function_of_their_difference():
    z = np.linspace(-30, 30, 61)[:, None]
    np.testing.assert_allclose(softmax(np.hstack([z, 0 * z]))[:, :1], logistic(z), rtol=1e-14)


def test_jacobian_agrees_with_central_differences_and_its_rows_add_up_to_0():
    z = np.array([[0.5, -1.0, 2.0, 0.0]])
    jacobian = softmax_jacobian(z)
    for k in range(4):
        check_gradient(
            lambda z, k=k: float(softmax(z)[0, k]), lambda z, k=k: softmax_jacobian(z)[k : k + 1], z
        )
    np.testing.assert_allclose(jacobian.sum(axis=1), 0, atol=1e-16)


def test_softmax_of_no_rows_or_of_infinity_is_refused(refuses):
    refuses("Z has shape (2,), expected (at least 1, at least 1)", softmax, [1.0, 2.0])
    refuses("Z[0, 1] is inf, expected a finite number", softmax, [[0.0, np.inf]])
    refuses("z has shape (2, 2), expected (1, at least 1)", softmax_jacobian, [[1.0, 2.0], [1.0, 2.0]])
