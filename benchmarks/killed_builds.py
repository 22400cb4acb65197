"""Kills builds at random moments, and compares what the next one writes with a site that was built in peace.

python benchmarks/killed_builds.py [--kills 20] [--each 4]

The site is the first chapter, with all that a build does: proofs, figures, cards, downloads and the archive.
Kept reports are thrown away now and then, so that builds from nothing are killed, too.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic

from building import copied

SMALL = """\
INHERIT: mkdocs.yml
strict: false
nav: []
exclude_docs: |
  /*
  !/learn/
  /learn/*
  !/learn/linear-regression/
  !/figures.mplstyle
  !/stylesheets/
  !/javascripts/
  !/images/
"""


def start(site: Path, into: str) -> subprocess.Popen[bytes]:
    """Start a build in a group of processes of its own, so that all of it can be killed."""
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--quiet",
        "--config-file",
        "small.yml",
        "--site-dir",
        into,
    ]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(site)}
    silent = subprocess.DEVNULL
    return subprocess.Popen(
        command, cwd=site, env=environment, stdout=silent, stderr=silent, start_new_session=True
    )


def built(site: Path, into: str) -> dict[str, bytes]:
    """Build in peace, and return the files of the site."""
    if start(site, into).wait():
        sys.exit("a build that nobody killed fails")
    folder = site / into
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def main() -> None:
    """Kill, build, compare; say how many were killed and how many of the next builds were the same."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--each", type=int, default=4, help="kills before a build is left in peace")
    given = parser.parse_args()
    rng = random.Random(0)
    with tempfile.TemporaryDirectory() as folder:
        site = copied(Path(folder))
        (site / "small.yml").write_text(SMALL, "utf-8")
        begin = monotonic()
        expected = built(site, "peace")
        longest = monotonic() - begin
        killed = same = compared = 0
        while killed < given.kills:
            if rng.random() < 0.25:
                shutil.rmtree(site / ".cache", ignore_errors=True)
            build = start(site, "site")
            try:
                build.wait(rng.uniform(0, longest))
            except subprocess.TimeoutExpired:
                os.killpg(build.pid, signal.SIGKILL)
                build.wait()
                killed += 1
                if killed % given.each == 0:
                    compared += 1
                    same += built(site, "site") == expected
    print(f"{killed} builds killed; {same} of {compared} next builds are the same, byte by byte")
    sys.exit(same != compared)


if __name__ == "__main__":
    main()
