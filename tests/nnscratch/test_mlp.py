import numpy as np
import pytest

from nnscratch.activations import logistic
from nnscratch.gradcheck import check_gradient
from nnscratch.losses import half_squared_error
from nnscratch.mlp import Parameters, backward, deltas, forward, initialise, predict

NAN, INF = float("nan"), float("inf")
X1 = [[0.610651377833, -0.459645658189]]  # the first sample of the published file
SIZES = [(1, 1, 1, 1), (1, 2, 3, 1), (2, 1, 1, 1), (4, 2, 3, 1), (5, 3, 1, 2), (3, 1, 4, 2), (6, 4, 2, 3)]
NAMES = Parameters._fields


def network(D, M, C, seed=0, scale=1.0):
    """Weights and biases all different from 0, as after some training."""
    random = np.random.RandomState(seed)
    shapes = [(D, M), (1, M), (M, C), (1, C)]
    return Parameters(*(scale * random.standard_normal(shape) for shape in shapes))


def problem(N, D, M, C):
    random = np.random.RandomState(N + 1)
    return network(D, M, C), random.standard_normal((N, D)), random.uniform(0, 1, (N, C))


def check_each(gradients, parameters, X, t):
    """Compare the gradient by each parameter with central differences, entry by entry."""
    for name in NAMES:

        def loss(value, name=name):
            return half_squared_error(forward(parameters._replace(**{name: value}), X).y, t)

        def derived(value, name=name):
            moved = parameters._replace(**{name: value})
            return getattr(gradients(moved, forward(moved, X), t), name)

        check_gradient(loss, derived, getattr(parameters, name))


# The published forward pass


def test_published_start_is_drawn_from_seed_3():
    W1, b1, W2, b2 = initialise(2, 3, 1, np.random.RandomState(3))
    published = [[1.78862847, 0.43650985, 0.09649747], [-1.8634927, -0.2773882, -0.35475898]]
    np.testing.assert_allclose(W1, published, rtol=0, atol=5e-9)
    np.testing.assert_allclose(W2[:, 0], [-0.08274148, -0.62700068, -0.04381817], rtol=0, atol=5e-9)
    assert b1.tolist() == [[0, 0, 0]]
    assert b2.tolist() == [[0]]


def test_published_sample_goes_through_the_network_as_published():
    trace = forward(initialise(2, 3, 1, np.random.RandomState(3)), X1)
    assert trace.X.tolist() == X1
    np.testing.assert_allclose(trace.Z1, [[1.94877477, 0.39405562, 0.22198974]], rtol=0, atol=5e-9)
    np.testing.assert_allclose(trace.H1, [[0.87531298, 0.59725863, 0.55527064]], rtol=0, atol=5e-9)
    np.testing.assert_allclose(trace.Z2, [[-0.4712372]], rtol=0, atol=5e-9)
    np.testing.assert_allclose(trace.y, [[0.38432346]], rtol=0, atol=5e-9)


PUBLISHED_GRADIENTS = Parameters(
    W1=[[0.38266143, 20.66331363, 1.63461556], [-0.77933264, -13.1416909, -0.94016292]],
    b1=[[0.13049635, 5.63071387, 0.48347808]],
    W2=[[-90.38304421], [-43.70764982], [-33.28975284]],
    b2=[[-43.79927887]],
)
OUR_GRADIENTS = Parameters(
    W1=[[0.38846457, 20.33022068, 1.60335783], [-0.77778475, -13.12530071, -0.93949613]],
    b1=[[0.16251499, 5.69912904, 0.48420318]],
    W2=[[-89.93342842], [-43.46085858], [-33.25861519]],
    b2=[[-43.89510238]],
)


@pytest.mark.parametrize("name", NAMES)
def test_gradients_on_the_published_file_are_the_published_ones(name, published_moons):
    gradients = gradients_of_the_start(*published_moons)
    np.testing.assert_allclose(
        getattr(gradients, name), getattr(PUBLISHED_GRADIENTS, name), rtol=0, atol=5.1e-9
    )


@pytest.mark.parametrize("name", NAMES)
def test_gradients_on_our_moons_survive_every_order_of_rows_and_layout(name, moons):
    X, t = moons
    order = np.random.RandomState(0).permutation(len(X))
    for rows, layout in ((slice(None), np.ascontiguousarray), (order, np.asfortranarray)):
        gradients = gradients_of_the_start(layout(X[rows]), t[rows])
        np.testing.assert_allclose(
            getattr(gradients, name), getattr(OUR_GRADIENTS, name), rtol=0, atol=5.1e-9
        )


def gradients_of_the_start(X, t):
    start = initialise(2, 3, 1, np.random.RandomState(3))
    return backward(start, forward(start, X), t)


# Forward


def test_smallest_network_is_two_logistic_functions():
    trace = forward(Parameters([[2.0]], [[-1.0]], [[3.0]], [[0.5]]), [[1.5]])
    hidden = 1 / (1 + np.exp(-2.0))
    assert trace.Z1.tolist() == [[2.0]]
    assert trace.y[0, 0] == pytest.approx(1 / (1 + np.exp(-(3 * hidden + 0.5))), rel=1e-15)


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_trace_has_the_shapes_of_the_page(sizes):
    N, D, M, C = sizes
    parameters, X, _ = problem(*sizes)
    assert [array.shape for array in forward(parameters, X)] == [(N, D), (N, M), (N, M), (N, C), (N, C)]


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_each_sample_is_seen_alone(sizes):
    parameters, X, _ = problem(*sizes)
    alone = np.vstack([forward(parameters, row[None]).y for row in X])
    np.testing.assert_allclose(forward(parameters, X).y, alone, rtol=1e-13)


def test_predicted_class_is_1_from_one_half_on():
    undecided = Parameters(np.zeros((2, 3)), np.zeros((1, 3)), np.zeros((3, 1)), np.zeros((1, 1)))
    assert predict(undecided, [[1.0, 2.0]]).tolist() == [[1.0]]
    assert predict(undecided._replace(b2=[[-1e-15]]), [[1.0, 2.0]]).tolist() == [[0.0]]


def test_first_layer_is_drawn_before_the_second_from_either_generator():
    for generator in (np.random.RandomState, np.random.default_rng):
        W1, _, W2, _ = initialise(2, 3, 1, generator(5))
        expected = generator(5).standard_normal(9)
        np.testing.assert_array_equal(np.append(W1, W2), expected)


# Backward


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_gradient_agrees_with_central_differences_entry_by_entry(sizes):
    parameters, X, t = problem(*sizes)
    check_each(backward, parameters, X, t)


def test_problems_of_the_gradient_checks_include_negative_weighted_sums():
    for sizes in ((4, 2, 3, 1), (3, 1, 4, 2), (6, 4, 2, 3)):
        parameters, X, _ = problem(*sizes)
        assert 0 < (forward(parameters, X).Z1 < 0).mean() < 1


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_gradient_is_that_of_automatic_differentiation(sizes):
    autograd, anp = pytest.importorskip("autograd"), pytest.importorskip("autograd.numpy")
    parameters, X, t = problem(*sizes)

    def loss(W1, b1, W2, b2):
        hidden = 1 / (1 + anp.exp(-(anp.dot(X, W1) + b1)))
        y = 1 / (1 + anp.exp(-(anp.dot(hidden, W2) + b2)))
        return anp.sum((y - t) ** 2) / 2

    expected = autograd.grad(loss, argnum=(0, 1, 2, 3))(*parameters)
    for got, truth in zip(backward(parameters, forward(parameters, X), t), expected, strict=True):
        np.testing.assert_allclose(got, truth, rtol=1e-11, atol=1e-15)


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_gradient_has_the_shape_of_its_parameter(sizes):
    parameters, X, t = problem(*sizes)
    gradients = backward(parameters, forward(parameters, X), t)
    assert [g.shape for g in gradients] == [p.shape for p in parameters]


def test_gradient_is_the_sum_of_the_gradients_of_the_samples():
    parameters, X, t = problem(6, 4, 2, 3)
    whole = backward(parameters, forward(parameters, X), t)
    parts = [backward(parameters, forward(parameters, X[[i]]), t[[i]]) for i in range(6)]
    for name in NAMES:
        total = sum(getattr(part, name) for part in parts)
        np.testing.assert_allclose(getattr(whole, name), total, rtol=1e-12, atol=1e-15)


def test_hidden_units_may_change_places():
    parameters, X, t = problem(4, 2, 3, 1)
    order = [2, 0, 1]
    moved = Parameters(parameters.W1[:, order], parameters.b1[:, order], parameters.W2[order], parameters.b2)
    before, after = (backward(p, forward(p, X), t) for p in (parameters, moved))
    np.testing.assert_allclose(after.W1, before.W1[:, order], rtol=1e-12)
    np.testing.assert_allclose(after.W2, before.W2[order], rtol=1e-12)


@pytest.mark.parametrize("sizes", [(1, 1, 1, 1), (1, 2, 3, 1), (1, 2, 3, 2)], ids=str)
def test_deltas_are_the_derivatives_by_the_weighted_sums(sizes):
    parameters, X, t = problem(*sizes)
    trace = forward(parameters, X)
    delta1, delta2 = deltas(parameters, trace, t)

    def second_layer(H1):
        return half_squared_error(logistic(H1 @ parameters.W2 + parameters.b2), t)

    check_gradient(lambda Z1: second_layer(logistic(Z1)), lambda _: delta1, trace.Z1)
    check_gradient(lambda Z2: half_squared_error(logistic(Z2), t), lambda _: delta2, trace.Z2)


@pytest.mark.parametrize("t", [0.0, 0.25, 1.0])
def test_delta2_at_saturation_is_right_to_the_rounding_of_y(t, exact_logistic):
    for z in np.append(np.linspace(-745, 745, 150), [-1e308, 1e308]):
        parameters = Parameters([[0.0]], [[0.0]], [[0.0]], [[z]])
        got = deltas(parameters, forward(parameters, [[1.0]]), [[t]])[1][0, 0]
        y = exact_logistic(z)
        truth = (y - t) * y * (1 - y)
        assert abs(got - truth) <= 2**-52  # near y = 1 the distance 1 - y is lost to rounding
        if z < 0:
            assert abs(got - truth) <= 1e-15 * abs(truth) + 1e-323


def test_delta1_at_saturation_is_right_to_the_rounding_of_the_hidden_outputs(exact_logistic, mpmath):
    for z in np.linspace(-700, 700, 141):
        parameters = Parameters([[0.0]], [[z]], [[2.0]], [[-0.5]])
        trace = forward(parameters, [[1.0]])
        got = deltas(parameters, trace, [[1.0]])[0][0, 0]
        h = exact_logistic(z)
        y = 1 / (1 + mpmath.exp(0.5 - 2 * h))
        truth = (y - 1) * y * (1 - y) * 2 * h * (1 - h)
        assert abs(got - truth) <= 2**-52
        if z < 0:
            assert abs(got - truth) <= 3e-15 * abs(truth)


def test_one_class_alone_gives_a_gradient():
    parameters, X, _ = problem(4, 2, 3, 1)
    gradients = backward(parameters, forward(parameters, X), np.ones((4, 1)))
    assert (gradients.b2 < 0).all()


def test_arguments_are_left_alone():
    parameters, X, t = problem(4, 2, 3, 1)
    for array in (*parameters, X, t):
        array.setflags(write=False)
    predict(parameters, X)
    backward(parameters, forward(parameters, X), t)


# Tests that test the tests: a gradient with any of the classic mistakes in it is caught


def output_delta(trace, t):
    return (trace.y - t) * trace.y * (1 - trace.y)


def assembled(trace, delta1, delta2):
    return Parameters(
        trace.X.T @ delta1,
        delta1.sum(axis=0, keepdims=True),
        trace.H1.T @ delta2,
        delta2.sum(axis=0, keepdims=True),
    )


def with_delta2(change):
    def mutant(parameters, trace, t):
        delta2 = change(trace, t)
        return assembled(trace, delta2 @ parameters.W2.T * trace.H1 * (1 - trace.H1), delta2)

    return mutant


def with_delta1(change):
    def mutant(parameters, trace, t):
        delta2 = output_delta(trace, t)
        return assembled(trace, change(parameters, trace, delta2), delta2)

    return mutant


def with_gradients(change):
    def mutant(parameters, trace, t):
        return change(backward(parameters, trace, t), trace, *deltas(parameters, trace, t))

    return mutant


MUTANTS = {
    "t - y instead of y - t": with_delta2(lambda trace, t: -output_delta(trace, t)),
    "y (1 - y) forgotten": with_delta2(lambda trace, t: trace.y - t),
    "y instead of y (1 - y)": with_delta2(lambda trace, t: (trace.y - t) * trace.y),
    "derivative taken of y again": with_delta2(
        lambda trace, t: (trace.y - t) * logistic(trace.y) * (1 - logistic(trace.y))
    ),
    "the 2 of a loss without its 1/2": with_delta2(lambda trace, t: 2 * output_delta(trace, t)),
    "1/N in a sum": with_delta2(lambda trace, t: output_delta(trace, t) / len(t)),
    "H1 (1 - H1) forgotten": with_delta1(lambda p, trace, delta2: delta2 @ p.W2.T),
    "1 - H1² of tanh": with_delta1(lambda p, trace, delta2: delta2 @ p.W2.T * (1 - trace.H1**2)),
    "Z1 (1 - Z1)": with_delta1(lambda p, trace, delta2: delta2 @ p.W2.T * trace.Z1 * (1 - trace.Z1)),
    "W2 forgotten": with_delta1(
        lambda p, trace, delta2: delta2.sum(axis=1, keepdims=True) * trace.H1 * (1 - trace.H1)
    ),
    "W2 with its units in reverse": with_delta1(
        lambda p, trace, delta2: delta2 @ p.W2[::-1].T * trace.H1 * (1 - trace.H1)
    ),
    "sign lost between the layers": with_delta1(
        lambda p, trace, delta2: -delta2 @ p.W2.T * trace.H1 * (1 - trace.H1)
    ),
    "dW1 with the samples in reverse": with_gradients(
        lambda g, trace, d1, d2: g._replace(W1=trace.X[::-1].T @ d1)
    ),
    "dW2 from Z1": with_gradients(lambda g, trace, d1, d2: g._replace(W2=trace.Z1.T @ d2)),
    "db1 a mean": with_gradients(lambda g, trace, d1, d2: g._replace(b1=d1.mean(axis=0, keepdims=True))),
    "db1 over all units": with_gradients(
        lambda g, trace, d1, d2: g._replace(b1=np.full_like(g.b1, d1.sum()))
    ),
    "db2 from the first sample": with_gradients(lambda g, trace, d1, d2: g._replace(b2=d2[:1])),
    "dW1 0.05 % too large": with_gradients(lambda g, trace, d1, d2: g._replace(W1=1.0005 * g.W1)),
    "db2 0.05 % too small": with_gradients(lambda g, trace, d1, d2: g._replace(b2=0.9995 * g.b2)),
}


@pytest.mark.parametrize("mistake", MUTANTS)
@pytest.mark.parametrize("sizes", [(4, 2, 3, 1), (6, 4, 2, 3)], ids=str)
def test_gradient_with_a_planted_mistake_is_caught(mistake, sizes):
    with pytest.raises(AssertionError, match="the gradient is wrong"):
        check_each(MUTANTS[mistake], *problem(*sizes))


@pytest.mark.parametrize(
    "rebuilt",
    [
        with_delta2(output_delta),
        with_delta1(lambda p, trace, delta2: delta2 @ p.W2.T * trace.H1 * (1 - trace.H1)),
        with_gradients(lambda g, trace, d1, d2: g),
    ],
    ids=["delta2", "delta1", "gradients"],
)
def test_gradient_put_together_without_a_mistake_passes(rebuilt):
    check_each(rebuilt, *problem(4, 2, 3, 1))


# Refusals


@pytest.mark.parametrize("name", ["n_inputs", "n_hidden", "n_outputs"])
@pytest.mark.parametrize("size", [0, -1, 2.0, "3"])
def test_sizes_are_whole_numbers_of_at_least_1(name, size, refuses):
    sizes = {"n_inputs": 2, "n_hidden": 3, "n_outputs": 1, name: size}
    message = f"{name} is {size!r}, expected a whole number of at least 1"
    refuses(message, initialise, **sizes, rng=np.random.RandomState(0))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"W1": np.ones(2)}, "W1 has shape (2,), expected (at least 1, at least 1)"),
        ({"W1": np.empty((2, 0))}, "W1 has shape (2, 0), expected (at least 1, at least 1)"),
        ({"b1": np.zeros(3)}, "b1 has shape (3,), expected (1, 3)"),
        ({"b1": np.zeros((3, 1))}, "b1 has shape (3, 1), expected (1, 3)"),
        ({"W2": np.ones((1, 3))}, "W2 has shape (1, 3), expected (3, at least 1)"),
        ({"b2": np.zeros((1, 2))}, "b2 has shape (1, 2), expected (1, 1)"),
        ({"W1": np.full((2, 3), NAN)}, "W1[0, 0] is nan, expected a finite number"),
        ({"b1": np.array([[0, INF, 0]])}, "b1[0, 1] is inf, expected a finite number"),
        ({"W2": [["a"]] * 3}, "W2 holds values of type <U1, expected real numbers"),
    ],
)
def test_parameters_that_do_not_fit_each_other_are_refused(change, message, refuses):
    parameters = network(2, 3, 1)._replace(**change)
    refuses(message, forward, parameters, X1)
    refuses(message, predict, parameters, X1)


@pytest.mark.parametrize(
    ("X", "message"),
    [
        ([1.0, 2.0], "X has shape (2,), expected (at least 1, 2)"),
        ([[1.0, 2.0, 3.0]], "X has shape (1, 3), expected (at least 1, 2)"),
        (np.empty((0, 2)), "X has shape (0, 2), expected (at least 1, 2)"),
        ([[0.0, 1.0], [NAN, 0.0]], "X[1, 0] is nan, expected a finite number"),
        ([[1.0], [1.0, 2.0]], "X has rows of different lengths, expected a rectangle"),
    ],
)
def test_bad_inputs_are_refused(X, message, refuses):
    refuses(message, forward, network(2, 3, 1), X)
    refuses(message, predict, network(2, 3, 1), X)


@pytest.mark.parametrize("function", [deltas, backward])
@pytest.mark.parametrize(
    ("t", "message"),
    [
        ([1.0, 0.0], "t has shape (2,), expected (2, 1)"),
        ([[1.0, 0.0]], "t has shape (1, 2), expected (2, 1)"),
        ([[1.0], [2.0]], "t[1, 0] is 2.0, expected a number from 0 to 1"),
        ([[NAN], [1.0]], "t[0, 0] is nan, expected a number from 0 to 1"),
    ],
)
def test_bad_targets_are_refused(function, t, message, refuses):
    parameters = network(2, 3, 1)
    refuses(message, function, parameters, forward(parameters, X1 * 2), t)


@pytest.mark.parametrize("function", [deltas, backward])
@pytest.mark.parametrize("sizes", [(2, 1, 1), (2, 4, 1), (1, 3, 1), (3, 3, 1)], ids=str)
def test_trace_of_another_network_is_refused(function, sizes, refuses):
    trace = forward(network(2, 3, 1), X1)
    refuses(f"W1 has shape {sizes[:2]}, expected (2, 3)", function, network(*sizes), trace, [[1.0]])
