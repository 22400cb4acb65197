"""What a page is made of: each block with its place, `start` and `end`, as offsets in the page's text."""

import re
from dataclasses import dataclass
from functools import cached_property

PYTHON = {
    *("python", "py", "python3", "py3", "python2", "py2", "pyi", "sage", "numpy", "ipython", "ipython3"),
    *("pycon", "python-console", "ipythonconsole", "ipython3console"),
}
"""Every name by which Pygments highlights Python or its prompts."""
PROGRAMS = {
    *("bash", "bat", "cmd", "dockerfile", "fish", "make", "makefile", "powershell", "sh", "shell", "zsh"),
    *("c", "c++", "cpp", "csharp", "cython", "fortran", "go", "haskell", "java", "javascript", "js", "julia"),
    *("kotlin", "lua", "matlab", "octave", "r", "ruby", "rust", "scala", "sql", "swift", "ts", "typescript"),
    *("bibliography", "contents", "image", "index", "tableofcontents", "toctree"),  # directives of MyST
    *("bibtex", "css", "html", "jinja", "latex", "markdown", "md", "tex"),
}
"""What fences are called that show a program or a text; in others, numbers are claims or have a reason."""
_SESSION = re.compile(r"^\$ ", re.MULTILINE)
"""A command behind its prompt: what it printed may stand below it."""


@dataclass(frozen=True)
class Fence:
    """A fenced code block; which of the kinds below it is, is decided when the page is read."""

    start: int
    end: int
    language: str
    attributes: dict[str, str]
    body: str
    """The code, without the fence's own indentation."""
    body_start: int
    body_end: int
    indent: str
    unchecked: str | None = None
    """The reason why the author took it out of the checks; None where it is checked."""
    problem: str = ""
    """Why it is not the block that its author meant."""

    @property
    def is_python(self) -> bool:
        """Whether Material highlights it as Python."""
        return self.language in PYTHON

    @cached_property
    def has_prompts(self) -> bool:
        """Whether it shows a session with Python's prompts."""
        return any(line.lstrip().startswith(">>>") for line in self.body.splitlines())

    @property
    def is_taken(self) -> bool:
        """Whether it is checked as what it is: well formed, and not taken out by its author."""
        return self.unchecked is None and not self.problem


@dataclass(frozen=True)
class Example(Fence):
    """Python that the page runs."""


@dataclass(frozen=True)
class Cell(Example):
    """A cell of MyST's: the generator writes below it what it prints."""


@dataclass(frozen=True)
class Figure(Example):
    """Python that draws, with the paragraph below it."""

    numbers: tuple["Number", ...] = ()
    """The checked numbers in its alternative text."""
    caption: "Caption | None" = None

    @property
    def name(self) -> str:
        """What the figure is called on its page."""
        return self.attributes["figure"]

    @property
    def alt(self) -> str:
        """The alternative text, with its checked numbers as they are written."""
        return self.attributes.get("alt", "")


@dataclass(frozen=True)
class Output(Fence):
    """What the code right above it prints."""


@dataclass(frozen=True)
class Listing(Fence):
    """A place for the source of a symbol."""

    @property
    def symbol(self) -> str:
        """The dotted name of what is shown."""
        return self.attributes["source"]


@dataclass(frozen=True)
class Program(Fence):
    """A place for a whole program, which runs by itself."""

    @property
    def path(self) -> str:
        """Where the program is, below the folder of the pages."""
        return self.attributes["program"]

    @property
    def needs(self) -> list[str]:
        """The files that it reads, as paths below the site's root."""
        return self.attributes.get("needs", "").split()


@dataclass(frozen=True)
class NotationBlock(Fence):
    """What the symbols of the page are."""


@dataclass(frozen=True)
class Specimen(Fence):
    """A page within the page, such as this format's guide shows."""

    @property
    def name(self) -> str:
        """How findings name that page."""
        return self.attributes["page"]


@dataclass(frozen=True)
class Text(Fence):
    """Whatever else a fence shows: a program in another language, a command, a text."""

    @property
    def shows_results(self) -> bool:
        """Whether numbers in it may be results: in programs and commands they are not."""
        return self.language not in PROGRAMS or bool(_SESSION.search(self.body))


@dataclass(frozen=True)
class Number:
    """A bracket with what checks it, `[shown]{expression}`: a number, or the words of a statement."""

    start: int
    end: int
    shown: str
    expression: str

    @property
    def shown_end(self) -> int:
        """Where the bracket closes."""
        return self.start + 1 + len(self.shown)


@dataclass(frozen=True)
class Label:
    r"""The name that an author gives an equation: `\label{delta2}`."""

    start: int
    name: str


@dataclass(frozen=True)
class FormulaBlock:
    """A formula; `latex` is as long as on the page.

    Its checked numbers are blanked to what they show, its labels to nothing.
    """

    start: int
    end: int
    latex: str
    latex_start: int
    display: bool
    numbers: tuple[Number, ...] = ()
    unchecked: str | None = None
    labels: tuple[Label, ...] = ()
    in_heading: bool = False


@dataclass(frozen=True)
class Reference:
    """A link to an equation, `[text](#eq-b)` or `[](page.md#eq-b)`, to a page, or any that has no text."""

    start: int
    end: int
    page: str
    """The path of the other page as it is written; nothing for the same page."""
    anchor: str
    is_empty: bool
    """Whether it waits for the build to fill in its text."""


@dataclass(frozen=True)
class Directive:
    """`<!-- proofread: name -->`: what the build writes in its place."""

    start: int
    end: int
    name: str


@dataclass(frozen=True)
class Documented:
    """`::: package.module`: where mkdocstrings writes what the docstrings of a symbol say."""

    start: int
    end: int
    symbol: str


@dataclass(frozen=True)
class Stray:
    """A mark that opens nothing, such as a dollar without its second."""

    start: int
    end: int
    message: str


@dataclass(frozen=True)
class Caption:
    """The paragraph under a figure that starts with `Figure:`."""

    start: int
    end: int
    text_start: int
