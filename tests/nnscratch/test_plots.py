from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgba_array
from matplotlib.figure import Figure
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.text import Annotation, Text

from nnscratch.datasets import two_classes
from nnscratch.logistic_regression import predict_probability
from nnscratch.losses import mean_cross_entropy
from nnscratch.plots import (
    ACCENT,
    BLUE,
    INK,
    LAYER_GAP,
    MUTED,
    NODE_GAP,
    PALETTE,
    RADIUS,
    RED,
    SHADES,
    decision_grid,
    draw_classes,
    draw_image,
    draw_network,
    draw_path,
    draw_regions,
    draw_surface,
    node_positions,
    surface,
)

X, T = two_classes()
PATH = np.array([[[-4.0, -2.0]], [[-2.0, -1.25]], [[0.0, -0.5]]])
SIZES = (2, 3, 1)
NODES = [["$x_1$", "$x_2$"], ["0.88", "0.60", "0.56"], ["-0.38"]]
EDGES = [[["1.79", "0.44", "0.10"], ["-1.86", "-0.28", "-0.35"]], [["-0.08"], ["-0.63"], [""]]]
NOTES = [["", ""], ["bias 0", "bias 0", "bias 0"], ["$b$"]]


@pytest.fixture
def ax():
    """Axes of a figure that pyplot knows nothing of, so that nothing is left open; drawn in the end."""
    figure = Figure(figsize=(6, 4))
    yield figure.subplots()
    FigureCanvasAgg(figure).draw()
    assert plt.get_fignums() == []


def colours(artist):
    """Every colour that an artist is drawn with; invisible ones do not count."""
    getters = ("get_facecolor", "get_edgecolor", "get_color")
    found = [getattr(artist, name)() for name in getters if hasattr(artist, name)]
    rows = np.vstack([np.atleast_2d(to_rgba_array(colour)) for colour in found])
    return {to_hex(row) for row in rows if row[3] > 0}


def parts(ax):
    for artist in (*ax.collections, *ax.patches, *ax.lines, *ax.texts):
        if not isinstance(artist, Text) or artist.get_text():  # an arrow is an annotation without a text
            yield artist
        if isinstance(artist, Annotation) and artist.arrow_patch:
            yield artist.arrow_patch
        if getattr(artist, "get_bbox_patch", lambda: None)():
            yield artist.get_bbox_patch()


def shown_texts(ax):
    return [text.get_text() for text in ax.texts if text.get_text()]


def regions(points):
    return predict_probability([[1.8, 0.8]], points)


DRAWINGS = {
    "classes": lambda ax: draw_classes(ax, X, T),
    "regions": lambda ax: draw_regions(ax, regions, X, step=0.2),
    "surface": lambda ax: draw_surface(
        ax, lambda w: float((w**2).sum()), np.linspace(-1, 1, 9), np.linspace(-1, 1, 7)
    ),
    "path": lambda ax: draw_path(ax, PATH),
    "network": lambda ax: draw_network(ax, SIZES, NODES, EDGES, notes=NOTES),
    "image": lambda ax: draw_image(ax, [[-1.0, 0.0], [0.5, 1.0]], colour=BLUE),
    "bare network": lambda ax: draw_network(ax, SIZES),
    "backward network": lambda ax: draw_network(ax, SIZES, NODES, EDGES, backward=True),
}


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_every_colour_is_of_the_palette(drawing, ax):
    DRAWINGS[drawing](ax)
    drawn = set().union(*(colours(part) for part in parts(ax)))
    assert drawn
    assert drawn <= set(PALETTE.values())


# Grids


def test_grid_covers_the_data_and_a_margin_on_each_side():
    x1, x2 = decision_grid(np.array([[0.0, 0.0], [1.0, 2.0]]), margin=0.5, step=0.5)
    np.testing.assert_allclose(x1[0], [-0.5, 0, 0.5, 1, 1.5])
    np.testing.assert_allclose(x2[:, 0], [-0.5, 0, 0.5, 1, 1.5, 2, 2.5])
    assert (x1 == x1[0]).all()
    np.testing.assert_array_equal(x2[:, 0], x2[:, -1])


def test_grid_of_one_point_is_its_margin():
    x1, x2 = decision_grid(np.array([[3.0, -1.0]]), margin=0.1, step=0.1)
    np.testing.assert_allclose(x1[0], [2.9, 3.0, 3.1])
    np.testing.assert_allclose(x2[:, 0], [-1.1, -1.0, -0.9])


def test_published_grid_reaches_half_a_unit_beyond_the_moons_in_steps_of_a_hundredth(moons):
    X = moons[0]
    x1, x2 = decision_grid(X)
    assert (x1.min(), x2.min()) == tuple(X.min(axis=0) - 0.5)
    assert 0.495 <= x1.max() - X[:, 0].max() <= 0.505
    np.testing.assert_allclose(np.diff(x1[0]), 0.01)


@pytest.mark.parametrize(
    ("X", "options", "message"),
    [
        ([[1.0, 2.0, 3.0]], {}, "X has shape (1, 3), expected (at least 1, 2)"),
        ([1.0, 2.0], {}, "X has shape (2,), expected (at least 1, 2)"),
        (np.empty((0, 2)), {}, "X has shape (0, 2), expected (at least 1, 2)"),
        ([[1.0, np.nan]], {}, "X[0, 1] is nan, expected a finite number"),
        ([[1.0, 2.0]], {"step": 0}, "step is 0, expected a finite number above 0"),
        ([[1.0, 2.0]], {"step": -0.1}, "step is -0.1, expected a finite number above 0"),
    ],
)
def test_bad_grids_are_refused(X, options, message, refuses):
    refuses(message, decision_grid, X, **options)


def test_surface_has_the_first_weight_along_its_columns():
    height = surface(lambda w: w[0, 0] + 10 * w[0, 1], np.array([1.0, 2.0, 3.0]), np.array([0.0, 5.0]))
    assert height.tolist() == [[1.0, 2.0, 3.0], [51.0, 52.0, 53.0]]


def test_loss_of_a_surface_gets_its_weights_as_a_row():
    w1, w2 = np.linspace(-5, 5, 5), np.linspace(-5, 5, 3)
    height = surface(lambda w: mean_cross_entropy(predict_probability(w, X), T), w1, w2)
    assert height[1, 2] == pytest.approx(np.log(2))


# Images


def squares(ax):
    """What is drawn of an image: for each square its upper left corner, its colour and its strength."""
    patches = [patch for patch in ax.patches if isinstance(patch, PathPatch)]
    return {
        (float(left), float(top)): (to_hex(patch.get_facecolor()), patch.get_alpha())
        for patch in patches
        for left, top in patch.get_path().vertices[::5]
    }


def test_an_image_has_a_square_for_each_entry_but_zero_red_below_it_and_row_by_row_downwards(ax):
    draw_image(ax, [[-1.0, 0.0, 4.0], [0.5, 2.0, 0.0]], corner=(10, 20))
    assert squares(ax) == {
        (10, 20): (RED, 0.25),
        (12, 20): (INK, 1.0),
        (10, 19): (INK, 0.125),
        (11, 19): (INK, 0.5),
    }


def test_no_entry_but_zero_is_left_blank(ax):
    draw_image(ax, [[1e-9, -1e-9, 1.0]])
    assert sorted(alpha for _, alpha in squares(ax).values()) == [1 / SHADES, 1 / SHADES, 1]


def test_an_image_of_zeros_is_a_frame(ax):
    draw_image(ax, np.zeros((3, 2)), corner=(1, 1))
    (frame,) = (patch for patch in ax.patches if isinstance(patch, Rectangle))
    assert (frame.get_bbox().bounds, squares(ax)) == ((1, -2, 2, 3), {})


def test_several_images_share_a_picture(ax):
    for place in range(3):
        draw_image(ax, np.ones((2, 2)), corner=(3 * place, 0))
    low, high = ax.get_xlim()
    assert low <= 0
    assert high >= 8


@pytest.mark.parametrize("image", [[1.0, 2.0], [[np.nan]], []])
def test_what_is_no_image_is_refused(image, ax):
    with pytest.raises(ValueError, match="image"):
        draw_image(ax, image)


# Classes


def test_stars_stand_at_class_0_and_circles_at_class_1(ax):
    draw_classes(ax, X, T)
    red, blue = ax.collections
    np.testing.assert_array_equal(red.get_offsets(), X[:20])
    np.testing.assert_array_equal(blue.get_offsets(), X[20:])
    assert (colours(red), colours(blue)) == ({RED}, {BLUE})
    assert len(red.get_paths()[0].vertices) == 11  # a star has ten corners, and closes
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["$t = 0$", "$t = 1$"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("$x_1$", "$x_2$")


def test_legend_stands_off_the_samples_with_marks_of_one_size(ax, moons):
    sizes = []
    for samples, labels in ((X, T), moons):
        ax.clear()
        draw_classes(ax, samples, labels)
        FigureCanvasAgg(ax.figure).draw()
        legend = ax.get_legend()
        assert legend.get_window_extent().y0 >= ax.get_window_extent().y1
        sizes.append([mark.get_sizes()[0] for mark in legend.legend_handles])
    np.testing.assert_allclose(sizes[0], sizes[1])


def test_more_samples_are_drawn_smaller(ax, moons):
    draw_classes(ax, X, T)
    draw_classes(ax, *moons)
    few, many = ax.collections[0], ax.collections[2]
    assert few.get_sizes()[0] > 3 * many.get_sizes()[0] > 10


@pytest.mark.parametrize("label", [0.0, 1.0])
def test_one_class_alone_is_drawn(ax, label):
    draw_classes(ax, X, np.full((40, 1), label))
    assert sorted(len(points.get_offsets()) for points in ax.collections) == [0, 40]


def test_bad_classes_are_refused(ax, refuses):
    refuses("t has shape (40,), expected (40, 1)", draw_classes, ax, X, T[:, 0])
    refuses("t[0, 0] is 2.0, expected 0 or 1", draw_classes, ax, X, T + 2)
    refuses("X has shape (40, 1), expected (at least 1, 2)", draw_classes, ax, X[:, :1], T)


# Regions


def test_side_of_class_1_is_blue_and_the_boundary_is_where_the_probability_is_one_half(ax):
    draw_regions(ax, lambda points: predict_probability([[1.0, 0.0]], points), X, step=0.1)
    filled, boundary = ax.collections
    red, blue = (to_hex(colour) for colour in filled.get_facecolor())
    assert (red, blue) == (RED, BLUE)
    left, right = (path.vertices[:, 0] for path in filled.get_paths())
    assert left.max() == pytest.approx(0, abs=1e-3)
    assert right.min() == pytest.approx(0, abs=1e-3)
    np.testing.assert_allclose(boundary.get_paths()[0].vertices[:, 0], 0, atol=1e-3)
    assert to_hex(boundary.get_edgecolor()[0]) == INK


@pytest.mark.parametrize(("probability", "region"), [(0.2, 0), (0.5, 1), (0.9, 1)])
def test_plane_of_one_class_has_one_colour(ax, probability, region):
    draw_regions(ax, lambda points: np.full((len(points), 1), probability), X, step=0.5)
    sizes = [len(path.vertices) for path in ax.collections[0].get_paths()]
    assert sizes[region] > 0
    assert sizes[1 - region] == 0


# Surfaces and paths


def test_surface_is_the_darker_the_higher_between_its_lowest_and_highest_value(ax):
    w1, w2 = np.linspace(-5, 5, 21), np.linspace(-5, 5, 11)
    draw_surface(ax, lambda w: float((w**2).sum()), w1, w2, levels=6)
    filled, lines = ax.collections
    assert (filled.levels[0], filled.levels[-1]) == (0, pytest.approx(50))
    assert len(filled.levels) == 7
    np.testing.assert_array_equal(lines.levels, filled.levels[1:-1])
    assert (np.diff(filled.levels, 2) > 0).all()  # closer to each other at the bottom
    opacity = filled.get_facecolor()[:, 3]
    assert (np.diff(opacity) > 0).all()
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("$w_1$", "$w_2$")


@pytest.mark.parametrize("iterates", [PATH, PATH[:, 0]], ids=["as descend returns it", "as points"])
def test_path_has_a_numbered_point_for_every_iterate_and_an_arrow_between_two(ax, iterates):
    draw_path(ax, iterates)
    np.testing.assert_array_equal(ax.collections[0].get_offsets(), PATH[:, 0])
    arrows = [text for text in ax.texts if text.arrow_patch]
    assert [(tuple(a.xyann), tuple(a.xy)) for a in arrows] == [
        ((-4, -2), (-2, -1.25)),
        ((-2, -1.25), (0, -0.5)),
    ]
    assert shown_texts(ax) == ["$w(0)$", "$w(1)$", "$w(2)$"]


def test_path_of_the_start_alone_is_a_point(ax):
    draw_path(ax, PATH[:1])
    assert shown_texts(ax) == ["$w(0)$"]


@pytest.mark.parametrize(
    ("iterates", "message"),
    [
        (np.zeros((4, 1, 3)), "iterates has shape (4, 3), expected (at least 1, 2)"),
        (np.zeros(4), "iterates has shape (4, 1), expected (at least 1, 2)"),
        (PATH * np.nan, "iterates[0, 0] is nan, expected a finite number"),
    ],
)
def test_path_of_other_than_two_weights_is_refused(ax, iterates, message, refuses):
    refuses(message, draw_path, ax, iterates)


# Networks


def test_layers_stand_side_by_side_and_their_nodes_below_each_other_around_the_middle():
    inputs, hidden, output = node_positions(SIZES)
    np.testing.assert_allclose(inputs, [[0, NODE_GAP / 2], [0, -NODE_GAP / 2]])
    np.testing.assert_allclose(hidden, [[LAYER_GAP, NODE_GAP], [LAYER_GAP, 0], [LAYER_GAP, -NODE_GAP]])
    np.testing.assert_allclose(output, [[2 * LAYER_GAP, 0]])


def test_nodes_do_not_touch():
    assert NODE_GAP > 2 * RADIUS
    assert LAYER_GAP > 2 * RADIUS


def arrows_of(ax):
    """Each arrow as (tail, head)."""
    return [(np.array(a.xyann), np.array(a.xy)) for a in ax.texts if getattr(a, "arrow_patch", None)]


@pytest.mark.parametrize("sizes", [(1,), (1, 1), (2, 1), (2, 3, 1), (1, 4, 4, 2)], ids=str)
def test_network_has_a_circle_for_every_node_and_an_arrow_for_every_weight(ax, sizes):
    draw_network(ax, sizes)
    circles = [patch for patch in ax.patches if isinstance(patch, Circle)]
    np.testing.assert_array_equal([c.center for c in circles], np.vstack(node_positions(sizes)))
    assert len(arrows_of(ax)) == sum(a * b for a, b in pairwise(sizes))
    assert shown_texts(ax) == []


@pytest.mark.parametrize(("backward", "direction", "colour"), [(False, 1, MUTED), (True, -1, ACCENT)])
def test_arrows_point_from_rim_to_rim_forward_or_backward(ax, backward, direction, colour):
    draw_network(ax, (1, 1), backward=backward)
    [(tail, head)] = arrows_of(ax)
    np.testing.assert_allclose(head - tail, [direction * (LAYER_GAP - 2 * RADIUS), 0], atol=1e-12)
    [arrow] = [a.arrow_patch for a in ax.texts if getattr(a, "arrow_patch", None)]
    assert to_hex(arrow.get_edgecolor()) == colour


def test_slanting_arrows_run_along_the_line_between_two_centres_and_forward_if_not_told(ax):
    draw_network(ax, (2, 1))
    left, [right] = node_positions((2, 1))
    for centre, (tail, head) in zip(left, arrows_of(ax), strict=True):
        along = (right - centre) / np.linalg.norm(right - centre)
        np.testing.assert_allclose(tail, centre + RADIUS * along, atol=1e-12)
        np.testing.assert_allclose(head, right - RADIUS * along, atol=1e-12)


def test_number_on_an_edge_is_turned_along_it(ax):
    draw_network(ax, (2, 1), edges=[[["up"], ["down"]]])
    slope = np.degrees(np.arctan((NODE_GAP / 2) / LAYER_GAP))
    turned = {text.get_text(): text.get_rotation() for text in ax.texts if text.get_text()}
    assert turned["down"] == pytest.approx(slope)
    assert turned["up"] == pytest.approx(360 - slope)


def test_nodes_lie_over_edges_and_numbers_over_nodes(ax):
    draw_network(ax, SIZES, NODES, EDGES)
    nodes = {patch.get_zorder() for patch in ax.patches}
    arrows = {text.get_zorder() for text in ax.texts if getattr(text, "arrow_patch", None)}
    labels = {text.get_zorder() for text in ax.texts if text.get_text() in NODES[1]}
    assert max(arrows) < min(nodes) <= max(nodes) < min(labels)


def test_every_number_stands_at_its_node(ax):
    draw_network(ax, SIZES, NODES, EDGES, notes=NOTES)
    place = {text.get_text(): np.array(text.get_position()) for text in ax.texts if text.get_text()}
    inputs, hidden, output = node_positions(SIZES)
    np.testing.assert_array_equal(place["$x_2$"], inputs[1])
    np.testing.assert_array_equal(place["0.60"], hidden[1])
    np.testing.assert_array_equal(place["−0.38"], output[0])
    assert place["$b$"][0] == output[0, 0]
    assert place["$b$"][1] < output[0, 1] - RADIUS


def test_every_number_stands_on_its_edge_as_on_a_line(ax):
    draw_network(ax, SIZES, NODES, EDGES)
    inputs, hidden, output = node_positions(SIZES)
    written = {text.get_text(): text for text in ax.texts if isinstance(text, Annotation)}
    for label, tail, head in (
        ("1.79", inputs[0], hidden[0]),
        ("−0.35", inputs[1], hidden[2]),
        ("−0.63", hidden[1], output[0]),
    ):
        along = (written[label].xy - tail) @ (head - tail) / np.sum((head - tail) ** 2)
        assert 0.2 < along < 0.8
        np.testing.assert_allclose(written[label].xy, tail + along * (head - tail), atol=1e-12)
        assert written[label].xyann @ (head - tail) == pytest.approx(0, abs=1e-12)
        assert (written[label].xyann[1] > 0, written[label].get_va()) == (True, "bottom")


def test_layers_are_as_far_apart_as_what_stands_between_them_needs():
    left, right = node_positions((1, 1), layer_gap=7.5)
    np.testing.assert_allclose(right - left, [[7.5, 0]])


def test_hyphen_of_a_number_is_drawn_as_a_minus_sign_but_not_in_a_formula(ax):
    draw_network(ax, (1,), [["-1.5 and $a-b$"]])
    assert shown_texts(ax) == ["−1.5 and $a-b$"]


def test_formula_on_an_edge_is_drawn_larger_than_a_number(ax):
    draw_network(ax, (1, 2), edges=[[["$w$", "0.5"]]])
    size = {text.get_text(): text.get_fontsize() for text in ax.texts}
    assert size["$w$"] > size["0.5"]


def test_network_is_drawn_without_axes_and_not_stretched(ax):
    draw_network(ax, SIZES)
    assert not ax.axison
    assert ax.get_aspect() == 1


def test_palette_cannot_be_changed_by_accident():
    with pytest.raises(TypeError):
        PALETTE["red"] = "#000000"


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ({"nodes": [["a"], ["b"]]}, "nodes has layers of shapes [(1,), (1,)], expected [(2,), (1,)]"),
        ({"nodes": [["a", "b"]]}, "nodes has layers of shapes [(2,)], expected [(2,), (1,)]"),
        ({"edges": [[["a", "b"]]]}, "edges has layers of shapes [(1, 2)], expected [(2, 1)]"),
        (
            {"notes": [["a", "b"], ["c", "d"]]},
            "notes has layers of shapes [(2,), (2,)], expected [(2,), (1,)]",
        ),
    ],
)
def test_texts_that_are_not_one_for_each_node_or_edge_are_refused(ax, texts, message, refuses):
    refuses(message, draw_network, ax, [2, 1], **texts)


@pytest.mark.parametrize("scale", [1e-9, 1.0, 1e6, 1e15])
def test_grid_of_data_in_any_units_has_a_bounded_number_of_points(scale):
    incomes_and_ages = np.array([[20_000.0, 18.0], [90_000.0, 71.0]]) * scale
    x1, x2 = decision_grid(incomes_and_ages)
    assert x1.size == x2.size <= 501**2
    assert x1.max() >= incomes_and_ages[:, 0].max()
