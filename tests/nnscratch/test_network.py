import numpy as np
import pytest

from nnscratch import mlp
from nnscratch.datasets import load_digits
from nnscratch.gradcheck import numerical_gradient
from nnscratch.initialisation import he, lecun, unit
from nnscratch.layers import ACTIVATIONS, TARGETS, Layer, Pass
from nnscratch.metrics import accuracy
from nnscratch.network import backward, cost, forward, initialise, output_delta, predict, train, update
from nnscratch.samples import one_hot, split

NAN, INF = float("nan"), float("inf")
HIDDEN = ["identity", "logistic", "tanh", "relu", "leaky_relu", "softmax"]
ENDS = [
    ("half_squared_error", "logistic"),
    ("half_squared_error", "softmax"),
    ("mean_squared_error", "identity"),
    ("mean_squared_error", "tanh"),
    ("mean_cross_entropy", "logistic"),
    ("mean_cross_entropy", "softmax"),
    ("categorical_cross_entropy", "softmax"),
]


def targets(loss, N, C):
    rng = np.random.RandomState(N + C)
    if loss == "categorical_cross_entropy":
        return one_hot(rng.randint(0, C, (N, 1)), C)
    return rng.uniform(0, 1, (N, C))


def problem(sizes, activations, loss, N=4):
    rng = np.random.RandomState(len(sizes) + 10 * N)
    layers = initialise(sizes, activations, rng, lecun)
    layers = [layer._replace(b=0.5 * rng.standard_normal(layer.b.shape)) for layer in layers]
    return layers, rng.standard_normal((N, sizes[0])), targets(loss, N, sizes[-1])


def check_each(gradients_of, layers, X, t, loss):
    """Hold every entry of every gradient against central differences."""
    for number, layer in enumerate(layers):
        for name in ("W", "b"):

            def changed(p, number=number, layer=layer, name=name):
                return [*layers[:number], layer._replace(**{name: p}), *layers[number + 1 :]]

            numerical = numerical_gradient(
                lambda p, changed=changed: cost(changed(p), X, t, loss), getattr(layer, name)
            )
            derived = getattr(gradients_of(layers, forward(layers, X), t, loss)[number], name)
            # Rounding leaves about 1e-11 in a difference quotient of a loss near 1.
            np.testing.assert_allclose(derived, numerical, rtol=1e-7, atol=1e-10)


# The network of chapter 3


def both(N=7, sizes=(2, 3, 1)):
    rng = np.random.RandomState(3)
    parameters = mlp.initialise(*sizes, rng)
    layers = [
        Layer(parameters.W1, parameters.b1, "logistic"),
        Layer(parameters.W2, parameters.b2, "logistic"),
    ]
    return parameters, layers, rng.standard_normal((N, sizes[0])), rng.uniform(0, 1, (N, sizes[-1]))


@pytest.mark.parametrize("sizes", [(2, 3, 1), (1, 1, 1), (4, 5, 3)], ids=str)
def test_two_layers_are_the_network_of_chapter_3_to_the_last_bit(sizes):
    parameters, layers, X, t = both(sizes=sizes)
    trace, expected = forward(layers, X), mlp.forward(parameters, X)
    for got, truth in zip([trace[0].X, *trace[0][1:], *trace[1][1:]], expected, strict=True):
        np.testing.assert_array_equal(got, truth)
    gradients = backward(layers, trace, t, "half_squared_error")
    flat = [array for layer in gradients for array in (layer.W, layer.b)]
    for got, truth in zip(flat, mlp.backward(parameters, expected, t), strict=True):
        np.testing.assert_array_equal(got, truth)


def test_single_output_is_a_class_from_one_half_on():
    parameters, layers, X, _ = both()
    np.testing.assert_array_equal(predict(layers, X), mlp.predict(parameters, X))


def test_weights_of_spread_1_are_those_of_chapter_3():
    layers = initialise((2, 3, 1), ("logistic", "logistic"), np.random.RandomState(3), unit)
    W1, b1, W2, b2 = mlp.initialise(2, 3, 1, np.random.RandomState(3))
    for got, truth in zip([*layers[0][:2], *layers[1][:2]], (W1, b1, W2, b2), strict=True):
        np.testing.assert_array_equal(got, truth)


# Gradients


@pytest.mark.parametrize(("loss", "last"), ENDS)
@pytest.mark.parametrize("sizes", [(2, 3), (1, 2), (3, 4, 2), (2, 3, 4, 3)], ids=str)
def test_gradient_agrees_with_central_differences_for_every_loss(sizes, loss, last):
    hidden = ["tanh"] * (len(sizes) - 2)
    layers, X, t = problem(sizes, [*hidden, last], loss)
    check_each(backward, layers, X, t, loss)


@pytest.mark.parametrize("activation", HIDDEN)
@pytest.mark.parametrize("N", [1, 5])
def test_gradient_agrees_with_central_differences_for_every_activation(activation, N):
    layers, X, t = problem((3, 4, 3, 2), [activation, activation, "softmax"], "categorical_cross_entropy", N)
    check_each(backward, layers, X, t, "categorical_cross_entropy")


@pytest.mark.parametrize("activation", ["logistic", "tanh", "relu", "leaky_relu"])
def test_gradient_is_that_of_automatic_differentiation(activation):
    autograd = pytest.importorskip("autograd")
    anp = pytest.importorskip("autograd.numpy")
    functions = {
        "logistic": lambda Z: 1 / (1 + anp.exp(-Z)),
        "tanh": anp.tanh,
        "relu": lambda Z: anp.maximum(Z, 0),
        "leaky_relu": lambda Z: anp.where(Z > 0, Z, 0.01 * Z),
    }
    layers, X, t = problem((3, 5, 4, 3), [activation, activation, "softmax"], "categorical_cross_entropy", 6)

    def loss(weights):
        H = X
        for number, (W, b) in enumerate(weights):
            Z = anp.dot(H, W) + b
            H = functions[activation](Z) if number < 2 else Z
        return -anp.sum(t * (H - anp.log(anp.sum(anp.exp(H), axis=1, keepdims=True)))) / len(X)

    expected = autograd.grad(loss)([(layer.W, layer.b) for layer in layers])
    gradients = backward(layers, forward(layers, X), t, "categorical_cross_entropy")
    for got, (dW, db) in zip(gradients, expected, strict=True):
        np.testing.assert_allclose(got.W, dW, rtol=1e-10, atol=1e-15)
        np.testing.assert_allclose(got.b, db, rtol=1e-10, atol=1e-15)


def test_cross_entropy_at_saturation_has_the_gradient_of_its_logits():
    layers = [Layer([[1000.0, -1000.0]], [[0.0, 0.0]], "softmax")]
    delta = output_delta(layers, forward(layers, [[1.0]]), [[0.0, 1.0]], "categorical_cross_entropy")
    assert delta.tolist() == [[1.0, -1.0]]
    layers = [Layer([[1000.0]], [[0.0]], "logistic")]
    assert output_delta(layers, forward(layers, [[1.0]]), [[0.0]], "mean_cross_entropy").tolist() == [[1.0]]


# Tests that test the tests: the classic mistakes of deep networks are caught


def mistaken(change):
    """The backward pass with the slope of a hidden layer exchanged."""

    def gradients(layers, trace, t, loss):
        delta = output_delta(layers, trace, t, loss)
        found = []
        for number in reversed(range(len(layers))):
            found.insert(0, Layer(trace[number].X.T @ delta, delta.sum(axis=0, keepdims=True), "tanh"))
            if number:
                delta = change(delta @ layers[number].W.T, trace, number)
        return found

    return gradients


MISTAKES = {
    "the slope of the layer above": lambda dH, trace, k: dH * (1 - trace[k].H ** 2),
    "the slope forgotten": lambda dH, trace, k: dH,
    "the slope taken of the output again": lambda dH, trace, k: dH * (1 - np.tanh(trace[k - 1].H) ** 2),
    "the slope of the logistic function": lambda dH, trace, k: dH * trace[k - 1].H * (1 - trace[k - 1].H),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_slope_with_a_planted_mistake_is_caught(mistake):
    layers, X, t = problem((3, 3, 3, 3), ["tanh", "tanh", "softmax"], "categorical_cross_entropy")
    with pytest.raises(AssertionError, match="Not equal to tolerance"):
        check_each(mistaken(MISTAKES[mistake]), layers, X, t, "categorical_cross_entropy")


def test_slope_without_a_mistake_passes():
    layers, X, t = problem((3, 3, 3, 3), ["tanh", "tanh", "softmax"], "categorical_cross_entropy")
    right = mistaken(lambda dH, trace, k: dH * (1 - trace[k - 1].H ** 2))
    check_each(right, layers, X, t, "categorical_cross_entropy")


# Forward and training


def test_layers_without_bends_are_one():
    layers, X, _ = problem((3, 5, 4, 2), ["identity"] * 3, "mean_squared_error")
    W = layers[0].W @ layers[1].W @ layers[2].W
    b = (layers[0].b @ layers[1].W + layers[1].b) @ layers[2].W + layers[2].b
    np.testing.assert_allclose(forward(layers, X)[-1].H, X @ W + b, rtol=1e-12)


def test_probabilities_are_those_of_scikit_learn():
    classifier = pytest.importorskip("sklearn.neural_network").MLPClassifier
    X, labels = load_digits()
    oracle = classifier((20, 15), activation="relu", max_iter=3, random_state=0)
    with np.errstate(all="ignore"), pytest.warns(UserWarning, match="onverge"):
        oracle.fit(X[:300] / 16, labels[:300, 0])
    names = ["relu", "relu", "softmax"]
    layers = [
        Layer(W, b[None], name) for W, b, name in zip(oracle.coefs_, oracle.intercepts_, names, strict=True)
    ]
    np.testing.assert_allclose(
        forward(layers, X / 16)[-1].H, oracle.predict_proba(X / 16), rtol=1e-9, atol=1e-15
    )
    np.testing.assert_array_equal(predict(layers, X / 16)[:, 0], oracle.predict(X / 16))


def test_digits_are_read_at_97_percent_by_one_hidden_layer():
    X, labels = load_digits()
    X_train, t_train, X_held_out, t_held_out = split(X / 16, labels, 450, np.random.RandomState(2))
    start = initialise((64, 30, 10), ("tanh", "softmax"), np.random.RandomState(2))
    trained, records = train(start, X_train, one_hot(t_train), loss="categorical_cross_entropy",
                             learning_rate=1.0, iterations=300, log_every=100)  # fmt: skip
    assert records[0].loss == pytest.approx(np.log(10), rel=0.15)
    assert [record.iteration for record in records] == [0, 100, 200, 300]
    assert accuracy(predict(trained, X_held_out), t_held_out) >= 0.97


def test_training_subtracts_the_learning_rate_times_the_gradient_and_leaves_the_start_alone():
    layers, X, t = problem((2, 3, 2), ["relu", "softmax"], "categorical_cross_entropy")
    for layer in layers:
        layer.W.setflags(write=False)
    trained, records = train(layers, X, t, loss="categorical_cross_entropy",
                             learning_rate=0.5, iterations=2, log_every=1)  # fmt: skip
    expected = layers
    for _ in range(2):
        gradients = backward(expected, forward(expected, X), t, "categorical_cross_entropy")
        expected = update(expected, gradients, 0.5)
    for got, truth in zip(trained, expected, strict=True):
        np.testing.assert_array_equal(got.W, truth.W)
        np.testing.assert_array_equal(got.b, truth.b)
    assert records[2].loss == cost(trained, X, t, "categorical_cross_entropy")


def test_training_that_leaves_the_finite_numbers_names_the_learning_rate(refuses):
    layers, X, t = problem((2, 3, 2), ["relu", "identity"], "mean_squared_error")
    refuses("learning_rate is 1e+100, too large for train", train, layers, X, t,
            loss="mean_squared_error", learning_rate=1e100, iterations=5, log_every=5)  # fmt: skip


@pytest.mark.parametrize("spread", [unit, lecun, he])
def test_weights_are_drawn_with_the_spread_of_their_layer(spread):
    layers = initialise((300, 200, 100), ("relu", "softmax"), np.random.default_rng(0), spread)
    for layer in layers:
        assert layer.W.std() == pytest.approx(spread(*layer.W.shape), rel=0.02)
        assert not layer.b.any()


# Refusals

ONE = Layer([[1.0, 2.0]], [[0.0, 0.0]], "relu")
TWO = Layer([[1.0], [2.0]], [[0.0]], "identity")


@pytest.mark.parametrize(
    ("layers", "message"),
    [
        ([], "layers is [], expected a list of at least one Layer(W, b, activation)"),
        (3, "layers is 3, expected a list of at least one Layer(W, b, activation)"),
        ([(1, 2, 3)], "layers is [(1, 2, 3)], expected a list of at least one Layer(W, b, activation)"),
        ([ONE, ONE], "W2 has shape (1, 2), expected (2, at least 1)"),
        ([ONE._replace(b=[[0.0]])], "b1 has shape (1, 1), expected (1, 2)"),
        ([TWO._replace(W=[[NAN], [0.0]])], "W1[0, 0] is nan, expected a finite number"),
        (
            [ONE._replace(activation="sigmoid")],
            "activation 1 is 'sigmoid', expected one of identity, logistic, tanh, relu, leaky_relu, softmax",
        ),
        (
            [ONE, TWO._replace(activation=None)],
            "activation 2 is None, expected one of identity, logistic, tanh, relu, leaky_relu, softmax",
        ),
    ],
)
def test_layers_that_do_not_fit_each_other_are_refused(layers, message, refuses):
    refuses(message, forward, layers, [[1.0]])
    refuses(message, predict, layers, [[1.0]])


@pytest.mark.parametrize(
    ("trace", "message"),
    [
        ([], "trace is [], expected a list of 2 Pass, one for each layer"),
        (forward([ONE], [[1.0]]), "trace is a list, expected a list of 2 Pass, one for each layer"),
        (forward([TWO, ONE], [[1.0, 2.0]]), "X1 has shape (1, 2), expected (at least 1, 1)"),
        (
            [Pass([[1.0]], [[1.0, 2.0]], [[1.0, 2.0]]), Pass([[1.0, 2.0]] * 2, [[1.0]] * 2, [[1.0]] * 2)],
            "X2 has shape (2, 2), expected (1, 2)",
        ),
    ],
)
def test_trace_of_another_network_is_refused(trace, message, refuses):
    refuses(message, backward, [ONE, TWO], trace, [[1.0]], "mean_squared_error")


@pytest.mark.parametrize(
    ("loss", "last", "t", "message"),
    [
        ("mean_squared_error", "identity", [1.0], "t has shape (1,), expected (1, 2)"),
        ("half_squared_error", "logistic", [[2.0, 0.0]], "t[0, 0] is 2.0, expected a number from 0 to 1"),
        (
            "categorical_cross_entropy", "softmax", [[1.0, 1.0]],
            "t[0, 0] is 1.0, expected rows of probabilities that add up to 1",
        ),
        (
            "categorical_cross_entropy", "relu", [[1.0, 0.0]],
            "the last activation is relu, expected softmax before categorical_cross_entropy",
        ),
        (
            "mean_cross_entropy", "tanh", [[1.0, 0.0]],
            "the last activation is tanh, expected logistic or softmax before mean_cross_entropy",
        ),
        (
            "log_loss", "softmax", [[1.0, 0.0]],
            f"loss is 'log_loss', expected one of {', '.join(TARGETS)}",
        ),
    ],
)  # fmt: skip
def test_targets_and_losses_that_do_not_go_with_the_network_are_refused(loss, last, t, message, refuses):
    layers = [ONE._replace(activation=last)]
    refuses(message, backward, layers, forward(layers, [[1.0]]), t, loss)
    refuses(message, cost, layers, [[1.0]], t, loss)


@pytest.mark.parametrize(
    ("sizes", "activations", "message"),
    [
        ((3,), (), "sizes is (3,), expected a list of at least 2 sizes"),
        (3, (), "sizes is 3, expected a list of at least 2 sizes"),
        ((3, 0), ("relu",), "sizes[1] is 0, expected a whole number of at least 1"),
        ((3, 2), "relu", "activations is 'relu', expected a list of names"),
        ((3, 2), ("relu", "relu"), "activations has 2 names, expected 1"),
        ((3, 2), ("Relu",), f"activations[0] is 'Relu', expected one of {', '.join(ACTIVATIONS)}"),
    ],
)
def test_networks_that_cannot_be_are_refused(sizes, activations, message, refuses):
    refuses(message, initialise, sizes, activations, np.random.default_rng(0))


def test_gradients_of_another_network_are_refused(refuses):
    refuses("W1 has shape (2, 1), expected (1, 2)", update, [ONE], [TWO], 0.1)


def test_weights_too_large_for_the_sums_are_named_with_their_layer(refuses):
    layers = [ONE, Layer([[1e308], [-1e10]], [[0.0]], "identity")]
    refuses("W2[0, 0] is 1e+308, too large for forward", forward, layers, [[9.0]])
