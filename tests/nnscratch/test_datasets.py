import re

import numpy as np
import pytest

import nnscratch.datasets
from nnscratch.datasets import (
    load_breast_cancer,
    load_digits,
    load_moons,
    moons,
    read_csv,
    spring,
    two_classes,
)

NAN, INF = float("nan"), float("inf")


# Two classes


def test_the_spring_has_eight_loads_and_one_and_a_half_centimetres_a_newton():
    X, t = spring()
    assert X.shape == t.shape == (8, 1)
    assert np.polyfit(X[:, 0], t[:, 0], 1)[0] == pytest.approx(1.5, abs=0.05)


def test_published_classes_are_40_normal_samples_red_first():
    X, t = two_classes()
    normals = np.random.RandomState(1).standard_normal(80).reshape(40, 2)
    np.testing.assert_array_equal(X, normals + np.repeat([[-1.0, 0.0], [1.0, 0.0]], 20, axis=0))
    assert t.tolist() == [[0.0]] * 20 + [[1.0]] * 20


def test_first_published_sample_is_what_it_was():
    np.testing.assert_allclose(two_classes()[0][0], [1.62434536 - 1, -0.61175641], rtol=0, atol=5e-9)


@pytest.mark.parametrize("per_class", [1, 2, 100])
def test_classes_have_as_many_samples_as_asked_for(per_class):
    X, t = two_classes(per_class, seed=7)
    assert X.shape == (2 * per_class, 2)
    assert t.shape == (2 * per_class, 1)
    assert t.sum() == per_class


@pytest.mark.parametrize("per_class", [0, -1, 2.0, "20"])
def test_classes_need_a_sample(per_class, refuses):
    message = f"per_class is {per_class!r}, expected a whole number of at least 1"
    refuses(message, two_classes, per_class)


# Moons


def in_order(X, t):
    table = np.hstack([t, X]).round(12) + 0.0
    return table[np.lexsort(table.T[::-1])]


@pytest.mark.parametrize("n", [2, 4, 10, 2000])
def test_moons_without_noise_are_those_of_scikit_learn(n):
    make_moons = pytest.importorskip("sklearn.datasets").make_moons
    X, labels = make_moons(n, shuffle=False)
    np.testing.assert_allclose(in_order(*moons(n, 0.0, seed=0)), in_order(X, labels[:, None]), atol=1e-12)


@pytest.mark.parametrize(("n", "ones"), [(2, 1), (3, 1), (4, 2), (2000, 1000), (2001, 1000)])
def test_half_of_the_moons_rounded_down_are_of_class_1(n, ones):
    X, t = moons(n, 0.2, seed=0)
    assert X.shape == (n, 2)
    assert t.shape == (n, 1)
    assert t.sum() == ones


def test_noise_is_the_standard_deviation_on_each_coordinate():
    noisy, still = (moons(20_000, noise, seed=4) for noise in (0.2, 0.0))
    np.testing.assert_array_equal(noisy[1], still[1])
    np.testing.assert_allclose((noisy[0] - still[0]).std(axis=0), 0.2, rtol=0.02)


def test_seed_says_which_moons():
    one, same, other = (moons(50, 0.2, seed)[0] for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert (one != other).any()


def test_moons_are_in_random_order():
    t = moons(2000, 0.2, seed=1)[1][:, 0]
    assert 900 < (t[1:] != t[:-1]).sum() < 1100


@pytest.mark.parametrize(
    ("n", "noise", "message"),
    [
        (1, 0.2, "n is 1, expected at least 2, one sample for each class"),
        (0, 0.2, "n is 0, expected a whole number of at least 1"),
        (-4, 0.2, "n is -4, expected a whole number of at least 1"),
        (10.0, 0.2, "n is 10.0, expected a whole number of at least 1"),
        (10, -0.1, "noise is -0.1, expected a finite number of at least 0"),
        (10, NAN, "noise is nan, expected a finite number of at least 0"),
        (10, INF, "noise is inf, expected a finite number of at least 0"),
    ],
)
def test_bad_moons_are_refused(n, noise, message, refuses):
    refuses(message, moons, n, noise, 0)


# The file that ships


def test_shipped_moons_are_2000_samples_of_two_coordinates():
    X, t = load_moons()
    assert X.shape == (2000, 2)
    assert t.shape == (2000, 1)
    assert t.sum() == 1000
    assert X[0].tolist() == [0.169903, 1.019538]


def test_moons_of_another_file_are_read_in_the_same_way(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("1,0.5\n")
    assert load_moons(path)[0].tolist() == load_moons(str(path))[0].tolist() == [[0.5]]


def test_published_file_has_the_published_first_sample(published_moons):
    X, t = published_moons
    assert X[0].tolist() == [0.610651377833, -0.459645658189]
    assert t.shape == (2000, 1)
    assert t.sum() == 1000


def test_installed_package_carries_its_own_copy(tmp_path, monkeypatch):
    package = tmp_path / "site-packages" / "nnscratch"
    (package / "data").mkdir(parents=True)
    (package / "data" / "moons.csv").write_text("0,7,8\n")
    monkeypatch.setattr(nnscratch.datasets, "__file__", str(package / "datasets.py"))
    assert load_moons()[0].tolist() == [[7.0, 8.0]]


def test_checkout_reads_the_file_beside_the_package(tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "moons.csv").write_text("1,9\n")
    monkeypatch.setattr(nnscratch.datasets, "__file__", str(tmp_path / "nnscratch" / "datasets.py"))
    assert load_moons()[0].tolist() == [[9.0]]


# CSV files of readers


@pytest.fixture
def csv_file(tmp_path):
    def write(content):
        path = tmp_path / "mine.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.mark.parametrize(
    "content",
    [
        "0,1.5,-2\n1,3,4e-1\n",
        "0,1.5,-2\n1,3,4e-1",
        "0,1.5,-2\r\n1,3,4e-1\r\n",
        "\n0,1.5,-2\n\n  \n1,3,4e-1\n\n",
        "0, 1.5 ,-2\n1,\t3,4e-1\n",
        '"0","1.5","-2"\n1.0,3,.4\n',
        "\ufeff0,1.5,-2\n1,3,0.4\n",
    ],
    ids=["plain", "no last line end", "Windows", "blank lines", "spaces", "quotes", "byte order mark"],
)
def test_usual_ways_to_write_a_file_are_read(content, csv_file):
    X, t = read_csv(csv_file(content))
    assert X.tolist() == [[1.5, -2.0], [3.0, 0.4]]
    assert t.tolist() == [[0.0], [1.0]]


def test_smallest_file_is_one_sample_of_one_coordinate(csv_file):
    X, t = read_csv(csv_file("1,2"))
    assert (X.tolist(), t.tolist()) == ([[2.0]], [[1.0]])


def test_file_of_one_class_is_read(csv_file):
    assert read_csv(csv_file("1,2\n1,3\n"))[1].tolist() == [[1.0], [1.0]]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", " is empty, expected lines `label,x1,x2`"),
        ("\n \n", " is empty, expected lines `label,x1,x2`"),
        ("label,x1,x2\n0,1,2\n", ", row 1: 'label' is not a number"),
        ("0,1,2\n1,two,3\n", ", row 2: 'two' is not a number"),
        ("0,1,2\n\n1,,3\n", ", row 2: '' is not a number"),
        ("0,1,2,\n", ", row 1: '' is not a number"),
        ("0;1;2\n", ", row 1: '0;1;2' is not a number"),
        ("0,١٢,2\n", ", row 1: '١٢' is not a number"),
        (f"0,{'x' * 100_000}\n", f", row 1: '{'x' * 39} is not a number"),
        (f"0,{'1' * 100_000}\n", ", row 1: inf is not a finite number"),
        ("0,1,2\n#1,2,3\n", ", row 2: '#1' is not a number"),
        ("0,1_000,2\n", ", row 1: '1_000' is not a number"),
        ("0,1,2\n1,nan,3\n", ", row 2: nan is not a finite number"),
        ("0,1,2\n1,-inf,3\n", ", row 2: -inf is not a finite number"),
        ("0,1,2\n1,1e400,3\n", ", row 2: inf is not a finite number"),
        ("0,1,2\n1,3\n", ", row 2 has 2 values, expected 3 as in the first"),
        ("0,1,2\n\n1,3,4,5\n", ", row 2 has 4 values, expected 3 as in the first"),
        ("0\n1\n", ", row 1 has 1 value, expected a label and at least one coordinate"),
        ("0,1,2\n2,3,4\n", ", row 2: label is 2.0, expected 0 or 1"),
        ("0,1,2\n1.0000000001,3,4\n", ", row 2: label is 1.0000000001, expected 0 or 1"),
        ("0,1,2\n-1,3,4\n", ", row 2: label is -1.0, expected 0 or 1"),
    ],
)
def test_bad_line_is_refused_and_named(content, message, csv_file, refuses):
    path = csv_file(content)
    refuses(f"{path}{message}", read_csv, path)
    refuses(f"{path}{message}", load_moons, str(path))


def test_what_is_not_text_is_refused(csv_file, refuses):
    path = csv_file(b"\xff\xfe0\x00,\x001\x00")
    refuses(f"{path} is not a text file in UTF-8", read_csv, path)


def test_lines_that_are_none_of_a_csv_file_are_refused_in_one_short_sentence(csv_file):
    path = csv_file('0,"1\n2"\n\n1,"3')
    with pytest.raises(ValueError, match=f"^{re.escape(str(path))}") as caught:
        read_csv(path)
    assert len(str(caught.value)) < len(str(path)) + 100


@pytest.mark.parametrize("function", [read_csv, load_moons])
def test_missing_file_is_said_to_be_missing_and_a_folder_to_be_one(function, tmp_path):
    absent = tmp_path / "absent.csv"
    message = f"{absent}: no such file, expected a CSV file with lines `label,x1,x2`"
    with pytest.raises(FileNotFoundError, match=f"^{re.escape(message)}$"):
        function(absent)
    message = f"{tmp_path} is a folder, expected a CSV file with lines `label,x1,x2`"
    with pytest.raises(IsADirectoryError, match=f"^{re.escape(message)}$"):
        function(tmp_path)


# Measured data

# Older releases of scikit-learn read their files in a way that Python gives up.
with_older_releases = pytest.mark.filterwarnings("ignore:(open|read)_:DeprecationWarning")


@with_older_releases
def test_digits_are_those_of_scikit_learn():
    X, t = load_digits()
    theirs = pytest.importorskip("sklearn.datasets").load_digits()
    np.testing.assert_array_equal(X, theirs.data)
    np.testing.assert_array_equal(t[:, 0], theirs.target)


@with_older_releases
def test_tumours_are_those_of_scikit_learn():
    X, t = load_breast_cancer()
    theirs = pytest.importorskip("sklearn.datasets").load_breast_cancer()
    np.testing.assert_allclose(X, theirs.data, rtol=1e-12)
    np.testing.assert_array_equal(t[:, 0], theirs.target)
