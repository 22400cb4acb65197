"""A program of the site runs by itself, and its page shows what it prints."""

import pytest

from proofread.claims.program import ProgramClaim
from proofread.config import Config
from proofread.mutations.plan import mutants_of
from proofread.mutations.trial import Trial

FENCE = '```python program="programs/double.py"\n```\n\n```output\n4\n```\n'
NEEDY = FENCE.replace('py"', 'py" needs="data/two.csv"')


@pytest.fixture(autouse=True)
def folder(tmp_path):
    """Give a site's folder that holds a program, and a file that a program may need."""
    for name in ("docs/programs", "data"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "data" / "two.csv").write_text("2\n")
    write(tmp_path, "x = 2\nprint(2 * x)\n")
    return tmp_path


def write(folder, code: str) -> None:
    (folder / "docs" / "programs" / "double.py").write_text(code)


def test_what_a_program_prints_is_compared(findings):
    assert findings(FENCE) == []
    (finding,) = findings(FENCE.replace("4", "5"))
    assert finding == "page.md:4:1: the page shows 5 where the code prints 4"


def test_what_a_program_prints_has_to_be_shown(findings):
    (finding,) = findings(FENCE.partition("\n\n")[0])
    assert "no output fence below shows it" in finding


def test_the_page_finds_what_the_program_has_bound(findings):
    assert findings(f"It doubles [two]{{program.x}}.\n\n{FENCE}") == []
    (finding,) = findings(f"It doubles [three]{{program.x}}.\n\n{FENCE}")
    assert "three" in finding


def test_a_program_and_its_page_have_names_of_their_own(folder, findings):
    assert findings(f"```python\nx = 5\n```\n\n{FENCE}\n[Five]{{x}}.") == []
    write(folder, "print(2 * y)\n")
    (finding,) = findings(f"```python\ny = 2\n```\n\n{FENCE}")
    assert finding == (
        "page.md:5:1: programs/double.py: the code raises NameError: name 'y' is not defined (line 1)"
    )


def test_a_program_finds_the_files_that_it_needs_and_no_others(folder, findings):
    write(
        folder, "import os, pathlib\n\nprint(2 * int(pathlib.Path('two.csv').read_text()), *os.listdir())\n"
    )
    assert findings(NEEDY.replace("\n4\n", "\n4 two.csv\n"), downloads=("data/two.csv",)) == []
    (finding,) = findings(FENCE)
    assert "two.csv" in finding
    assert "FileNotFoundError" in finding


def test_a_file_that_no_reader_can_get_is_a_finding(findings):
    (finding,) = findings(NEEDY)
    assert finding == "page.md:1:1: readers cannot get data/two.csv: list it under downloads"


def test_a_program_that_is_not_there_is_a_finding(findings):
    (finding,) = findings(FENCE.replace("double", "treble"))
    assert finding == "page.md:1:1: programs/treble.py cannot be read: No such file or directory"


def test_a_copy_of_the_program_is_a_finding(findings):
    (finding,) = findings(FENCE.replace('py"\n', 'py"\nprint(4)\n'))
    assert "must hold no copy of it" in finding


def test_the_digits_that_a_program_prints_are_planted_errors_that_are_caught(folder):
    config, page = Config(folder), folder / "page.md"
    (mutant,) = mutants_of(page, FENCE, config, seed=0)
    (outcome,) = Trial(page, config, FENCE).outcomes([mutant])
    assert mutant.kind == "digit in output"
    assert f"the page shows {mutant.new} where the code prints 4" in outcome.message


def test_it_is_counted_as_code_that_was_run(check):
    (result,) = check(FENCE).results
    assert result.kind == ProgramClaim.kind == "code"
