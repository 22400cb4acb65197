"""The files of data/ are what their README says, and the scripts beside them are what drew them."""

import hashlib
import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from nnscratch.datasets import load_moons
from nnscratch.datasets import moons as draw
from nnscratch.mlp import Parameters, backward, forward, initialise

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(scope="module")
def moons():
    return load_moons()


@pytest.fixture(scope="module")
def readme():
    return (DATA / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def parting():
    return json.loads((DATA / "parting.json").read_text(encoding="ascii"))


@pytest.fixture(scope="module")
def record_parting():
    spec = importlib.util.spec_from_file_location("record_parting", DATA / "record_parting.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# moons.csv


def test_moons_are_drawn_again_byte_for_byte(tmp_path):
    path = tmp_path / "moons.csv"
    subprocess.run([sys.executable, DATA / "draw_moons.py", path], check=True, capture_output=True)
    assert path.read_bytes() == (DATA / "moons.csv").read_bytes()


@pytest.mark.parametrize("name", ["moons.csv", "digits.csv", "breast_cancer.csv"])
def test_readme_states_the_checksum(readme, name: str):
    stated = re.search(rf"## {name}\n.*?\*\*sha256\*\*: `([0-9a-f]{{64}})`", readme, re.DOTALL)[1]
    assert hashlib.sha256((DATA / name).read_bytes()).hexdigest() == stated


def test_measured_data_are_taken_again_byte_for_byte(tmp_path):
    subprocess.run([sys.executable, DATA / "take_measured.py", tmp_path], check=True, capture_output=True)
    for name in ("digits.csv", "breast_cancer.csv"):
        assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes()


def test_digits_are_ten_classes_of_whole_greys():
    data = np.loadtxt(DATA / "digits.csv", delimiter=",")
    assert data.shape == (1797, 65)
    assert set(data[:, 0]) == set(range(10))
    assert (data.min(), data.max()) == (0, 16)
    np.testing.assert_array_equal(data, data.round())


def test_breast_cancer_is_two_classes_of_thirty_measurements():
    data = np.loadtxt(DATA / "breast_cancer.csv", delimiter=",")
    assert data.shape == (569, 31)
    assert (data[:, 0] == 1).sum() == 357


def test_lines_are_a_label_and_two_coordinates_of_six_decimals():
    text = (DATA / "moons.csv").read_bytes().decode("ascii")
    assert re.fullmatch(r"(?:[01](?:,-?\d\.\d{6}){2}\n){2000}", text)
    assert "-0.000000" not in text


def test_readme_states_rows_and_columns(readme, moons):
    X, t = moons
    assert "2000, one a sample, 1000 of each class" in readme
    assert "`label,x1,x2`" in readme
    assert (len(X), t.sum()) == (2000, 1000)


def test_no_coordinate_is_near_enough_to_the_next_decimal_for_a_processor_to_matter(moons):
    drawn = draw(2000, 0.2, seed=68)[0]
    np.testing.assert_array_equal(drawn.round(6), moons[0])
    to_a_tie = np.abs(np.abs(drawn * 1e6 - np.floor(drawn * 1e6)) - 0.5) / 1e6
    assert to_a_tie.min() > 1e-11


# parting.json


def pair(recorded):
    return np.array([recorded["file order"], recorded["reversed"]])


def test_recorded_runs_start_alike_and_end_apart(parting):
    deviation = pair(parting["deviation"])
    after = parting["every"] * np.arange(deviation.shape[1])
    assert after[-1] == parting["iterations"] == 5000
    assert (deviation[0] == deviation[1])[after <= 1600].all()
    assert (np.abs(deviation[0] - deviation[1]) > 0.0005)[after >= 1800].all()


def test_recorded_runs_start_where_training_starts(parting, record_parting, moons):
    X, t = moons
    y = record_parting.forward(record_parting.START, X).y
    assert pair(parting["deviation"])[:, 0].tolist() == [round(float(np.abs(y - t).mean()), 6)] * 2


def test_close_up_shows_every_state_of_the_same_runs(parting):
    close, far = pair(parting["close_up"]), pair(parting["deviation"])
    start, every = parting["close_up_from"], parting["every"]
    first = start // every
    assert start % every == 0
    assert len(close[0]) == 101
    np.testing.assert_array_equal(close[:, ::every], far[:, first : first + 6])


def test_recorded_runs_end_in_the_same_two_states_in_opposite_turns(parting):
    file_order, other = pair(parting["last_two"])
    np.testing.assert_allclose(file_order, other[::-1], atol=2e-6)
    assert abs(file_order[0] - file_order[1]) > 0.0005
    assert pair(parting["deviation"])[:, -1].tolist() == [file_order[1], other[1]]


def test_recorded_runs_part_where_the_curvature_passes_2_over_the_learning_rate(parting):
    stable = np.array(parting["curvature"]) < 2 / parting["learning_rate"]
    after = np.array(parting["curvature_at"])
    assert stable[after <= 1200].all()
    assert not stable[after >= 1300].any()


def test_recorded_curvatures_are_found_again(parting, record_parting, moons):
    found = record_parting.largest_curvatures(*moons)
    np.testing.assert_allclose(found, parting["curvature"], rtol=0, atol=0.011)
    assert list(record_parting.CURVATURE_AT) == parting["curvature_at"]


def test_rounding_stays_far_below_the_swing_at_the_small_rate_and_is_all_that_is_left_of_it_at_the_large_one(
    parting,
):
    slow, fast = (
        {name: np.array(row) for name, row in parting["swings"][rate].items()} for rate in ("0.02", "0.05")
    )
    after = np.array(parting["swing_at"])
    assert (slow["swing"] / slow["apart"])[after <= 1120].min() > 1e8
    assert fast["swing"][(after >= 600) & (after <= 1300)].max() < 1e-13
    assert (fast["swing"] / fast["apart"])[after == 1700] > 0.1


def test_turning_part_is_what_changes_its_sign_and_not_what_moves_smoothly(record_parting):
    k = np.arange(12.0)[:, None]
    smooth, turning = 1 + 3 * k - 0.2 * k**2, 0.25 * (-1.0) ** k
    np.testing.assert_allclose(record_parting.turning(smooth + turning)[4:], turning[4:8], atol=1e-12)


def test_largest_curvature_of_one_weight_is_its_second_derivative(record_parting):
    """With all but b2 without effect, the loss is (σ(b2) - t)² / 2."""
    parameters = Parameters(np.zeros((1, 1)), np.full((1, 1), -50.0), np.zeros((1, 1)), np.array([[0.3]]))
    y, t = 1 / (1 + np.exp(-0.3)), 1.0
    second = (y * (1 - y)) ** 2 + (y - t) * y * (1 - y) * (1 - 2 * y)
    found = record_parting.largest_curvature(parameters, np.zeros((1, 1)), np.array([[t]]))
    assert found == pytest.approx(second, rel=1e-8)


def test_recording_names_architecture_and_versions_and_nothing_else(parting):
    assert set(parting) == {
        "learning_rate", "iterations", "machine", "python", "numpy", "every", "deviation",
        "close_up_from", "close_up", "last_two", "curvature_at", "curvature", "swing_at", "swings",
    }  # fmt: skip
    assert re.fullmatch(r"\w+", parting["machine"])
    assert re.fullmatch(r"3\.\d+\.\d+", parting["python"])
    assert re.fullmatch(r"\d+\.\d+\.\d+", parting["numpy"])


def test_recording_is_written_as_it_is_read(parting, record_parting):
    assert record_parting.as_text(parting) == (DATA / "parting.json").read_bytes().decode("ascii")


def test_readme_explains_every_entry_of_the_recording(parting, readme):
    explained = set(re.findall(r"`(\w+)`", readme.split("| entry | meaning |")[1]))
    assert set(parting) <= explained


def test_bar_is_that_of_tqdm_or_none_with_a_word(record_parting, monkeypatch, capsys):
    assert record_parting.bar().__name__ == "tqdm"
    monkeypatch.setitem(sys.modules, "tqdm", None)
    assert record_parting.bar() is None
    assert capsys.readouterr().out == "tqdm is not installed: no bar\n"


# torch.json


@pytest.fixture(scope="module")
def recorded():
    return json.loads((DATA / "torch.json").read_text(encoding="ascii"))


def test_gradients_that_pytorch_recorded_are_ours(recorded, moons):
    X, t = moons
    start = initialise(2, 3, 1, np.random.RandomState(3))
    gradients = backward(start, forward(start, X), t)
    for name, ours in gradients._asdict().items():
        np.testing.assert_allclose(ours, recorded["gradients"][name], rtol=1e-12)


def test_pytorch_recorded_every_loss_of_ten_updates(recorded):
    assert len(recorded["losses"]) == 11
    assert recorded["losses"][-1] < recorded["losses"][0]


def test_record_of_pytorch_says_when_and_where_and_nothing_of_the_machine_but_its_kind(recorded):
    assert set(recorded) == {
        "date", "machine", "python", "torch", "numpy", "learning_rate", "losses", "gradients", "parameters",
    }  # fmt: skip
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", recorded["date"])
    assert re.fullmatch(r"\w+", recorded["machine"])
    assert re.fullmatch(r"\d+\.\d+\.\d+(\+cpu)?", recorded["torch"])


def test_readme_explains_every_entry_of_the_record_of_pytorch(recorded, readme):
    explained = set(re.findall(r"`(\w+)`", readme.split("| entry | meaning |")[2]))
    assert set(recorded) <= explained
