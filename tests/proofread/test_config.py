import re

import pytest

from proofread.config import Config, SettingError, load_config


def write(folder, table: str):
    (folder / "pyproject.toml").write_text(table, "utf-8")
    return folder


def test_a_folder_without_settings_has_defaults(tmp_path):
    assert load_config(write(tmp_path, "")) == Config(tmp_path.resolve())


def test_a_page_without_settings_above_it_has_its_own_folder_for_a_root(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("", "utf-8")
    assert load_config(page).root in {tmp_path.resolve(), *tmp_path.resolve().parents}
    assert load_config(page).root.is_dir()


def test_settings_are_read_from_the_nearest_folder_above(tmp_path):
    write(tmp_path, '[tool.proofread]\npackages = ["a"]\nseconds_per_claim = 3\n')
    (tmp_path / "docs" / "deep").mkdir(parents=True)
    (tmp_path / "docs" / "page.md").write_text("")
    for place in (tmp_path, tmp_path / "docs" / "deep", tmp_path / "docs" / "page.md"):
        config = load_config(place)
        assert (config.root, config.packages, config.seconds_per_claim) == (tmp_path.resolve(), ("a",), 3)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("[tool.proofread]\npakages = []", "no setting pakages"),
        ("[tool.proofread]\nroot = 'x'", "no setting root"),
        ("[tool.proofread", "pyproject.toml cannot be read"),
        ("[tool.proofread]\npackages = 'a'", "packages of [tool.proofread] is 'a', expected a list"),
        ("[tool.proofread]\nstyle = ['a']", "style of [tool.proofread] is ('a',), expected a text"),
        ("[tool.proofread]\nseconds_per_claim = '5'", "is '5', expected a number"),
        ("[tool.proofread]\nconstants = ['a']", "is ('a',), expected a table"),
        ("[tool.proofread]\nescapes = 'a'", "is 'a', expected a list"),
        ("[tool.proofread]\ndata = ['dta']", "there is no dta, which [tool.proofread] names"),
        ("[tool.proofread.constants]\n'(' = 'why'", "is no regular expression"),
        ("[tool.proofread.constants]\n'x' = ' '", "has no reason"),
        ("[tool.proofread.constants]\n'x*' = 'why'", "matches nothing at all"),
        ("[[tool.proofread.demands]]\nname = 'x'", "[[tool.proofread.demands]] takes caught, kinds, name"),
        ("[[tool.proofread.escapes]]\nplace = 'x'", "see kinds, line, page, place, reason"),
        (
            "[[tool.proofread.escapes]]\npage = 'x'\nkinds = []\nline = 'y'\nreason = ' '",
            "[[tool.proofread.escapes]] takes kinds, line, page, reason: see a reason",
        ),
    ],
)
def test_a_wrong_setting_is_named(tmp_path, table: str, message: str):
    with pytest.raises(SettingError, match=re.escape(message)):
        load_config(write(tmp_path, table))


def test_constants_are_one_expression(tmp_path):
    config = Config(tmp_path, constants={r"\b1\b": "one", "a|b": "two"})
    assert [m[0] for m in config.allowed.finditer("1 a 11 b")] == ["1", "a", "b"]
    assert not Config(tmp_path).allowed.search("1")
