"""What readers take away: the files that the settings name, and a wheel that installs."""

import subprocess
import sys
from pathlib import Path

from proofread.config import Config, load_config
from proofread.website.hosting.downloads import build_wheel, downloads

ROOT = Path(__file__).parents[4]


def test_the_files_that_the_settings_name_lie_side_by_side(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "two.csv").write_bytes(b"2\n")
    config = Config(tmp_path, downloads=("data/two.csv",))
    assert dict(downloads(config)) == {"downloads/two.csv": b"2\n"}


def test_this_site_offers_its_data_and_its_wheel():
    offered = dict(downloads(load_config(ROOT)))
    (wheel,) = (name for name in offered if name.endswith(".whl"))
    assert wheel.startswith("downloads/nnscratch-")
    assert offered["downloads/moons.csv"] == (ROOT / "data" / "moons.csv").read_bytes()


def test_the_wheel_installs_and_is_the_same_each_time(tmp_path):
    name, content = build_wheel(ROOT)
    assert build_wheel(ROOT) == (name, content)
    (tmp_path / name).write_bytes(content)
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*install, "--target", tmp_path / "site", tmp_path / name], check=True)
    folder = str(tmp_path / "site")
    program = f"import sys; sys.path.insert(0, {folder!r}); import nnscratch; print(nnscratch.__file__)"
    run = subprocess.run([sys.executable, "-I", "-c", program], check=True, capture_output=True, text=True)
    assert run.stdout.strip() == str(tmp_path / "site" / "nnscratch" / "__init__.py")
