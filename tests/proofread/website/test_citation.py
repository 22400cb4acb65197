from pathlib import Path

from proofread.website.citation import bibtex, entry

CITATION = {
    "title": "Pocket money: a course",
    "authors": [{"name": "The bank"}, {"family-names": "Ito", "given-names": "Kai"}],
    "version": "2.0",
    "date-released": "2031-05-06",
    "license": "MIT",
}
ENTRY = """\
@software{Pocket-money,
  author  = {{The bank} and Ito, Kai},
  title   = {{Pocket money: a course}},
  version = {2.0},
  year    = {2031},
  url     = {https://money.example/},
  license = {MIT},
}"""


def test_the_entry_holds_what_the_file_says():
    assert bibtex(CITATION, "https://money.example/") == ENTRY


def test_what_is_not_known_is_left_out():
    known = {name: value for name, value in CITATION.items() if name != "date-released"}
    assert [line.split()[0] for line in bibtex(known, None).splitlines()[1:-1]] == [
        "author",
        "title",
        "version",
        "license",
    ]


def test_the_entry_is_read_from_the_root_of_the_site(tmp_path: Path):
    assert entry(tmp_path, None) == ""
    (tmp_path / "CITATION.cff").write_text(
        "title: Pocket\nauthors: [{name: The bank}]\nversion: 1.0\n", "utf-8"
    )
    assert entry(tmp_path, None).startswith("```bibtex\n@software{Pocket,\n")
