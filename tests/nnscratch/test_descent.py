from functools import cache

import numpy as np
import pytest

import nnscratch.mlp
from nnscratch import linear_regression
from nnscratch.descent import Record, descend, train
from nnscratch.mlp import Parameters, backward, forward, initialise

NAN, INF = float("nan"), float("inf")
START = initialise(2, 3, 1, np.random.RandomState(3))
SQUARE = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR = np.array([[0.0], [1.0], [1.0], [0.0]])


def parabola(w):
    return 2 * w


# descend


def test_smallest_descent_is_one_update_of_one_number():
    assert descend(parabola, 1.0, learning_rate=0.25, iterations=1).tolist() == [1.0, 0.5]


def test_every_update_subtracts_the_learning_rate_times_the_gradient():
    iterates = descend(parabola, [[3.0, -4.0]], learning_rate=0.25, iterations=6)
    np.testing.assert_array_equal(iterates, [[[3.0 / 2**k, -4.0 / 2**k]] for k in range(7)])


@pytest.mark.parametrize(
    ("learning_rate", "factor"), [(0.5, 0.0), (0.75, -0.5), (1.0, -1.0), (1.5, -2.0)], ids=str
)
def test_parabola_converges_below_2_over_its_curvature_jumps_at_it_and_diverges_above(learning_rate, factor):
    iterates = descend(parabola, [1.0], learning_rate=learning_rate, iterations=5)
    np.testing.assert_array_equal(iterates[:, 0], [factor**k for k in range(6)])


def test_start_is_left_alone():
    start = np.ones((1, 2))
    start.setflags(write=False)
    descend(parabola, start, learning_rate=0.1, iterations=3)


def test_descent_that_leaves_the_finite_numbers_is_refused_with_the_update_where_it_does(refuses):
    message = "learning_rate is 1e+150, too large: w(2) is not finite"
    refuses(message, descend, parabola, [[1e150]], learning_rate=1e150, iterations=5)


def test_diverging_regression_is_refused_without_a_warning():
    X, t = np.array([[1.0], [2.0]]), np.array([[1.0], [2.0]])

    def run():
        descend(lambda w: linear_regression.gradient(w, X, t), [[0.0]], learning_rate=10.0, iterations=1000)

    with pytest.raises(ValueError, match=r"^w\[0, 0\] is -?\d\.\d+e\+30\d, too large for gradient$"):
        run()


@pytest.mark.parametrize(
    ("gradient", "start", "message"),
    [
        (parabola, [NAN], "start[0] is nan, expected a finite number"),
        (parabola, "w", "start holds values of type <U1, expected real numbers"),
        (lambda w: w[0], [[1.0, 2.0]], "gradient has shape (2,), expected (1, 2)"),
        (lambda w: w.T, [[1.0, 2.0]], "gradient has shape (2, 1), expected (1, 2)"),
        (lambda w: w * NAN, [[1.0, 2.0]], "gradient[0, 0] is nan, expected a finite number"),
    ],
    ids=["nan", "word", "flat", "transposed", "nan gradient"],
)
def test_bad_start_and_gradient_are_refused(gradient, start, message, refuses):
    refuses(message, descend, gradient, start, learning_rate=0.1, iterations=3)


NUMBERS = [
    ("learning_rate", 0, "learning_rate is 0, expected a finite number above 0"),
    ("learning_rate", -0.05, "learning_rate is -0.05, expected a finite number above 0"),
    ("learning_rate", NAN, "learning_rate is nan, expected a finite number above 0"),
    ("learning_rate", INF, "learning_rate is inf, expected a finite number above 0"),
    ("iterations", 0, "iterations is 0, expected a whole number of at least 1"),
    ("iterations", -5, "iterations is -5, expected a whole number of at least 1"),
    ("iterations", 10.0, "iterations is 10.0, expected a whole number of at least 1"),
]


@pytest.mark.parametrize(("name", "value", "message"), NUMBERS, ids=str)
def test_descent_needs_numbers_above_zero(name, value, message, refuses):
    refuses(message, descend, parabola, [1.0], **{"learning_rate": 0.1, "iterations": 3, name: value})


# train


def train_xor(**changes):
    options = {"learning_rate": 0.5, "iterations": 6, "log_every": 2} | changes
    return train(START, SQUARE, XOR, **options)


def test_training_subtracts_the_learning_rate_times_the_summed_gradient():
    expected = START
    for _ in range(6):
        gradients = backward(expected, forward(expected, SQUARE), XOR)
        expected = Parameters(*(p - 0.5 * g for p, g in zip(expected, gradients, strict=True)))
    for got, truth in zip(train_xor()[0], expected, strict=True):
        np.testing.assert_array_equal(got, truth)


def test_training_in_two_parts_is_training_in_one():
    half, first = train_xor(iterations=4)
    whole, second = train(half, SQUARE, XOR, learning_rate=0.5, iterations=2, log_every=2)
    for got, truth in zip(whole, train_xor()[0], strict=True):
        np.testing.assert_array_equal(got, truth)
    assert first[-1].deviation == second[0].deviation


def test_start_and_data_are_left_alone():
    start = Parameters(*(p.copy() for p in START))
    for array in start:
        array.setflags(write=False)
    train(start, SQUARE, XOR, learning_rate=0.5, iterations=3, log_every=1)


@pytest.mark.parametrize(
    ("iterations", "log_every", "logged"),
    [(1, 1, [0, 1]), (6, 2, [0, 2, 4, 6]), (6, 4, [0, 4]), (6, 6, [0, 6]), (3, 100, [0])],
)
def test_records_are_of_the_states_after_0_and_every_so_many_updates(iterations, log_every, logged):
    _, records = train_xor(iterations=iterations, log_every=log_every)
    assert [record.iteration for record in records] == logged


def test_record_is_the_mean_deviation_and_the_fraction_on_the_right_side():
    sure = Parameters([[0.0], [0.0]], [[0.0]], [[0.0]], [[np.log(3.0)]])  # says 3/4 to everything
    _, records = train(sure, SQUARE, [[1], [1], [1], [0]], learning_rate=1e-9, iterations=1, log_every=1)
    assert records[0] == Record(0, pytest.approx((3 * 0.25 + 0.75) / 4), 0.75)


def test_output_of_exactly_one_half_counts_as_class_1():
    undecided = Parameters([[0.0]], [[0.0]], [[0.0]], [[0.0]])
    _, records = train(
        undecided, [[1.0], [2.0], [3.0]], [[1], [1], [0]], learning_rate=1, iterations=1, log_every=1
    )
    assert records[0] == Record(0, 0.5, 2 / 3)


def test_progress_wraps_the_iterations_and_changes_nothing():
    seen = []

    def bar(steps):
        for step in steps:
            seen.append(step)
            yield step

    assert train_xor(progress=bar)[1] == train_xor()[1]
    assert seen == [0, 1, 2, 3, 4, 5]


def test_smallest_training_is_one_sample_through_one_unit():
    one = Parameters([[1.0]], [[0.0]], [[1.0]], [[0.0]])
    _, records = train(one, [[2.0]], [[1]], learning_rate=1.0, iterations=50, log_every=50)
    assert records[1].deviation < records[0].deviation


def test_one_class_alone_is_learnt():
    _, records = train(START, SQUARE, np.ones((4, 1)), learning_rate=0.5, iterations=200, log_every=200)
    assert records[-1].accuracy == 1


def test_training_that_jumps_into_saturation_says_so_in_its_log(moons):
    _, records = train(START, *moons, learning_rate=100.0, iterations=10, log_every=10)
    assert records[-1] == Record(10, pytest.approx(0.5), 0.5)


def test_training_that_leaves_the_finite_numbers_is_refused(moons, refuses):
    message = "learning_rate is 1e+308, too large for train"
    refuses(message, train, START, *moons, learning_rate=1e308, iterations=10, log_every=10)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [*NUMBERS, ("log_every", 0, "log_every is 0, expected a whole number of at least 1")],
    ids=str,
)
def test_training_needs_numbers_above_zero(name, value, message, refuses):
    def run(**changes):
        train_xor(**changes)

    refuses(message, run, **{name: value})


@pytest.mark.parametrize(
    ("X", "t", "message"),
    [
        (SQUARE, XOR[:, 0], "t has shape (4,), expected (4, 1)"),
        (SQUARE, XOR[:3], "t has shape (3, 1), expected (4, 1)"),
        (SQUARE, XOR + 1, "t[1, 0] is 2.0, expected 0 or 1"),
        (SQUARE, XOR / 2, "t[1, 0] is 0.5, expected 0 or 1"),
        (SQUARE, XOR * NAN, "t[0, 0] is nan, expected 0 or 1"),
        (SQUARE[:, :1], XOR, "X has shape (4, 1), expected (at least 1, 2)"),
        (np.empty((0, 2)), XOR[:0], "X has shape (0, 2), expected (at least 1, 2)"),
        (SQUARE + INF, XOR, "X[0, 0] is inf, expected a finite number"),
    ],
)
def test_bad_data_are_refused(X, t, message, refuses):
    refuses(message, train, START, X, t, learning_rate=0.5, iterations=1, log_every=1)


def test_parameters_that_do_not_fit_each_other_are_refused(refuses):
    refuses("b1 has shape (3, 1), expected (1, 3)", train, START._replace(b1=np.zeros((3, 1))), SQUARE, XOR,
            learning_rate=0.5, iterations=1, log_every=1)  # fmt: skip


# What the site prints from training: every digit survives another way of rounding

OUR_LOG = [
    (0, "0.5174", "0.5000"),
    (500, "0.1835", "0.8715"),
    (1000, "0.1819", "0.8750"),
    (1500, "0.0507", "0.9795"),
    (2000, "0.0431", "0.9795"),
    (2500, "0.0407", "0.9785"),
    (3000, "0.0396", "0.9785"),
    (3500, "0.0390", "0.9785"),
    (4000, "0.0386", "0.9785"),
    (4500, "0.0384", "0.9785"),
    (5000, "0.0383", "0.9785"),
]
OUR_PARAMETERS = Parameters(
    W1=[[-6.0654, -7.5806, 6.7448], [-5.2598, 3.8725, -3.0423]],
    b1=[[4.3802, -3.6922, -8.6696]],
    W2=[[12.3497], [-11.5790], [10.7665]],
    b2=[[-6.0320]],
)
# σ, order of rows, memory layout
VARIANTS = [
    ("shipped", "file", "C"),
    ("textbook", "file", "C"),
    ("by tanh", "file", "C"),
    ("shipped", "reversed", "C"),
    ("shipped", "shuffled", "C"),
    ("shipped", "file", "Fortran"),
    ("textbook", "shuffled", "Fortran"),
]
LAYOUTS = {"C": np.ascontiguousarray, "Fortran": np.asfortranarray}


def rows(order):
    return {
        "file": np.arange(2000),
        "reversed": np.arange(2000)[::-1],
        "shuffled": np.random.RandomState(0).permutation(2000),
    }[order]


def printed(records):
    return [(k, f"{deviation:.4f}", f"{accuracy:.4f}") for k, deviation, accuracy in records]


@pytest.mark.parametrize(("sigma", "order", "layout"), VARIANTS, ids=str)
def test_printed_training_survives_another_rounding(sigma, order, layout, sigmas, moons, monkeypatch):
    monkeypatch.setattr(nnscratch.mlp, "logistic", sigmas[sigma])
    X, t = (LAYOUTS[layout](array[rows(order)]) for array in moons)
    trained, records = train(START, X, t, learning_rate=0.02, iterations=5000, log_every=500)
    assert printed(records) == OUR_LOG
    for got, shown in zip(trained, OUR_PARAMETERS, strict=True):
        np.testing.assert_array_equal(got.round(4), shown)


def test_variants_do_round_differently(sigmas, moons):
    X, t = moons
    z = X @ START.W1
    shipped = sigmas["shipped"](z)
    assert (sigmas["textbook"](z) != shipped).any()
    assert (sigmas["by tanh"](z) != shipped).any()
    gradient = backward(START, forward(START, X), t)
    for order, layout in (("reversed", "C"), ("shuffled", "C"), ("shuffled", "Fortran")):
        moved, labels = LAYOUTS[layout](X[rows(order)]), t[rows(order)]
        assert (backward(START, forward(START, moved), labels).W1 != gradient.W1).any()


# The published training


@pytest.fixture(scope="module")
def published_run(published_moons):
    """Deviation and accuracy after each of 5000 updates from the published start, by rate and row order."""
    X, t = published_moons

    @cache
    def run(learning_rate, order):
        return train(
            START, X[rows(order)], t[rows(order)], learning_rate=learning_rate, iterations=5000, log_every=1
        )[1]

    return run


ORDERS = ["file", "reversed"]
PUBLISHED_LOG = [
    "0.5176",
    "0.0436",
    "0.0397",
    "0.0386",
    "0.0371",
    "0.0367",
    "0.0365",
    "0.0364",
    "0.0363",
    "0.0363",
]
OTHER_OUTCOME = [
    "0.5176",
    "0.0436",
    "0.0397",
    "0.0386",
    "0.0380",
    "0.0377",
    "0.0374",
    "0.0373",
    "0.0372",
    "0.0372",
]


@pytest.mark.parametrize("order", ORDERS)
def test_log_is_the_published_one_or_its_twin(order, published_run):
    log = [f"{record.deviation:.4f}" for record in published_run(0.05, order)[:5000:500]]
    assert log in (PUBLISHED_LOG, OTHER_OUTCOME)


@pytest.mark.parametrize("order", ORDERS)
def test_first_published_accuracies_are_facts(order, published_run):
    log = [f"{record.accuracy:.4f}" for record in published_run(0.05, order)[:2000:500]]
    assert log == ["0.5000", "0.9775", "0.9775", "0.9780"]


@pytest.mark.parametrize("order", ORDERS)
def test_both_outcomes_are_two_sides_of_one_valley_met_in_turns(order, published_run):
    deviations = [record.deviation for record in published_run(0.05, order)[4500:4504]]
    assert deviations[::2] == pytest.approx([deviations[0]] * 2, abs=1e-6)
    assert deviations[1::2] == pytest.approx([deviations[1]] * 2, abs=1e-6)
    assert sorted(deviations[:2]) == pytest.approx([0.03625, 0.03720], abs=1e-5)


@pytest.mark.parametrize("order", ORDERS)
def test_published_data_at_rate_002_agree_to_every_digit(order, published_run):
    log = [f"{record.deviation:.4f}" for record in published_run(0.02, order)[:5000:500]]
    assert log == [
        "0.5176",
        "0.1818",
        "0.0810",
        "0.0469",
        "0.0420",
        "0.0402",
        "0.0393",
        "0.0387",
        "0.0383",
        "0.0381",
    ]


@pytest.mark.parametrize(
    ("progress", "message"),
    [
        (lambda steps: None, "progress returned None, expected the iterations that it was given"),
        (lambda steps: [], "progress yielded 0 iterations, expected 6"),
        (lambda steps: steps[:4], "progress yielded 4 iterations, expected 6"),
    ],
)
def test_progress_that_does_not_hand_the_iterations_on_is_refused(progress, message, refuses):
    def run():
        train_xor(progress=progress)

    refuses(message, run)
