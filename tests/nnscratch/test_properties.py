"""Properties of every function of the package, whatever it is given.

`NNSCRATCH_EXAMPLES=10000` tries each property so often, at random; the suite tries the same 200 each time.
"""

import os
import re
import warnings

import numpy as np
import pytest

from nnscratch import activations, datasets, gradcheck, layers, losses, metrics, mlp, network, samples
from nnscratch.arrays import accept

hypothesis = pytest.importorskip("hypothesis")

# Beside a wheel, where there is no Hypothesis, there are no other files either.
from tests.nnscratch.anything import RNG, Call, broken, dressed, extreme, functions, moderate  # noqa: E402

EXAMPLES = int(os.environ.get("NNSCRATCH_EXAMPLES", "200"))
EACH = 5
"""How many examples a number stands for: the search takes longer than what is searched."""

numbers = hypothesis.given(hypothesis.strategies.integers(0, 2**32 // EACH - 1))
everywhere = hypothesis.settings(
    max_examples=EXAMPLES // EACH,
    derandomize=EXAMPLES == 200,
    database=None,
    deadline=None,
    phases=[hypothesis.Phase.generate],  # a seed has no smaller form
    suppress_health_check=list(hypothesis.HealthCheck),
)


def seeds(number):
    """Return the seeds that a number stands for."""
    return range(number * EACH, (number + 1) * EACH)


FUNCTIONS = {f"{function.__module__}.{function.__name__}": function for function in functions()}
every_function = pytest.mark.parametrize("name", FUNCTIONS)


def called(call, arguments):
    """Return what a call gives, and whether; what it refuses, it refuses in one short sentence."""
    try:
        result = call.function(**arguments)
    except ValueError as error:
        text = str(error)
        assert 10 < len(text) <= 200, text
        assert "\n" not in text, text
        return text, False
    returns = call.function.declared["returns"]
    if returns is not None and arguments is call.arguments:
        sizes = dict(call.sizes)
        if call.layers:
            layers.network("layers", call.layers, sizes)
        accept("result", result, returns, sizes)
    return result, True


def flat(result):
    """Return all numbers of a result in a row."""
    if isinstance(result, list | tuple):
        return np.concatenate([flat(part) for part in result]) if result else np.empty(0)
    return np.empty(0) if isinstance(result, str) else np.ravel(np.asarray(result, dtype=float))


def test_there_are_functions_to_try():
    assert len(FUNCTIONS) > 60


@every_function
@everywhere
@numbers
def test_moderate_arguments_are_taken_in_any_dress(name, number):
    for seed in seeds(number):
        check_moderate(name, seed)


def check_moderate(name, seed):
    call = Call(FUNCTIONS[name], seed, moderate)
    plain, taken = called(call, call.arguments)
    assert taken, plain
    if "generator" not in call.function.declared.values():
        again, taken = called(call, {key: dressed(value, call.rng) for key, value in call.arguments.items()})
        assert taken, again
        np.testing.assert_allclose(flat(again), flat(plain), rtol=1e-9, atol=1e-12)


@every_function
@everywhere
@numbers
def test_any_float64_and_any_broken_argument_is_computed_with_or_refused(name, number):
    for seed in seeds(number):
        check_extreme(name, seed)


def check_extreme(name, seed):
    call = Call(FUNCTIONS[name], seed, extreme)
    arguments = call.arguments
    if call.rng.randint(2):
        key = sorted(arguments)[call.rng.randint(len(arguments))]
        arguments = arguments | {key: broken(arguments[key], call.rng)}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        said = ""
        try:
            called(call, arguments)
        except AssertionError as error:  # what it is for: rounding hides a slope beside a huge number
            said = str(error)
    assert not said or (name.endswith("check_gradient") and said.startswith("the gradient is wrong")), said


# What is true of one function for all arguments


def wide(rng, *shape):
    """Return numbers of many sizes, none so large that a sum overflows."""
    return rng.choice([-1.0, 1.0], shape) * 10.0 ** rng.uniform(-300, 300, shape)


def some(rng, *shape):
    """Return logits between which a softmax tells."""
    return rng.uniform(-40, 40, shape)


def shape(rng):
    """Return up to five rows and columns."""
    return tuple(int(n) for n in rng.randint(1, 6, 2))


def opposite_logits_have_opposite_probabilities(rng):
    z = wide(rng, *shape(rng))
    np.testing.assert_allclose(activations.logistic(z) + activations.logistic(-z), 1, rtol=1e-15)


def slopes_are_between_0_and_their_largest(rng):
    z = wide(rng, *shape(rng))
    for slope, largest in ((activations.logistic_derivative, 0.25), (activations.tanh_derivative, 1.0)):
        assert (slope(z) >= 0).all()
        assert (slope(z) <= largest).all()


def a_constant_in_a_row_moves_no_probability(rng):
    Z = some(rng, *shape(rng))
    np.testing.assert_allclose(
        activations.softmax(Z + some(rng, len(Z), 1)), activations.softmax(Z), rtol=1e-12
    )


def a_jacobian_takes_a_constant_to_nothing(rng):
    z = some(rng, 1, shape(rng)[1])
    np.testing.assert_allclose(activations.softmax_jacobian(z).sum(axis=1), 0, atol=1e-15)


def both_cross_entropies_agree(rng):
    Z = some(rng, *shape(rng))
    t = np.eye(Z.shape[1])[rng.randint(0, Z.shape[1], len(Z))]
    loss = losses.categorical_cross_entropy_from_logits(Z, t)
    np.testing.assert_allclose(
        losses.categorical_cross_entropy(activations.softmax(Z), t), loss, rtol=1e-9, atol=1e-15
    )


def losses_are_never_below_0_and_0_where_the_outputs_are_the_targets(rng):
    y, t = rng.uniform(0, 1, (2, *shape(rng)))
    assert losses.mean_squared_error(y, t) >= 0 == losses.mean_squared_error(t, t)
    assert losses.half_squared_error(y, t) >= 0 == losses.half_squared_error(t, t)
    assert losses.mean_cross_entropy(y, t) >= losses.mean_cross_entropy(t, t) >= 0


def gradients_by_logits_of_classes_add_up_to_0_in_a_row(rng):
    Z = some(rng, *shape(rng))
    t = np.eye(Z.shape[1])[rng.randint(0, Z.shape[1], len(Z))]
    rows = losses.categorical_cross_entropy_from_logits_gradient(Z, t).sum(axis=1)
    np.testing.assert_allclose(rows, 0, atol=1e-15)


def samples_in_another_order_have_the_same_gradient(rng):
    parameters = mlp.initialise(*(int(n) for n in rng.randint(1, 5, 3)), rng)
    X, t = rng.standard_normal((6, len(parameters.W1))), rng.uniform(0, 1, (6, parameters.b2.size))
    order = rng.permutation(6)
    one = mlp.backward(parameters, mlp.forward(parameters, X), t)
    other = mlp.backward(parameters, mlp.forward(parameters, X[order]), t[order])
    np.testing.assert_allclose(flat(one), flat(other), rtol=1e-9, atol=1e-14)


def two_layers_are_the_network_of_chapter_3_to_the_last_bit(rng):
    parameters = mlp.initialise(*(int(n) for n in rng.randint(1, 5, 3)), rng)
    X, t = rng.standard_normal((4, len(parameters.W1))), rng.uniform(0, 1, (4, parameters.b2.size))
    two = [layers.Layer(*parameters[:2], "logistic"), layers.Layer(*parameters[2:], "logistic")]
    gradients = network.backward(two, network.forward(two, X), t, "half_squared_error")
    expected = mlp.backward(parameters, mlp.forward(parameters, X), t)
    np.testing.assert_array_equal(flat(gradients), flat(expected))


def a_relative_error_is_between_0_and_2_and_the_same_both_ways(rng):
    a, b = wide(rng, 2, *shape(rng))
    error = gradcheck.relative_error(a, b)
    np.testing.assert_array_equal(error, gradcheck.relative_error(b, a))
    assert ((error >= 0) & (error <= 2)).all()


def differences_find_the_slope_of_a_line_however_large_x_is(rng):
    x, slope = wide(rng, 3), rng.uniform(0.5, 2)
    numerical = gradcheck.numerical_gradient(lambda x: slope * float(x[1]), x)
    np.testing.assert_allclose(numerical, [0, slope, 0], rtol=1e-6, atol=1e-6)


def one_hot_rows_have_their_class_where_they_are_largest(rng):
    labels = rng.randint(0, 7, (shape(rng)[0], 1))
    hot = samples.one_hot(labels, 7)
    np.testing.assert_array_equal(hot.argmax(axis=1)[:, None], labels)
    assert (hot.sum(axis=1) == 1).all()


def a_split_loses_nothing(rng):
    N = int(rng.randint(2, 30))
    X, labels = np.arange(float(N))[:, None], rng.randint(0, 3, (N, 1))
    held_out = int(rng.randint(1, N))
    X_train, t_train, X_rest, t_rest = samples.split(X, labels, held_out, rng)
    assert len(X_rest) == len(t_rest) == held_out
    assert sorted([*X_train[:, 0], *X_rest[:, 0]]) == X[:, 0].tolist()
    np.testing.assert_array_equal(labels[X_train[:, 0].astype(int)], t_train)


def standardised_training_samples_have_mean_0_and_spread_1_or_0(rng):
    X = rng.standard_normal(shape(rng)) * 10.0 ** rng.uniform(-3, 3) + rng.standard_normal()
    inputs = samples.standardise(samples.scaling_of(X), X)
    np.testing.assert_allclose(inputs.mean(axis=0), 0, atol=1e-9)
    spread = inputs.std(axis=0)
    assert ((abs(spread - 1) < 1e-9) | (spread == 0)).all()


def a_confusion_counts_every_sample_once(rng):
    predicted, labels = rng.randint(0, 4, (2, shape(rng)[0], 1))
    confusion = metrics.confusion_matrix(predicted, labels, 4)
    assert confusion.sum() == len(labels)
    assert np.trace(confusion) / len(labels) == metrics.accuracy(predicted, labels)


def moons_lie_on_their_circles_without_noise(rng):
    X, t = datasets.moons(int(rng.randint(2, 40)), 0.0, int(rng.randint(0, 99)))
    centres = np.where(t == 1, [[1.0, 0.5]], [[0.0, 0.0]])
    np.testing.assert_allclose(np.linalg.norm(X - centres, axis=1), 1, rtol=1e-12)


TRUE = [
    opposite_logits_have_opposite_probabilities,
    slopes_are_between_0_and_their_largest,
    a_constant_in_a_row_moves_no_probability,
    a_jacobian_takes_a_constant_to_nothing,
    both_cross_entropies_agree,
    losses_are_never_below_0_and_0_where_the_outputs_are_the_targets,
    gradients_by_logits_of_classes_add_up_to_0_in_a_row,
    samples_in_another_order_have_the_same_gradient,
    two_layers_are_the_network_of_chapter_3_to_the_last_bit,
    a_relative_error_is_between_0_and_2_and_the_same_both_ways,
    differences_find_the_slope_of_a_line_however_large_x_is,
    one_hot_rows_have_their_class_where_they_are_largest,
    a_split_loses_nothing,
    standardised_training_samples_have_mean_0_and_spread_1_or_0,
    a_confusion_counts_every_sample_once,
    moons_lie_on_their_circles_without_noise,
]


@pytest.mark.parametrize("holds", TRUE, ids=lambda holds: holds.__name__)
@everywhere
@numbers
def test_it_is_true_that(holds, number):
    for seed in seeds(number):
        holds(RNG(seed))


# Files


@everywhere
@numbers
def test_file_is_read_as_what_was_written_or_refused_in_one_short_sentence(tmp_path_factory, number):
    for seed in seeds(number):
        check_file(tmp_path_factory.getbasetemp() / "samples.csv", RNG(seed))


def check_file(path, rng):
    N = int(rng.randint(1, 5))
    X, t = wide(rng, N, 2), rng.randint(0, 2, (N, 1))
    text = "".join(
        f"{label},{a!r},{b!r}\n" for label, (a, b) in zip(t[:, 0], X.tolist(), strict=True)
    ).encode()
    path.write_bytes(text)
    np.testing.assert_array_equal(datasets.read_csv(path)[0], X)
    np.testing.assert_array_equal(datasets.read_csv(path)[1], t)
    hurt = bytearray(text)
    hurt[rng.randint(len(hurt))] = rng.randint(256)
    path.write_bytes(hurt)
    said = ""
    try:
        assert all(np.isfinite(part).all() for part in datasets.read_csv(path))
    except ValueError as error:
        said = str(error)
    assert len(said) <= len(str(path)) + 100, said
    assert "\n" not in said, said


# What is declared, and what the docstring says


@every_function
def test_docstring_gives_each_array_the_shape_that_is_declared(name):
    function = FUNCTIONS[name]
    said = re.findall(r"^    ([\w, ]+) : array_like of shape \((.*)\)$", function.__doc__, re.MULTILINE)
    shapes = {argument: shape for arguments, shape in said for argument in arguments.split(", ")}
    for argument, declared in function.declared.items():
        if isinstance(declared, str) and argument in shapes and "network" not in name:  # which counts layers
            assert declared.startswith(shapes[argument].replace(",", "")), argument
