r"""The notation of the field: equations from well-known public sources, as they stand there.

Each file of `books` holds notation blocks (`==`) and forms: `--` names the source, `+` a formula that the
equation rests on, `~` the smallest rewriting where it is not read as it stands, `!` what makes it wrong.
The forms of `own` show each construct once.
"""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.equation_pages import findings

HERE = Path(__file__).parent


@dataclass
class Form:
    name: str
    notation: str
    needs: list[str] = field(default_factory=list)
    latex: str = ""
    rewritten: str = ""
    wrong: list[tuple[str, str]] = field(default_factory=list)

    @property
    def read(self):
        return self.rewritten or self.latex


def forms_of(path):
    found, notation, in_block = [], "", False
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        mark, _, rest = line.partition(" ")
        if mark == "==":
            notation, in_block = "", True
        elif mark == "--":
            in_block = False
            found.append(Form(f"{path.stem}:{number} {rest}", notation))
        elif in_block:
            notation += line + "\n"
        elif mark == "+":
            found[-1].needs.append(rest)
        elif mark == "~":
            found[-1].rewritten = rest
        elif mark == "!":
            found[-1].wrong.append(tuple(rest.split(" => ")))
        elif line.strip():
            found[-1].latex = line
    return found


FORMS = [form for path in sorted(HERE.glob("books/*.txt")) for form in forms_of(path)]
OWN = [form for path in sorted(HERE.glob("own/*.txt")) for form in forms_of(path)]


def wrongs(form, latex):
    said = findings(form.notation, *form.needs, latex)
    return [message for message in said if not message.startswith("nothing checks")]


@pytest.mark.parametrize("form", [*FORMS, *OWN], ids=lambda form: form.name)
def test_an_equation_is_proved_and_none_of_its_wrong_forms(form):
    assert wrongs(form, form.read) == []
    assert form.wrong
    for old, new in form.wrong:
        assert old in form.read, old
        assert wrongs(form, form.read.replace(old, new, 1)), f"{old} => {new}"


def test_the_set_is_large_and_most_of_it_is_read_as_it_stands():
    as_they_stand = [form for form in FORMS if not form.rewritten]
    assert len(FORMS) >= 150
    assert len(as_they_stand) >= 0.75 * len(FORMS)
    assert sum(len(form.wrong) for form in [*FORMS, *OWN]) >= 440
