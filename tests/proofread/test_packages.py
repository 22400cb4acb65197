"""A dotted name leads to its object, its file and the names within."""

import re
from pathlib import Path

import pytest

from proofread.packages import home, module_file, resolve


def test_a_dotted_name_is_resolved():
    assert resolve("re.compile") is re.compile
    assert resolve("re") is re
    assert resolve("pathlib.Path.home")() == resolve("pathlib").Path.home()


@pytest.mark.parametrize(
    ("dotted", "message"), [("re.nothing", "'re' has no 'nothing'"), ("nowhere.x", "no module 'nowhere'")]
)
def test_a_name_that_is_not_there_is_told(dotted: str, message: str):
    with pytest.raises(LookupError, match=message):
        resolve(dotted)


def test_a_name_has_a_home():
    module, path, names = home("pathlib.Path.home")
    assert (module, names) == ("pathlib", ["Path", "home"])
    assert path == module_file("pathlib")
    assert path == Path(resolve("pathlib").__file__)
    assert home("json.decoder")[2] == []


@pytest.mark.parametrize("symbol", ["nowhere.x", "itertools.chain", ""])
def test_what_has_no_python_source_has_no_home(symbol: str):
    with pytest.raises(LookupError, match="with Python source"):
        home(symbol)
